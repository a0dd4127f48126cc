"""Numbers as written, before their unit is read: 3.98亿, 50余, 1~2, 三十多, 两三."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from metrics.normaliser.numerals import parse_number
from metrics.normaliser.records import Record
from metrics.normaliser.sites import TIME_UNITS
from metrics.normaliser.units import UnitWord, read_unit

CHARACTER_DIGITS = "零〇一二两三四五六七八九十"
ARABIC = r"[0-9][0-9,]*(?:\.[0-9]+)?(?:[百千万亿]+(?:[0-9]{1,3}(?:,[0-9]{3}|[0-9])?(?:\.[0-9]+)?[百千万亿]*)*)?"
PLACES = r"[零〇一二三四五六七八九]+\.[零〇一二三四五六七八九]+(?=[万亿%]|[GMTk]W)[万亿]*"
CHARACTERS = rf"(?:{PLACES}|[{CHARACTER_DIGITS}][{CHARACTER_DIGITS}百千万亿]*(?:点[{CHARACTER_DIGITS}]+[百千万亿]*)?)"
VAGUE = re.compile(r"[余多几]([百千万亿]*)")
_RANGE = re.compile(rf"(?:-{{1,2}}|~{{1,2}}|—{{1,2}}|至|到)({ARABIC}|{CHARACTERS})")
#: What the rest of a number begins with, if it has one.
_VAGUE_SIGNS, RANGE_SIGNS = frozenset("余多几"), frozenset("-~—至到")
_GOES_ON = _VAGUE_SIGNS | RANGE_SIGNS
_DIGITS = frozenset("0123456789")
_TWO_DIGITS = re.compile(r"[一二两三四五六七八九]{2}")
_ONLY_DIGITS = re.compile(r"[零〇一二两三四五六七八九]{2,}")
#: 十五六个, 五六十家: two neighbouring digits behind or before a magnitude.
_DIGIT = "[一二两三四五六七八九]"
_NEIGHBOURS = re.compile(rf"({_DIGIT}?十|{_DIGIT}百)?({_DIGIT})({_DIGIT})([十百千万]*)")
_MULTIPLIERS = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
#: Units that begin with a magnitude: 120万千瓦 is 120万 of 千瓦.
AFTER_THOUSAND = ("瓦", "米", "克", "升", "伏")
#: Before these words the first of two levels is an old one, not the lower end of a range.
_FROM = ("从", "由", "自")
HALF = Decimal("0.5")
_HALF_OF = ("半年", "半数", "半月", "半成", "半个", "半以")


#: Lists have no higher numbers than these digits can write.
LONGEST_LINE_NUMBER = 2
_NOT_BLANK = re.compile("[^\\s]")


@dataclass(slots=True)
class Numeral(Record):
    """A number as written. ``vague`` when 余, 多 or 几 stands in it, ``magnitude`` when it ends in 万 or 亿."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None = None
    vague: bool = False
    in_characters: bool = False
    magnitude: bool = False


def read_numeral(text: str, written: str, start: int, end: int) -> Numeral | None:
    """The number written at ``[start, end)``, with 余, 多, 几 and the upper end of a range."""
    in_characters = written[0] not in _DIGITS
    if in_characters and _ONLY_DIGITS.fullmatch(written):
        return _neighbouring_digits(start, end, written)
    if written[-1] == "千" and text.startswith(AFTER_THOUSAND, end):
        written, end = written[:-1], end - 1
    value = parse_number(written)
    if value is None:
        return _neighbouring_magnitudes(start, end, written) if in_characters else None
    following = text[end : end + 1]
    if following not in _GOES_ON:
        return Numeral(start, end, value, None, False, in_characters, written[-1] in "万亿")
    vague = VAGUE.match(text, end) if following in _VAGUE_SIGNS else None
    if vague is not None:
        value = parse_number(written + vague[1]) or value * _product(vague[1])
        return Numeral(start, vague.end(), value, None, True, in_characters, bool(vague[1]) or written[-1] in "万亿")
    second = _RANGE.match(text, end) if following in RANGE_SIGNS else None
    if second is not None and not text.endswith(_FROM, 0, start):
        ranged = _ranged(start, value, written, second, in_characters)
        if ranged is not None:
            return ranged
    return Numeral(start, end, value, None, False, in_characters, written[-1] in "万亿")


