"""Bytes of a text file to text, where nothing beside them says their encoding: files that people keep and give by hand.

UTF-8 is told for certain. GB18030 and Big5 are told apart by reading: in the wrong one of them a Chinese text has
hardly any of the characters that every Chinese text is full of.
"""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
#: Characters that make a seventh of ordinary Chinese text, punctuation with them.
_COMMONEST = re.compile("[，。、：；的一二三年月在和有人大中国國工作全市县縣学學元]")
#: One character in so many is one of them, or the text was read in the wrong encoding.
FEW_COMMON = 25


def plain_text(content: bytes) -> tuple[str, str | None]:
    """The text of a file as it stands (a mark of UTF-8 too), and a note on its encoding where that is not UTF-8.

    Raises ValueError, which says what is wrong and what to do: bytes that are in no encoding of Chinese, or no text.
    """
    text, encoding = _decoded(content)
    if "\0" in text:
        raise ValueError(f"not a text (a zero byte at character {text.index(chr(0))}); give a text or a saved page")
    return text, None if encoding == "utf-8" else f"not UTF-8; read as {_NAMES[encoding]}"


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            text = _strictly(content[len(mark) :], encoding)
            if text is not None:
                return text, encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        place = error.start
    read = [(text, name) for name in ("gb18030", "big5hkscs") if (text := _strictly(content, name)) is not None]
    text, encoding = max(read, key=_common, default=("", ""))
    if not text or _common((text, encoding)) * FEW_COMMON < _foreign(text):
        raise ValueError(f"not UTF-8 at byte {place}, nor GB18030 or Big5; save it as UTF-8 and try again")
    return text, encoding


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _common(read: tuple[str, str]) -> int:
    return len(_COMMONEST.findall(read[0]))


def _foreign(text: str) -> int:
    """Characters beyond ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))
