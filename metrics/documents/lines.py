"""Lines of text as files give them: tidied, joined where only the width of the page broke them, or set as rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: Invisible characters that editors leave behind, lone surrogates, and line ends of other sorts.
_INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\xad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\ufeff\\ufffc\\ufffe\\uffff"
    "\\ud800-\\udfff]"
)


def is_wide(char: str) -> bool:
    """True for Chinese characters and full-width punctuation: no blank belongs between two of them."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\uffef" or "\u3001" <= char <= "\u303f"


def tidy(text: str) -> str:
    """One line: invisible characters gone, blanks folded."""
    return " ".join(_INVISIBLE.sub("", text).split())


def join_lines(pieces: Iterable[str]) -> str:
    """Pieces of one sentence: a blank is set only between two words or numbers in Latin script."""
    joined: list[str] = []
    last = ""
    for piece in (tidy(piece) for piece in pieces):
        if not piece:
            continue
        if last and last.isascii() and piece[0].isascii() and not (last.isdigit() and piece[0].isdigit()):
            joined.append(" ")
        joined.append(piece)
        last = piece[-1]
    return "".join(joined)


def table_lines(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines of cells parted by tabs; a row that is one cell over the whole width is said once."""
    return ["\t".join(row) if len(set(row)) > 1 else row[0] for row in rows if any(row)]
