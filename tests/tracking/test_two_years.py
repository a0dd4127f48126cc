"""Two years of a fictional bureau, read by the real normaliser and bound."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.domain.progress import TargetStatus
from metrics.store.models import EventKind
from tests.tracking.archive import Archive

PLAN_2025 = """清河县教育局2025年工作计划
为做好2025年全县教育工作，制定本计划。
一、扩大优质资源
新建学校20所，改造薄弱学校12所。
智慧校园建成率达90%。
二、加强队伍建设
培训教师不少于500人次。
"""
HALF_YEAR = """清河县教育局2025年上半年工作总结
上半年，新建学校9所。
培训教师310人次。
"""
REPORT_2025 = """清河县教育局2025年工作总结
2025年，全县教育事业稳步发展。
全年新建学校18所，改造薄弱学校12所。
智慧校园建成率为91.5%。
全年培训教师523人次。
"""
PLAN_2026 = """清河县教育局2026年工作计划
新建学校25所。
智慧校园建成率达95%。
"""


@pytest.fixture
def two_years(archive: Archive) -> Archive:
    """Both plans and what was reported so far."""
    archive.publish("plan25", "2025-03-05", PLAN_2025)
    archive.publish("half25", "2025-07-10", HALF_YEAR)
    archive.publish("report25", "2026-01-12", REPORT_2025)
    archive.publish("plan26", "2026-03-02", PLAN_2026)
    return archive


def target_named(archive: Archive, words: str, year: int, as_of: str = "2026-11-21"):
    """The one target whose indicator holds the words."""
    found = [t for t in archive.targets(as_of) if words in t.indicator and t.due and t.due.year == year]
    assert len(found) == 1, (words, year, [t.indicator for t in archive.targets()])
    return found[0]


def test_each_plan_has_its_own_targets(two_years: Archive) -> None:
    assert target_named(two_years, "新建学校", 2025).goal == 20
    assert target_named(two_years, "新建学校", 2026).goal == 25
    assert len(two_years.targets()) == 6
    assert not two_years.events(EventKind.GOAL_MOVED)


@pytest.mark.parametrize(
    ("words", "observed", "status"),
    [
        ("新建学校", "18", TargetStatus.MISSED),
        ("改造薄弱学校", "12", TargetStatus.ACHIEVED),
        ("智慧校园建成率", "91.5", TargetStatus.ACHIEVED),
        ("培训教师", "523", TargetStatus.ACHIEVED),
    ],
)
def test_reports_settle_last_years_goals(two_years: Archive, words: str, observed: str, status: TargetStatus) -> None:
    target = target_named(two_years, words, 2025)
    assert (target.observed, target.progress.status) == (Decimal(observed), status)


def test_half_year_figures_show_pace(two_years: Archive) -> None:
    target = target_named(two_years, "新建学校", 2025, as_of="2025-08-01")
    assert target.progress.status is TargetStatus.AT_RISK
    assert (target.baseline, target.baseline_source) == (0, "plan_start")
    assert target.progress.progress == pytest.approx(0.45)


def test_last_years_level_is_this_years_baseline(two_years: Archive) -> None:
    target = target_named(two_years, "智慧校园建成率", 2026)
    assert (target.baseline, target.baseline_source, target.observed) == (Decimal("91.5"), "reported", None)
    assert target.progress.status is TargetStatus.NO_DATA


def test_the_order_of_ingest_does_not_matter(archive: Archive) -> None:
    archive.publish("plan26", "2026-03-02", PLAN_2026)
    archive.publish("report25", "2026-01-12", REPORT_2025)
    archive.publish("half25", "2025-07-10", HALF_YEAR)
    archive.publish("plan25", "2025-03-05", PLAN_2025)
    test_each_plan_has_its_own_targets(archive)
    test_half_year_figures_show_pace(archive)
    test_last_years_level_is_this_years_baseline(archive)
    test_reports_settle_last_years_goals(archive, "新建学校", "18", TargetStatus.MISSED)


@pytest.mark.parametrize("again", [False, True])
def test_binding_again_changes_nothing(two_years: Archive, again: bool) -> None:
    before = two_years.targets()
    for revision_id in (1, 2, 3, 4):
        summary = two_years.bind_again(revision_id, again=again)
        assert not any(getattr(summary, name) for name in summary.__slots__), summary
    assert two_years.targets() == before


def test_every_number_opens_its_proof(two_years: Archive) -> None:
    history = two_years.history(target_named(two_years, "新建学校", 2025).target_id)
    assert [version.change for version in history.versions] == ["first"]
    evidence = history.versions[0].evidence
    assert (evidence.quote, evidence.before[-4:], evidence.after[:3]) == ("20所", "新建学校", "，改造")
    assert [(seen.value, seen.status) for seen in history.observations] == [(9, "final"), (18, "final")]
    assert all(seen.evidence and seen.evidence.quote for seen in history.observations)
