"""Noun phrase for what a number counts or measures, fit for a board and the same when the goal is said again.

The noun stands before the number (智慧校园建成率达90%) or after it (建成20所示范校); what a clause leaves out
(同比增长6%, 其中县级5所) is taken from the numbers before it in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.change import change_words
from metrics.normaliser.indicators_after import begins_with_verb, read_after, shared_deed, stands_before
from metrics.normaliser.indicators_lists import members_of, size_of_list
from metrics.normaliser.indicators_phrases import (
    Phrase,
    is_dependent,
    is_only_verbs,
    opened,
    read_before,
    shortened,
    tidy,
    without_measure,
    word_set,
)
from metrics.normaliser.segments import Clause, CleanText, QuantityMatch

_STOPS = "，。；：！？\n"
_STOP = re.compile(f"[{_STOPS}]")
_RATE_ENDING = re.compile(r"(?:率|比重|比例|占比|比|度|幅|速|面|指数|水平|份额)$")
_STATE_BEFORE = re.compile(r"(?:[为是]|达到?|突破|控制在)$")
_PART_MARK = re.compile(r"其中[：，]?|（含|（其中|（(?=[一-龥]{1,8}[0-9])|包括|当中|分别[为是有](?![0-9约近])")
_SUBJECT_ENDING = re.compile(r"(?:工程|项目|计划|行动|规划|园区|基地|新区|医院|学校|公司|机场|铁路|高速|大桥)$")
_GOES_ON = re.compile(
    r"[ \u3000]*(?:其中|较|比上|比去|同比|增长|下降|占|当中|这些|分别|按[一-龥]{1,6}分|从[一-龥]{1,8}看)"
)
_SEPARATOR = re.compile(r"[、和及与]")
_PLACE_FIRST = ("在", "对", "向", "为", "以", "于")
_OF_THINGS = re.compile(r"的[0-9.]+[万余多]?[个项所家座条处类]")
_TASKS = ("计划", "任务")
_TOTALS = ("总投资", "总建筑面积", "概算", "计划总投资", "估算总投资", "完成投资", "投资概算")
_PER_UNIT = re.compile(r"^/[一-龥]{1,3}")
_DURATIONS = frozenset({"a", "mo", "wk", "d", "h", "min"})
#: A heading that is a title, a list of themes or a sentence names no owner.
_NO_TOPIC = re.compile(r"[，。：]|(?:19|20)[0-9]{2}年|(?:计划|要点|方案|报告|通知|意见|公报|规划|总结)$")
_HEADING_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,2}[.、]|第[一二三四五六七八九十]+[章节条])"
)
#: So far back in the paragraph a topic is sought, and so much text is read before and after a number.
FARTHEST = 8
WINDOW = 90
SHORT_PART = 4


@dataclass(frozen=True, slots=True)
class Reader:
    """The text and the numbers before the one in hand, for the questions that look back."""

    text: str
    clause: Clause
    earlier: Sequence[QuantityMatch]

    def words_before(self, match: QuantityMatch, previous: QuantityMatch | None) -> str:
        """Words from the last stop or number to ``match``."""
        start = max(match.outer_start - WINDOW, self.clause.paragraph.start, previous.outer_end if previous else 0)
        start = min(start, match.outer_start)
        if self.clause.start <= match.outer_start < self.clause.end:
            stop = max(self.clause.start, start)
        else:
            stop = max(self.text.rfind(mark, start, match.outer_start) for mark in _STOPS) + 1
        end = match.outer_start
        if match.baseline_value is not None:
            end = max(self.text.rfind("由", stop, end), self.text.rfind("从", stop, end)) if stop < end else end
            end = end if end > stop else match.outer_start
        start = max(start, stop)
        if previous is not None and start == previous.outer_end:
            start = self._after_noun_of(previous, start, end)
        return self.text[start:end]

    def _after_noun_of(self, previous: QuantityMatch, start: int, end: int) -> int:
        """Where a list goes on after a number with its noun behind it (3个友城|、20个…)."""
        if stands_before(self.text[start:end] + "，"):
            return start
        found = _SEPARATOR.search(self.text, start, end)
        return found.start() if found else start

    def words_after(self, match: QuantityMatch) -> str:
        """Words from ``match`` to the end of its clause."""
        stop = _STOP.search(self.text, match.outer_end, match.outer_end + WINDOW)
        words = self.text[match.outer_end : stop.start() if stop else match.outer_end + WINDOW]
        return _PER_UNIT.sub("", words) if words.startswith("/") else words

    @property
    def reach(self) -> int:
        """Where the topic may stand: in the sentence, or in the paragraph when the sentence goes on from the one before."""
        start = self.clause.sentence_start
        goes_on = _GOES_ON.match(self.text, start) is not None
        return self.clause.paragraph.start if goes_on else start

    def phrase_of(self, at: int) -> Phrase:
        """Phrase of an earlier number, without looking back further."""
        previous = self.earlier[at - 1] if at else None
        return _own_phrase(self, self.earlier[at], previous)[0]


def indicator_of(clean: CleanText, match: QuantityMatch, clause: Clause, earlier: Sequence[QuantityMatch]) -> str:
    """What ``match`` counts, from its clause and the numbers before it in the paragraph."""
    reader = Reader(clean.text, clause, earlier)
    previous = earlier[-1] if earlier else None
    listed = _from_list(reader, match)
    if listed is not None:
        return _finished(listed, match, reader)
    phrase, verb = _own_phrase(reader, match, previous)
    if phrase.is_list_member and not verb and previous is not None:
        phrase = _with_verb_of_list(phrase, reader)
    if _is_part(reader, match) and 0 < len(phrase.subject) <= SHORT_PART and not phrase.share:
        phrase = _as_part(phrase, reader, match)
    elif not phrase.is_full or is_only_verbs(phrase.subject):
        phrase = _completed(phrase, reader, match)
    return _finished(phrase, match, reader)


def _own_phrase(reader: Reader, match: QuantityMatch, previous: QuantityMatch | None) -> tuple[Phrase, str]:
    """Phrase from the number's own clause and the kept verb in front of it."""
    before, after = reader.words_before(match, previous), reader.words_after(match)
    phrase, verb = read_before(before)
    if match.implicit:
        return _of_all(phrase, match, after, reader.text), verb
    is_share = match.unit == "%"
    if stands_before(after) or (phrase.change and phrase.subject and not after.startswith("的")):
        return phrase, verb
    if is_only_verbs(phrase.subject) and not verb:
        phrase = replace(phrase, subject="")
    subject = phrase.subject
    if subject and not before.rstrip().endswith("等"):
        if begins_with_verb(after) and not is_share:
            return phrase, verb
        if _STATE_BEFORE.search(reader.text[max(0, match.start - 4) : match.start]) and not after.startswith("的"):
            return phrase, verb
        if match.unit in _DURATIONS and not after.startswith(("的", "作为")):
            return phrase, verb
    return _counted_behind(phrase, verb, after, before, is_share=is_share), verb


