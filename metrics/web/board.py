"""The overview as values: filter, order and counts of targets. Pure, so that pages only print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics.domain.progress import TargetStatus as Status
from metrics.tracking.views import TargetView

#: Tone of each status: what needs a look first.
TONES: dict[Status, str] = {
    Status.OFF_TRACK: "bad",
    Status.REGRESSING: "bad",
    Status.BREACHED: "bad",
    Status.MISSED: "bad",
    Status.OVERDUE: "warn",
    Status.AT_RISK: "warn",
    Status.ON_TRACK: "good",
    Status.ACHIEVED: "good",
    Status.ACHIEVED_LATE: "good",
    Status.NO_BASELINE: "plain",
    Status.NO_DATA: "plain",
    Status.NOT_STARTED: "plain",
    Status.UNQUANTIFIED: "plain",
    Status.CANCELLED: "plain",
}
ORDER = {status: place for place, status in enumerate(TONES)}
PAGE_SIZE = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader asked for; empty texts mean everything."""

    status: str = ""
    domain: str = ""
    issuer: str = ""
    text: str = ""
    moved: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return self == Filter()

    def admits(self, target: TargetView) -> bool:
        """Whether a target is asked for; the status is left to ``Board`` so that its counts stay whole."""
        wanted = self.text.strip().lower()
        return (
            (not self.domain or target.domain == self.domain)
            and (not self.issuer or target.issuer == self.issuer)
            and (not self.moved or target.version_count > 1)
            and (not wanted or wanted in f"{target.indicator} {target.issuer} {target.admin_area}".lower())
        )


@dataclass(frozen=True, slots=True)
class Board:
    """The overview: rows of one page, how many there are, counts by status, choices of the filters."""

    rows: Sequence[TargetView]
    found: int
    page: int
    pages: int
    counts: Sequence[tuple[Status, int]]
    domains: Sequence[str]
    issuers: Sequence[str]
    moved: int


def board_of(targets: Iterable[TargetView], wanted: Filter, page: int = 1) -> Board:
    """Targets as the overview shows them: what needs a look first, then by bureau and indicator."""
    everything = list(targets)
    admitted = [target for target in everything if wanted.admits(target)]
    counted = Counter(target.progress.status for target in admitted)
    shown = sorted(
        (target for target in admitted if not wanted.status or target.progress.status == wanted.status),
        key=lambda target: (ORDER[target.progress.status], target.issuer, target.indicator, target.target_id),
    )
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    page = min(max(1, page), pages)
    return Board(
        rows=shown[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        found=len(shown),
        page=page,
        pages=pages,
        counts=[(status, counted[status]) for status in ORDER if counted[status]],
        domains=sorted({target.domain for target in everything if target.domain}),
        issuers=sorted({target.issuer for target in everything}),
        moved=sum(target.version_count > 1 for target in everything),
    )


def bar_share(value: float | None) -> Decimal | None:
    """Share of a progress bar to fill, in percent between 0 and 100; None where undefined."""
    return None if value is None else Decimal(str(round(min(max(value, 0.0), 1.0) * 100, 1)))
