"""What changed between two texts, as the sentences that only the old or only the new one holds. Cost linear."""

from __future__ import annotations

import re
from collections import Counter

_ENDS = re.compile(r"(?<=[。！？；\n])")


def sentences_of(text: str) -> list[str]:
    """Sentences and lines of a text in order, without blanks around them."""
    return [sentence for part in _ENDS.split(text) if (sentence := part.strip())]


def changed_sentences(old: str, new: str) -> tuple[str | None, str | None]:
    """The sentences gone and those come, joined by line ends; None for a side that has none."""
    before, after = sentences_of(old), sentences_of(new)
    return _only_in(before, after), _only_in(after, before)


def _only_in(these: list[str], others: list[str]) -> str | None:
    left = Counter(these)
    left.subtract(Counter(others))
    found = []
    for sentence in these:
        if left[sentence] > 0:
            found.append(sentence)
            left[sentence] -= 1
    return "\n".join(found) or None
