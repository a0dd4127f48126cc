"""What stands around a number in its text: the sentence, the words in front of it, and what they tell of time."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.tracking.words import holds_any, indicator_words

_SENTENCE_ENDS = "。！？；!?;\n"
_CLAUSE_ENDS = "，,：:"
#: A sentence is looked for no further than this to either side.
REACH = 400
_CLAUSE_REACH = 40
#: How many characters of context a page shows to either side of a quote.
CONTEXT = 80


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote's sentence and the clause that leads up to it."""

    sentence: str
    clause: str
    before: str

    @property
    def spans_several_years(self) -> bool:
        """Whether the sentence counts over more than one year."""
        return holds_any(self.before, indicator_words().several_years)

    @property
    def is_part_of_year(self) -> bool:
        """Whether the figure is of a later part of the year alone, not of the year so far."""
        words = indicator_words()
        return holds_any(self.before, words.part_of_year) and not holds_any(self.before, words.since_january)

    @property
    def names_year_end(self) -> bool:
        """Whether the sentence itself says that the year's end is meant."""
        return holds_any(self.sentence, indicator_words().year_end)

    @property
    def names_five_year_plan(self) -> bool:
        """Whether the sentence speaks of a five-year plan."""
        return holds_any(self.before, indicator_words().five_year_plans)

    @property
    def speaks_of_change(self) -> bool:
        """Whether the sentence says that a goal is being changed."""
        return holds_any(self.sentence, indicator_words().change)

    @property
    def is_preliminary(self) -> bool:
        """Whether the figure is called an estimate."""
        return holds_any(self.before, indicator_words().preliminary)

    @property
    def is_nearly(self) -> bool:
        """Whether an all/none word is weakened: 基本全覆盖."""
        return self.clause.endswith(indicator_words().nearly)


def passage_of(text: str, start: int, end: int) -> Passage:
    """The surroundings of ``text[start:end]``."""
    left = max(text.rfind(mark, max(0, start - REACH), start) for mark in _SENTENCE_ENDS) + 1 or max(0, start - REACH)
    rights = [text.find(mark, end, end + REACH) for mark in _SENTENCE_ENDS]
    right = min((place + 1 for place in rights if place >= 0), default=min(len(text), end + REACH))
    from_clause = max(text.rfind(mark, max(left, start - _CLAUSE_REACH), start) for mark in _CLAUSE_ENDS) + 1
    clause = text[max(from_clause, left, start - _CLAUSE_REACH) : start]
    return Passage(text[left:right].strip(), clause, text[left:start])


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters right before and right after a quote."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
