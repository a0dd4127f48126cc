"""Cleaning of text as it stands in pages: blanks, zero-width marks, broken entities. Never changes what is said."""

from __future__ import annotations

import re
import unicodedata

#: Invisible characters that editors leave behind; they part numbers and break comparisons.
_INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff\\ufffc]"
)
_CUT_END = re.compile(r"(?:…+|\.{2,}|。{2,}|﹍)$")
_MOST_DIGITS = 9
#: ``&ensp;`` and kin whose ampersand was escaped a second time show as literal text.
_BROKEN_ENTITIES = re.compile(r"&(?:nbsp|ensp|emsp|sp|thinsp);?")


def word_set(words: str) -> frozenset[str]:
    """Words parted by blanks, as a set: long lists of names stay readable so."""
    return frozenset(words.split())


def count_in(text: object) -> int | None:
    """A number of pages or items as it is written; None for what is none, or has more digits than any such has."""
    written = str(text)
    return int(written) if written.isdecimal() and len(written) <= _MOST_DIGITS else None


def is_wide(char: str) -> bool:
    """True for Chinese characters and full-width punctuation: no blank belongs between two of them."""
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or "\u3001" <= char <= "\u303f"


def clean(text: str) -> str:
    """One line: invisible characters gone, blanks folded; a line end between two Chinese characters is no blank."""
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
        if "\n" in text:
            text = _join_lines(text)
    if "&" in text:
        text = _BROKEN_ENTITIES.sub(" ", text)
    return " ".join(text.split())


def _join_lines(text: str) -> str:
    pieces: list[str] = []
    for line in text.split("\n"):
        piece = line.strip()
        if not piece:
            continue
        if pieces and not (is_wide(pieces[-1][-1]) and is_wide(piece[0])):
            pieces.append(" ")
        pieces.append(piece)
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() else ""
    return lead + "".join(pieces) + tail


def squeeze(text: str) -> str:
    """For comparing: no blanks at all, compatibility forms folded (full-width letters and brackets)."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_cut(text: str) -> bool:
    """True where a list shows only the head of a title (``…`` or ``...`` at the end)."""
    return bool(_CUT_END.search(text))


def without_ellipsis(text: str) -> str:
    """The part of a cut title that stands before the dots."""
    return _CUT_END.sub("", text)
