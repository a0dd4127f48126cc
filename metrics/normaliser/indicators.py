"""Noun phrase for what a number counts or measures, fit for a board and the same when the goal is said again.

The noun stands before the number (智慧校园建成率达90%) or after it (建成20所示范校); what a clause leaves out
(同比增长6%, 其中县级5所) is taken from the numbers before it in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.normaliser.indicators_answers import GROUPS, from_list, with_rate_said_once, with_verb_of_list
from metrics.normaliser.indicators_headings import noun_of_heading
from metrics.normaliser.indicators_phrases import Phrase, names_a_thing
from metrics.normaliser.indicators_purposes import is_invested, with_purpose
from metrics.normaliser.indicators_rates import is_rate, rate_of, share_in
from metrics.normaliser.indicators_reader import Reader, own_phrase
from metrics.normaliser.indicators_tidying import LONGEST, PARTICLES, shortened, tidy, without_particle
from metrics.normaliser.indicators_topics import (
    as_part,
    completed,
    is_part,
)
from metrics.normaliser.indicators_words import begins_with_doing, is_only_verbs, is_place, words_with_owner
from metrics.normaliser.segments import Clause, CleanText, QuantityMatch

#: A part no longer than this is shown with its whole (市场主体（企业）).
SHORT_PART = 4
#: The longest word for paying that names no thing (投入资金).
LONGEST_PAYING = 4
#: A word of change right behind a percentage (保持10%以上|的增长).
_CHANGE_BEHIND = re.compile("(?:左右|以上|以下|以内)?的?(?:年均|较快|正)?(增长|增速|增幅|涨幅|降幅|下降)(?![点极目])")
#: A noun that ends so says already what a percentage is of it (经营开支增加|15%).
_CHANGED = ("增加", "减少")
#: The unit of a rate, where the line before the number is a row's name (毛入学率（%）).
_UNIT_IN_BRACKETS = re.compile(r"[（(][%％][）)]")
#: A noun that is only a bound, and a bound inside a noun (财政收入超300万元的乡镇).
_THRESHOLD = re.compile(
    "(?:超过?|达到?|高于|低于|不足)?([0-9.]+[万亿]?(?:%|元|人|户|个|吨|亩))(?:以上|以下)?(?:的(?:有)?)?"
)
_BOUND_INSIDE = re.compile("(?<=[超过达到于足])[0-9.]+[万亿]?(?:%|元|人|户|个|吨|亩)")
_DIGITS_OR_OVER = frozenset("0123456789超达高低不")
_VERB = re.compile("[一-龥]{2}")
#: What members of a list are joined by.
_JOINTS = "、和与及以 "


def indicator_of(
    clean: CleanText,
    match: QuantityMatch,
    clause: Clause,
    earlier: Sequence[QuantityMatch],
) -> str:
    """What ``match`` counts, from its clause and the numbers before it in the paragraph."""
    return noun_of(Reader(clean.text, clause, earlier, {}), match)


def noun_of(reader: Reader, match: QuantityMatch) -> str:
    """What ``match`` counts, for a reader of its clause that may be one for more numbers of the text."""
    previous = reader.earlier[-1] if reader.earlier else None
    listed = from_list(reader, match) if match.group is not None else None
    if listed is not None:
        if is_place(listed.subject):
            listed = as_part(listed, reader, match) if is_part(reader, match) else completed(listed, reader, match)
        return _finished(listed, match, reader)
    phrase, verb = own_phrase(reader, match, previous)
    is_member = phrase.is_list_member and not verb and previous is not None
    if is_member and phrase.subject not in words_with_owner() and not _has_own_verb(reader, match, previous):
        phrase = with_verb_of_list(phrase, reader)
    if match.unit == "%" or phrase.subject[-2:] in GROUPS:
        phrase = with_rate_said_once(phrase, reader, match)
    elif (
        len(match.unit) == 3
        and is_money(match)
        and (len(phrase.subject) <= LONGEST_PAYING or is_invested(reader, match))
    ):
        phrase = with_purpose(phrase, reader, match)
    if phrase.subject[:1] in _DIGITS_OR_OVER and (passed := _THRESHOLD.fullmatch(phrase.subject)):
        phrase = _with_other_threshold(phrase, passed[1], reader)
    if 0 < len(phrase.subject) <= SHORT_PART and not phrase.share and is_part(reader, match):
        phrase = as_part(phrase, reader, match)
    elif not names_a_thing(phrase.subject) or is_only_verbs(phrase.subject):
        phrase = completed(phrase, reader, match)
    return _finished(phrase, match, reader)


def _has_own_verb(reader: Reader, match: QuantityMatch, previous: QuantityMatch | None) -> bool:
    """Whether a member of a list says what was done with it (安装智能电表80万个、建成|1个示范区)."""
    return begins_with_doing(reader.words_before(match, previous).lstrip(_JOINTS))


def _with_other_threshold(phrase: Phrase, bound: str, reader: Reader) -> Phrase:
    """A bare bound (占比超过10%的有44种、超过|20%的有23种) in the noun of the number before."""
    for at in range(len(reader.earlier) - 1, max(-1, len(reader.earlier) - 4), -1):
        said = reader.phrase_of(at).subject
        if found := _BOUND_INSIDE.search(said, 2):
            return phrase.named(f"{said[: found.start()]}{bound}{said[found.end() :]}")
    return phrase


def is_money(match: QuantityMatch) -> bool:
    """Whether the unit is a currency (ISO 4217)."""
    return len(match.unit) == 3 and match.unit.isascii() and match.unit.isupper()


def _said_of_percentage(noun: str, match: QuantityMatch, reader: Reader) -> str:
    """What a percentage is of a thing that is no rate: its growth (翻番, 10%以上的增长), else a share."""
    if reader.text[match.start] == "翻":
        return "增长"
    found = _CHANGE_BEHIND.match(reader.text, match.outer_end)
    if found:
        return "" if noun.endswith(found[1]) else found[1]
    return "率" if noun.endswith("贡献") else "比例"


def _with_state(noun: str, state: str) -> str:
    """A thing with the state that it is counted in (续建项目（正在建设）), or the state alone."""
    if not noun:
        return state
    return f"{noun}（{state}）" if len(noun) + len(state) < LONGEST else noun


def _finished(phrase: Phrase, match: QuantityMatch, reader: Reader) -> str:
    """The parts of a phrase joined to one noun."""
    subject = phrase.subject
    share, change = phrase.share, phrase.change
    if share:
        share = share_in(phrase)
    if change and (subject.endswith(change) or subject.startswith(change)):
        change = ""
    joined = f"{subject}{phrase.gap}{share}{change}" if share or change or phrase.gap else subject
    if phrase.state:
        joined = _with_state(joined, phrase.state)
    if not joined:
        joined = noun_of_heading(reader)
    if "%" in joined:
        joined = _UNIT_IN_BRACKETS.sub("", joined)
    if not joined and match.implicit and (verb := _VERB.match(reader.words_after(match))):
        return f"{verb[0]}率"
    if match.unit == "%" and not (share or change or phrase.gap or match.implicit) and not is_rate(joined):
        joined += "" if joined.endswith(_CHANGED) else _said_of_percentage(joined, match, reader)
    noun = tidy(joined)
    if len(noun) > LONGEST:
        noun = tidy(shortened(noun))
    if noun[-1:] in PARTICLES:
        noun = without_particle(noun)
    if not noun and match.implicit:
        return rate_of(reader.text[match.start : match.end])
    return noun or ("金额" if is_money(match) else match.measure)