def _counted_behind(phrase: Phrase, verb: str, after: str, before: str, *, is_share: bool) -> Phrase:
    behind = read_after(after, is_share=is_share)
    subject = phrase.subject
    if is_share:
        return replace(phrase, subject=f"{subject}{behind.noun}" if subject and len(subject) < 16 else behind.noun)
    noun = behind.noun
    if not noun:
        return replace(phrase, subject=behind.did) if behind.did and not subject else phrase
    if noun in word_set("wide_nouns") and 1 < len(behind.did) <= 24:
        noun = f"{behind.did}的{noun}"
    if verb and subject == verb:
        return replace(phrase, subject=f"{verb}{noun}")
    if subject.startswith(("每", "各")) and len(subject) <= 12:
        return replace(phrase, subject=f"{subject}{noun}")
    is_owner = (
        subject
        and not subject.startswith(_PLACE_FIRST)
        and len(noun) <= 2
        and len(subject) <= 16
        and not before.rstrip().endswith("等")
    )
    return replace(phrase, subject=f"{subject}{noun}" if is_owner else noun)


def _of_all(phrase: Phrase, match: QuantityMatch, after: str, text: str) -> Phrase:
    """Phrase of a word of all or none: what it covers, and the rate it stands for."""
    rate = _rate_of(text[match.start : match.end])
    noun = phrase.subject
    if not stands_before(after):
        noun += read_after(after, is_share=True).noun
    return replace(phrase, subject=_with_rate(noun, rate)) if noun else phrase


def _with_rate(noun: str, rate: str) -> str:
    return noun if _RATE_ENDING.search(noun) else f"{noun}{rate}"


def _rate_of(word: str) -> str:
    """Rate that a word of all or none stands for."""
    rates: dict[str, str] = load_lexicon("indicators")["whole_rates"]
    return rates.get(word) or next((rate for name, rate in rates.items() if name in word), "覆盖率")


