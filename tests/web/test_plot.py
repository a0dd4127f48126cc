"""The drawing of a target's history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree

from metrics.tracking.views import EvidenceView, ObservationView, TargetHistory, TargetVersionView
from metrics.web.plot import NARROW, history_plot
from tests.exposition.boards import target

LEARNT = datetime(2026, 3, 2, tzinfo=UTC)
PROOF = EvidenceView(
    1,
    "90%",
    "智慧校园建成率达",
    "。",
    10,
    13,
    5,
    "工作要点",
    None,
    7,
    None,
    "云溪市教育局",
    date(2026, 3, 1),
    LEARNT,
    "reach_at_least",
    "1",
    0.9,
)
VERSIONS = (
    TargetVersionView(1, "first", "ge", Decimal(90), None, date(2026, 12, 31), date(2025, 2, 1), LEARNT, PROOF),
    TargetVersionView(2, "lowered", "ge", Decimal(80), None, date(2027, 6, 30), date(2026, 3, 1), LEARNT, PROOF),
)
SEEN = ObservationView(Decimal(62), "eq", date(2026, 6, 30), "final", LEARNT, PROOF)
HISTORY = TargetHistory(target(start=date(2025, 1, 1)), VERSIONS, (SEEN,))
TODAY = date(2026, 11, 21)


def classes(svg: str) -> list[str]:
    return [element.get("class", "") for element in ElementTree.fromstring(svg).iter()]


def test_a_moved_goal_is_drawn_as_a_step():
    drawn = classes(history_plot(HISTORY, TODAY))
    assert drawn.count("goal replaced") == 2
    assert drawn.count("seen") == 1
    assert "path" in drawn
    assert "goal-end" in drawn


def test_all_marks_lie_inside_the_drawing():
    svg = ElementTree.fromstring(history_plot(HISTORY, TODAY, "zh"))
    for element in svg.iter():
        for name, limit in (("x1", 760), ("x2", 760), ("cx", 760), ("y1", 300), ("y2", 300), ("cy", 300)):
            if element.get(name) is not None:
                assert 0 <= float(element.get(name)) <= limit, (element.attrib, name)


def test_hostile_names_stay_text():
    hostile = replace(HISTORY, target=replace(HISTORY.target, indicator='"><script>alert(1)</script>', unit='<b>"'))
    assert "<script" not in history_plot(hostile, TODAY)
    ElementTree.fromstring(history_plot(hostile, TODAY))


def test_nothing_said_draws_nothing_and_no_baseline_draws_no_path():
    assert history_plot(replace(HISTORY, versions=()), TODAY) == ""
    bare = replace(HISTORY, target=replace(HISTORY.target, baseline=None), observations=())
    assert classes(history_plot(bare, TODAY)).count("path") == 1  # the legend's


def test_a_narrow_drawing_keeps_all_marks_inside_and_names_few_days():
    svg = ElementTree.fromstring(history_plot(HISTORY, TODAY, "en", NARROW))
    assert svg.get("viewBox") == "0 0 400 280"
    places = [float(element.get(name)) for element in svg.iter() for name in ("x1", "x2", "cx") if element.get(name)]
    assert all(0 <= place <= NARROW.width for place in places)
    days = [element for element in svg.iter() if element.get("text-anchor") == "middle"]
    assert 1 <= len(days) <= NARROW.most_days + 1
