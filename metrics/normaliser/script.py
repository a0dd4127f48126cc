"""The text as rules see it: simplified script, half-width digits, no pinyin noise, numbers and lines in one piece.

Every character keeps its offset in the source, so that a span found here can be shown there.
"""

from __future__ import annotations

import re
from functools import cache

from metrics.lexicon.loader import load_script_table
from metrics.normaliser.choices import spans_of_ways
from metrics.normaliser.script_bars import bars_of_tables_as_tabs, cells_of_tables_as_rows
from metrics.normaliser.script_blanks import blanks_of_tables_as_tabs
from metrics.normaliser.segments import CleanText

#: Punctuation of several encodings and habits, brought to one form; one character for one.
_PUNCTUATION = {
    "．": ".", "﹒": ".", "％": "%", "﹪": "%", "／": "/", "＋": "+", "＊": "*", "＃": "#", "｜": "|", "＝": "=",
    "＜": "<", "＞": ">", "－": "-", "–": "-", "‐": "-", "‑": "-", "−": "-", "﹣": "-", "―": "—", "─": "—", "━": "—",
    "～": "~", "〜": "~", "∼": "~", "(": "（", ")": "）", ";": "；", ":": "：", "?": "？", "!": "！", "﹐": "，",
    "○": "〇", "◯": "〇", "「": "“", "」": "”", "『": "‘", "』": "’", "＂": '"', "\xa0": " ", "\u2002": " ",
    "\u2003": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n",
}  # fmt: skip
_HAN = "\u3400-\u9fff"
#: A comma within a number; every other one is brought to its wide form, one character for one.
_COMMA_IN_NUMBER = re.compile(r",(?<=[0-9],)(?=[0-9]{3}(?![0-9]))")
#: A wide comma that could separate thousands: 12，345人.
_WIDE_COMMA = re.compile(r"，(?<=[0-9]，)(?=[0-9]{3}(?:，[0-9]{3}){0,3}(?:\.[0-9]|[%\u4e00-\u9fff]))")
_LEADING_THOUSANDS = re.compile(r"(?:^|[^0-9.，第表图注件条款-])[1-9][0-9]{0,2}(?:，[0-9]{3})*$")
#: How much before a wide comma is looked at.
_THOUSANDS_REACH = 16
#: Invisible characters; a joiner or a mark of direction among letters.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
#: The number of a page, on a line of its own between the two halves of a sentence.
_PAGE_NUMBER = r"[ ]{0,4}[-—][ ]?[0-9]{1,3}[ ]?[-—][ ]{0,4}\n"
_BROKEN_LINE = rf"(?<=[{_HAN}0-9A-Za-z，、%.]\n)(?:\n|{_PAGE_NUMBER})?(?:(?=[{_HAN}0-9A-Z“《（%])|(?<=[0-9]\n)[ ](?=%))"
#: The sound of a character in brackets behind it (学位（wèi）, 学位【读：wèi】).
_PINYIN = (
    rf"(?=[读音a-zà-ǜ])(?<=[{_HAN}][（【])(?:读音?：?|音：?)?"
    r"(?:[bpmfdtnlgkhjqxzcsryw]|[zcs]h)?[aeiouvüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜê]{1,3}(?:ng?|r)?[）】]"
)
_SPACE_AT_NUMBER = (
    rf"(?:(?<=[{_HAN}“”）][ ])(?=[0-9])|(?<=[0-9%‰.][ ])(?=[{_HAN}%0-9.])(?:(?<=[0-9%‰][ ])(?=[{_HAN}%])"
    r"|(?<=[^0-9.,][0-9][ ])(?=[0-9]{3}[^0-9])"
    r"|(?<=[^0-9.,][0-9]{2}[ ])(?=[0-9]{3}[^0-9])|(?<=[^0-9.,][0-9]{3}[ ])(?=[0-9]{3}[^0-9])"
    r"|(?<=[0-9][ ])(?=\.[ ]?[0-9])|(?<=[0-9][ ]\.[ ])(?=[0-9])"
    r"|(?<=[^0-9.,][0-9][ ])(?=[0-9][ ][0-9](?![0-9]))|(?<=[0-9][ ][0-9][ ])(?=[0-9](?![0-9]))"
    rf"|(?:(?<=[{_HAN}][0-9]\.[ ])|(?<=[{_HAN}][0-9]{{2}}\.[ ])|(?<=[{_HAN}][0-9]{{3}}\.[ ]))"
    r"(?=[0-9]{1,2}(?:[万亿%倍]|个百分点|平方|公[里顷]))"
    rf"|(?:(?<=[{_HAN}][0-9][ ])|(?<=[{_HAN}][0-9]{{2}}[ ]))(?=0[0-9]{{0,2}}[{_HAN}%])))"
)
#: What is taken out, by the character that each way opens with.
_NOISE_WAYS = {
    "\n": rf"\n{_BROKEN_LINE}", "（": rf"（{_PINYIN}", "【": rf"【{_PINYIN}", " ": f" {_SPACE_AT_NUMBER}",
    **{character: character for character in _INVISIBLE},
}  # fmt: skip
_NOISE = {first: re.compile(way) for first, way in _NOISE_WAYS.items()}
#: In scanned text every character may have a space behind it; so many marks with one in front tell such a text.
LEAST_SPACED_MARKS = 3
_SPACED_MARK = re.compile(" [，。]")
_NOISE_OF_SCAN = {**_NOISE, " ": re.compile(rf" (?:(?<=[^\s][ ])[ ]*(?=[^\s])|{_SPACE_AT_NUMBER})")}
#: Words that the table of single characters leaves wrong; of equal length.
_WORDS = (("计画", "计划"), ("规画", "规划"), ("策画", "策划"))
#: Lines shorter than this are no lines that an editor broke.
_LEAST_WRAPPED = 18
_NUMBER = "[一二三四五六七八九十百]{1,4}"
_ITEM = re.compile(
    rf"[ \u3000]*(?:{_NUMBER}[、.]|第{_NUMBER}[章节编条部]|（[一二三四五六七八九十0-9]{{1,3}}）"
    r"|[0-9]{1,2}(?:、|[.](?![0-9]))|[#|•●■◆])"
)
#: So much of a text is asked first in what script it is.
_SAMPLE = 500
#: So many different characters are replaced one after the other; more of them are cheaper in one pass.
MOST_REPLACED = 40
_INNER_MARK = re.compile(r"[，。；]")
#: A line that ends in an amount may be at its end (粮食面积稳定在400万亩).
_ENDS_IN_AMOUNT = re.compile(
    r"[0-9][百千万亿]{0,2}(?:元|吨|亩|人次?|公里|平方米|千瓦|户|个百分点|立方米|公顷|%|个|所|家|项|套|座)$"
)
_AMOUNT_REACH = 8
_BOUNDS = ("以上", "以下", "以内", "左右")
#: Lines of a text that an editor or a page broke differ in width by no more characters.
_WRAPPED_ALIKE = 3
#: A line that opens with a unit goes on with the number that the line before ends in.
_UNIT_OPENS = re.compile(
    r"[百千万亿]{0,2}(?:元|吨|亩|人次?|公里|平方米|千瓦|户|个百分点|立方米|公顷)(?![均口员民数才籍产])(?![\u4e00-\u9fff]{0,8}\n)"
)
#: A number alone in its line, with the unit and more of the sentence in the next: no cell begins with 万元，.
_UNIT_BEHIND = (
    r"[百千万亿]{0,2}(?:元|吨|亩|人|名|个|所|户|套|项|家|处|条|件|座|间|张|台|辆|年|月|日|%|公里|平方米|千瓦|公顷)"
)
_NUMBER_BROKEN_OFF = re.compile(rf"\n[0-9][0-9.,]*\n(?={_UNIT_BEHIND})")
_SURELY_BROKEN_OFF = re.compile(rf"\n[0-9][0-9.,]*\n{_UNIT_BEHIND}[，。；、]")
#: So many of them tell a text whose numbers all stand in lines of their own.
_LEAST_BROKEN_OFF = 2
_NUMBER_REACH = 24


