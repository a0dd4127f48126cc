"""What a text says, free of how it is set: the form in which two fetches of a bulletin are compared, and its digests.

Two texts of equal wording are one document revision. Every figure of running text is part of the wording.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from metrics.ingest.noise import SENTENCE_ENDS, NoiseKind, clean_segment, is_value_of, without_session_ids

#: Signs that are the same sign set otherwise: full-width forms, quotation marks, dashes, brackets.
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLDED |= dict.fromkeys(map(ord, "“”„«»「」『』＂"), ord('"')) | dict.fromkeys(map(ord, "‘’＇"), ord("'"))
_FOLDED |= dict.fromkeys(map(ord, "–—−‐‑―－"), ord("-")) | dict.fromkeys(map(ord, "～〜∼"), ord("~"))
_FOLDED |= dict.fromkeys(map(ord, "【〔［"), ord("[")) | dict.fromkeys(map(ord, "】〕］"), ord("]"))
_FOLDED |= {ord("○"): ord("〇"), ord("•"): ord("·"), ord("・"): ord("·"), ord("﹒"): ord(".")}
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])
_FOLD = _FOLDED | _INVISIBLE
_SENTENCE = re.compile(r"(?<=[。！？；])")
_NUMBER_SIGNS = frozenset("0123456789.,%")
_PINNED = re.compile(r"^(?:\[ ?(?:置顶|顶|new|hot|热|推荐) ?\]|置顶 )|\[ ?(?:置顶|顶|new|hot|热|推荐) ?\]$|new!$")
_ITEM_DAY = r"[\[(]?(?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2}[\])]?"
_LISTED = re.compile(rf"(?:{_ITEM_DAY} ?\D{{4,100}}|\D{{4,40}}(?:\d{{4}}年)?\D{{0,60}} ?{_ITEM_DAY})")
_NUMERALS = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿半]")
_RELATED = re.compile(
    r"\[?(?:相关(?:稿件|新闻|文章|信息|链接|阅读|推荐|报道)|延伸阅读|推荐阅读|热点新闻|最新文章)\]? ?:?"
)
_FIGURE = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿半][0-9零〇一二两三四五六七八九十百千万亿半.,]{0,40}")


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or line. ``shown`` is how it stands in the text, ``plain`` what it says; ``is_line`` fills a line."""

    shown: str
    plain: str
    is_line: bool = False
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A text read for comparing, with the kinds of noise that were left out."""

    segments: tuple[Segment, ...]
    noise: frozenset[NoiseKind] = frozenset()

    @property
    def stream(self) -> str:
        """All that is said, in order; where paragraphs begin makes no difference."""
        return _joined(segment.plain for segment in self.segments)

    @property
    def unordered(self) -> str:
        """The same with the items of each list in one fixed order, so that pinning and sorting make no difference."""
        words: list[str] = []
        for is_item, run in groupby(self.segments, key=lambda segment: segment.is_item):
            items = [_PINNED.sub("", segment.plain) if is_item else segment.plain for segment in run]
            words += sorted(items) if is_item and len(items) > 2 else items
        return "\n".join(words)

    @property
    def digest(self) -> str:
        """SHA-256 of what is said."""
        return _sha256(self.stream)


def wording_of(text: str, title: str | None = None) -> Wording:
    """The wording of a text; a title counts as its first line."""
    noise: set[NoiseKind] = set()
    segments = [Segment(title, squeeze(fold(title)), is_line=True)] if title and title.strip() else []
    segments += _without_related(list(_segments(text, noise)), noise)
    return Wording(tuple(segments), frozenset(noise))


def fold(text: str) -> str:
    """Lower case, ASCII punctuation, one blank where there are some."""
    return without_session_ids(" ".join(text.translate(_FOLD).lower().split()))


def squeeze(folded: str) -> str:
    """Without blanks, but for those that part two numbers."""
    return _joined(folded.split())


def figures_of(text: str) -> list[str]:
    """Every numeral of a text, in order."""
    return _FIGURE.findall(squeeze(fold(text)))


def _segments(text: str, noise: set[NoiseKind]) -> Iterator[Segment]:
    label: NoiseKind | None = None
    for line in text.splitlines():
        is_row = "\t" in line
        pieces = [line] if is_row else [piece for piece in _SENTENCE.split(line) if piece.strip()]
        for shown in pieces:
            folded = fold(shown)
            if not folded:
                continue
            if is_row:
                label = None
                yield Segment(shown.strip(), squeeze(folded), is_line=True)
                continue
            if label is not None and is_value_of(label, folded):
                label = None
                continue
            cleaned = clean_segment(folded)
            noise |= cleaned.kinds
            label = cleaned.label_of
            if plain := squeeze(cleaned.text):
                is_line = len(pieces) == 1
                seen = cleaned.text if cleaned.kinds else shown.strip()
                yield Segment(seen, plain, is_line, is_line and _is_item(cleaned.text))


def _is_item(folded: str) -> bool:
    """A line of a list of links: words with a day, or words alone. One with any other figure is none."""
    if folded.endswith(tuple(SENTENCE_ENDS + ":,")) or len(folded) > 120:
        return False
    unpinned = _PINNED.sub("", folded).strip()
    if _LISTED.fullmatch(unpinned):
        return True
    return len(unpinned) >= 8 and not _NUMERALS.search(unpinned)


def _without_related(segments: list[Segment], noise: set[NoiseKind]) -> list[Segment]:
    """Without the list of other pages at the end, under a heading that says so."""
    for place in range(len(segments) - 1, max(-1, len(segments) - 30), -1):
        segment = segments[place]
        if not segment.is_line or segment.plain.endswith(tuple(SENTENCE_ENDS)):
            return segments
        if _RELATED.fullmatch(segment.plain):
            noise.add(NoiseKind.NEIGHBOUR)
            return segments[:place]
    return segments


def _joined(pieces: Iterable[str]) -> str:
    words: list[str] = []
    last = ""
    for piece in pieces:
        if not piece:
            continue
        if last in _NUMBER_SIGNS and piece[0] in _NUMBER_SIGNS:
            words.append(" ")
        words.append(piece)
        last = piece[-1]
    return "".join(words)


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