def _product(magnitudes: str) -> int:
    product = 1
    for character in magnitudes:
        product *= _MULTIPLIERS[character]
    return product


def _neighbouring_digits(start: int, end: int, written: str) -> Numeral | None:
    """两三 and 五六 are ranges; other runs of digits (years, codes) are no numbers here."""
    if not _TWO_DIGITS.fullmatch(written):
        return None
    low, high = parse_number(written[0]), parse_number(written[1])
    if low is None or high is None or (high != low + 1 and written != "三五"):
        return None
    return Numeral(start, end, low, high, False, True)


def _neighbouring_magnitudes(start: int, end: int, written: str) -> Numeral | None:
    found = _NEIGHBOURS.fullmatch(written)
    if found is None or bool(found[1]) == bool(found[4]):
        return None
    low, high = (parse_number((found[1] or "") + found[k] + found[4]) for k in (2, 3))
    if low is None or high is None or parse_number(found[3]) != (parse_number(found[2]) or 0) + 1:
        return None
    return Numeral(start, end, low, high, False, True, found[4].endswith("万"))


def _ranged(start: int, low: Decimal, written: str, second: re.Match[str], in_characters: bool) -> Numeral | None:
    """3至10万 is from 30,000: the magnitude of the upper end holds for both."""
    upper = second[1]
    high = parse_number(upper)
    if high is None:
        return None
    trailing = len(upper) - len(upper.rstrip("百千万亿"))
    if trailing and written[-1] not in "百千万亿":
        factor = _product(upper[-trailing:])
        low = low * factor if low < high / factor else low
    if high <= low:
        return None
    return Numeral(start, second.end(), low, high, False, in_characters, upper[-1] in "万亿")


def with_half(text: str, numeral: Numeral, unit: UnitWord) -> tuple[Numeral, UnitWord]:
    """A half behind its unit: 3个半小时, 两年半."""
    if not text.startswith("半", unit.end) or numeral.value_max is not None:
        return numeral, unit
    behind = read_unit(text, unit.end + 1) if unit.word == "个" else None
    if behind is None and (unit.unit not in TIME_UNITS or text.startswith(_HALF_OF, unit.end)):
        return numeral, unit
    counted = behind or unit._replace(end=unit.end + 1)
    return numeral._replace(value=numeral.value + HALF), counted


def with_second_unit(text: str, numeral: Numeral, unit: UnitWord) -> tuple[Numeral, UnitWord]:
    """Both ends with their unit: 5%至6%, 3万元—5万元."""
    second = _RANGE.match(text, unit.end) if text[unit.end : unit.end + 1] in RANGE_SIGNS else None
    if second is None or text.endswith(_FROM, 0, numeral.start):
        return numeral, unit
    high = parse_number(second[1])
    unit_again = read_unit(text, second.end())
    if high is None or unit_again is None or unit_again.unit != unit.unit or high <= numeral.value:
        return numeral, unit
    return Numeral(numeral.start, second.end(), numeral.value, high, False, numeral.in_characters), unit_again


def numbers_a_line(text: str, written: str, start: int) -> bool:
    """Whether a number with a point at the start of a line is that of the line and another (2.50个小区).

    The line before then bears the number before, or the line behind it the next.
    """
    number, _, rest = written.partition(".")
    if len(number) > LONGEST_LINE_NUMBER or not number.isdigit() or not rest[:1].isdigit() or rest[0] == "0":
        return False
    end = text.find("\n", start)
    if end >= 0 and _numbered(text, _NOT_BLANK.search(text, end), int(number) + 1):
        return True
    last = start - 1
    while last > 0 and text[last - 1] in "\n \u3000":
        last -= 1
    before = _NOT_BLANK.search(text, text.rfind("\n", 0, max(last, 0)) + 1)
    return int(number) > 1 and last > 0 and _numbered(text, before, int(number) - 1)


def _numbered(text: str, line: re.Match[str] | None, number: int) -> bool:
    """Whether a line begins with just this number and words behind it, as no figure in a column of them does."""
    if line is None or not text.startswith((f"{number}.", f"{number}、"), line.start()):
        return False
    return text[(at := line.start() + len(str(number)) + 1) : at + 1].isalpha()