@cache
def _table() -> dict[int, int]:
    wide = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
    return {**load_script_table(), **wide, **{ord(a): ord(b) for a, b in _PUNCTUATION.items()}}


@cache
def _written_otherwise() -> tuple[re.Pattern[str], dict[str, str]]:
    """The characters that are brought to another form: few in most texts, so that a search for them is cheapest."""
    forms = {chr(code): chr(form) for code, form in _table().items()}
    others = "".join(re.escape(character) for character in forms)
    return re.compile(f"[{others}]"), forms


def _in_one_form(text: str) -> str:
    pattern, forms = _written_otherwise()
    found = set(pattern.findall(text, 0, _SAMPLE))
    if len(found) <= MOST_REPLACED:
        found.update(pattern.findall(text, _SAMPLE))
    if len(found) > MOST_REPLACED:  # traditional script: nearly every character changes
        return text.translate(_table())
    for character in found:
        text = text.replace(character, forms[character])
    return text


def clean(text: str) -> CleanText:
    """Bring a text into the form that rules read, with the way back to its source."""
    plain = _WIDE_COMMA.sub(_thousands, _with_wide_commas(_in_one_form(text)))
    if "|" in plain:
        plain = bars_of_tables_as_tabs(plain)
    plain = blanks_of_tables_as_tabs(plain)
    if "画" in plain:
        for wrong, right in _WORDS:
            plain = plain.replace(wrong, right)
    is_spaced = len(_SPACED_MARK.findall(plain)) >= LEAST_SPACED_MARKS
    noise_of = _NOISE_OF_SCAN if is_spaced else _NOISE
    breaks_numbers = len(_SURELY_BROKEN_OFF.findall(plain)) >= _LEAST_BROKEN_OFF
    kept: list[str] = []
    cuts, removed = [0], [0]
    last = 0
    passed = 0
    for start, end in spans_of_ways(plain, noise_of):
        if start < passed:
            continue
        passed = end
        if plain[start] == "\n" and not _is_joined(plain, start, end, breaks_numbers=breaks_numbers):
            continue
        kept.append(plain[last:start])
        last = end
        cuts.append(start - removed[-1])
        removed.append(removed[-1] + end - start)
    kept.append(plain[last:])
    plain = "".join(kept)
    if "|" in plain:
        plain = cells_of_tables_as_rows(plain)
    return CleanText(plain, text, cuts, removed)


