"""What a clause leaves out: parts of a whole, and the topic of the sentence or the item."""

from __future__ import annotations

import re

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.change_words import change_words
from metrics.normaliser.indicators_after import noun_of_all, read_after, shared_deed
from metrics.normaliser.indicators_answers import FARTHEST, from_list, thing_of_each
from metrics.normaliser.indicators_clauses import measure_said, measure_that_passed, object_of_clause_before
from metrics.normaliser.indicators_headings import noun_of_heading, subject_said_before
from metrics.normaliser.indicators_phrases import Phrase
from metrics.normaliser.indicators_rates import is_rate, rate_of, share_in, with_rate
from metrics.normaliser.indicators_reader import WINDOW, Reader
from metrics.normaliser.indicators_tidying import tidy
from metrics.normaliser.indicators_words import (
    LIST_MARK,
    is_dependent,
    is_only_verbs,
    is_place,
    measure_at_end,
    opened,
    without_mark,
    without_measure,
    word_set,
)
from metrics.normaliser.segments import QuantityMatch

_PART_MARK = re.compile(r"其中[：，]?|（含|（其中|（(?=[一-龥]{1,8}[0-9])|包括|当中|分别[为是有](?![0-9约近])")
_SUBJECT_ENDING = re.compile(r"(?:工程|项目|计划|行动|规划|园区|基地|新区|医院|学校|公司|机场|铁路|高速|大桥)$")
_OF_THINGS = re.compile(r"的[0-9.]+[万余多]?[个项所家座条处类]")
_TASKS = ("计划", "任务", "目标", "预算数")
#: Rates of a measure, which stays in their name (业务收入1.8亿元，增幅8.9%).
_OF_MEASURES = ("增幅", "增速", "涨幅", "降幅", "占比", "比重", "总量")
_TOTALS = ("总投资", "总建筑面积", "概算", "计划总投资", "估算总投资", "完成投资", "投资概算")
_DISTRICTS = ("市区", "城区", "县城")
#: Persons own no other persons (在校学生1.2万人，教职工8070人).
_PERSONS = ("学生", "教师", "职工", "人员", "人口", "幼儿", "生")
#: A stage of works told alone, and the works in the clause before (推动住宅加装电梯建设，|新开工40台).
_STAGES_OF_WORKS = frozenset(("新开工", "开工", "完工", "竣工", "已开工", "已完工", "建成", "投用"))
_WORKS = re.compile("[一-龥“”]{4,24}(?:建设|改造|整治|治理|修复)$")
#: How a thing goes on, said before the share done of it (绿色工厂创建进度滞后，仅完成年度任务的58.3%).
_SAID_OF_PROGRESS = re.compile(
    r"(?P<noun>[一-龥“”]{2,16}?)(?:工作)?(?:推进|建设)?(?:进度|进展)(?:总体|相对|较|偏|仍|明显|比较)*(?:滞后|缓慢|慢|不快|落后|顺利|良好|加快|快)"
)
#: What a sentence is about, said first (公共自行车方面，…).
_ASPECT = re.compile("([一-龥“”]{2,10})方面")
#: What a clause is about, said before a colon (养老床位：目标新增500张).
_LABEL = re.compile("(?!.*(?:目标|任务|措施|工作|要求|如下|其中|安排|计划|情况|进展|成效|时限|结果)$)[一-龥“”]{2,14}")
_HAS_FIGURE = re.compile("[0-9]")
_LEVEL = re.compile("(?:国家|省部|省|市|州|县|区|乡|镇|村|校)级")


def is_part(reader: Reader, match: QuantityMatch) -> bool:
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
    if _PART_MARK.search(reader.text, start, match.end) is None:
        return None
    marks = [mark for mark in _PART_MARK.finditer(reader.text, start, match.end) if mark.end() <= match.start]
    return marks[-1] if marks else None


def as_part(phrase: Phrase, reader: Reader, match: QuantityMatch) -> Phrase:
    """A short part with the whole it belongs to (示范校（县级）)."""
    start = max(reader.clause.sentence_start, match.start - 2 * WINDOW)
    mark = _mark_of_parts(reader, match)
    if mark is None:
        return phrase
    farthest = min(start, reader.reach)
    before = [
        m
        for m in reader.earlier[-2 * FARTHEST :]
        if farthest <= m.start and m.end <= mark.start() + 1 and not _in_closed_bracket(reader, m, mark.start())
    ]
    whole = next((m for m in reversed(before) if m.unit == match.unit), before[-1] if before else None)
    if mark[0].startswith("分别"):
        opening = max(start, reader.text.rfind("，", start, mark.start()) + 1)
        subject = reader.read(reader.text[opening : mark.start()])[0].subject
    elif whole is not None:
        subject = _topic(reader, upto=reader.earlier.index(whole) + 1)
    else:
        subject = ""
    if not subject or subject == phrase.subject or (mark[0][0] == "分" and subject.endswith(_TASKS)):
        return phrase
    if is_place(phrase.subject):
        return phrase.named(f"{phrase.subject}{subject}")
    if (
        phrase.subject in word_set("qualifiers")
        and len(subject) + len(phrase.subject) <= 20
        and phrase.subject.endswith("级")
    ):
        return phrase.named(f"{phrase.subject}{subject}")
    return phrase.named(f"{subject}（{phrase.subject}）")


def _in_closed_bracket(reader: Reader, match: QuantityMatch, before: int) -> bool:
    """Whether a number stands in a bracket that was closed before ``before``: it is no topic of what follows."""
    between = reader.text[match.end : before]
    return between.count("）") > between.count("（")


def completed(phrase: Phrase, reader: Reader, match: QuantityMatch) -> Phrase:
    """A phrase that leaves its thing out, with the thing of the numbers or clauses before."""
    noun = phrase.subject
    if phrase.state:
        return phrase.named(_counted_alike(reader, match))
    if not noun and (deed := shared_deed(reader.words_after(match))):
        return phrase.named(deed)
    if is_only_verbs(noun) and (shared := noun_of_all(reader.words_after(match), match.measure)):
        return phrase.named(f"{noun}{shared}")
    if _is_plan(noun) and is_only_verbs(noun[2:]):
        noun = noun[2:]
    has_own = is_dependent(noun)
    topic = _owner_behind(reader, match) if has_own else ""
    topic = (
        topic
        or ("" if noun else measure_that_passed(reader.text, reader.clause.sentence_start, match.outer_start))
        or (thing_of_each(reader, match) if phrase.change and not noun else "")
        or _topic(
            reader, len(reader.earlier), with_measure=not has_own, with_share=match.unit == "[pp]", with_part=not noun
        )
        or _subject_of_sentence(reader, match)
        or ("" if noun in word_set("qualifiers") else object_of_clause_before(reader, match))
        or _topic_of_measure(reader, match, noun)
        or _topic_of_item(reader, noun)
        or subject_said_before(reader, noun)
    )
    if not topic:
        return phrase
    if match.implicit and not noun:
        return phrase.named(with_rate(topic, rate_of(reader.text[match.start : match.end])))
    if phrase.share and match.unit != "%":
        return phrase._replace(subject=f"{topic}{phrase.share.removeprefix('占')}", share="")
    if not noun:
        return phrase.named(topic)
    if is_place(noun):
        is_counted = noun[-2:] in reader.words_after(match)[:12]
        return phrase if is_counted else phrase.named(f"{noun}{_without_place(topic)}")
    if is_only_verbs(noun):
        if (noun in change_words() and noun != "新增") or noun in ("改善", "提升"):
            return phrase.named(f"{topic}{noun}")
        if noun in topic:
            return phrase.named(topic if len(topic) > len(noun) + 1 else noun)
        plain, verb = opened(topic)
        return phrase.named(f"{noun}{plain.removeprefix(verb)}")
    if noun in word_set("qualifiers"):
        return phrase.named(_qualified(noun, topic))
    owner = topic if noun.endswith((*_TASKS, *_OF_MEASURES)) else without_measure(topic)
    return phrase.named(noun if noun in owner or owner.endswith("率") else f"{owner}{noun}")


def _counted_alike(reader: Reader, match: QuantityMatch) -> str:
    """Thing of the nearest number of the same measure in the sentence, for one of which only a state is told."""
    for at in range(len(reader.earlier) - 1, max(-1, len(reader.earlier) - 1 - FARTHEST), -1):
        earlier = reader.earlier[at]
        if earlier.start < reader.reach:
            break
        if earlier.unit == match.unit:
            phrase = _listed_or_own(reader, at)
            if phrase.is_full and not is_only_verbs(phrase.subject):
                return phrase.subject
    return ""


def _qualified(qualifier: str, topic: str) -> str:
    """A topic with the word that tells which (进口 of 进出口贸易总值 is 进口贸易总值)."""
    for fused, parts in load_lexicon("indicators")["fused"].items():
        if qualifier in parts and fused in topic:
            return topic.replace(fused, qualifier, 1)
    if qualifier.endswith("级") and _LEVEL.search(topic):
        return _LEVEL.sub(qualifier, topic, count=1)
    return topic if qualifier in topic else f"{qualifier}{topic}"


def _owner_behind(reader: Reader, match: QuantityMatch) -> str:
    """Owner of a total that stands behind it (总投资2488亿元的432个|工业转型升级项目)."""
    found = _OF_THINGS.match(reader.text, match.outer_end)
    return read_after(reader.text[found.end() : found.end() + WINDOW], is_share=False).noun if found else ""


