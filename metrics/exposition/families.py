"""Every metric family that the board's state gives, one row each. A new metric is a new row here.

Text stands only in ``_info`` families; all else carries ``target_id`` or ``source_id``, or a word of a closed set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from operator import attrgetter

from metrics.domain.progress import STATUS_CODE
from metrics.exposition.family import PREFIX, Family, Kind, Number, Sample, day_end, day_start, instant
from metrics.exposition.outcomes import OUTCOME_CODE, SUCCESSFUL_OUTCOMES
from metrics.tracking.views import BoardState, SourceView, TargetView

BoardFamily = Family[BoardState]
#: Labels of the info families are the names of the fields that they show.
TARGET_INFO_LABELS = (
    "target_id",
    "indicator",
    "issuer",
    "admin_area",
    "domain",
    "unit",
    "comparator",
    "period",
    "source_id",
)
SOURCE_INFO_LABELS = ("source_id", "name", "issuer", "admin_area", "url", "family")


def _of_targets(name: str, help_text: str, number: Callable[[TargetView], Number | None]) -> BoardFamily:
    def samples(state: BoardState) -> Iterable[Sample]:
        return (((target.target_id,), number(target)) for target in state.targets)

    return Family(f"{PREFIX}target_{name}", help_text, Kind.GAUGE, ("target_id",), samples)


def _of_sources(name: str, help_text: str, number: Callable[[SourceView], Number | None]) -> BoardFamily:
    def samples(state: BoardState) -> Iterable[Sample]:
        return (((source.source_id,), number(source)) for source in state.sources)

    return Family(f"{PREFIX}source_{name}", help_text, Kind.GAUGE, ("source_id",), samples)


def _of_board(name: str, help_text: str, kind: Kind, number: Callable[[BoardState], Number | None]) -> BoardFamily:
    return Family(PREFIX + name, help_text, kind, (), lambda state: (((), number(state)),))


def _counts(name: str, help_text: str, label: str, counts: Callable[[BoardState], dict[str, int]]) -> BoardFamily:
    def samples(state: BoardState) -> Iterable[Sample]:
        return (((word,), count) for word, count in sorted(counts(state).items()))

    return Family(PREFIX + name, help_text, Kind.GAUGE, (label,), samples)


def _target_info(state: BoardState) -> Iterable[Sample]:
    texts = attrgetter(*TARGET_INFO_LABELS)
    return ((tuple([text or "" for text in texts(target)]), 1) for target in state.targets)


def _target_counts(state: BoardState) -> Iterable[Sample]:
    counts = Counter((t.domain, t.admin_area, t.progress.status.value) for t in state.targets)
    return sorted(counts.items())


def _source_info(state: BoardState) -> Iterable[Sample]:
    texts = attrgetter(*SOURCE_INFO_LABELS)
    return ((tuple([text or "" for text in texts(source)]), 1) for source in state.sources)


def _source_changes(state: BoardState) -> Iterable[Sample]:
    for s in state.sources:
        for change, moment in sorted(s.last_change.items()):
            yield (s.source_id, change), instant(moment)


def _source_crawls(state: BoardState) -> Iterable[Sample]:
    for s in state.sources:
        for outcome, count in sorted(s.crawls.items()):
            yield (s.source_id, outcome), count


def _source_up(source: SourceView) -> int | None:
    if source.paused_reason is not None or source.outcome is None:
        return None
    return int(source.outcome in SUCCESSFUL_OUTCOMES)


def _outcome_code(source: SourceView) -> int | None:
    return None if source.outcome is None else OUTCOME_CODE.get(source.outcome)


#: Families that change when a target or its figures change.
TARGET_FAMILIES: tuple[BoardFamily, ...] = (
    Family(
        f"{PREFIX}target_info",
        "A promised quantity: what it counts, who promised it, where; join it by target_id.",
        Kind.INFO,
        TARGET_INFO_LABELS,
        _target_info,
    ),
    _of_targets("goal_value", "What was promised, in the unit of the info family.", lambda t: t.goal),
    _of_targets("goal_max_value", "Upper end of a goal that is a range.", lambda t: t.goal_max),
    _of_targets("baseline_value", "Value from which the way to the goal is measured.", lambda t: t.baseline),
    _of_targets("observed_value", "Newest value reported for the target.", lambda t: t.observed),
    _of_targets(
        "expected_value",
        "Value on the path from baseline to goal at the reference time of the newest figure.",
        lambda t: t.progress.expected_value,
    ),
    _of_targets(
        "progress_ratio", "Part of the way from baseline to goal that is done; 1 is met.", lambda t: t.progress.progress
    ),
    _of_targets(
        "expected_progress_ratio",
        "Part of the way that should be done at the reference time of the newest figure.",
        lambda t: t.progress.expected,
    ),
    _of_targets(
        "pace_ratio",
        "Progress divided by expected progress; absent while little was to be expected.",
        lambda t: t.progress.pace,
    ),
    _of_targets(
        "required_rate", "Change a year still needed to arrive on the due day.", lambda t: t.progress.required_rate
    ),
    _of_targets("observed_rate", "Change a year seen since the start.", lambda t: t.progress.observed_rate),
    _of_targets("start_timestamp_seconds", "When the target's time begins.", lambda t: day_start(t.start)),
    _of_targets("due_timestamp_seconds", "End of the day by which the goal is promised.", lambda t: day_end(t.due)),
    _of_targets(
        "observed_timestamp_seconds",
        "End of the period that the newest figure describes.",
        lambda t: day_end(t.observed_on),
    ),
    _of_targets(
        "revised_timestamp_seconds",
        "When a change of the promise itself was last learnt; absent for a goal that never moved.",
        lambda t: instant(t.revised_at),
    ),
    _of_targets("versions", "How many times the goal was stated differently.", lambda t: t.version_count),
    _of_targets(
        "status_code",
        "Where the target stands: " + ", ".join(f"{code} {status}" for status, code in STATUS_CODE.items()) + ".",
        lambda t: STATUS_CODE[t.progress.status],
    ),
    Family(
        f"{PREFIX}targets",
        "Number of targets by field of work, area and status.",
        Kind.GAUGE,
        ("domain", "admin_area", "status"),
        _target_counts,
    ),
)

#: Families that change when a source was crawled.
SOURCE_FAMILIES: tuple[BoardFamily, ...] = (
    Family(
        f"{PREFIX}source_info",
        "A publisher's section that is watched; join it by source_id.",
        Kind.INFO,
        SOURCE_INFO_LABELS,
        _source_info,
    ),
    _of_sources(
        "up", "1 when the last crawl was heard, 0 when it was not; absent while paused or never crawled.", _source_up
    ),
    _of_sources("paused", "1 while nobody wants the source to be crawled.", lambda s: int(s.paused_reason is not None)),
    _of_sources(
        "outcome_code",
        "How the last crawl ended: " + ", ".join(f"{code} {outcome}" for outcome, code in OUTCOME_CODE.items()) + ".",
        _outcome_code,
    ),
    _of_sources("last_attempt_timestamp_seconds", "When the last crawl began.", lambda s: instant(s.last_attempt)),
    _of_sources("last_success_timestamp_seconds", "When the source was last heard.", lambda s: instant(s.last_success)),
    _of_sources("next_crawl_timestamp_seconds", "When the next crawl is due.", lambda s: instant(s.next_crawl_at)),
    Family(
        f"{PREFIX}source_last_change_timestamp_seconds",
        "When something new, revised or vanished, or another layout, was last found.",
        Kind.GAUGE,
        ("source_id", "change"),
        _source_changes,
    ),
    _of_sources(
        "expected_interval_seconds",
        "How often the source is expected to be heard.",
        lambda s: s.expected_interval_seconds,
    ),
    Family(
        f"{PREFIX}source_crawls_total",
        "Crawls by how they ended.",
        Kind.COUNTER,
        ("source_id", "outcome"),
        _source_crawls,
    ),
    _of_sources("documents", "Documents kept from the source.", lambda s: s.documents),
    _of_sources("items", "Entries on the list page when it was last read.", lambda s: s.items),
    _of_sources("targets", "Targets that come from the source.", lambda s: s.targets),
)

#: Sums over the whole board.
TOTAL_FAMILIES: tuple[BoardFamily, ...] = (
    _counts("statements", "Numbers read in texts, by kind.", "kind", lambda state: state.statements),
    _counts("documents", "Documents kept, by kind.", "doc_kind", lambda state: state.documents),
    _of_board("review_queue", "Cases that wait for a person.", Kind.GAUGE, lambda state: state.review_queue),
    _of_board(
        "numerals_unread_total",
        "Numerals met in texts that no rule could read.",
        Kind.COUNTER,
        lambda state: state.numerals_unread,
    ),
    _of_board(
        "source_files_wrong",
        "Source files that were wrong when they were last read: their sources stay as they were, new ones are missing.",
        Kind.GAUGE,
        lambda state: state.source_files_wrong,
    ),
)

BOARD_FAMILIES: tuple[BoardFamily, ...] = TARGET_FAMILIES + SOURCE_FAMILIES + TOTAL_FAMILIES
