"""Noun phrase for what a number counts or measures, fit for a board and the same when the goal is said again.

The noun stands before the number (智慧校园建成率达90%) or after it (建成20所示范校); what a clause leaves out
(同比增长6%, 其中县级5所) is taken from the numbers before it in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.normaliser.indicators_answers import from_list, with_rate_said_once, with_verb_of_list
from metrics.normaliser.indicators_phrases import Phrase, shortened, tidy
from metrics.normaliser.indicators_reader import Known, Reader, is_rate, own_phrase
from metrics.normaliser.indicators_topics import (
    as_part,
    completed,
    is_part,
    noun_of_heading,
)
from metrics.normaliser.indicators_words import is_only_verbs, is_place, words_with_owner
from metrics.normaliser.segments import Clause, CleanText, QuantityMatch

#: A part no longer than this is shown with its whole (市场主体（企业）).
SHORT_PART = 4
_VERB = re.compile("[一-龥]{2}")


def indicator_of(
    clean: CleanText,
    match: QuantityMatch,
    clause: Clause,
    earlier: Sequence[QuantityMatch],
    known: Known | None = None,
) -> str:
    """What ``match`` counts, from its clause and the numbers before it in the paragraph.

    ``known`` is kept for the whole paragraph, so that nothing in it is read twice.
    """
    reader = Reader(clean.text, clause, earlier, {} if known is None else known)
    previous = earlier[-1] if earlier else None
    listed = from_list(reader, match) if match.group is not None else None
    if listed is not None:
        if is_place(listed.subject):
            listed = as_part(listed, reader, match) if is_part(reader, match) else completed(listed, reader, match)
        return _finished(listed, match, reader)
    phrase, verb = own_phrase(reader, match, previous)
    if phrase.is_list_member and not verb and previous is not None and phrase.subject not in words_with_owner():
        phrase = with_verb_of_list(phrase, reader)
    if match.unit == "%":
        phrase = with_rate_said_once(phrase, reader, match)
    if 0 < len(phrase.subject) <= SHORT_PART and not phrase.share and is_part(reader, match):
        phrase = as_part(phrase, reader, match)
    elif not phrase.is_full or is_only_verbs(phrase.subject):
        phrase = completed(phrase, reader, match)
    return _finished(phrase, match, reader)


def _finished(phrase: Phrase, match: QuantityMatch, reader: Reader) -> str:
    """The parts of a phrase joined to one noun."""
    subject = phrase.subject
    share = phrase.share
    if share == "占":
        share = "占比"
    elif share and not is_rate(share):
        share += "比重"
    change = phrase.change if phrase.change and not subject.endswith(phrase.change) else ""
    if change and subject.startswith(change):
        change = ""
    joined = f"{subject}{phrase.gap}{share}{change}"
    if not joined:
        joined = noun_of_heading(reader)
    if not joined and match.implicit and (verb := _VERB.match(reader.words_after(match))):
        return f"{verb[0]}率"
    if match.unit == "%" and not (share or change or phrase.gap or match.implicit) and not is_rate(joined):
        joined += "比例"
    return shortened(tidy(joined)) or match.measure