def _from_list(reader: Reader, match: QuantityMatch) -> Phrase | None:
    """Phrase of a member of a list of numbers, where the list of things before it has as many."""
    first = _first_of_list(reader, match)
    if first is None:
        return None
    index = match.group or 0
    size = size_of_list(reader.text, match.end, index)
    at = len(reader.earlier) - index
    if size < 2 or at < 0:
        return None
    phrase, _ = read_before(reader.words_before(first, reader.earlier[at - 1] if at else None))
    if phrase.subject:
        members = members_of(phrase.subject, size)
        return replace(phrase, subject=members[index]) if members and index < len(members) else None
    if (phrase.share or phrase.gap or phrase.change) and at >= size:
        owner = reader.phrase_of(at - size + index)
        inner = _from_list(
            Reader(reader.text, reader.clause, reader.earlier[: at - size + index]), reader.earlier[at - size + index]
        )
        return replace(phrase, subject=(inner or owner).subject)
    return None


def _first_of_list(reader: Reader, match: QuantityMatch) -> QuantityMatch | None:
    index = match.group
    if index is None:
        return None
    if index == 0:
        return match
    return reader.earlier[-index] if len(reader.earlier) >= index else None


def _with_verb_of_list(phrase: Phrase, reader: Reader) -> Phrase:
    """A member of a list (新增院士5人、专家16人) with the verb that the list says once."""
    if opened(phrase.subject)[0] != phrase.subject:
        return phrase
    for at in range(len(reader.earlier) - 1, max(-1, len(reader.earlier) - 1 - FARTHEST), -1):
        previous = reader.earlier[at - 1] if at else None
        before, verb = read_before(reader.words_before(reader.earlier[at], previous))
        if verb:
            return replace(phrase, subject=f"{verb}{phrase.subject}") if phrase.subject else phrase
        if not before.is_list_member:
            return phrase
    return phrase


def _is_part(reader: Reader, match: QuantityMatch) -> bool:
    """Whether a mark of parts (其中, 含, 分别为) is open before the number."""
    mark = _mark_of_parts(reader, match)
    if mark is None:
        return False
    rest = reader.text[mark.end() : match.start]
    if "（" in mark[0]:
        return "）" not in rest
    return "；" not in rest and "，" not in rest


def _mark_of_parts(reader: Reader, match: QuantityMatch) -> re.Match[str] | None:
    """The last mark of parts before a number in its sentence."""
    start = max(reader.clause.sentence_start, match.start - 2 * WINDOW)
    marks = [mark for mark in _PART_MARK.finditer(reader.text, start, match.end) if mark.end() <= match.start]
    return marks[-1] if marks else None


def _as_part(phrase: Phrase, reader: Reader, match: QuantityMatch) -> Phrase:
    """A short part with the whole it belongs to (示范校（县级）)."""
    start = max(reader.clause.sentence_start, match.start - 2 * WINDOW)
    mark = _mark_of_parts(reader, match)
    if mark is None:
        return phrase
    whole = next(
        (
            m
            for m in reversed(reader.earlier)
            if m.end <= mark.start() + 1 and not _in_closed_bracket(reader, m, mark.start())
        ),
        None,
    )
    if mark[0].startswith("分别"):
        subject = read_before(reader.text[max(start, reader.text.rfind("，", start, mark.start()) + 1) : mark.start()])[
            0
        ].subject
    elif whole is not None:
        subject = _topic(reader, upto=reader.earlier.index(whole) + 1)
    else:
        subject = ""
    if not subject or subject == phrase.subject:
        return phrase
    if (
        phrase.subject in word_set("qualifiers")
        and len(subject) + len(phrase.subject) <= 20
        and phrase.subject.endswith("级")
    ):
        return replace(phrase, subject=f"{phrase.subject}{subject}")
    return replace(phrase, subject=f"{subject}（{phrase.subject}）")


def _in_closed_bracket(reader: Reader, match: QuantityMatch, before: int) -> bool:
    """Whether a number stands in a bracket that was closed before ``before``: it is no topic of what follows."""
    between = reader.text[match.end : before]
    return between.count("）") > between.count("（")


