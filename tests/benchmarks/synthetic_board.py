"""Rows of a made-up board: every kind of goal, with and without figures, in the shape that the database keeps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

SOURCES = 500
#: Indicator, unit, comparator, direction, recurrence, first year, last year.
SHAPES: tuple[tuple[str, str, str, str, str | None, int, int], ...] = (
    ("智慧校园建成率", "%", "ge", "level", None, 2023, 2027),
    ("新建公办幼儿园数量", "所", "eq", "level", None, 2026, 2026),
    ("总投资", "元", "eq", "level", None, 2024, 2028),
    ("地区生产总值", "%", "approx", "increase", "year", 2026, 2026),
    ("单位生产总值能耗", "%", "eq", "decrease", None, 2021, 2025),
    ("城镇登记失业率", "%", "le", "level", "year", 2026, 2026),
    ("教学楼面积", "平方米", "ge", "level", None, 2022, 2026),
    ("培训人次", "人次", "ge", "level", "year", 2024, 2030),
    ("化学需氧量排放量", "吨", "le", "level", None, 2021, 2026),
    ("普惠性幼儿园覆盖率", "%", "range", "level", None, 2025, 2030),
)
_FIGURES = 3
_STARTED = datetime(2025, 11, 1, tzinfo=UTC)


def sources() -> list[dict[str, Any]]:
    """One source a bureau."""
    return [
        {
            "source_id": f"s{number}",
            "name": "计划总结",
            "issuer": f"第{number}县教育局",
            "url": f"http://s{number}.example/",
            "admin_area": f"第{number}县",
            "domain": "education",
            "family": None,
            "cadence": {},
            "timezone": "Asia/Shanghai",
            "expected_interval_seconds": 3600.0,
            "crawl_settings": {},
            "config_digest": "",
            "by_hand": False,
            "failures_in_row": 0,
            "items": 20,
            "documents": 20,
        }
        for number in range(SOURCES)
    ]


def targets(count: int, now: datetime) -> list[dict[str, Any]]:
    """So many targets; the last of them changed a day before ``now``, the others in the year before that."""
    return [_target(number, now - timedelta(days=1, minutes=5 * (number % 100_000))) for number in range(count)]


@cache
def figures(count: int) -> list[dict[str, Any]]:
    """Three figures for seven of ten targets."""
    rows = []
    for number in range(count):
        first = SHAPES[number % len(SHAPES)][5]
        for step in range(_FIGURES if (number // len(SHAPES)) % 10 < 7 else 0):
            rows.append(
                {
                    "target_id": f"t{number:06d}",
                    "origin": f"line:{step}",
                    "value": Decimal(10 + number % 50 + 15 * step),
                    "comparator": "eq",
                    "period_end": min(date(first, 3, 31) + timedelta(days=91 * step), date(2026, 10, 31)),
                    "status": "final",
                    "learnt_at": _STARTED,
                    "statement_id": None,
                    "evidence": None,
                }
            )
    return rows


def _target(number: int, changed_at: datetime) -> dict[str, Any]:
    indicator, unit, comparator, direction, period, first, last = SHAPES[number % len(SHAPES)]
    bureau = number % SOURCES
    goal = Decimal(60 + number % 40)
    return {
        "target_id": f"t{number:06d}",
        "source_id": f"s{bureau}",
        "indicator": f"{indicator}{number // SOURCES % 7}",
        "indicator_key": indicator,
        "admin_area": f"第{bureau}县",
        "issuer": f"第{bureau}县教育局",
        "domain": "education",
        "unit": unit,
        "direction": direction,
        "period": period,
        "per": None,
        "commitment": None,
        "time_period": f"{first}/{last}" if last > first else str(first),
        "start": date(first, 1, 1),
        "due": date(last, 12, 31),
        "comparator": comparator,
        "goal": goal,
        "goal_max": goal + 5 if comparator == "range" else None,
        "baseline": Decimal(number % 30) if number % 3 else None,
        "baseline_on": date(first, 1, 1) if number % 3 else None,
        "baseline_source": "document" if number % 3 else None,
        "observed": None,
        "observed_on": None,
        "version_count": 1,
        "learnt_at": _STARTED,
        "revised_at": None,
        "changed_at": changed_at,
        "cancelled_at": None,
    }
