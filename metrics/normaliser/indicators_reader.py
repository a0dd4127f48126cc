"""One number's own words: what stands before and after it in its clause, and the phrase that this makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from metrics.normaliser.indicators_after import begins_with_verb, read_after, stands_before, without_next_count
from metrics.normaliser.indicators_phrases import Phrase, read_before
from metrics.normaliser.indicators_rates import is_rate, rate_of, with_rate
from metrics.normaliser.indicators_tidying import tidy
from metrics.normaliser.indicators_words import (
    ENDS_OF_GIVING,
    is_only_verbs,
    measure_at_end,
    opened,
    what_is_given,
    word_set,
)
from metrics.normaliser.records import Record
from metrics.normaliser.segments import Clause, QuantityMatch

_STOPS = "，。；：！？\n\t|"
_STOP = re.compile(f"[{_STOPS}]")
_STATE_BEFORE = re.compile(
    r"(?:[为是]|达到?|突破|控制在|[降升增减缩]至|[降升增减缩]到|提高[到至]|下降[到至]|保持在|稳定在)$"
)
_GOES_ON = re.compile(
    r"[ \u3000]*(?:其中|较|比上|比去|同比|增长|下降|占|当中|这些|分别|按[一-龥]{1,6}分|从[一-龥]{1,8}看"
    r"|执行结果|实际完成|实际执行)"
)
_SEPARATOR = re.compile(r"[、和与]|(?<![普涉惠以])及")
_PLACE_FIRST = ("在", "对", "向", "为", "以", "于")
_MADE = re.compile(r"(?:至少|各|均|都|原则上)*(?:建成|建有|建设|设立|配备|拥有|有|创建|新建|打造)?$")
_PER_UNIT = re.compile(r"^/(?:平方公里|平方米|立方米|公里|[一-龥]{1,3})")
_THINGS = frozenset("个所条户家间处座栋村项")
#: Units of land and of ways, which things are counted by, too.
_STRETCHES = frozenset(("m2", "km"))
_STEPS = ("等级", "位次", "名次", "档", "百分")
_ACTS_ON_THINGS = frozenset(("提升", "提高", "改善", "加快", "扩大", "整合"))
_CLASSES = frozenset(("批", "类", "大类", "个", "项", "组"))
_DONE_FOR = re.compile(
    r"(?P<whom>[^，。；：、0-9]{2,16}?)"
    r"(?P<did>(?:免费|提供|实施|办理|发放|安装|进行|保供|解决|配备|减免|减轻|购买|开展|改造|适配|建立|缴纳|代缴|送)"
    r"[^，。；：、0-9每]{0,14})"
)
#: What is done for those counted tells them from others (提供上门服务的|老年人).
_SERVED = ("提供", "免费", "进行", "办理")
_DURATIONS = frozenset({"a", "mo", "wk", "d", "h", "min"})
#: What stands before a number of which only a state is told (余下|1所正在改造).
_REST = frozenset(("", "余下", "其余", "剩余", "其他", "另", "另有", "尚有", "还有"))
#: A list that goes on behind a number (认定瞪羚企业358户|和种子企业1户).
_ANDS = frozenset("和与及")
_NEXT_OF_LIST = re.compile("[和与及][^0-9，以]{2,16}[0-9]")
#: Sizes that stand before the number as an attribute of the thing behind it (总投资7.5亿元的|县医院项目).
_SIZES = ("总投资", "计划投资", "估算投资", "总面积", "建筑面积", "总长", "全长", "总长度", "投资额")
#: One group counted twice, side by side: the noun or the deed stands behind both (1.4万户2.5万人|享受低保).
_GROUPS_COUNTED = frozenset(("户", "家", "个", "人", "名", "处", "村"))
_COUNT_BESIDE = re.compile("[0-9][0-9.]*万?余?(?:人|名|户|口)(?=[一-龥])")
#: 进行 is followed by what is done when more than a verb follows.
LONGEST_VERB = 3
#: Words so short (增长, 同比, 、) come again in every text: what was read in them is kept.
SHORT = 4
#: What was done is part of a name up to this length.
LONGEST_DEED = 14
_read_short = lru_cache(maxsize=1024)(read_before)
#: Words whose last character a comparator begins with (年|均超20%, 多|达30户).
_CUT_WORDS = frozenset(("年均", "多达"))
#: Where money that was given goes.
_GIVEN_FOR = ("，用于", "，支持", "，专项用于", "，重点支持", "，重点用于", "，主要用于")
#: Words for money that say nothing of what it is for.
_MERE_MONEY = frozenset(
    ("资金", "经费", "补助资金", "财政资金", "专项资金", "奖补资金", "中央资金", "省级资金", "补助经费", "专项经费")
)
_MONEY = ("资金", "的资金", "补助资金", "专项资金", "经费")
#: Verbs right behind an amount that say what it is spent on.
_SPENT_ON = ("支持", "实施", "用于", "推动", "推进", "开展", "保障")
LENGTH_OF_CURRENCY = 3
#: Words of change that take what stands behind the number as their thing, and rules of numbers that count things.
_ADDS = frozenset(("新增", "增加", "增设", "扩招", "增配", "增派", "减少", "精简", "压减"))
_OF_THINGS = ("count", "physical")
#: So much text is read before and after a number.
WINDOW = 90
#: Words before the numbers of one paragraph, with what was read in them: they are asked for again and again.
Known = dict[str, tuple[Phrase, str]]
#: 2座|1070立方米高炉: how big each of them is stands before what they are.
_SIZE_OF_EACH = re.compile("^[0-9.]{1,8}[百千万]{0,2}(?:立方米|吨|孔|千瓦|兆瓦|千伏安?|蒸吨)的?(?=[\u4e00-\u9fff])")
_DEVICES = frozenset("台座套艘只口")


@dataclass(slots=True)
class Reader(Record):
    """The text and the numbers before the one in hand, for the questions that look back."""

    text: str
    clause: Clause
    earlier: Sequence[QuantityMatch]
    known: Known

    def as_of(self, at: int) -> Reader:
        """The same as seen from an earlier number."""
        return Reader(self.text, self.clause, self.earlier[:at], self.known)

    def read(self, words: str) -> tuple[Phrase, str]:
        """Phrase in the words before a number, and the kept verb it begins with."""
        if len(words) <= SHORT:
            return _read_short(words)
        known = self.known.get(words)
        if known is None:
            known = self.known[words] = read_before(words)
        return known

    def read_before(self, match: QuantityMatch, previous: QuantityMatch | None) -> tuple[Phrase, str]:
        """Phrase in the words from the last stop or number to ``match``."""
        return self.read(self.words_before(match, previous))

    def words_before(self, match: QuantityMatch, previous: QuantityMatch | None) -> str:
        """Words from the last stop or number to ``match``."""
        text, clause, end = self.text, self.clause, match.outer_start
        if end < match.start and text[end - 1 : end + 1] in _CUT_WORDS:
            end -= 1
        last = -1 if previous is None else previous.outer_end
        if clause.start <= end < clause.end:
            start = last if last > clause.start else clause.start
            if end - WINDOW > start:
                start = end - WINDOW
            if start > end:
                start = end
        else:
            start = min(end, max(end - WINDOW, clause.paragraph.start, last))
            start = max(start, max(text.rfind(mark, start, end) for mark in _STOPS) + 1)
        if match.baseline_value is not None and start < end:
            start, end = self._before_change(start, end)
        return text[self._after_noun(start, end) if start == last else start : end]

    def _before_change(self, start: int, end: int) -> tuple[int, int]:
        """Where the noun stands of which two levels are told (总数|由69辆增至102辆)."""
        old = max(self.text.rfind("由", start, end), self.text.rfind("从", start, end))
        if old > start:
            return start, old
        is_behind_comma = self.text[self.clause.start - 1 : self.clause.start] == "，"
        return self._before_old_level(start, end) if old < 0 and is_behind_comma else (start, end)

    def _before_old_level(self, start: int, end: int) -> tuple[int, int]:
        """Where the noun stands when the old level has a clause of its own (总数由69辆，|增至102辆)."""
        text, comma = self.text, self.clause.start - 1
        opens = max(self.clause.sentence_start, comma - WINDOW)
        opens = max(opens, max(text.rfind(mark, opens, comma) for mark in _STOPS) + 1)
        old = max(text.rfind("由", opens, comma), text.rfind("从", opens, comma))
        return (opens, old) if old > opens else (start, end)

    def _after_noun(self, start: int, end: int) -> int:
        """Where a list goes on after a number with its noun behind it (3个友城|、20个…)."""
        if start == end or self.text[start].isspace() or stands_before(self.text[start:end] + "，"):
            return start
        found = _SEPARATOR.search(self.text, start, end)
        return found.start() if found else start

    def words_after(self, match: QuantityMatch) -> str:
        """Words from ``match`` to the end of its clause."""
        text, start = self.text, match.outer_end
        if text[start : start + 1] in _STOPS:
            return ""
        stop = _STOP.search(text, start, start + WINDOW)
        words = text[start : stop.start() if stop else start + WINDOW]
        if words[:1] == "/":
            return _PER_UNIT.sub("", words)
        return _SIZE_OF_EACH.sub("", words) if match.measure in _DEVICES and words[:1].isdigit() else words

    @property
    def reach(self) -> int:
        """Where the topic may stand: the sentence, or the paragraph when the sentence goes on from the one before."""
        start = self.clause.sentence_start
        goes_on = _GOES_ON.match(self.text, start) is not None
        return self.clause.paragraph.start if goes_on else start

    def phrase_of(self, at: int) -> Phrase:
        """Phrase of an earlier number, without looking back further."""
        previous = self.earlier[at - 1] if at else None
        return own_phrase(self, self.earlier[at], previous)[0]


def own_phrase(reader: Reader, match: QuantityMatch, previous: QuantityMatch | None) -> tuple[Phrase, str]:
    """Phrase from the number's own clause and the kept verb in front of it."""
    before, after = reader.words_before(match, previous), reader.words_after(match)
    if after and match.measure in _CLASSES and (after[0].isdigit() or after[1:2] == "第"):
        after = without_next_count(after)
    phrase, verb = reader.read(before)
    if match.implicit:
        return _of_all(phrase, match, after, reader.text), verb
    if reader.text[match.start] == "翻":
        return phrase, verb
    if phrase.subject[-1:] in ENDS_OF_GIVING and (given := what_is_given(phrase.subject)) is not None:
        is_spent = after.startswith(_SPENT_ON) or reader.text.startswith(_GIVEN_FOR, match.outer_end)
        if given in _MERE_MONEY:
            phrase = phrase.named("资金") if is_spent else phrase
        elif given or is_spent or not (stands_before(after) or after.startswith(_MONEY)):
            phrase = phrase.named(given)
    if not after:
        return _not_exemplified(phrase, before), verb
    is_share = match.unit == "%"
    if phrase.change and (match.measure in _THINGS or match.unit in _STRETCHES) and _is_done_to_things(phrase, after):
        phrase, verb = Phrase("", is_list_member=phrase.is_list_member, is_part=phrase.is_part), ""
    if after[0].isdigit() and match.measure in _GROUPS_COUNTED and (found := _COUNT_BESIDE.match(after)):
        after = after[found.end() :]
    if after[:1].isspace() and len(phrase.subject) > 1 and not reader.text[match.start - 1].isspace():
        if phrase.subject != verb:
            return phrase, verb
        after = after.lstrip()
    phrase = _not_exemplified(phrase, before)
    if not phrase.subject and after.startswith(_SPENT_ON) and len(match.unit) == LENGTH_OF_CURRENCY:
        return phrase, verb
    if phrase.change in _ADDS and match.rule.startswith(_OF_THINGS) and (added := _added(phrase, after)):
        return phrase.named(added)._replace(change=""), ""
    is_change = bool(phrase.change and phrase.subject) and not after.startswith("的")
    if stands_before(after) or (
        is_change and not (match.rule.startswith("count") and phrase.subject[0] in _PLACE_FIRST)
    ):
        return phrase, verb
    if is_only_verbs(phrase.subject) and not verb:
        phrase = phrase.named("")
    subject = phrase.subject
    if subject and not before.rstrip().endswith("等"):
        if begins_with_verb(after) and not is_share:
            did = read_after(after, is_share=True).noun if subject in word_set("qualifiers") else ""
            return (phrase.named(f"{subject}{did}") if 1 < len(did) <= LONGEST_DEED else phrase), verb
        if before.endswith("为") and (found := _DONE_FOR.match(after)):
            return phrase.named(f"{tidy(found['did'])}的{found['whom']}"), ""
        if _STATE_BEFORE.search(reader.text[max(0, match.start - 4) : match.start]) and not after.startswith("的"):
            return phrase, verb
        if match.unit in _DURATIONS and not after.startswith(("的", "作为")):
            return phrase, verb
    return _counted_behind(phrase, verb, after, before, is_share=is_share), verb


