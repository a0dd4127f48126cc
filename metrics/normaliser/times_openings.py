"""Where a time expression may begin: told by a few characters, so that rules are tried at few places.

A number is asked by its length and what follows it, a word by its first two or three characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import one_of
from metrics.normaliser.records import Record

DIGITS = "0123456789"
NUMERALS = "一二三四五六七八九十两"
#: Pairs of characters that expressions begin with, beside those of the words of the lexicon.
_PAIRS = (
    *("年度", "年底", "年末", "年内", "年中", "年初", "全年", "今冬", "今后", "未来", "往后", "几年", "多年", "民国"),
    *(
        "上半",
        "下半",
        "首季",
        "元月",
        "正月",
        "春季",
        "春学",
        "秋季",
        "秋学",
        "暑假",
        "寒假",
        "本学",
        "上学",
        "下学",
        "下一",
    ),
    *(
        "“十",
        '"十',
        "本（",
        "今（",
        "去（",
        "明（",
        "新学",
        "新一",
        "去冬",
        "首季",
        "近的",
        "近几",
        "近年",
        "过去",
        "这的",
        "这几",
    ),
)
#: Characters that a number may follow at once (第三季度, 前两个月, 近三年).
_BEFORE_NUMBER = "第前首近过这"
_TO = "至到—~-"
#: What follows a number that begins an expression, and the rules that can then hold.
_AFTER_SHORT = (
    ("年", ("yearly_mean", "ahead", "within", "years_back", "years_ago")),
    ("月季", ("part",)),
    ("日号", ("day",)),
    ("时：:", ("clock",)),
    (_TO, ("ahead", "within", "part")),
)
_OF_YEARS = (
    "calendar_day", "school_years", "fiscal_years", "month_to_month", "year_span", "years_listed", "year",
)  # fmt: skip
_AFTER_THREE, _AFTER_FOUR, _AFTER_CHARACTERS = "年学", f" 年、和/.{_TO}", f"年月季〇零O五/{_TO}"
#: Longer numbers are no years; they are passed over in one step.
YEAR_DIGITS = 4
#: A year with 年 behind it, and the rules that can hold for it by what follows: words, a number, a sign of a span.
_YEAR_ALONE = ("9999年", ("year",))
_YEAR_AND_MONTH = ("9999年9", ("month_to_month", "year"))
_YEAR_TO_YEAR = ("9999年至", ("school_years", "month_to_month", "year_span", "year"))
_SPAN_SIGNS = frozenset(f"{_TO}/")
#: 十 with 五 as the last numeral that counts can only begin the name of a five-year plan (十四五, 十五五).
_PLAN_NAMED = ("十五", ("plan_period",))
_ASCII_DIGITS = frozenset(DIGITS)
_NUMBERS = frozenset(DIGITS + NUMERALS)


@dataclass(slots=True)
class Opening(Record):
    """A place where an expression may begin; ``kind`` says which rules are worth trying there."""

    start: int
    kind: str


@cache
def _beginnings() -> list[str]:
    """What an expression begins with when it begins with a word (今年, 上半年, 每学期, 教师节)."""
    lexicon = load_lexicon("periods")
    words = [*lexicon["relative_years"], *lexicon["now"]]
    words += [word for of_period in lexicon["recurrence"].values() for word in of_period]
    outputs = [
        f"{mark}{word[0]}"
        for mark, name in (("年", "yearly_outputs"), ("月", "monthly_outputs"), ("日", "daily_outputs"))
        for word in lexicon[name].split()
    ]
    numbers = [f"{first}{number}" for first in _BEFORE_NUMBER for number in DIGITS + NUMERALS]
    festivals = (word[:3] for word in lexicon["festivals"])
    begun = {*_PAIRS, *(word[:2] for word in words), *festivals, *outputs, *numbers}
    return sorted(beginning for beginning in begun if beginning[0] not in _NUMBERS)


@cache
def _pattern() -> re.Pattern[str]:
    """It opens with a set, which a search skips to, and looks no further than a few characters.

    Most characters of the set begin nothing: one look at the next character ends the matter there.
    """
    beginnings = _beginnings()
    firsts = re.escape("".join(sorted({beginning[0] for beginning in beginnings})))
    seconds = re.escape("".join(sorted({beginning[1] for beginning in beginnings})))
    after_short = "".join(characters for characters, _ in _AFTER_SHORT)
    digits = (
        rf"(?<![0-9][0-9])(?<=[0-9])(?:[0-9]?(?=[{after_short}])|[0-9]{{2}}(?=[{_AFTER_THREE}])"
        rf"|[0-9]{{3}}(?=[{_AFTER_FOUR}])|[0-9]{{4}}[0-9]*+)"
    )
    numerals = rf"(?<=[{NUMERALS}])[{NUMERALS}]{{0,2}}(?=[{_AFTER_CHARACTERS}])"
    following = seconds + re.escape(f"{DIGITS}{NUMERALS}{after_short}{_AFTER_THREE}{_AFTER_FOUR}{_AFTER_CHARACTERS}")
    return re.compile(
        rf"[0-9{NUMERALS}{firsts}](?=[{following}])"
        rf"(?:(?=[{seconds}])(?<=[{firsts}])(?<=(?={one_of(beginnings)}).)"
        rf"|(?<=[0-9{NUMERALS}])(?:{digits}|{numerals}))"
    )


def find_openings(text: str, start: int = 0, end: int | None = None) -> list[Opening]:
    """All openings of ``text[start:end]`` in order."""
    openings: list[Opening] = []
    pattern, stop = _pattern(), len(text) if end is None else end
    first_mark = pattern.search(text, start, stop)
    if first_mark is None:  # so in most of the many short pieces that are asked
        return openings
    for mark in pattern.finditer(text, first_mark.start(), stop):
        at, behind = mark.span()
        first = text[at]
        if first in _ASCII_DIGITS:
            if behind - at <= YEAR_DIGITS:
                openings.append(Opening(at, _digit_kind(text, at, behind)))
        elif first == "十" and text[behind : behind + 1] == "五":
            openings.append(Opening(at, _PLAN_NAMED[0]))
        else:
            openings.append(Opening(at, first))
    return openings


def _digit_kind(text: str, start: int, stop: int) -> str:
    """The kind of a number in digits: short ones by what follows, longer ones by their length."""
    if stop - start <= 2:
        return f"9{text[stop]}"
    if stop - start < YEAR_DIGITS:
        return "999"
    if text[stop : stop + 1] != "年":
        return "9999"
    following = text[stop + 1 : stop + 2]
    if following in _SPAN_SIGNS:
        return _YEAR_TO_YEAR[0]
    return _YEAR_AND_MONTH[0] if following in _ASCII_DIGITS else _YEAR_ALONE[0]


def digit_kinds() -> dict[str, frozenset[str]]:
    """Names of the rules that are worth trying, by the kind of an opening that is a number in digits."""
    kinds = {f"9{follower}": frozenset(names) for followers, names in _AFTER_SHORT for follower in followers}
    named = {kind: frozenset(names) for kind, names in (_YEAR_ALONE, _YEAR_AND_MONTH, _YEAR_TO_YEAR)}
    return kinds | named | {"999": frozenset(("year",)), "9999": frozenset(_OF_YEARS)}


def numeral_kinds() -> dict[str, frozenset[str]]:
    """The same for an opening that is a number in characters."""
    return {_PLAN_NAMED[0]: frozenset(_PLAN_NAMED[1])}