def _completed(phrase: Phrase, reader: Reader, match: QuantityMatch) -> Phrase:
    """A phrase that leaves its thing out, with the thing of the numbers or clauses before."""
    noun = phrase.subject
    if not noun and (deed := shared_deed(reader.words_after(match))):
        return replace(phrase, subject=deed)
    has_own = is_dependent(noun)
    topic = _owner_behind(reader, match) if has_own else ""
    topic = (
        topic or _topic(reader, len(reader.earlier), with_measure=not has_own) or _subject_of_sentence(reader, match)
    )
    if not topic and noun.startswith(_TOTALS):
        topic = _from_heading(reader)
    if not topic:
        return phrase
    if match.implicit and not noun:
        return replace(phrase, subject=_with_rate(topic, _rate_of(reader.text[match.start : match.end])))
    if phrase.share and match.unit != "%":
        return replace(phrase, subject=f"{topic}{phrase.share.removeprefix('占')}", share="")
    if not noun:
        return replace(phrase, subject=topic)
    if is_only_verbs(noun):
        if (noun in change_words() and noun != "新增") or noun in ("改善", "提升"):
            return replace(phrase, subject=f"{topic}{noun}")
        plain, verb = opened(topic)
        return replace(phrase, subject=f"{noun}{plain.removeprefix(verb)}")
    if noun in word_set("qualifiers"):
        return replace(phrase, subject=_qualified(noun, topic))
    owner = topic if noun.endswith(_TASKS) else without_measure(topic)
    return replace(phrase, subject=noun if noun in owner or owner.endswith("率") else f"{owner}{noun}")


def _qualified(qualifier: str, topic: str) -> str:
    """A topic with the word that tells which (进口 of 进出口贸易总值 is 进口贸易总值)."""
    for fused, parts in load_lexicon("indicators")["fused"].items():
        if qualifier in parts and fused in topic:
            return topic.replace(fused, qualifier, 1)
    return topic if qualifier in topic else f"{qualifier}{topic}"


def _owner_behind(reader: Reader, match: QuantityMatch) -> str:
    """Owner of a total that stands behind it (总投资2488亿元的432个|工业转型升级项目)."""
    found = _OF_THINGS.match(reader.text, match.outer_end)
    return read_after(reader.text[found.end() : found.end() + WINDOW], is_share=False).noun if found else ""


def _topic(reader: Reader, upto: int, *, with_measure: bool = True) -> str:
    """Thing of the nearest earlier number that names one; ``with_measure`` keeps 在校生 of 初中在校生."""
    for at in range(upto - 1, max(-1, upto - 1 - FARTHEST), -1):
        earlier = reader.earlier[at]
        if earlier.start < reader.reach:
            break
        if _in_closed_bracket(reader, earlier, reader.clause.start):
            continue
        phrase = _listed_or_own(reader, at)
        if phrase.is_full and not is_only_verbs(phrase.subject):
            return phrase.subject
        is_measure = is_dependent(phrase.subject) and not phrase.subject.endswith(_TASKS)
        if with_measure and is_measure and not phrase.share and upto - at == 1 and at:
            owner = without_measure(_topic(reader, at))
            return f"{owner}{phrase.subject}" if phrase.subject not in owner else owner
    return ""


def _listed_or_own(reader: Reader, at: int) -> Phrase:
    earlier = reader.earlier[at]
    if earlier.implicit:
        return read_before(reader.words_before(earlier, reader.earlier[at - 1] if at else None))[0]
    if earlier.group is not None:
        listed = _from_list(Reader(reader.text, reader.clause, reader.earlier[:at]), earlier)
        if listed is not None:
            return listed
    return reader.phrase_of(at)


def _subject_of_sentence(reader: Reader, match: QuantityMatch) -> str:
    """Project or place that the sentence, or the clause before, begins with."""
    start = reader.clause.sentence_start
    if match.start - start > 2 * WINDOW:
        return ""
    clauses = re.split("[，：；]", reader.text[start : reader.clause.start])
    for words in clauses:
        noun = tidy(opened(words)[0])
        if 2 < len(noun) <= 24 and _SUBJECT_ENDING.search(noun):
            return noun
    return ""


def _finished(phrase: Phrase, match: QuantityMatch, reader: Reader) -> str:
    """The parts of a phrase joined to one noun."""
    subject = phrase.subject
    share = phrase.share
    if share == "占":
        share = "占比"
    elif share and not _RATE_ENDING.search(share):
        share += "比重"
    change = phrase.change if phrase.change and not subject.endswith(phrase.change) else ""
    if change and subject.startswith(change):
        change = ""
    joined = f"{subject}{phrase.gap}{share}{change}"
    if not joined:
        joined = _from_heading(reader)
    if match.unit == "%" and not (share or change or phrase.gap or match.implicit) and not _RATE_ENDING.search(joined):
        joined += "比例"
    return shortened(tidy(joined)) or match.measure


def _from_heading(reader: Reader) -> str:
    headings = reader.clause.paragraph.headings
    if not headings:
        return ""
    plain = _HEADING_MARK.sub("", headings[-1]).strip()
    return "" if len(plain) > 20 or _NO_TOPIC.search(plain) else opened(plain)[0]
