"""A goal that moves is an event; a goal of another year, or a doubtful one, is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.domain.progress import TargetStatus
from metrics.store.models import EventKind
from tests.tracking.archive import Archive

HEAD = "清河县教育局2025年工作计划\n为做好全县教育工作，制定本计划。\n"
REST = "智慧校园建成率达90%。\n新增学位3000个。\n培训教师不少于500人次。\n"


def plan(first: str, rest: str = REST) -> str:
    """A plan of 2025 whose first goal is given."""
    return f"{HEAD}{first}\n{rest}"


def only(archive: Archive, words: str):
    """The one target whose indicator holds the words."""
    (found,) = [target for target in archive.targets() if words in target.indicator]
    return found


REVISED = [
    ("新建学校20所。", "新建学校25所。", "raised", "25", "2025-12-31"),
    ("新建学校20所。", "新建学校15所。", "lowered", "15", "2025-12-31"),
    ("2025年6月底前新建学校20所。", "2025年10月底前新建学校20所。", "postponed", "20", "2025-10-31"),
    ("到2025年底，新建学校20所。", "到2026年底，新建学校20所。", "postponed", "20", "2026-12-31"),
    ("到2026年底，新建学校20所。", "到2025年底，新建学校20所。", "brought_forward", "20", "2025-12-31"),
    ("2025年6月底前新建学校20所。", "2025年10月底前新建学校18所。", "changed", "18", "2025-10-31"),
]


@pytest.mark.parametrize(("old", "new", "change", "goal", "due"), REVISED)
def test_a_revised_text_moves_its_goal(archive: Archive, old, new, change, goal, due) -> None:
    archive.publish("plan", "2025-03-05", plan(old))
    before = only(archive, "新建学校")
    summary = archive.publish("plan", "2025-03-05", plan(new)).summary
    after = only(archive, "新建学校")
    assert (summary.goals_moved, summary.targets_new, summary.goals_withdrawn) == (1, 0, 0)
    assert (after.target_id, after.goal, str(after.due)) == (before.target_id, Decimal(goal), due)
    first, second = archive.history(after.target_id).versions
    assert (first.change, second.change, second.number) == ("first", change, 2)
    assert first.said_on == second.said_on and first.learnt_at < second.learnt_at
    (event,) = archive.events(EventKind.GOAL_MOVED)
    assert (event.target_id, event.old, event.new) == (after.target_id, old, new)


def test_a_later_text_about_the_same_year_moves_the_goal(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", plan("到2027年，数字教室覆盖率达90%。"))
    archive.publish("three", "2025-09-01", "清河县教育局数字教育三年行动计划\n到2027年，数字教室覆盖率达85%。\n")
    target = only(archive, "数字教室覆盖率")
    assert (target.goal, target.version_count, target.revised_at) == (85, 2, archive.now)
    assert [str(version.said_on) for version in archive.history(target.target_id).versions] == [
        "2025-03-05",
        "2025-09-01",
    ]


def test_what_was_said_earlier_and_learnt_later_comes_first(archive: Archive) -> None:
    archive.publish("three", "2025-09-01", "清河县教育局数字教育三年行动计划\n到2027年，数字教室覆盖率达85%。\n")
    archive.publish("plan", "2025-03-05", plan("到2027年，数字教室覆盖率达90%。"))
    target = only(archive, "数字教室覆盖率")
    assert target.goal == 85
    assert [(v.change, v.value) for v in archive.history(target.target_id).versions] == [("first", 90), ("lowered", 85)]


def test_a_goal_dropped_from_a_revised_text_is_withdrawn(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", plan("新建学校20所。"))
    summary = archive.publish("plan", "2025-03-05", f"{HEAD}{REST}").summary
    target = only(archive, "新建学校")
    assert (summary.goals_withdrawn, target.progress.status) == (1, TargetStatus.CANCELLED)
    assert [version.change for version in archive.history(target.target_id).versions] == ["first", "withdrawn"]
    (event,) = archive.events(EventKind.GOAL_MOVED)
    assert (event.old, event.new) == ("新建学校20所。", None)
    archive.publish("plan", "2025-03-05", plan("新建学校20所。"))
    assert only(archive, "新建学校").progress.status is not TargetStatus.CANCELLED


def test_a_goal_that_another_document_still_promises_is_not_withdrawn(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", plan("新建学校20所。"))
    archive.publish("notice", "2025-04-01", "关于2025年重点工作计划的通知\n新建学校20所。\n")
    assert archive.publish("plan", "2025-03-05", f"{HEAD}{REST}").summary.goals_withdrawn == 0


def test_half_a_page_withdraws_nothing(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", plan("新建学校20所。", REST + "各项工作按计划推进。\n" * 20))
    archive.publish("plan", "2025-03-05", HEAD)
    assert {target.progress.status for target in archive.targets()}.isdisjoint({TargetStatus.CANCELLED})
    assert {review.kind for review in archive.reviews()} == {"withdrawal"}


def test_next_years_plan_on_the_same_page_moves_nothing(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", plan("新建学校20所。"))
    archive.publish("plan", "2026-03-02", "清河县教育局2026年工作计划\n新建学校25所。\n培训教师不少于600人次。\n")
    assert not archive.events(EventKind.GOAL_MOVED)
    assert sorted(t.goal for t in archive.targets() if "新建学校" in t.indicator) == [20, 25]


def test_a_repost_is_the_same_goal(archive: Archive) -> None:
    archive.add_source("portal", "清河县人民政府", "清河县")
    archive.publish("plan", "2025-03-05", plan("新建学校20所。"))
    before = archive.targets()
    again = archive.publish("copy", "2025-03-06", plan("新建学校20所。"), source="portal").summary
    assert (again.targets_new, again.goals_moved, again.reviews_opened) == (0, 0, 0)
    assert archive.targets() == before


def test_reposts_of_one_day_with_different_numbers_conflict(archive: Archive) -> None:
    archive.add_source("portal", "清河县人民政府", "清河县")
    archive.publish("plan", "2025-03-05", plan("新建学校20所。"))
    archive.publish("copy", "2025-03-05", plan("新建学校29所。"), source="portal")
    assert only(archive, "新建学校").goal == 20
    (event,) = archive.events(EventKind.FIGURES_CONFLICT)
    assert (event.old, event.new) == ("新建学校20所。", "新建学校29所。")
    assert not archive.events(EventKind.GOAL_MOVED)


@pytest.mark.parametrize(
    "text",
    [
        "清河县2025年暑期培训计划\n培训教师80人次。\n",
        "清河县教育局2025年上半年工作总结\n上半年工作有序推进。下半年计划培训教师450人次。\n",
    ],
)
def test_a_doubtful_number_is_asked_about(archive: Archive, text: str) -> None:
    archive.publish("plan", "2025-03-05", plan("新建学校20所。"))
    archive.publish("other", "2025-07-01", text)
    assert only(archive, "培训教师").goal == 500
    assert not archive.events(EventKind.GOAL_MOVED)
    assert [review.kind for review in archive.reviews()] == ["target"]


def test_goals_of_one_name_in_one_text_stay_apart(archive: Archive) -> None:
    two = "城区新建学校3所，其中新建学校食堂2个。\n新建学校20所。\n新建学校6所。\n"
    archive.publish("plan", "2025-03-05", plan(two))
    ids = {target.target_id for target in archive.targets()}
    goals = sorted(target.goal for target in archive.targets() if target.indicator.endswith("新建学校"))
    archive.publish("plan", "2025-03-05", plan(two.replace("6所", "8所")))
    assert {6, 20} <= set(goals)
    assert {target.target_id for target in archive.targets()} == ids
    assert [(event.old, event.new) for event in archive.events(EventKind.GOAL_MOVED)] == [
        ("新建学校6所。", "新建学校8所。")
    ]
