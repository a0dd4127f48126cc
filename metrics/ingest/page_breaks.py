"""Where a site cut a bulletin into pages: between two paragraphs, or in the middle of a sentence. Pure."""

from __future__ import annotations

import re

#: A line that ends so is finished; 、 and ， and an open bracket say that it is not.
_CLOSING = "。！？；：…!?;:.”’」』）)】〕》"
_OPEN_END = "，、,（(“‘《〈—"
#: What nothing begins with: it belongs to the line before.
_NEVER_FIRST = "，。、；：！？,;:!?%％”’）)】》〉"
#: How headings and items of lists begin. ``3.98亿元`` and ``5、6月份`` are numbers in a sentence.
_HEADING = re.compile(
    r"第[一二三四五六七八九十百零\d]{1,4}[章节条编部款]|[一二三四五六七八九十]{1,3}(?:[、.．]|[是要])"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:[、．.](?!\d)|[)）])|[①-⑳●■◆▲★•○□◇※]"
    r"|附件|附表|附[：:\d]|表\s?\d|注[：:]|来源[：:]|备注[：:]"
)
#: A line without any stop that is shorter than this is a signature; a heading has no full stop and is not much longer.
_SHORTEST_SENTENCE = 30
_STOPS = re.compile(r"[，。；：]")
#: A number with what it counts; a date may well stand alone.
_QUANTITY = re.compile(r"\d[\d.,]{0,20}(?:%|％|[^\W\d_年月日])")


def is_cut_between(before: str, after: str) -> bool:
    """Does ``after`` go on in the sentence that ``before`` ends with?"""
    last, first = before.rstrip().rpartition("\n")[2].strip(), after.lstrip().partition("\n")[0].strip()
    if not last or not first or "\t" in last or "\t" in first:
        return False
    if last[-1] in _CLOSING or _HEADING.match(first):
        return False
    if first[0] in _NEVER_FIRST or last[-1] in _OPEN_END:
        return True
    if _HEADING.match(last) and "。" not in last:
        return len(last) >= 2 * _SHORTEST_SENTENCE
    is_sentence = bool(_STOPS.search(last)) or len(last) >= _SHORTEST_SENTENCE
    return is_sentence or bool(_QUANTITY.match(first))