def _with_wide_commas(text: str) -> str:
    return ",".join([piece.replace(",", "，") for piece in _COMMA_IN_NUMBER.split(text)])


def _thousands(comma: re.Match[str]) -> str:
    said = comma.string[max(0, comma.start() - _THOUSANDS_REACH) : comma.start()]
    return "," if _LEADING_THOUSANDS.search(said) else "，"


def _is_joined(plain: str, at: int, after: int, *, breaks_numbers: bool) -> bool:
    """Whether a line end is left out: one inside a sentence, or beside a number in a text that breaks them off."""
    return _is_broken_line(plain, at, after) or (breaks_numbers and _is_at_number(plain, at, after))


def _is_broken_line(plain: str, at: int, after: int) -> bool:
    """Whether the line end at ``at`` was put in by an editor or a page, in the middle of a sentence."""
    if after - at > 1 and plain[at:after].count("\n") > 1 and "-" not in plain[at:after]:
        return False
    if plain[after] == "%":
        return plain[at - 1].isdigit()
    start = plain.rfind("\n", max(0, at - 400), at) + 1
    if plain[at - 1].isdigit() and _UNIT_OPENS.match(plain, after) and _holds_words(plain[start:at]):
        return True
    stop = plain.find("\n", after, after + 400)
    line = plain[start:at]
    following = plain[after : stop if stop >= 0 else after + 400]
    if at - start < _LEAST_WRAPPED or "\t" in line or "\t" in following or _ITEM.match(following):
        return False
    if not _INNER_MARK.search(line) or line.endswith("如下"):  # a list begins
        return False
    if _ENDS_IN_AMOUNT.search(line, max(0, len(line) - _AMOUNT_REACH)) and not following.startswith(_BOUNDS):
        return _is_wide(plain, start, line, following)
    return not (_ITEM.match(line) and "。" not in line and len(line) <= 45)


def _is_at_number(plain: str, at: int, after: int) -> bool:
    """Whether a line end stands before or behind a number that was broken off from its sentence."""
    if _NUMBER_BROKEN_OFF.match(plain, at):
        return after == at + 1
    before = _NUMBER_BROKEN_OFF.match(plain, plain.rfind("\n", max(0, at - _NUMBER_REACH), at))
    return before is not None and before.end() == after


def _is_wide(plain: str, start: int, line: str, following: str) -> bool:
    """Whether a line is as wide as one beside it: then the width broke it, and not the end of what it says."""
    before = plain[plain.rfind("\n", max(0, start - 400), max(0, start - 1)) + 1 : max(0, start - 1)]
    return any(abs(len(beside) - len(line)) <= _WRAPPED_ALIKE for beside in (before, following))


def _holds_words(line: str) -> bool:
    """Whether a line is of running text: a row of a table has tabs or gaps, a cell alone is a bare number."""
    has_gaps = "\t" in line or "  " in line or "\u3000" in line.strip()
    return not has_gaps and any("\u4e00" <= character <= "\u9fff" for character in line)
