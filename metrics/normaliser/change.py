"""Whether a number is a level to reach or an amount to change by."""

from __future__ import annotations

import re

from metrics.domain.statements import Direction
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.change_words import ChangeWord, meanings_of_change, resets
from metrics.normaliser.segments import Clause, CleanText, QuantityMatch

LEVEL, INCREASE, DECREASE = Direction.LEVEL, Direction.INCREASE, Direction.DECREASE
#: What may stand between a close word of change and its number: particles, and earlier members of a list of numbers.
_FILLER = re.compile(
    r"(?:了|的?(?:预期|预期性)?目标值?|要|应|需|力争|预计|实现|介乎|介于|约|近|超过?|达到?|分别|均|都|各|为|共|将|再|也|和|及|与|、|幅度|不少于|不低于|不超过|至少|以上|左右|逾"
    r"|个百分点|百分点|[0-9.%‰~-]|[—万亿千百成倍一二三四五六七八九十两半元人次户家所个项吨公里亩点件名天岁微毫克立方]|(?:保持|稳定|维持)在)*"
)
_AFTER = re.compile(
    r"(?:左右|以上|以下|以内|及以上|上下)?的?(?:年均|同比|正|较快|速度)?(增长|递增|增速|增幅|涨幅|增量|降幅|下降)(?!点|极)"
    r"|(?:左右|以上|以下)?的(?:幅度|比例|速度)(?:逐年|持续)?(压减|压缩|削减|减少|降低|递减)"
)
_JOINED_LATER = re.compile(r"[一-龥“”]{1,14}(?:新增|扩增)(?:进入|纳入|列入|入选)")
_GAP_TO_ANOTHER = re.compile(r"(高于|低于|快于|慢于|优于|超出|领先|落后|好于)(?<!不..)([一-龥0-9]*)(?<!的)$")
_COMPARED = re.compile(
    r"(?:比(?![例重率])|较|同)([一-龥0-9“”、]{1,24}?)(?:分别)?(高出|(?<![提升])高|(?<![降减])低|快|慢|(?<!增)多|(?<!减)少)了?(?:约|近|出)?$"
)
_ENDS_A_COMPARISON = frozenset("高低快慢多少出了约近")
_LIST_MARKS = frozenset("、和及与")
#: The numbers of a list before one of its later members (分别低0.8、0.7和|0.3个百分点).
_EARLIER_MEMBERS = re.compile(
    r"(?:分别)?(?=[高低快慢多少])([高低快慢多少])(?:[0-9.]{1,8}(?:个百分点|%)?[、和及与]){1,6}$"
)
#: A remark between a word of change and its number (增长（可比价）9.8%).
_REMARK = re.compile(r"（[^（()）0-9]{1,12}）")
#: A verb of level behind a list mark: what was said of change before holds no longer (新增20公里、突破300公里).
_GOES_ON_TO_LEVEL = re.compile("突破|达|超|迈上|跃上|跨上|站上|跨过")
#: A rate with its verb owns its number, whatever stood before (增长8%、对增长的贡献率达70%).
_RATE_OF_ITS_OWN = re.compile("、[^、]*(?:率|占比|比重|比例)(?:达到?|为|均)?$")
#: A part of all growth is a share of it (占全国增量的1/4, 贡献了24%的增量).
_SHARE_OF_GROWTH = re.compile("(?:占|贡献)[^，。；、]{0,12}$")
#: A verb that says how the things were added: one word with 新增 (新增|建设床位431张).
_HOW_ADDED = re.compile("(?:建设|改造|投放|配备|培育|创建|打造|安装)(?=[^，。；、0-9]{2})")
_PART_MARK = re.compile("其中|（含|包括|当中")
_FIGURE = re.compile("[0-9.][0-9.]*")
_FIGURE_AT_END = re.compile(
    "(?:[0-9.,]+[万亿]*|[一二三四五六七八九十百千万亿零〇两点]+)(?:个百分点|平方米|公里|[一-龥%])?$"
)
LONGEST_FIGURE = 20
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年|[0-9一二三四五六七八九十]+年前")
_FORECAST = re.compile("预期|预计|预测|计划|目标|预算|任务|进度")
_LIST_MEMBER = re.compile(r"[0-9.%万亿元人家所个户]+(?:以上|左右|以内)?[、和及与][^0-9]*$")
#: What may stand before a verb that opens a list (今年新增…、…); a noun in front makes it an attribute (城镇新增就业).
_OPENING = re.compile(
    r"(?:[（）0-9一二三四五六七八九十、.：；年月]|今年|全年|年内|年底前?|全市|全县|全区|全省|全州|全镇|计划|预计|力争|确保|争取"
    r"|将|共|累计|现已|现|已|拟|到|前|并|可|其中|完成|实现|分别|同时|再)*"
)
_BARE_NOUN = re.compile("(?:[一-龥“”]{2,16}[0-9.]{1,6}[个家项所处座][、和与及])?[一-龥“”]{2,16}")
#: Measure words of things: 提升45个村 betters them, it does not raise a figure by 45.
_THINGS = frozenset("个所条户家间处座栋村项")
#: Whom a cut of fees and taxes helps: they do not become fewer (减免学费5120人).
_THOSE_HELPED = frozenset({"人", "人次", "户", "户次", "家", "家次"})
#: What is done of a goal told just before (新增就业目标12000人，实际完成11386人).
_DONE_OF_IT = re.compile(r"(?:实际|已经?|现已|目前|累计|共)*完成")
#: What is cut by an audit is money, that of an investment too (核减政府投资140万元).
_CUTS_OF_COST = frozenset(("核减", "审减", "压减", "节减"))
#: Behind these a new level follows, whatever was added before (增加设施到|15万个).
_TO_LEVEL = ("到", "至", "达")
#: The same change said in another unit (减少138亿元，即|4.1%).
_SAME_AGAIN = frozenset(("即", "或", "亦即", "也就是", "折合", "相当于"))
#: Those helped are no part of what was cut or added before (免除2900万名学生学费，|支持1067万名…).
#: What is won or founded is counted for itself, whatever was added before (新增高新技术企业9家，|创国家级技术中心1家).
_OF_ITS_OWN = ("创国家", "创省", "获评", "获批", "荣获", "建成", "引进", "降低", "减少", "压减")
#: A total in the next clause is a level (新增铁路911公里，铁路运营总里程|1208公里).
_TOTALS = ("总里程", "总数", "总量", "总规模", "总面积", "总人数", "总户数")
_HELPED = ("支持", "资助", "帮助", "救助", "推动", "扶持")
_OWNS_ITS_NUMBER, _ENDS_APART = (*_HELPED, *_OF_ITS_OWN), (*_HELPED, *_TOTALS)
#: So much text before a number is looked at, and behind it.
WINDOW, AFTER = 120, 24
_FALLING = {"低于": True, "慢于": True, "落后": True, "低": True, "慢": True, "少": True}


