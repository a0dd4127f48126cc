"""How sure a statement is, by the evidence that its rule had: a small table, measured on bulletins as published.

A number said here is a share of right statements (value, unit and kind), not a taste: the tests count how many are
right of those said to be so sure.
"""

from __future__ import annotations

from functools import cache
from typing import Final

#: Evidence for the kind → how sure. Words and section of one mind are surest; a text that tells neither is least.
OF_KIND: Final = {
    "words and section agree": 0.9,
    "share of a plan": 0.9,
    "section": 0.9,
    "number of a plan": 0.85,
    "sort of document": 0.85,
    "neighbours and section agree": 0.85,
    "will against section": 0.85,
    "project on paper": 0.8,
    "task handed down": 0.8,
    "neighbours against section": 0.75,
    "sort that no title names": 0.75,
    "expected of the year": 0.75,
    "first count": 0.75,
    "deed against section": 0.7,
    "nothing": 0.7,
    "ought": 0.7,
    "sort of an untitled report": 0.65,
    "intent alone": 0.65,
    "norm": 0.55,
}
#: Numbers that are read from loose wording are never surer than this.
LOOSE_NUMBERS: Final = ("rounded", "bare_", "half", "myriads", "fraction", "double")
LOOSEST: Final = 0.75
#: A number in characters (三所) may still be part of a name.
IN_CHARACTERS: Final = 0.8


@cache
def confidence_of(number_rule: str, of_kind: float) -> float:
    """How sure a statement is: as its kind, and no surer than its number."""
    if number_rule.startswith(LOOSE_NUMBERS):
        return min(of_kind, LOOSEST)
    return min(of_kind, IN_CHARACTERS) if "in_characters" in number_rule else of_kind
