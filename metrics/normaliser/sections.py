"""Whether the section of a paragraph looks back (工作回顾) or ahead (下一步打算)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache

from metrics.domain.statements import DocumentKind
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import lines_with, opening_with
from metrics.normaliser.cues_words import Tense
from metrics.normaliser.sections_reviewed import looks_back
from metrics.normaliser.segments import Paragraph

#: One of these stands in every opening of an outlook: they are looked for first, which is several times faster.
OUTLOOK_SIGNS = (
    "目标",
    "今年",
    "今后",
    "未来",
    "明年",
    "新的一年",
    "工作中",
    "下一步",
    "方面的",
    "方面工作",
    "方面任务",
    "方面重点",
)
_YEAR = re.compile("(20[0-9]{2})年")
#: 深化改革取得新突破 in a plan; “十三五”时期取得新成就 looks back there too.
_AIM = re.compile("(?:(?!时期|以来|五”|年)[^，。0-9])*(?:取得|实现|见到)[^，。0-9]{0,12}(?:新|更大|实质性)")
#: 夯实发展基础 in any text: what is to be bettered, not what was found.
_BETTERS = re.compile(
    "(?:夯实|打牢|筑牢|厚植|巩固|改善|扩大|提升|释放|彰显)[^，。；了]{0,8}(?:发展基础|状况|成效|成绩|亮点)(?!明显|显著)"
    "|(?:推动|促进|确保|努力|奋力)[^，。；了]{2,18}取得"
)
#: （五）存在问题和下一步打算 under a review: it opens what comes, which a sentence on plans that were made does not.
_OPENS_COMING = re.compile("打算|下一?步|思路|明年|今后|今年|展望|20[0-9]{2}年")
#: Words of headings: a heading without any of them tells nothing.
_TELLING = (
    *("future_headings", "future_heading_patterns", "past_headings", "past_heading_patterns"),
    *("weak_past_headings", "weak_future_headings"),
)
_OUTLOOK_SIGN = re.compile("|".join(OUTLOOK_SIGNS))


@cache
def _words(*names: str) -> re.Pattern[str]:
    lexicon = load_lexicon("tense")
    choices = [choice for name in names for choice in _choices(lexicon[name])]
    openings = {choice[0] for choice in choices if choice[0] not in "(["}
    openings.update(*(lexicon["heading_openings"].get(name, "") for name in names))
    return opening_with("".join(sorted(openings)), f"(?:{'|'.join(choices)})")


@cache
def _telling_lines() -> re.Pattern[str]:
    return re.compile(_words(*_TELLING).pattern, re.MULTILINE)


def _choices(words: str | list[str]) -> list[str]:
    return words.split() if isinstance(words, str) else words


def heading_tenses(paragraphs: Sequence[Paragraph], doc_kind: DocumentKind | None = None) -> list[Tense | None]:
    """For each paragraph whether the innermost heading that tells plainly looks back or ahead.

    A heading that names a year after those reviewed looks ahead (一、2025年工作回顾 … 三、关于2026年工作). Where none
    tells plainly, the outermost word in passing is heard (取得新成效); in a report none of them looks ahead
    (紧盯目标，…), in a plan none back (深化改革取得新突破).
    """
    paths = {paragraph.headings for paragraph in paragraphs}
    headings = {heading for path in paths for heading in path}
    telling = lines_with(_telling_lines(), headings)
    plain = {heading: _plain_tense(heading) if heading in telling else None for heading in headings}
    reviewed = max((_year_in(heading) for heading, tense in plain.items() if tense == "past"), default=0)
    if reviewed:
        plain |= {h: "future" for h, tense in plain.items() if tense is None and _year_in(h) > reviewed}
    known = {path: _tense_of(path, plain, telling, doc_kind) for path in paths}
    return [known[paragraph.headings] for paragraph in paragraphs]


def _year_in(heading: str) -> int:
    """The last year that a heading names; 0 where it names none."""
    years = _YEAR.findall(heading)
    return int(years[-1]) if years else 0


def _plain_tense(heading: str) -> Tense | None:
    is_future = _words("future_headings", "future_heading_patterns").search(heading) and not _only_fulfils(heading)
    return _one_tense(_words("past_headings", "past_heading_patterns").search(heading), is_future)


def _only_fulfils(heading: str) -> bool:
    return _words("fulfilling_heading_patterns").search(heading) is not None


def _tense_of(
    headings: Sequence[str], plain: Mapping[str, Tense | None], telling: Set[str], doc_kind: DocumentKind | None
) -> Tense | None:
    if told := _told_plainly(headings, plain):
        return told
    for heading in headings:
        if heading not in telling:
            continue
        is_future = (
            doc_kind is not DocumentKind.REPORT
            and _words("weak_future_headings").search(heading)
            and not _words("past_headings", "past_heading_patterns").search(heading)
            and not _only_fulfils(heading)
        )
        is_past = _words("weak_past_headings").search(heading) is not None
        is_past = is_past and not (doc_kind is DocumentKind.PLAN and _AIM.match(heading))
        is_past = is_past and not _BETTERS.search(heading)
        if tense := _one_tense(is_past, is_future):
            return tense
    return None


def _told_plainly(headings: Sequence[str], plain: Mapping[str, Tense | None]) -> Tense | None:
    """Tense of the innermost heading that tells plainly.

    A sentence under a review that only speaks of plans (（一）扩大开放，规划和引进项目) does not end it.
    """
    told: Tense | None = None
    for heading in headings:
        tense = plain[heading]
        if told == "past" and tense == "future" and "，" in heading and not _OPENS_COMING.search(heading):
            continue
        told = tense or told
    return told


def _one_tense(past: object, future: object) -> Tense | None:
    if bool(past) == bool(future):
        return None
    return "past" if past else "future"


def outlook_paragraphs(text: str, paragraphs: Sequence[Paragraph], tenses: Sequence[Tense | None]) -> dict[int, int]:
    """Paragraphs behind words such as 主要预期目标是, until another chapter looks back; from which place on each.

    One that opens with the years gone by looks ahead from these words on (一年来，…。下一步，…), any other as a whole.
    """
    found: dict[int, int] = {}
    under: str | None = None
    sign = -1
    for paragraph, tense in zip(paragraphs, tenses, strict=True):
        chapter = paragraph.headings[0] if paragraph.headings else ""
        if under is not None and chapter != under and tense == "past" and _plain_tense(chapter) == "past":
            under = None
        start = paragraph.start
        if under is None:
            if sign < start:
                sign = _next_sign(text, start)
            opening = _words("outlook_openings").search(text, start, paragraph.end) if sign < paragraph.end else None
            if opening is not None:
                under = chapter
                start = opening.start() if looks_back(text, paragraph) else start
        if under is not None:
            found[paragraph.index] = start
    return found


def _next_sign(text: str, start: int) -> int:
    """Where the next sign of an outlook begins; the end of the text where none follows."""
    found = _OUTLOOK_SIGN.search(text, start)
    return len(text) if found is None else found.start()