def _without_place(topic: str) -> str:
    """A topic without the place it begins with (市区|幼儿入园率)."""
    ends = (end for end in range(2, min(6, len(topic) - 2)) if is_place(topic[:end]) or topic[:end] in _DISTRICTS)
    return topic[next(ends, 0) :]


def _topic(
    reader: Reader, upto: int, *, with_measure: bool = True, with_share: bool = False, with_part: bool = False
) -> str:
    """Thing of the nearest earlier number that names one; ``with_measure`` keeps 在校生 of 初中在校生.

    ``with_part``: a part told right before (其中出口5亿元，|增长6%) is the thing itself.
    """
    reach = reader.reach if upto else 0
    for at in range(upto - 1, max(-1, upto - 1 - FARTHEST), -1):
        earlier = reader.earlier[at]
        if earlier.start < reach:
            break
        if _in_closed_bracket(reader, earlier, reader.clause.start):
            continue
        phrase = _listed_or_own(reader, at)
        if not phrase.subject and (passed := measure_that_passed(reader.text, reach, earlier.outer_start)):
            return passed
        if phrase.is_full and not is_only_verbs(phrase.subject):
            return f"{phrase.subject}{share_in(phrase)}" if with_share else phrase.subject
        if with_part and upto - at == 1 and phrase.is_part and phrase.subject in word_set("qualifiers"):
            whole = _topic(reader, at)
            return _qualified(phrase.subject, whole) if whole else phrase.subject
        is_measure = is_dependent(phrase.subject) and not phrase.subject.endswith(_TASKS)
        if with_measure and is_measure and not phrase.share and upto - at == 1:
            owner = without_measure(_topic(reader, at)) if at else ""
            owner = "" if is_rate(owner) or owner.endswith(_PERSONS) else owner
            return f"{owner}{phrase.subject}" if phrase.subject not in owner else owner
    return ""


def _listed_or_own(reader: Reader, at: int) -> Phrase:
    earlier = reader.earlier[at]
    if earlier.implicit:
        return reader.read_before(earlier, reader.earlier[at - 1] if at else None)[0]
    if earlier.group is not None:
        listed = from_list(reader.as_of(at), earlier)
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
        noun = tidy(opened(without_mark(words))[0])
        if 2 < len(noun) <= 24 and _SUBJECT_ENDING.search(noun):
            return noun
    if reader.words_before(match, None) in _STAGES_OF_WORKS and (
        works := _WORKS.search(clauses[-2] if clauses[1:] else "")
    ):
        return opened(without_mark(works[0]))[0]
    label = _LABEL.fullmatch(opened(without_mark(clauses[0]))[0])
    if label is not None and reader.text.startswith("：", start + len(clauses[0])):
        return label[0]
    aspect = _ASPECT.fullmatch(without_mark(clauses[0])) if len(clauses) in (2, 3) else None
    if aspect is not None:
        return aspect[1]
    for words in reversed(clauses):
        noun = opened(words)[0]
        if 3 < len(noun) <= 16 and measure_at_end(noun) and not _HAS_FIGURE.search(noun):
            return noun
        if found := _SAID_OF_PROGRESS.match(opened(words)[0]):
            return found["noun"]
        if measured := measure_said(words):
            return measured
    return ""


def _lacks_its_thing(noun: str) -> bool:
    return not noun or is_only_verbs(noun) or noun in word_set("qualifiers") or _is_plan(noun) or is_place(noun)


def _topic_of_measure(reader: Reader, match: QuantityMatch, noun: str) -> str:
    """Thing of the last number of the same measure in the sentences before (完成排污口整治45个。再整治38个)."""
    if not _lacks_its_thing(noun) or match.unit == "%":
        return ""
    for at in range(len(reader.earlier) - 1, max(-1, len(reader.earlier) - 1 - FARTHEST), -1):
        if reader.earlier[at].unit == match.unit:
            phrase = _listed_or_own(reader, at)
            if phrase.is_full and not phrase.is_part and not is_only_verbs(phrase.subject):
                return phrase.subject
    return ""


def _topic_of_item(reader: Reader, noun: str) -> str:
    """Heading of the item that a number stands in, where its own words leave the thing out."""
    if not _lacks_its_thing(noun) and not noun.startswith(_TOTALS):
        return ""
    headings = reader.clause.paragraph.headings
    topic = noun_of_heading(reader) if headings and LIST_MARK.match(headings[-1]) else ""
    return topic if len(topic) > 1 else ""


def _is_plan(noun: str) -> bool:
    return noun.startswith(("年度", "全年", "计划", "目标", "任务"))
