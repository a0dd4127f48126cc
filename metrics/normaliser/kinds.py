"""Whether a number was promised or reported: words around it first, then its section, then the sort of document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from metrics.domain.statements import DocumentFacts, DocumentKind, StatementKind
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.sites import Site
from metrics.normaliser.times import TimeIndex

TARGET, RESULT = StatementKind.TARGET, StatementKind.RESULT
Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class KindReading:
    """The kind of a statement, how sure it is (0 to 1), and what decided."""

    kind: StatementKind
    confidence: float
    reason: str


@cache
def _cue_pattern() -> re.Pattern[str]:
    lexicon = load_lexicon("tense")
    future = [*sorted(lexicon["future"].split(), key=len, reverse=True), *lexicon["future_patterns"]]
    past = [*sorted(lexicon["past"].split(), key=len, reverse=True), *lexicon["past_patterns"]]
    weak = [*lexicon["weak_past"].split(), *lexicon["weak_past_patterns"]]
    return re.compile(f"(?P<future>{'|'.join(future)})|(?P<past>{'|'.join(past)})|(?P<weak>{'|'.join(weak)})")


@cache
def _words(name: str) -> re.Pattern[str]:
    words = load_lexicon("tense")[name]
    return re.compile("|".join(words.split() if isinstance(words, str) else words))


class CueIndex:
    """Words of a text that speak of the past or the future, in order."""

    def __init__(self, text: str) -> None:
        cues = [(found.start(), found.lastgroup) for found in _cue_pattern().finditer(text)]
        self._starts = [start for start, _ in cues]
        self._tenses = [name for _, name in cues]

    def last_before(self, start: int, at: int, hear_weak: bool) -> tuple[int, Tense] | None:
        """The last such word in ``[start, at)`` with its position."""
        which = bisect_left(self._starts, at) - 1
        while which >= 0 and self._starts[which] >= start:
            if self._tenses[which] != "weak" or hear_weak:
                return self._starts[which], "future" if self._tenses[which] == "future" else "past"
            which -= 1
        return None


_PLANNED_NUMBER = re.compile(r"(?:计划|目标|任务|目标任务|总投资|概算|估算|投资概算)(?:[数量值]|总?投资)?(?:定?为|是|达|达到|约|：|将达)?(?:约|近)?$")
_SHARE_OF_PLAN = re.compile(r"(?:占|完成|达到?)[^，。；]{0,12}(?:计划|任务|目标)[^，。；]{0,18}(?:的)?$")
_BEYOND_PLAN = re.compile(r"(?:超|超过|比)(?:年度|年初|全年|预期)?(?:计划|任务|目标)(?:多|增加)?$")
_OF_PLAN_BEHIND = re.compile(r"(?:（[^）]{0,6}）)?的?(?:目标|建设任务|任务|年度目标|年度任务)(?!的)")
_TOTAL = re.compile(r"(?:总投资|概算|估算|总建筑面积|规划|投资额?|全长|总长|总面积|改建|拆除|建设规模)[^，。；]{0,6}$")
_FINISHED = re.compile(r"竣工|建成|完成|投产|投入使用|通车|启用|交付")
_UNFINISHED = re.compile(r"可研|拟|正待|编制|概算|立项|初步设计|待批|审批|将|计划|报批|前期")
_OUGHT_BEHIND = re.compile(r"应(?=用于|当|该|为|达|不)")
_PROJECT_STAGE = re.compile(r"可研|可行性研究|概算|立项|初步设计|待批|报批|拟批复|拟建|批复实施|前期工作")
_NORMATIVE = re.compile(r"(?:不少于|不低于|不得|至少|控制在|不超过|不高于)$")


class KindReader:
    """Decides the kind of each quantity of one text."""

    def __init__(
        self, clean: CleanText, paragraphs: Sequence[Paragraph], facts: DocumentFacts, times: TimeIndex
    ) -> None:
        self._text = clean.text
        self._facts = facts
        self._times = times
        self._cues = CueIndex(clean.text)
        self._sections = heading_tenses(paragraphs)
        is_news = facts.doc_kind is DocumentKind.NEWS
        self._outlooks = frozenset() if is_news else outlook_paragraphs(clean.text, paragraphs, self._sections)

    def kind_of(self, site: Site) -> KindReading:
        """Kind of a quantity in its place."""
        near = self._near_words(site)
        if near is not None:
            return near
        tense = self._sentence_tense(site)
        default, sure = self._default(site)
        if tense is None:
            return KindReading(default, sure, "document")
        kind = TARGET if tense == "future" else RESULT
        return KindReading(kind, 0.9 if kind is default else 0.75, "words")

    def _near_words(self, site: Site) -> KindReading | None:
        before = site.before
        if site.match.unit == "%" and _SHARE_OF_PLAN.search(before):
            return KindReading(RESULT, 0.9, "share_of_plan")
        if _OF_PLAN_BEHIND.match(site.after) and not site.match.unit == "%":
            return KindReading(TARGET, 0.85, "number_of_plan")
        if _BEYOND_PLAN.search(before):
            return KindReading(RESULT, 0.9, "share_of_plan")
        report = self._section(site) == "past" or self._facts.doc_kind is DocumentKind.REPORT
        if _PLANNED_NUMBER.search(before) and not report:
            return KindReading(TARGET, 0.85, "number_of_plan")
        if _OUGHT_BEHIND.match(site.after):
            return KindReading(TARGET, 0.7, "ought")
        if not report and self._is_planned_project(site):
            return KindReading(TARGET, 0.7, "planned_project")
        return None

    def _is_planned_project(self, site: Site) -> bool:
        """Size and cost of a project that is still on paper: the paragraph speaks of its study or approval."""
        start = max(site.clause.paragraph.start, site.match.start - 300)
        said = self._text[start : site.match.start]
        if not _PROJECT_STAGE.search(said) and not (_TOTAL.search(site.before) and _UNFINISHED.search(said[-120:])):
            return False
        return not _FINISHED.search(self._text[site.clause.start : site.match.start])

    def _sentence_tense(self, site: Site) -> Tense | None:
        clause = site.clause
        hear_weak = self._default(site)[0] is RESULT
        cue = self._cues.last_before(clause.sentence_start, site.match.start, hear_weak)
        dated = self._times.tense(clause)
        if cue is not None and cue[0] >= clause.start:
            return cue[1]
        if dated == "future" or (dated == "past" and clause.paragraph.index not in self._outlooks):
            return dated
        if cue is None and self._facts.doc_kind is DocumentKind.MIXED and self._section(site) is None:
            ahead = self._cues.last_before(site.match.start, clause.sentence_end, True)
            return "future" if ahead is not None and ahead[1] == "future" else None
        return None if cue is None else cue[1]

    def _section(self, site: Site) -> Tense | None:
        index = site.clause.paragraph.index
        if index in self._outlooks:
            return "future"
        return self._sections[index] or self._times.heading_tense(site.clause)

    def _default(self, site: Site) -> tuple[StatementKind, float]:
        section = self._section(site)
        if section is not None:
            return (TARGET if section == "future" else RESULT), 0.85
        if self._facts.doc_kind is DocumentKind.PLAN:
            return TARGET, 0.8
        if _NORMATIVE.search(self._text[max(0, site.match.start - 5) : site.match.start]):
            return TARGET, 0.6
        return RESULT, 0.8 if self._facts.doc_kind is DocumentKind.REPORT else 0.65


def outlook_paragraphs(text: str, paragraphs: Sequence[Paragraph], tenses: Sequence[Tense | None]) -> frozenset[int]:
    """Paragraphs behind words such as 主要预期目标是, until another chapter looks back."""
    found: set[int] = set()
    under: str | None = None
    for paragraph, tense in zip(paragraphs, tenses, strict=True):
        chapter = paragraph.headings[0] if paragraph.headings else ""
        if under is not None and chapter != under and tense == "past":
            under = None
        if under is None and _words("outlook_openings").search(text, paragraph.start, paragraph.end):
            under = chapter
        if under is not None:
            found.add(paragraph.index)
    return frozenset(found)


def heading_tenses(paragraphs: Sequence[Paragraph]) -> list[Tense | None]:
    """For each paragraph whether the innermost heading that tells looks back or ahead."""
    known: dict[tuple[str, ...], Tense | None] = {}
    for paragraph in paragraphs:
        if paragraph.headings not in known:
            known[paragraph.headings] = _heading_tense(paragraph.headings)
    return [known[paragraph.headings] for paragraph in paragraphs]


def _heading_tense(headings: Sequence[str]) -> Tense | None:
    for heading in reversed(headings):
        past, future = _words("past_headings").search(heading), _words("future_headings").search(heading)
        if past and not future:
            return "past"
        if future and not past:
            return "future"
    return None
