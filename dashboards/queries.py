"""All PromQL of the dashboards. Status numbers come from the code that exports them, never by hand.

Aggregating by id drops ``instance``, so that a moved exporter does not show a target twice.
"""

from __future__ import annotations

from metrics.domain.progress import STATUS_CODE, TargetStatus

#: Statuses that somebody should look at, worst last in the table of statuses.
ATTENTION = (
    TargetStatus.MISSED,
    TargetStatus.OVERDUE,
    TargetStatus.BREACHED,
    TargetStatus.REGRESSING,
    TargetStatus.AT_RISK,
    TargetStatus.OFF_TRACK,
)

DOMAINS = "label_values(goalboard_target_info, domain)"
TARGETS = 'query_result(goalboard_target_info{domain=~"$domain"})'
#: How a row of ``TARGETS`` becomes a choice: the indicator is read, the id is used.
TARGETS_REGEX = '/indicator="(?<text>[^"]*)".*target_id="(?<value>[^"]*)"/'

_CHOSEN = 'goalboard_target_info{domain=~"$domain"}'


def _named(expression: str, info: str = _CHOSEN) -> str:
    """A value of each target with the words that say which it is."""
    labels = "indicator, issuer, admin_area, unit"
    return (
        f"max by (target_id, {labels}) ({expression} * on (target_id) group_left ({labels}) "
        f"max by (target_id, {labels}) ({info}))"
    )


def _named_source(expression: str) -> str:
    return (
        f"max by (source_id, name, issuer) ({expression} * on (source_id) group_left (name, issuer) "
        "max by (source_id, name, issuer) (goalboard_source_info))"
    )


def _with_status(*statuses: TargetStatus) -> str:
    tests = " or ".join(f"goalboard_target_status_code == {STATUS_CODE[status]}" for status in statuses)
    return f"({tests})"


def _counted(*statuses: TargetStatus) -> str:
    words = "|".join(status.value for status in statuses)
    return f'sum(goalboard_targets{{domain=~"$domain", status=~"{words}"}}) or vector(0)'


def _by_target(metric: str, among: str) -> str:
    return f"max by (target_id) ({metric} and on (target_id) {among})"


def _of_chosen_target(metric: str) -> str:
    return f'max by (target_id) ({metric}{{target_id="$target"}})'


# Targets
TARGETS_COUNT = 'sum(goalboard_targets{domain=~"$domain"})'
TARGETS_ON_TRACK = _counted(TargetStatus.ON_TRACK, TargetStatus.ACHIEVED)
TARGETS_BEHIND = _counted(TargetStatus.OFF_TRACK, TargetStatus.AT_RISK, TargetStatus.REGRESSING)
TARGETS_OVERDUE = _counted(TargetStatus.OVERDUE, TargetStatus.MISSED)
TARGETS_BY_STATUS = 'sum by (status) (goalboard_targets{domain=~"$domain"})'
ATTENTION_STATUS = _named(_with_status(*ATTENTION))
ATTENTION_PROGRESS = _by_target("goalboard_target_progress_ratio", _with_status(*ATTENTION))
ATTENTION_PACE = _by_target("goalboard_target_pace_ratio", _with_status(*ATTENTION))
ATTENTION_DUE = _by_target("goalboard_target_due_timestamp_seconds", _with_status(*ATTENTION)) + " * 1000"

# One target
CHOSEN_STATUS = _of_chosen_target("goalboard_target_status_code")
CHOSEN_GOAL = _of_chosen_target("goalboard_target_goal_value")
CHOSEN_OBSERVED = _of_chosen_target("goalboard_target_observed_value")
CHOSEN_BASELINE = _of_chosen_target("goalboard_target_baseline_value")
CHOSEN_DUE = _of_chosen_target("goalboard_target_due_timestamp_seconds") + " * 1000"
CHOSEN_PROGRESS = _of_chosen_target("goalboard_target_progress_ratio")
CHOSEN_EXPECTED = _of_chosen_target("goalboard_target_expected_progress_ratio")

# Goals that moved: how often each was restated; and when we learnt it, for those restated since we watch the source
MOVED_GOALS = "sort_desc(" + _named("(goalboard_target_versions > 1)") + ") - 1"
MOVED_AT = _named("goalboard_target_revised_timestamp_seconds") + " * 1000"

# Sources
SOURCES_COUNT = "count(count by (source_id) (goalboard_source_info))"
SOURCES_NOT_HEARD = "count(max by (source_id) (goalboard_source_up) == 0) or vector(0)"
SOURCE_OUTCOME = _named_source("goalboard_source_outcome_code")
SOURCE_LAST_SUCCESS = "max by (source_id) (goalboard_source_last_success_timestamp_seconds) * 1000"
SOURCE_DOCUMENTS = "max by (source_id) (goalboard_source_documents)"
SOURCE_ITEMS = "max by (source_id) (goalboard_source_items)"
SOURCE_CHANGES = (
    "sort_desc(max by (source_id, name, change) (goalboard_source_last_change_timestamp_seconds "
    "* on (source_id) group_left (name) max by (source_id, name) (goalboard_source_info))) * 1000"
)
CRAWLS_BY_OUTCOME = "sum by (outcome) (rate(goalboard_source_crawls_total[$__rate_interval])) * 3600"

# The exporter; other jobs have process metrics too, so ours are picked by what only ours shows
PAGE_AGE = "time() - max(goalboard_snapshot_timestamp_seconds)"
COLLECT_SUCCESS = "min(goalboard_collect_success)"
COLLECT_DURATION = "max(goalboard_collect_duration_seconds)"
SCRAPE_DURATION = "max(scrape_duration_seconds and on (job, instance) goalboard_collect_success)"
MEMORY = "max(process_resident_memory_bytes and on (job, instance) goalboard_collect_success)"
REVIEW_QUEUE = "max(goalboard_review_queue)"
