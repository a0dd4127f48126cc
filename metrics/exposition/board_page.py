"""The kept part of a page: sections of families, each rendered again only when what it shows has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from metrics.exposition.families import SOURCE_FAMILIES, TARGET_FAMILIES, TOTAL_FAMILIES, BoardFamily
from metrics.exposition.packing import Packed, join, pack
from metrics.exposition.rendering import PageFormat, assemble, render_samples
from metrics.tracking.views import BoardState


@dataclass(frozen=True, slots=True)
class Section:
    """Families that read the same part of the state: equal parts give equal bytes."""

    families: tuple[BoardFamily, ...]
    part: Callable[[BoardState], object]


SECTIONS: tuple[Section, ...] = (
    Section(TARGET_FAMILIES, lambda state: state.targets),
    Section(SOURCE_FAMILIES, lambda state: state.sources),
    Section(
        TOTAL_FAMILIES,
        lambda state: (state.statements, state.documents, state.review_queue, state.numerals_unread),
    ),
)


@dataclass(slots=True)
class _KeptSection:
    rendered: list[tuple[BoardFamily, bytes]]
    packed: dict[PageFormat, Packed] = field(default_factory=dict)

    def in_format(self, page_format: PageFormat) -> Packed:
        if page_format not in self.packed:
            self.packed[page_format] = pack(assemble(self.rendered, page_format))
        return self.packed[page_format]


class BoardPage:
    """What ``/metrics`` shows of one board state. Formats nobody asked for are never made."""

    def __init__(self, state: BoardState, earlier: BoardPage | None = None) -> None:
        self.state = state
        self._sections = [_section(section, index, state, earlier) for index, section in enumerate(SECTIONS)]
        self._joined: dict[PageFormat, Packed] = {}

    @property
    def sections(self) -> list[_KeptSection]:
        """The kept sections, in the order of ``SECTIONS``."""
        return self._sections

    def in_format(self, page_format: PageFormat) -> Packed:
        """The page in one format, plain and packed."""
        if page_format not in self._joined:
            self._joined[page_format] = join([section.in_format(page_format) for section in self._sections])
        return self._joined[page_format]


def _section(section: Section, index: int, state: BoardState, earlier: BoardPage | None) -> _KeptSection:
    if earlier is not None and section.part(earlier.state) == section.part(state):
        return earlier.sections[index]
    return _KeptSection(render_samples(section.families, state))
