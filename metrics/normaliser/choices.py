"""Patterns for a choice of many words, written so that ``re`` finds them fast."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def one_of(words: Iterable[str]) -> str:
    """Pattern for the first of the words that fits, in the order given.

    Words with one first character share a branch: a search then skips to such a character and tries few words there.
    """
    endings: dict[str, list[str]] = {}
    for word in words:
        endings.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in endings.items())


def opening_with(characters: str, pattern: str) -> re.Pattern[str]:
    """A pattern for questions: whether, and where, ``pattern`` begins, which opens with one of the characters.

    A search skips to these. What it finds ends behind the character; groups hold the rest.
    """
    return re.compile(f"[{characters}](?<=(?={pattern}).)")


def spans_of_ways(text: str, ways: Mapping[str, re.Pattern[str]]) -> list[tuple[int, int]]:
    """Spans that patterns match in a text, by where they begin; ``ways`` tells the one character each opens with.

    A search for one character is several times faster than for one of a set, and most texts lack most of them. Two
    ways may overlap.
    """
    found: list[tuple[int, int]] = []
    is_sorted = True
    for first, pattern in ways.items():
        if first not in text:
            continue
        own = [match.span() for match in pattern.finditer(text)]
        if own:
            is_sorted = not found
            found += own
    if not is_sorted:
        found.sort()
    return found


def lines_with(pattern: re.Pattern[str], lines: Iterable[str]) -> set[str]:
    """Those of many short lines in which a pattern may be found, asked of all of them in one search.

    The pattern is compiled with ``re.MULTILINE``; one that looks beyond its line may find it in the next.
    """
    joined = "\n".join(lines)
    found: set[str] = set()
    match = pattern.search(joined)
    while match is not None:
        end = joined.find("\n", match.start())
        end = len(joined) if end < 0 else end
        found.add(joined[joined.rfind("\n", 0, match.start()) + 1 : end])
        match = pattern.search(joined, end + 1)
    return found


def longest_first(words: Iterable[str]) -> list[str]:
    """Words so that none stands behind one that it begins with."""
    return sorted(words, key=len, reverse=True)


def alternatives(pattern: str) -> list[str]:
    """The parts of a pattern between the bars that stand in no bracket."""
    parts, depth = [""], 0
    for character in pattern:
        depth += (character in "([") - (character in ")]")
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts
