"""What stands around a number in its text: the sentence, the words in front of it, and what they tell of time."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.lexicon.loader import load_script_table
from metrics.tracking.words import holds_any, indicator_words

_SENTENCE_ENDS = "。！？；!?;\n"
_CLAUSE_ENDS = "，,：:"
#: A sentence is looked for no further than this to either side.
REACH = 400
_CLAUSE_REACH = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote's sentence, the clause that leads up to the quote, and all of the sentence before it."""

    sentence: str
    """The sentence as it stands in the text; what is searched for words is in simplified characters."""
    clause: str
    before: str
    plain: str

    @property
    def spans_several_years(self) -> bool:
        """Whether the figure is counted over more than one year, or over a time that is not told."""
        words = indicator_words()
        if holds_any(self.before, words.several_years):
            return True
        return holds_any(self.before, words.cumulative) and not holds_any(self.before, words.within_year)

    @property
    def counts_so_far(self) -> bool:
        """Whether the figure can be the sum of all years so far."""
        words = indicator_words()
        return holds_any(self.clause, words.so_far) or self.spans_several_years or self._is_as_of_day()

    def _is_as_of_day(self) -> bool:
        words = indicator_words()
        return holds_any(self.before, words.so_far) and not holds_any(self.before, words.within_year)

    @property
    def is_part_of_year(self) -> bool:
        """Whether the figure is of a later part of the year alone, not of the year so far."""
        words = indicator_words()
        return holds_any(self.before, words.part_of_year) and not holds_any(self.before, words.since_january)

    @property
    def names_year_end(self) -> bool:
        """Whether the sentence itself says that the year's end is meant."""
        return holds_any(self.plain, indicator_words().year_end)

    @property
    def names_five_year_plan(self) -> bool:
        """Whether the sentence speaks of a five-year plan."""
        return holds_any(self.before, indicator_words().five_year_plans)

    @property
    def speaks_of_intention(self) -> bool:
        """Whether the words in front of the number say that it is intended."""
        return holds_any(self.before, indicator_words().intention)

    @property
    def speaks_of_change(self) -> bool:
        """Whether the sentence says that a goal is being changed."""
        return holds_any(self.plain, indicator_words().change)

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
    sentence = text[left:right]
    plain = sentence.translate(load_script_table())
    before = plain[: start - left]
    return Passage(sentence.strip(), before[max(from_clause - left, len(before) - _CLAUSE_REACH, 0) :], before, plain)
