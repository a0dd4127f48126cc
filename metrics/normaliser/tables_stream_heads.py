"""What sort of cells stand under the heads of a table that lost its rows, told from the words of each head."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.tables_figures import is_figure, is_no_figure
from metrics.normaliser.units import canonical

LONGEST_HEAD, LONGEST_NAME = 24, 60
_BLANKS = re.compile("[ \u3000\xa0]+")
#: A remark behind a head that says how to read it (2025年目标值（应达到的水平）); a unit is shorter.
_REMARK = re.compile("(?<=[一-龥])（[一-龥]{6,}）$")
_NUMBERED = re.compile("[0-9]{1,3}[.．、）)][ ]*(?=[^0-9 ])")
_SECTION = re.compile("[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}部分")
_CAPTION = re.compile("单位[：:]|^附?表[0-9一二三四五六七八九十]|^附件|表$|情况$|(?:19|20)[0-9]{2}年")
_SENTENCE = re.compile("[。；！？]")
#: Rates of so many in so many, which no unit is known for but which are figures.
_RATE = re.compile("[≥≤<>]?[0-9][0-9.]*[‰/][0-9.]*[十百千万亿]{0,2}")


class Sort(Enum):
    """Sorts of columns."""

    INDEX = "index"
    GROUP = "group"
    NAME = "name"
    UNIT = "unit"
    NATURE = "nature"
    FIGURE = "figure"
    SCORE = "score"
    TEXT = "text"


#: Heads that say nothing but of what sort their column is.
_WORDS = {Sort.NAME: "指标", Sort.GROUP: "类别", Sort.SCORE: "分值", Sort.NATURE: "属性", Sort.INDEX: "序号"}


@cache
def _heads() -> tuple[tuple[Sort, re.Pattern[str]], ...]:
    return tuple((Sort(name), re.compile(words)) for name, words in load_lexicon("tables")["stream_heads"].items())


@cache
def _natures() -> re.Pattern[str]:
    return re.compile(load_lexicon("tables")["natures"])


@cache
def sort_of_head(text: str) -> Sort | None:
    """The sort of the column under a head; None for a text that is no head for certain."""
    head = without_blanks(text)
    if not head or len(head) > LONGEST_HEAD or (head[0] in "0123456789" and not head.startswith(("19", "20"))):
        return None
    if head in load_lexicon("tables")["unit_columns"]:
        return Sort.UNIT
    return next((sort for sort, words in _heads() if words.search(head)), None)


def sorts_of_heads(heads: Iterable[str]) -> list[Sort]:
    """The sorts of heads up to the first text that is none; what is aimed at may stand beside the name (目标任务)."""
    sorts: list[Sort] = []
    for head in heads:
        sort = sort_of_head(head)
        if sort is None:
            break
        sorts.append(Sort.FIGURE if sort is Sort.NAME and Sort.NAME in sorts and is_aim(head) else sort)
    return sorts


def names_words(head: str) -> bool:
    """Whether the cells under a head are words whatever stands there: names, groups of names, their nature."""
    sort = sort_of_head(head)
    return sort in (Sort.GROUP, Sort.NATURE) or (sort is Sort.NAME and not is_aim(head))


def is_aim(head: str) -> bool:
    """Whether a head of names says that what they name is to be done."""
    return any(word in head for word in ("任务", "内容", "目标"))


def head_of(text: str, sort: Sort) -> str:
    """A head in the words that readers of columns know; those of figures and texts stay what they are."""
    if sort is Sort.NAME and is_aim(text):
        return "目标任务"
    return _WORDS.get(sort) or _REMARK.sub("", without_blanks(text))


def without_blanks(text: str) -> str:
    """A head without the blanks that spread it (指 标)."""
    return _BLANKS.sub("", text)


def fits(sort: Sort, text: str) -> bool:
    """Whether a cell can stand in a column of a sort."""
    if sort is Sort.FIGURE:
        return is_figure(text) or is_no_figure(text) or _RATE.fullmatch(text) is not None
    if sort is Sort.SCORE:
        return text.replace(".", "").isdigit() or is_no_figure(text)
    if sort is Sort.NATURE:
        return _natures().fullmatch(text) is not None
    if sort is Sort.UNIT:
        return canonical(text) is not None or ("/" in text and not is_figure(text))
    if sort is Sort.INDEX:
        return text.rstrip("．.、").isdigit()
    if sort is Sort.TEXT:
        return not is_figure(text) and not is_section(text)
    return is_name(text)


def is_name(text: str) -> bool:
    """Whether a cell can name a row or a group of rows."""
    if len(text) > LONGEST_NAME or _SENTENCE.search(text) or not any("一" <= c <= "龥" for c in text):
        return False
    return not (is_figure(text) or is_no_figure(text) or _natures().fullmatch(text) or canonical(text) is not None)


def is_section(text: str) -> bool:
    """Whether a cell is a numbered title of a part of the table (一、发展水平)."""
    return _SECTION.match(text) is not None


def is_caption(text: str) -> bool:
    """Whether a cell is the caption of another table."""
    return _CAPTION.search(text) is not None and not is_section(text)


def is_numbered(text: str) -> bool:
    """Whether a name begins with the number of its row (4.巩固率)."""
    return _NUMBERED.match(text) is not None


def is_sign(text: str) -> bool:
    """Whether a cell of a column of natures is a sign that bounds the figure behind it (≥)."""
    return len(text) == 1 and text in "≥≧≤≦=＝═><＞＜"
