"""What each family says of a board, as exposition text."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.types import SUCCESSFUL, Outcome
from metrics.domain.progress import Progress, TargetStatus
from metrics.exposition.board_page import BoardPage
from metrics.exposition.families import BOARD_FAMILIES
from metrics.exposition.family import Kind
from metrics.exposition.outcomes import OUTCOME_CODE, SUCCESSFUL_OUTCOMES
from metrics.exposition.reference import reference_text
from metrics.exposition.rendering import PageFormat
from metrics.exposition.service import COLLECTION_FAMILIES, JOB_FAMILIES
from metrics.tracking.views import BoardState
from tests.conftest import ROOT
from tests.exposition.boards import NOW, board, source, state, target

#: Labels whose values are of a closed set, and so may stand beside an id.
CLOSED_LABELS = {"change", "outcome", "status", "kind", "doc_kind", "domain", "admin_area", "job_name"}
SAMPLES = [
    ('goalboard_target_goal_value{target_id="t1"} 90', state((target(),))),
    ('goalboard_target_observed_value{target_id="t1"} 62.5', state((target(),))),
    ('goalboard_target_progress_ratio{target_id="t1"} 0.3125', state((target(),))),
    ('goalboard_target_status_code{target_id="t1"} 13', state((target(),))),
    # The last moment of 31 December 2026 and the first of 1 January 2026, in Shanghai.
    ('goalboard_target_due_timestamp_seconds{target_id="t1"} 1798732800.0', state((target(),))),
    ('goalboard_target_start_timestamp_seconds{target_id="t1"} 1767196800.0', state((target(),))),
    ('goalboard_targets{domain="education",admin_area="云溪市",status="off_track"} 1', state((target(),))),
    ('goalboard_source_up{source_id="yunxi-edu"} 1', state(sources=(source(),))),
    ('goalboard_source_up{source_id="yunxi-edu"} 0', state(sources=(source(outcome="blocked"),))),
    ('goalboard_source_outcome_code{source_id="yunxi-edu"} 5', state(sources=(source(outcome="blocked"),))),
    ('goalboard_source_crawls_total{source_id="yunxi-edu",outcome="changed"} 3', state(sources=(source(),))),
    (
        'goalboard_source_last_change_timestamp_seconds{source_id="yunxi-edu",change="revised"} 1795233600.0',
        state(sources=(source(last_change={"revised": NOW}),)),
    ),
    ('goalboard_statements{kind="target"} 40', state()),
    ('goalboard_documents{doc_kind="plan"} 6', state()),
    ("goalboard_review_queue 3", state()),
    ("goalboard_numerals_unread_total 17", state()),
    ("goalboard_source_files_wrong 2", replace(state(), source_files_wrong=2)),
    ("goalboard_source_files_wrong 0", replace(state(), source_files_wrong=0)),
]
UNDEFINED = [
    ("goalboard_target_progress_ratio", state((target(progress=Progress(TargetStatus.NO_DATA)),))),
    ("goalboard_target_observed_value", state((target(observed=None),))),
    ("goalboard_target_progress_ratio", state((target(progress=Progress(TargetStatus.ON_TRACK, float("nan"))),))),
    ("goalboard_target_pace_ratio", state((target(progress=Progress(TargetStatus.ON_TRACK, pace=float("inf"))),))),
    ("goalboard_target_due_timestamp_seconds", state((target(due=None),))),
    ("goalboard_target_revised_timestamp_seconds", state((target(),))),
    ("goalboard_source_up", state(sources=(source(paused_reason="site is being rebuilt"),))),
    ("goalboard_source_up", state(sources=(source(outcome=None),))),
    ("goalboard_source_files_wrong 0", state()),
    ("goalboard_source_outcome_code", state(sources=(source(outcome="a word of tomorrow"),))),
]


def text(shown: BoardState) -> str:
    return BoardPage(shown).in_format(PageFormat.TEXT).plain.decode()


@pytest.mark.parametrize(("line", "shown"), SAMPLES, ids=[line for line, _ in SAMPLES])
def test_sample(line: str, shown: BoardState) -> None:
    assert line in text(shown).splitlines()


@pytest.mark.parametrize(("name", "shown"), UNDEFINED)
def test_undefined_is_absent(name: str, shown: BoardState) -> None:
    assert name not in text(shown)


def test_counts_cover_every_target() -> None:
    lines = [line for line in text(board(40)).splitlines() if line.startswith("goalboard_targets{")]
    assert sum(int(line.rsplit(" ", 1)[1]) for line in lines) == 40


def test_outcomes_are_the_crawlers() -> None:
    assert set(OUTCOME_CODE) == {outcome.value for outcome in Outcome}
    assert set(SUCCESSFUL_OUTCOMES) == {outcome.value for outcome in SUCCESSFUL}
    assert len(set(OUTCOME_CODE.values())) == len(OUTCOME_CODE)


def test_text_stands_in_info_families_alone() -> None:
    for family in (*BOARD_FAMILIES, *JOB_FAMILIES, *COLLECTION_FAMILIES):
        allowed = CLOSED_LABELS | {"target_id", "source_id"}
        assert family.kind is Kind.INFO or set(family.labels) <= allowed, family.name
        assert (family.kind is Kind.INFO) == family.name.endswith("_info")
        assert (family.kind is Kind.COUNTER) == family.name.endswith("_total")


def test_states_that_differ_by_time_alone_share_their_bytes() -> None:
    first = BoardPage(board())
    second = BoardPage(board(), first)
    changed = BoardPage(state(board().targets, (source(),), NOW + timedelta(minutes=1)), second)
    assert second.sections == first.sections and second.sections[0] is first.sections[0]
    assert changed.sections[0] is first.sections[0]
    assert changed.sections[1] is not first.sections[1]


def test_written_reference_is_up_to_date() -> None:
    written = (ROOT / "deploy" / "metrics.md").read_text(encoding="utf-8")
    assert written == reference_text(), "run: python -m metrics.exposition.reference > deploy/metrics.md"
