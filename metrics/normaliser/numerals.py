"""Written numbers to decimals: 3.98亿, 1,234.5, 三十, 两千四百零七点六万, 3万6千."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)) | {
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3,
}  # fmt: skip
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_SINGLE = {written: Decimal(value) for written, value in DIGITS.items()}
_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")
#: A number with thousands separators is read without them.
_SEPARATOR = re.compile(r"(?<=\d)[,，\s](?=\d{2,3})")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?[百千万亿]*")
#: Digits in characters, place by place: with a point (三二九.七万) or with noughts (三〇〇〇万); 三四万 is a range.
_PLACES = re.compile(
    "(?P<whole>[零〇一二三四五六七八九](?:[零〇一二三四五六七八九]*[.]|[一二三四五六七八九]*[零〇][零〇一二三四五六七八九]*))"
    "(?P<rest>[零〇一二三四五六七八九]*)(?P<magnitudes>[万亿]*)"
)
MOST_CHARACTERS = 40


def parse_number(text: str) -> Decimal | None:
    """Value of a number in Arabic digits, Chinese numerals or a mixture; None when it is none.

    A trailing half (两万五) is read as spoken: five of the next lower magnitude.
    """
    if len(text) <= MOST_CHARACTERS and _PLAIN.fullmatch(text):  # most numbers are so plain
        digits = text.rstrip("百千万亿")
        return Decimal(digits) if digits == text else Decimal(digits) * _product(text[len(digits) :])
    if text in _SINGLE:
        return _SINGLE[text]
    text = text.strip()
    if not text or len(text) > MOST_CHARACTERS:
        return None
    sign = -1 if text[0] in "-负" else 1
    body = _SEPARATOR.sub("", text[1:] if text[0] in "-负+" else text)
    value = _parse_plain(body)
    return None if value is None else sign * value


def _product(magnitudes: str) -> int:
    product = 1
    for character in magnitudes:
        product *= SMALL.get(character) or LARGE[character]
    return product


def _parse_plain(body: str) -> Decimal | None:
    if _PLAIN.fullmatch(body):
        digits = body.rstrip("百千万亿")
        return Decimal(digits) * _product(body[len(digits) :])
    if all(c in DIGITS for c in body):
        return Decimal("".join(str(DIGITS[c]) for c in body))
    if "点" in body or "." in body:
        found = _PLACES.fullmatch(body)
        return _parse_places(found) if found else _parse_with_point(body)
    if found := _PLACES.fullmatch(body):
        return _parse_places(found)
    return _parse_magnitudes(body)


def _parse_places(found: re.Match[str]) -> Decimal | None:
    """Digits place by place, with a point or a magnitude behind (三二九.七万, 三〇〇〇万)."""
    written = "".join(mark if mark == "." else str(DIGITS[mark]) for mark in found["whole"] + found["rest"])
    return Decimal(written) * _product(found["magnitudes"])


def _parse_with_point(body: str) -> Decimal | None:
    whole, _, rest = body.partition("点")
    digits = rest.rstrip("百千万亿")
    if not digits or not all(c in DIGITS for c in digits):
        return None
    base = _parse_plain(whole) if whole else None
    if base is None:
        return None
    factor = Decimal(1)
    for c in rest[len(digits) :]:
        factor *= {**SMALL, **LARGE}[c]
    fraction = Decimal("0." + "".join(str(DIGITS[c]) for c in digits))
    return (base + fraction) * factor


def _parse_magnitudes(body: str) -> Decimal | None:
    total = Decimal(0)  # closed by 亿/万
    section = Decimal(0)  # below the next 万/亿
    current: Decimal | None = None
    last_magnitude, last_large = 1, 0
    after_zero = False
    for token in _TOKEN.findall(body):
        if token in DIGITS:
            if current is not None:
                return None
            if DIGITS[token] == 0:
                after_zero = True
            else:
                current = Decimal(DIGITS[token])
        elif token[0].isascii() and token[0].isdecimal():
            if current is not None:
                return None
            current, after_zero = Decimal(token), True
        elif token in SMALL:
            section += (Decimal(1) if current is None else current) * SMALL[token]
            current, last_magnitude, after_zero = None, SMALL[token], False
        elif token in LARGE:
            section += current or 0
            if total and (section == 0 or LARGE[token] > last_large):
                total = (total + section) * LARGE[token]  # 万亿, 一万一千七百亿
            else:
                total += (section or Decimal(1)) * LARGE[token]
            last_large = LARGE[token]
            section, current, last_magnitude, after_zero = Decimal(0), None, LARGE[token], False
        else:
            return None
    if current is not None and not after_zero and last_magnitude > 10:
        current *= last_magnitude // 10
    return total + section + (current or 0)
