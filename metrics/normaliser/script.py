"""The text as rules see it: simplified script, half-width digits, no pinyin noise, numbers and lines in one piece.

Every character keeps its offset in the source, so that a span found here can be shown there.
"""

from __future__ import annotations

import re
from array import array
from functools import cache

from metrics.lexicon.loader import load_script_table
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
#: A comma outside a number, whatever its width; one character for one.
_COMMA = re.compile(r",(?:(?<![0-9],)|(?![0-9]{3}(?![0-9])))")
#: What is taken out: invisible characters, a bracketed pinyin syllable after a character, spaces around a number.
_NOISE = re.compile(
    r"[\u00ad\u200b-\u200f\u2060\ufeff]"
    rf"|（(?<=[{_HAN}]（)(?:[bpmfdtnlgkhjqxzcsryw]|[zcs]h)?[aeiouvüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜê]{{1,3}}(?:ng?|r)?）"
    rf"|[ ](?:(?<=[{_HAN}“”）][ ])(?=[0-9])|(?<=[0-9%‰][ ])(?=[{_HAN}%])|(?<=[^0-9.,][0-9][ ])(?=[0-9]{{3}}[^0-9])"
    rf"|(?<=[^0-9.,][0-9]{{2}}[ ])(?=[0-9]{{3}}[^0-9])|(?<=[^0-9.,][0-9]{{3}}[ ])(?=[0-9]{{3}}[^0-9]))"
    rf"|\n(?<=[{_HAN}0-9A-Za-z，、%.][\n])[\n]?(?=[{_HAN}0-9A-Z“《（])"
)
#: In scanned text every character may have a space behind it; so many marks with one in front tell such a text.
LEAST_SPACED_MARKS = 3
_NOISE_OF_SCAN = re.compile(rf"(?:(?<=[^\s])[ ]+(?=[^\s])|{_NOISE.pattern})")
#: Words that the table of single characters leaves wrong; of equal length.
_WORDS = (("计画", "计划"), ("规画", "规划"), ("策画", "策划"))
#: Lines shorter than this are no lines that an editor broke.
_LEAST_WRAPPED = 18
_NUMBER = "[一二三四五六七八九十百]{1,4}"
_ITEM = re.compile(
    rf"[ \u3000]*(?:{_NUMBER}[、.]|第{_NUMBER}[章节编条部]|（[一二三四五六七八九十0-9]{{1,3}}）"
    r"|[0-9]{1,2}(?:、|[.](?![0-9]))|[#|•●■◆])"
)
_INNER_MARK = re.compile(r"[，。；]")


@cache
def _table() -> dict[int, int]:
    wide = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
    return {**load_script_table(), **wide, **{ord(a): ord(b) for a, b in _PUNCTUATION.items()}}


def clean(text: str) -> CleanText:
    """Bring a text into the form that rules read, with the way back to its source."""
    plain = _COMMA.sub("，", text.translate(_table()))
    if "画" in plain:
        for wrong, right in _WORDS:
            plain = plain.replace(wrong, right)
    noise_of = _NOISE if plain.count(" ，") + plain.count(" 。") < LEAST_SPACED_MARKS else _NOISE_OF_SCAN
    kept: list[str] = []
    starts = array("i")
    last = 0
    for noise in noise_of.finditer(plain):
        if plain[noise.start()] == "\n" and not _is_broken_line(plain, noise.start(), noise.end()):
            continue
        kept.append(plain[last : noise.start()])
        starts.extend(range(last, noise.start()))
        last = noise.end()
    kept.append(plain[last:])
    starts.extend(range(last, len(plain) + 1))
    return CleanText("".join(kept), starts, text)


def _is_broken_line(plain: str, at: int, after: int) -> bool:
    """Whether the line end at ``at`` was put in by an editor or a page, in the middle of a sentence."""
    if after - at > 1 and plain[at:after].count("\n") > 1:
        return False
    start = plain.rfind("\n", max(0, at - 400), at) + 1
    stop = plain.find("\n", after, after + 400)
    line = plain[start:at]
    following = plain[after : stop if stop >= 0 else after + 400]
    if at - start < _LEAST_WRAPPED or "\t" in line or "\t" in following or _ITEM.match(following):
        return False
    if not _INNER_MARK.search(line):
        return False
    return not (_ITEM.match(line) and "。" not in line and len(line) <= 45)