def direction_of(clean: CleanText, match: QuantityMatch, clause: Clause) -> Direction:
    """Direction of change that the words around ``match`` give it."""
    text, start, outer_start, outer_end = clean.text, match.start, match.outer_start, match.outer_end
    if text[start] == "翻":
        return INCREASE
    if match.implicit:
        return LEVEL
    before = _before(text, outer_start, clause)
    after = text[outer_end : clause.end if clause.end < outer_end + AFTER else outer_end + AFTER]
    if "增" in after or "降" in after or "涨" in after or "减" in after or "压缩" in after:
        said_after = _direction_after(after, before, counts_things=match.unit in _THINGS)
        if said_after is not None:
            return said_after
    compared = _direction_of_gap(before + text[outer_start:start] if outer_start < start else before)
    if compared is not None:
        return compared
    if outer_start < start and before[-1:] == "、" and _GOES_ON_TO_LEVEL.match(text, outer_start, start):
        return LEVEL
    direction = _direction_before(before, match) or _direction_of_whole(text, match, clause)
    if direction is None and clause.start > clause.sentence_start:
        direction = _direction_of_list(text, match, clause)
    if direction is None and "改善" in before:
        direction = _improvement(text, before, match, clause)
    return direction or LEVEL


def _before(text: str, outer_start: int, clause: Clause) -> str:
    """Words of the clause before a number, without blanks and remarks."""
    start = clause.start
    before = text[start if start > outer_start - WINDOW else outer_start - WINDOW : outer_start]
    if " " in before:
        before = before.replace(" ", "")
    return _REMARK.sub("", before) if "）" in before else before


