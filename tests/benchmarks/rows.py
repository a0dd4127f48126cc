"""What a benchmark yields: one comparison a row, with the bound that it is held to, if there is one."""

from __future__ import annotations

from dataclasses import dataclass


class SkippedError(Exception):
    """What a benchmark compares with is not there; the text says why."""


class BenchmarkFailedError(Exception):
    """A benchmark could not be brought to its end."""


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. ``theirs`` is what ``against`` came to, or the bound itself where nothing else does the same.

    ``ratio`` is what ``at_least`` or ``at_most`` bounds; which way round it is taken follows from the bound.
    """

    name: str
    ours: float
    theirs: float
    ratio: float
    unit: str
    input: str
    against: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def bound(self) -> str:
        """The bound in words, empty where there is none."""
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else ""

    @property
    def verdict(self) -> str:
        """Whether the bound is kept."""
        if not self.bound:
            return ""
        kept = self.ratio >= self.at_least if self.at_least is not None else self.ratio <= (self.at_most or 0.0)
        return "yes" if kept else "**no**"

    def cells(self) -> tuple[str, ...]:
        """The row as it is shown, in the order of ``HEADINGS``."""
        numbers = (shown(self.ours), shown(self.theirs), shown(self.ratio))
        return (self.name, self.input, self.against, *numbers, self.bound, self.verdict, self.unit)


HEADINGS = ("what", "input", "beside", "ours", "theirs", "ratio", "reach", "reached", "unit")


def shown(number: float) -> str:
    """Three digits that count, thousands set apart."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"
