"""Like elements of a page read as items: what makes them a list of bulletins, and what a menu."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.reading.items import Item

#: Titles of bulletins are longer on average than the names of columns.
_TITLE_LENGTH = 11
_BODIES = (
    "局",
    "厅",
    "委",
    "办",
    "办公室",
    "委员会",
    "政府",
    "中心",
    "法院",
    "检察院",
    "管委会",
    "集团",
    "街道",
    "镇",
    "乡",
)


@dataclass(slots=True)
class Group:
    """Like elements in page order, read as items. ``score`` grows with titles and, more, with days."""

    start: int
    end: int
    items: list[Item] = field(default_factory=list)
    score: float = 0.0

    @property
    def dated(self) -> int:
        """How many of the items show a day."""
        return sum(1 for item in self.items if item.day)

    @property
    def is_convincing(self) -> bool:
        """True where this is a list of bulletins and not a menu."""
        count = len(self.items)
        if not count:
            return False
        lengths = sum(len(item.title) for item in self.items) / count
        if self.dated >= max(2, count // 3):
            # A day beside every one of three titles is a list, however short the titles are.
            return lengths >= 5 or (self.dated >= 3 and self.dated == count)
        return count >= 4 and not self.is_menu

    @property
    def is_menu(self) -> bool:
        """True for links without days whose texts are too short for titles, or the names of public bodies."""
        bodies = sum(1 for item in self.items if item.title.endswith(_BODIES))
        lengths = sum(len(item.title) for item in self.items)
        return not self.dated and (lengths < _TITLE_LENGTH * len(self.items) or bodies * 2 > len(self.items))
