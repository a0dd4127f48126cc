"""Which reported figures are shown for a goal, and which are only asked about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.domain.progress import TargetStatus
from metrics.store.models import EventKind
from tests.tracking.archive import Archive

#: goal said in the plan of 2025, sentence of the report for 2025, figure shown (None: not shown).
CASES = [
    ("新建学校20所。", "全年新建学校18所。", "18"),
    ("新建学校20所。", "全年建成学校18所。", "18"),
    ("新建中小学校20所。", "全年新建中小学18所。", "18"),
    ("新建学校20所。", "全县共有学校120所。", None),
    ("新建学校20所。", "五年来新建学校88所。", None),
    ("新建学校20所。", "第三季度新建学校3所。", None),
    ("新建学校20所。", "全年新建学校近20所。", None),
    ("新建学校20所。", "全年新建学校71所。", None),
    ("新建小学20所。", "全年新建中学18所。", None),
    ("新建学校20所。", "全年改建学校18所。", None),
    ("新建学校20所。", "2024年新建学校18所。", None),
    ("智慧校园建成率达90%。", "智慧校园建成率达到91%。", "91"),
    ("普通高中学校达标率达90%。", "普通初中学校达标率为95%。", None),
    ("学前教育入园率达90%。", "学前教育入园率增长3%。", None),
    ("教育经费增长6%左右。", "教育经费增长5.2%。", "5.2"),
    ("培训教师不少于500人次。", "全年培训教师523人次。", "523"),
    ("培训教师不少于500人次。", "全年培训教师300人次。", "300"),
]


@pytest.mark.parametrize(("goal", "report", "shown"), CASES, ids=[f"{case[0]}{case[1]}" for case in CASES])
def test_figure_of_a_goal(archive: Archive, goal: str, report: str, shown: str | None) -> None:
    archive.publish("plan", "2025-03-05", f"清河县教育局2025年工作计划\n{goal}\n")
    archive.publish("report", "2026-01-12", f"清河县教育局2025年工作总结\n2025年，各项工作顺利完成。\n{report}\n")
    (target,) = archive.targets()
    assert target.observed == (None if shown is None else Decimal(shown))


PLAN = "清河县教育局2025年工作计划\n新建学校20所。\n"
REPORT = "清河县教育局2025年工作总结\n2025年，各项工作顺利完成。\n全年新建学校18所。\n"


def test_reports_that_differ_conflict_and_the_first_stays(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", PLAN)
    archive.publish("report", "2026-01-12", REPORT)
    summary = archive.publish("repost", "2026-01-13", REPORT.replace("18所", "19所")).summary
    (target,) = archive.targets()
    assert (target.observed, summary.conflicts, summary.observations_new) == (18, 1, 0)
    (event,) = archive.events(EventKind.FIGURES_CONFLICT)
    assert (event.old, event.new) == ("18 (2025-12-31)", "全年新建学校19所。")


@pytest.mark.parametrize(("key", "published"), [("report", "2026-01-12"), ("yearbook", "2026-06-30")])
def test_a_corrected_report_revises_the_figure(archive: Archive, key: str, published: str) -> None:
    archive.publish("plan", "2025-03-05", PLAN)
    archive.publish("report", "2026-01-12", REPORT)
    archive.publish(key, published, REPORT.replace("18所", "21所"))
    (target,) = archive.targets()
    assert (target.observed, target.progress.status) == (21, TargetStatus.ACHIEVED)
    assert [(seen.value, seen.status) for seen in archive.history(target.target_id).observations] == [
        (18, "final"),
        (21, "revised"),
    ]


def test_another_bureau_of_the_area_is_asked_about(archive: Archive) -> None:
    archive.add_source("sports", "清河县体育局", "清河县")
    archive.publish("plan", "2025-03-05", PLAN)
    archive.publish("report", "2026-01-12", REPORT, source="sports", issuer="清河县体育局")
    (target,) = archive.targets()
    (review,) = archive.reviews()
    assert target.observed is None
    assert (review.kind, review.reasons, review.target_id) == (
        "observation",
        ["same indicator", "another issuer"],
        target.target_id,
    )


def test_a_name_that_is_only_alike_is_asked_about(archive: Archive) -> None:
    archive.publish("plan", "2025-03-05", "清河县教育局2025年工作计划\n新建学生运动场馆20处。\n改造操场8处。\n")
    archive.publish("report", "2026-01-12", REPORT.replace("学校18所", "学生运动场18处"))
    assert [target.observed for target in archive.targets()] == [None, None]
    (review,) = archive.reviews()
    assert (review.kind, review.reasons[0][:16]) == ("observation", "indicators alike")


def test_another_area_is_another_world(archive: Archive) -> None:
    archive.add_source("linjiang", "临江市教育局", "临江市")
    archive.publish("plan", "2025-03-05", PLAN)
    archive.publish("report", "2026-01-12", REPORT, source="linjiang", issuer="临江市教育局")
    (target,) = archive.targets()
    assert target.observed is None
    assert not archive.reviews()


def test_an_answered_question_does_not_come_back(archive: Archive) -> None:
    archive.add_source("sports", "清河县体育局", "清河县")
    archive.publish("plan", "2025-03-05", PLAN)
    for answer, observed, key in (("rejected", None, "one"), ("accepted", 18, "two")):
        at = archive.publish(key, "2026-01-12", REPORT, source="sports", issuer="清河县体育局")
        archive.answer(at.document_id, answer)
        summary = archive.bind_again(at.revision_id, again=True)
        (target,) = archive.targets()
        assert (target.observed, summary.reviews_opened) == (observed, 0)


def test_a_template_exports_nothing(archive: Archive) -> None:
    blanks = "新建学校X所，投入XX万元。\n培训教师XXX人次。\n智慧校园建成率达X%。\n"
    form = f"XX局2025年工作计划（模板）\n{blanks}新增学位3000个。\n"
    archive.publish("form", "2025-03-05", form)
    assert not archive.targets()


def test_recurring_goals_are_judged_year_by_year(archive: Archive) -> None:
    archive.publish("plan", "2024-03-05", "清河县教育发展规划\n到2026年，每年新增学位1000个。\n")
    archive.publish("r24", "2025-01-12", REPORT.replace("新建学校18所", "新增学位1100个").replace("2025", "2024"))
    archive.publish("r25", "2026-01-12", REPORT.replace("新建学校18所", "新增学位800个"))
    statuses = {day: archive.targets(day)[0].progress.status for day in ("2025-02-01", "2026-02-01", "2026-11-21")}
    assert statuses == {
        "2025-02-01": TargetStatus.ACHIEVED,
        "2026-02-01": TargetStatus.MISSED,
        "2026-11-21": TargetStatus.NO_DATA,
    }