def _direction_after(after: str, before: str, *, counts_things: bool) -> Direction | None:
    found = _AFTER.match(after)
    if found is not None and counts_things and not after.startswith("的"):
        return LEVEL
    if found is None:
        return INCREASE if _JOINED_LATER.match(after) else None
    if found[2] is not None:
        return DECREASE
    if found[1] == "增量" and _SHARE_OF_GROWTH.search(before):
        return LEVEL
    return DECREASE if found[1] in ("降幅", "下降") else INCREASE


def _direction_of_gap(before: str) -> Direction | None:
    """A gap to another body or forecast is a level; to an earlier time it is a change."""
    last = before[-1:]
    if last in _LIST_MARKS and (members := _EARLIER_MEMBERS.search(before[-48:])):
        before, last = f"{before[-48:][: members.start()]}{members[1]}", members[1]
    if last in _ENDS_A_COMPARISON:
        found = _COMPARED.search(before[-40:])
        if found:
            return _from_base(found[1], found[2])
    if "于" not in before and "出" not in before and "先" not in before and "后" not in before:
        return None
    found = _GAP_TO_ANOTHER.search(before[-24:])
    return _from_base(found[2], found[1]) if found else None


def _from_base(base: str, word: str) -> Direction:
    if _FORECAST.search(base):
        return LEVEL
    if not (_YEAR.search(base) or any(past in base for past in load_lexicon("change")["past_bases"].split())):
        return LEVEL
    return DECREASE if _FALLING.get(word) else INCREASE


def _direction_of_whole(text: str, match: QuantityMatch, clause: Clause) -> Direction | None:
    """Direction of a sum for its parts (新增泊位3000个，其中路内1200个): same measure, no verb of their own."""
    start = match.outer_start - WINDOW
    if start < clause.sentence_start:
        start = clause.sentence_start
    said = text[start : match.outer_start]
    if not ("其中" in said or "（含" in said or "包括" in said or "当中" in said) or not match.measure:
        return None
    *_, mark = _PART_MARK.finditer(said)
    parts = text[start + mark.end() : match.start]
    if "；" in parts or not _reaches(parts):
        return None
    said = said[: mark.start()]
    wholes = [found for found in _FIGURE.finditer(said) if _is_measured(said, found.end(), match)]
    return _direction_of_verb(said[: wholes[-1].start()]) if wholes else None


def _direction_of_verb(said: str) -> Direction | None:
    """Direction of the one far word that opens the last clause (新增泊位|3000个); 比上年增加420个 opens none."""
    said = said[max(said.rfind("，"), said.rfind("；"), said.rfind("。")) + 1 :]
    pattern, meanings = meanings_of_change()
    verbs = [found for found in pattern.finditer(said) if (word := meanings[found[0]]) and word.reach == "far"]
    if len(verbs) != 1 or not _opens(said, verbs[0]):
        return None
    word = meanings[verbs[0][0]]
    return word.direction if word else None


def _is_measured(said: str, end: int, match: QuantityMatch) -> bool:
    return match.measure in said[end : end + len(match.measure) + 2]


