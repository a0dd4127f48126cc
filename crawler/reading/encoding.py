"""Bytes to text. Old sites label GB18030 as gb2312, paste foreign meta tags, add a BOM; headers lie as well."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,8}=\s{0,8}[\"']?\s{0,8}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
#: Labels that browsers read as the larger set they belong to (WHATWG Encoding).
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "chinese": "gb18030",
    "big5": "big5hkscs",
}
#: Labels that say nothing: servers send them by default.
_MEANINGLESS = frozenset({"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252", "none", "text"})
_HEAD = 4096
#: A page is UTF-8 with foreign pieces when it has this many times more pieces of its own.
UTF8_PREVAILS = 3


def decode(content: bytes, content_type: str | None = None) -> tuple[str, str]:
    """Text and the encoding it was read in: BOM, strict UTF-8, what is declared, GB18030; the fewest holes win."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace"), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = content.decode("utf-8", errors="replace")
    # A few damaged bytes in UTF-8: GB18030 would accept them all, and garble every other character.
    if text.count("\ufffd") * 20 < len(text) - len(text.encode("ascii", "ignore")):
        return text, "utf-8"
    mixed = _mostly_utf8(content)
    if mixed is not None:
        return mixed, "utf-8"
    return _fewest_holes(content, _candidates(content, content_type))


def _mostly_utf8(content: bytes) -> str | None:
    """A UTF-8 page with pieces of GB18030 put into it (a footer, an included file), each piece read as what it is.

    Pieces end at ``>``, which is no part of a character in either encoding. None where UTF-8 does not prevail by far.
    """
    pieces = content.split(b">")
    foreign = [at for at, piece in enumerate(pieces) if not piece.isascii() and not _is_utf8(piece)]
    own = sum(not piece.isascii() for piece in pieces) - len(foreign)
    if own <= UTF8_PREVAILS * len(foreign):
        return None
    alien = set(foreign)
    return ">".join(
        piece.decode("gb18030" if at in alien else "utf-8", errors="replace") for at, piece in enumerate(pieces)
    )


def _is_utf8(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _candidates(content: bytes, content_type: str | None) -> list[str]:
    labels = [match.group(1) for match in _DECLARED.finditer((content_type or "").encode("utf-8", "replace"))]
    labels += [match.group(1) for match in _DECLARED.finditer(content[:_HEAD])]
    found: list[str] = []
    for label in labels:
        name = label.decode("ascii").lower()
        if name in _MEANINGLESS:
            continue
        try:
            codec = codecs.lookup(_WIDER.get(name, name))
        except LookupError:
            continue
        # A label such as "hex" or "rot13" names no text encoding.
        if getattr(codec, "_is_text_encoding", True):
            found.append(codec.name)
    return list(dict.fromkeys([*found, "gb18030", "utf-8"]))


def _fewest_holes(content: bytes, encodings: list[str]) -> tuple[str, str]:
    best: tuple[int, str, str] | None = None
    for encoding in encodings:
        text = content.decode(encoding, errors="replace")
        holes = text.count("\ufffd")
        if best is None or holes < best[0]:
            best = (holes, text, encoding)
        if holes == 0:
            break
    assert best is not None, "there is always a candidate"
    return best[1], best[2]
