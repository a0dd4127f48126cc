"""Cuts a noun phrase out of the words before a number: openers, verbs of doing and closers fall away.

Pure functions over short strings; what a cut recognised on the way (a word of change, a share) is kept apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.normaliser.indicators_tidying import LEADING_EDGES, tidy
from metrics.normaliser.indicators_words import (
    ENDS_OF_PLAN_OR_PLACE,
    FIRST_OF_MARK,
    closed,
    is_bare_plan,
    is_place,
    opened,
    without_mark,
    word_set,
    words_with_owner,
)
from metrics.normaliser.records import Record
from metrics.normaliser.times_rules import match_times, may_tell_time

_BRACKETED = re.compile(r"（(?![0-9一二三四五六]）)[^（）]*）|\([^()]*\)|^[^（]*?）(?=[^（]*$)")
_COMPARISON = re.compile(
    r"(?:比|较|同)(?:上一?年度?|去年|前年|上月|上季度?|年初|同期|往年|上届|(?:19|20)[0-9]{2}年)(?:同期|末|底)?|同比|环比"
    r"|(?:比|较)“[一二三四五六七八九十]{1,3}五”(?:时期|期间|同期|[初末]期|期[初末]|[初末底期])?"
    r"|按[年月季](?=[增上升下减跌降])"
)
#: The budget that a change is counted from (较上年度|修订预算|下跌).
_OF_BUDGET = re.compile("[比较]?的?(?<!新的)修订预算(?=增长|增加|上升|减少|下跌|下降|高|低)")
_AFTER_TIME = re.compile(
    r"(?:之前|以前|前(?!十|后|期)|以来|起(?![降步草点重源始伏诉码飞])|开始|期间|之内|内(?!部|外|容)|末|份|底)?，?"
)
_BEFORE_TIME = re.compile(
    r"(?:(?<![一-龥])|(?<=[，、；：])|(?<=力争|确保|争取|预计|预期|计划|努力|预估)|(?<=[指将]))(?:截[至止]到?|到|至|自|从)$|在$|(?<![高低快慢优大小多少等])于$"
)
_KEPT_TIMES = frozenset({"output", "annual_plan", "year_output"})
_SHARE = re.compile(r"(?:分别|均|各|都|约|大致|已|总体上?)*占(?![地用比道领线])(.*)$")
#: A share said as a bound on a base (不低于供应总量的70%).
_SHARE_OF_BASE = re.compile(
    r"(.{2,}?)(?:均|分别|各)?(?:不低于|不少于|不超过|不高于|达到|超过|高于|低于|达)([一-龥]{2,24})的$"
)
_DONE_INSIDE = re.compile(
    r"(?<=[一-龥][一-龥”）])(?:实现|共有|拥有)(?=[一-龥]{2})|已经?(?=开工|建设|建成|筹集|改造|完成|投用)"
)
_HAS = re.compile(
    r"^([一-龥]{2,4}?)(?<![国所公私含享拥共实现既特原固富稀独专自占保没])有(?![限效机线色关偿条害])(?=[一-龥]{3})"
)
#: A subject that says who will do it (荆州市将尽力争取…) or what was done (通过了…): what follows is the thing.
_DOER = re.compile(r"^.{1,8}?(?:将尽力争取|尽力争取|将力争|力争|争取|确保|计划|预计|拟)(.{4,})$|^.{6,}?了(.{4,})$")
_OF_DOER = re.compile("[争确计拟了]")
#: Those who are told to do it (各乡镇要|检修…).
_ADDRESSED = re.compile(
    r"^(?:各|全体)[一-龥、（）]{1,10}?(?:必须|应当|要|须)(?:在|于)?|^[请望](?:各|全体)[一-龥、（）]{1,6}?(?=完成|做好|抓紧|加快|确保)"
)
_ADDRESSING = frozenset("各全请望")
_OPEN_BRACKET = re.compile(r"（(?=[^（）]*$)")
#: The base or the case said after the verb (托位供给达到每千人口|4.5个, 标准提高到小学每生|720元).
_SAID_LATER = re.compile(
    r"(.{2,}?)(?:提高到|提升到|增加到|调整到|调整为|达到?|为)((?:每|小学|初中|高中|城市|农村|城镇)[一-龥]{0,8})$"
)
_PER_UNIT = re.compile(r"^/(?:平方公里|平方米|立方米|公里|[一-龥]{1,3})")
#: A number that a change is counted from (比2000年|的414万元|增长), left over when its year is taken away.
_BASE_NUMBER = re.compile(
    "^的?[0-9.,]+[万亿]*[一-龥]{1,2}?(?=净?(?:增长|增加|提高|提升|上升|上涨|下降|减少|下跌|降低|翻|增[^加幅速]|降[^幅低]))"
)
#: How long something went on, said between a thing and its verb (粮食产量|连续13年|稳定在, 资产总额|五年|增长).
_WHILE_AT_END = re.compile(
    r"(?:连续|近|过去|每|(?<![前第]))(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:年(?:来|间|内)?|个月|个季度)(?:来|间|内)?$"
)
#: 低保标准分别达到人均|每月577元: by head is how it is counted.
_UP_TO_EACH = re.compile("(?:分别|均|都|已)*(?:达到?|为|[提升]高?[到至]|增加?[到至]|保持在)人均$")
_ENDS_OF_WHILE = frozenset("年月度来间内")
_WHILE_AT_START = re.compile(
    r"(?:近|过去|这)?(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})年(?:来|间|内)?(?=累计|共|总共|合计|总计)"
)
#: The number of a footnote, or a sign of the page behind a headline.
_FOOTNOTE = re.compile(r"［[0-9]{1,3}］|\[(?:[0-9]{1,3}|推荐|图|组图|视频)\]?")
#: How a change was reckoned: it names nothing (同口径, 扣除…因素后, 两年平均, 去年同期).
_MANNER = re.compile(
    r"(?:按|扣除|剔除|还原)?[一-龥]{0,14}(?:口径|可比价格?|不变价格?|现价|因素)(?:计算)?后?(?:实际|名义|同比)?|[0-9一二三四五六七八九十两]{1,2}年来?平均|名义|实际|(?:是|为)?同期|同比例|按[一-龥]{0,10}汇率(?:折算|折合|计算)?|折合|折算|(?:执行|实际)?(?:结果|完成数|执行数|实绩)"
)
#: The same behind the thing (一般公共预算收入|同口径).
_MANNER_AT_END = re.compile("(?:按|以)?(?:同口径|可比口径|自然口径|可比价格?|不变价格?|现价)(?:计算)?$")
_YEAR_AT_START = re.compile("(?:19|20)[0-9]{2}(?=[一-龥])")
#: A rank that a thing has, said before the next thing (产量全球第一、|优质鲜切花).
_RANKED = re.compile("(?:全[国省市球区县]|世界|居|列|位)[^、]{0,6}第[一二三四五六七八九十]、")
#: What such words end with: most nouns do not.
_ENDS_OF_MANNER = frozenset("径价格素算后均义际期例率合果数绩")
#: A share of what was planned: the thing is said before (收入…，为预算的|102.5%).
_SHARE_OF_PLAN = re.compile(
    r"(?:分别|已|约|仅|共|达到?|为|是|完成|占|相当于)+(?P<base>[一-龥]{0,8}(?:预算|计划|任务|目标|规划指标|进度|常年|正常年份)(?:任务|目标|总?数|总?量|值|投资)?)的$"
)
#: An earlier period that a level is so many times of (累计完成…亿元，是“十五”时期的|5.2倍).
_TIMES_OF_PERIOD = re.compile(
    "(?:分别|约|仅|已|相当于|达到?|[是为])+“[一二三四五六七八九十]{1,3}五”(?:时期|期间|同期|期末|[末初期])?(?:总和|总量|之和)?的$"
)
_BEFORE_PERIOD = frozenset("是为分约仅已相达")
_GAP = re.compile(r"[一-龥]{0,2}?(?:(?<![占配])比|较|高于|低于|快于|优于)(?!例|重|率|赛|武)[^，]*$")
#: For whom or where something is done, before the verb that says what (为既有住宅|加装电梯, 对…开展|内镜检查).
_FOR_WHOM = re.compile(
    r"(?:为(?![民老农企侨主期])|[对在](?=[^，的]{2,24}?(?:提供|开展|进行|实施|给予|建设|新建|发布)))"
    r"(?P<whom>[^，0-9]{2,24}?)(?:(?:免费)?(?:提供|开展|进行|实施|给予|建设)(?P<what>[^，]{2,})|$)"
)
_BEFORE_WHOM = frozenset("为对在")
#: The first characters of words that go on with a list or open a part, and those that may stand before them.
_JOINED = ("、", "和", "与", "及", "以及")
_JOINING = frozenset(word[0] for word in _JOINED)
_BEFORE_PART = frozenset("，（、其含当")
#: One of these is among the first characters of words that tell a gap.
_IN_GAP = frozenset("比较高低快优、")
#: Cuts of taxes and fees, and relief, are things themselves (新增减税降费|1.5万亿元).
_CUTS = ("减税", "降费", "减负", "成本", "负担")
#: What stands before 同口径 is a thing from this length on.
SHORTEST_THING = 4


@dataclass(slots=True)
class Phrase(Record):
    """What a number counts, in parts: the thing, its share of what, the word of change."""

    subject: str
    share: str = ""
    change: str = ""
    gap: str = ""
    is_list_member: bool = False
    is_part: bool = False
    state: str = ""

    def named(self, subject: str) -> Phrase:
        """The phrase with another thing in place of its own."""
        return Phrase(subject, self.share, self.change, self.gap, self.is_list_member, self.is_part, self.state)

    @property
    def is_full(self) -> bool:
        """Whether it names its thing without help from the words before."""
        return names_a_thing(self.subject)


def names_a_thing(noun: str) -> bool:
    """Whether a noun needs no help from the words before it."""
    if len(noun) < 2 or noun in words_with_owner():
        return False
    if noun[-1] not in ENDS_OF_PLAN_OR_PLACE:
        return True
    return not (is_bare_plan(noun) or is_place(noun))


def without_times(text: str) -> str:
    """Text without its time expressions and comparisons with an earlier time."""
    if "比" in text or "较" in text or "同" in text or "按" in text:
        text = _COMPARISON.sub("", text)
    if not may_tell_time(text):
        return text
    kept, position = [], 0
    for rule, match in match_times(text, 0, len(text)):
        if rule.name not in _KEPT_TIMES:
            kept.append(_BEFORE_TIME.sub("", text[position : match.start()]))
            position = _AFTER_TIME.match(text, match.end()).end()  # type: ignore[union-attr]  # it may match nothing
    return "".join([*kept, text[position:]]) if kept else text


def read_before(words: str) -> tuple[Phrase, str]:
    """Phrase in the words between the last number or comma and a number, and the kept verb it begins with."""
    plain = _plain(words)
    is_list_member = plain[:1] in _JOINING and plain.startswith(_JOINED)
    is_part = plain[:1] in _BEFORE_PART and plain.lstrip("，（、").startswith(("其中", "含", "当中"))
    if "（" in plain or "）" in plain:
        plain = _unbracketed(plain)
    plain = without_times(plain.rpartition("，")[2])
    if "修订预算" in plain:
        plain = _OF_BUDGET.sub("", plain)
    if plain[:1].isdigit() or (plain[:1] == "的" and plain[1:2].isdigit()):
        plain = _BASE_NUMBER.sub("", plain, count=1)
    if plain[-1:] == "的":
        if found := _SHARE_OF_BASE.fullmatch(plain):
            plain = f"{found[1]}占{found[2]}的"
        if plain[:1] in _BEFORE_PERIOD and _TIMES_OF_PERIOD.fullmatch(plain):
            return Phrase("", "", "", "", is_list_member, is_part), ""
        if found := _SHARE_OF_PLAN.fullmatch(plain):
            return Phrase("", f"占{found['base']}", "", "", is_list_member, is_part), ""
    head, change = _closed(plain)
    share = gap = ""
    if "占" in head or not _IN_GAP.isdisjoint(head[:4]):
        head, share, gap = _without_share(head)
    subject, verb = _thing(head)
    if subject[-1:] in _ENDS_OF_MANNER:
        subject = _without_manner(subject)
    if is_bare_plan(subject):
        subject = subject.lstrip("为占是超")
    elif len(subject) == 1 and subject in "中内外上下计需过这其此该共达各另":
        subject = ""
    if change and not subject and (change in word_set("kept_verbs") or change.endswith(_CUTS)):
        subject, verb, change = change, change, ""
    return Phrase(tidy(subject), share, change, gap, is_list_member, is_part), verb


def _without_manner(subject: str) -> str:
    """A thing without the words that tell how its change was reckoned."""
    found = _MANNER_AT_END.search(subject, max(0, len(subject) - 8))
    if found and found.start() >= SHORTEST_THING:
        return subject[: found.start()]
    return "" if _MANNER.fullmatch(subject) else subject


def _closed(plain: str) -> tuple[str, str]:
    """Words without closers and without how long it went on, and the word of change that stood last."""
    if plain[-2:] == "人均":
        plain = _UP_TO_EACH.sub("", plain)
    head, change = closed(plain)
    if head[-1:] in _ENDS_OF_WHILE and (found := _WHILE_AT_END.search(head, max(0, len(head) - 12))):
        head, earlier = closed(head[: found.start()])
        change = change or earlier
    return head, change


def _plain(words: str) -> str:
    plain = "".join(words.split())
    if plain[:1] in FIRST_OF_MARK:
        plain = without_mark(plain)
    if "［" in plain or "[" in plain:
        plain = _FOOTNOTE.sub("", plain)
    if plain.startswith("/"):
        plain = _PER_UNIT.sub("", plain)
    return plain.rpartition("持平")[2] if "持平" in plain else plain


def _unbracketed(plain: str) -> str:
    """Words without what stands in brackets; an open bracket with words behind it is like a comma."""
    if plain[-1:] == "（":  # 新建幼儿园（|3所）: the bracket tells how many
        plain = plain[:-1]
    return _OPEN_BRACKET.sub("，", _BRACKETED.sub("", plain))


def _without_share(head: str) -> tuple[str, str, str]:
    """Words before 占…, that share, and a gap to another figure (比全省平均水平高出)."""
    if "占" in head and (found := _SHARE.search(head)):
        share = "占" + found[1].strip("的")
        rest = head[: found.start()]
        return (rest if share == "占" else closed(rest)[0]), share, ""
    if found := _GAP.match(head.lstrip("、")):
        return "", "", found[0]
    return head, "", ""


def _thing(head: str) -> tuple[str, str]:
    """The thing in words without openers and with a verb in their midst taken out, and its kept verb."""
    head = head.lstrip(LEADING_EDGES)
    if head[:1] in _ADDRESSING:
        head = _ADDRESSED.sub("", head)
    if head[:2] in ("19", "20"):
        head = _YEAR_AT_START.sub("", head, count=1)
    if "年" in head[:5] and (found := _WHILE_AT_START.match(head)):
        head = head[found.end() :]
    subject, verb = opened(head)
    if subject[:1] in _BEFORE_WHOM and not verb:
        subject = _done_for(subject)
    if "已" in subject or "有" in subject or "实现" in subject:
        subject = _DONE_INSIDE.sub("", subject)
    if "每" in subject and (found := _SAID_LATER.fullmatch(subject)):
        subject = f"{found[2]}{found[1]}"
    if "、" in subject and "第" in subject and (found := _RANKED.search(subject)):
        subject = subject[found.end() :]
    if "有" in subject[:6]:
        subject = _HAS.sub(r"\1", subject)
    if not verb and len(subject) > 6 and _OF_DOER.search(subject, 1) and (found := _DOER.match(subject)):
        return opened(found[1] or found[2])
    return subject, verb


def _done_for(subject: str) -> str:
    """A thing done for somebody or somewhere, without the word for that and the verb of doing."""
    found = _FOR_WHOM.fullmatch(subject)
    if found is None:
        return subject
    return f"{found['whom']}{found['what'] or ''}"