def _direction_of_list(text: str, match: QuantityMatch, clause: Clause) -> Direction | None:
    """Direction of a list that goes on after a comma (新增甲类15家，乙类10家): same measure, no verb."""
    first, earliest = clause.start, clause.start - WINDOW
    if earliest < clause.sentence_start:
        earliest = clause.sentence_start
    own = text[first : match.outer_start]
    if own in _SAME_AGAIN or (own.endswith("完成") and _DONE_OF_IT.fullmatch(own)):
        goal = text[earliest : first - 1].rpartition("，")[2]
        figure = _FIGURE_AT_END.search(goal[-LONGEST_FIGURE:])
        said = goal[: len(goal) - len(figure[0])] if figure else ""
        return _direction_before(said, match) if said else None
    if text[first - 1] in "；;":
        return None
    comma, semicolon = text.rfind("，", earliest, first - 1), text.rfind("；", earliest, first - 1)
    said = text[max(earliest, comma + 1, semicolon + 1) : first - 1]
    if match.measure not in said or own.startswith(_OWNS_ITS_NUMBER) or own.endswith(_ENDS_APART):
        return None
    if not _BARE_NOUN.fullmatch(text, first, match.start):
        return None
    if not _reaches(text[first : match.start]) or not any(
        _is_measured(said, found.end(), match) for found in _FIGURE.finditer(said)
    ):
        return None
    return _direction_of_verb(said)


def _opens(said: str, verb: re.Match[str]) -> bool:
    """Whether nothing that could own the verb stands before it."""
    return _OPENING.fullmatch(said, 0, verb.start()) is not None


def _direction_before(before: str, match: QuantityMatch) -> Direction | None:
    """Direction of the last word of change before a number that governs it."""
    pattern, meanings = meanings_of_change()
    said = list(pattern.finditer(before))
    for found in reversed(said):
        word = meanings[found[0]]
        if word is not None and _governs(word, found, before, match):
            return word.direction
    return None


def _governs(word: ChangeWord, found: re.Match[str], before: str, match: QuantityMatch) -> bool:
    """Whether a word of change reaches the number over what stands between them."""
    gap = before[found.end() :]
    if found[0] == "新增" and (paired := _HOW_ADDED.match(gap)):
        gap = gap[paired.end() :]
    if word.is_of_money and match.unit in _THOSE_HELPED:
        return False
    if word.reach == "noun":
        if gap.startswith("等"):  # …增幅等5项指标
            return False
        if gap.startswith("的") and _SHARE_OF_GROWTH.search(before, 0, found.start()):
            return False
        return not _is_list(gap) or _same_measure(gap, match)
    if "、" in gap and _RATE_OF_ITS_OWN.search(gap):
        return False
    if _FILLER.fullmatch(gap):
        return not (word.is_of_things and match.unit in _THINGS)
    if found[0] in _CUTS_OF_COST:
        gap = gap.replace("投资", "")
    if not _reaches(gap):
        return False
    if gap.endswith(_TO_LEVEL):
        return False
    if word.reach == "far" and (not _is_list(gap) or _opens(before, found)):
        return True
    return _same_measure(gap, match) and _is_list(gap)


def _is_list(gap: str) -> bool:
    return _LIST_MEMBER.search(gap) is not None


def _reaches(gap: str) -> bool:
    """Whether no other verb stands between the word of change and the number."""
    return not resets().search(gap)


def _same_measure(gap: str, match: QuantityMatch) -> bool:
    return bool(match.measure) and match.measure in gap


def _improvement(text: str, before: str, match: QuantityMatch, clause: Clause) -> Direction:
    if match.unit in _THINGS:
        return LEVEL
    own, _, gap = before.rpartition("改善")
    head = f"{text[max(clause.sentence_start, clause.start - WINDOW) : clause.start]}{own}"
    if not head or not _FILLER.fullmatch(gap):
        return LEVEL
    polluting = any(word in head for word in load_lexicon("change")["pollutants"].split())
    return DECREASE if polluting else INCREASE