def _added(phrase: Phrase, after: str) -> str:
    """What is added behind a number whose words before tell only who or where (云岭区新增|600个|小学学位)."""
    if not phrase.subject or stands_before(after) or after[0] == "的" or measure_at_end(phrase.subject):
        return ""
    noun = read_after(after.partition("\u3000")[0], is_share=False).noun
    if len(noun) < 2 or is_only_verbs(noun) or begins_with_verb(after) or is_rate(noun):
        return ""
    return f"{phrase.change}{noun}"


def _not_exemplified(phrase: Phrase, before: str) -> Phrase:
    """A phrase without a word of change that is only an example (增长等|5项指标): nothing changes by 5."""
    return phrase._replace(change="") if phrase.change and before[-1:] == "等" else phrase


def _is_done_to_things(phrase: Phrase, after: str) -> bool:
    """Whether a word of change acts on the things behind the number (整合提升1000个|综合体): no figure grows."""
    if phrase.change not in _ACTS_ON_THINGS or after.startswith(_STEPS):
        return False
    return after[0] not in _STOPS and not stands_before(after)


def _counted_behind(phrase: Phrase, verb: str, after: str, before: str, *, is_share: bool) -> Phrase:
    behind = read_after(after, is_share=is_share)
    subject, noun = phrase.subject, behind.noun
    if is_share:
        return phrase.named(f"{subject}{noun}" if subject and len(subject) < 16 else noun)
    if subject and after[0] in _ANDS and _NEXT_OF_LIST.match(after):
        return phrase
    if not noun and behind.did and subject in _REST:
        return phrase._replace(subject="", state=behind.did)
    if not noun:
        return phrase.named(f"{subject}{behind.did}") if behind.did and len(subject) <= SHORT // 2 else phrase
    if subject and after[0] == "的" and subject.endswith(_SIZES):
        size = subject.rpartition("、")[2].removeprefix(verb)
        return phrase.named(f"{noun}{size}")
    is_wide = noun in word_set("wide_nouns") or behind.did.startswith(_SERVED)
    if is_wide and 1 < len(behind.did) <= 24:
        is_done_to = behind.did.startswith("进行") and len(behind.did) > LONGEST_VERB
        noun = f"{noun}{behind.did[2:]}" if is_done_to else f"{behind.did}的{noun}"
    if verb and subject == verb:
        return phrase.named(f"{verb}{noun}")
    if subject.startswith(("每", "各")) and len(subject) <= 12:
        return phrase.named(f"{_MADE.sub('', subject)}{noun}")
    is_owner = (
        subject
        and not subject.startswith(_PLACE_FIRST)
        and len(noun) <= 2
        and len(subject) <= 16
        and not before.rstrip().endswith("等")
    )
    return phrase.named(f"{subject}{noun}" if is_owner else noun)


def _of_all(phrase: Phrase, match: QuantityMatch, after: str, text: str) -> Phrase:
    """Phrase of a word of all or none: what it covers, and the rate it stands for."""
    noun = phrase.subject
    if not stands_before(after):
        behind = read_after(after, is_share=True).noun
        if not noun and (is_only_verbs(behind) or len(opened(behind)[0]) < 2):
            return phrase
        noun += behind
    return phrase.named(with_rate(noun, rate_of(text[match.start : match.end]))) if noun else phrase
