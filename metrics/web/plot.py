"""The history of one target as an SVG drawing: goal over time, expected path, reported figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape

from metrics.tracking.views import TargetHistory
from metrics.web.words import say, show_number, show_quantity

LEFT, RIGHT, TOP, BOTTOM = 68, 24, 24, 36
#: Pixels that the word at the line of today needs to its right.
ROOM_FOR_TODAY = 40


@dataclass(frozen=True, slots=True)
class Size:
    """Size of a drawing in pixels, how many days its axis can name, and on which screens it is shown."""

    name: str
    width: int
    height: int
    most_days: int


WIDE, NARROW = Size("wide", 760, 300, 9), Size("narrow", 400, 280, 4)


@dataclass(frozen=True, slots=True)
class Frame:
    """Maps days and values to pixels."""

    first: date
    last: date
    low: float
    high: float
    size: Size = WIDE

    @property
    def right(self) -> int:
        """Right edge of the drawing's field."""
        return self.size.width - RIGHT

    @property
    def bottom(self) -> int:
        """Lower edge of the drawing's field."""
        return self.size.height - BOTTOM

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return LEFT + share * (self.right - LEFT)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - TOP)


def history_plot(history: TargetHistory, today: date, language: str = "en", size: Size = WIDE) -> str:
    """SVG of a target's history, or an empty text where there is nothing to draw."""
    goals = [
        (version.said_on or version.learnt_at.date(), float(version.value), version.due)
        for version in history.versions
        if version.value is not None
    ]
    seen = sorted((observation.period_end, float(observation.value)) for observation in history.observations)
    if not goals:
        return ""
    frame = replace(_frame(history, goals, seen, today), size=size)
    unit = history.target.unit
    parts = [
        *_grid(frame, language),
        *_expected_path(history, frame, goals),
        *_goal_steps(frame, goals),
        *_today(frame, today, language),
        *_reported(frame, seen, lambda value: show_quantity(value, unit, language)),
        *_legend(language, LEFT if size is WIDE else 8),
    ]
    label = escape(f"{history.target.indicator}: {say('history', language)}")
    return (
        f'<svg class="plot {size.name}" viewBox="0 0 {size.width} {size.height}" role="img" aria-label="{label}">'
        + "".join(parts)
        + "</svg>"
    )


def _frame(
    history: TargetHistory,
    goals: Sequence[tuple[date, float, date | None]],
    seen: Sequence[tuple[date, float]],
    today: date,
) -> Frame:
    days = [
        history.target.start,
        today,
        *(said for said, _, _ in goals),
        *(due for _, _, due in goals if due),
        *(day for day, _ in seen),
    ]
    values = [*(value for _, value, _ in goals), *(value for _, value in seen)]
    values.append(0.0 if history.target.baseline is None else float(history.target.baseline))
    low, high = min(values), max(values)
    margin = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    floor = low - margin if low < 0 or low > (high - low) else min(0.0, low)
    return Frame(min(days), max(days) + timedelta(days=10), floor, high + margin)


def _grid(frame: Frame, language: str) -> Iterator[str]:
    for value in _round_steps(frame.low, frame.high):
        y = frame.y(value)
        yield f'<line class="grid" x1="{LEFT}" x2="{frame.right}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield _tick(LEFT - 8, y + 4, show_number(value, language), "end")
    for day in _day_ticks(frame.first, frame.last, frame.size.most_days):
        x = frame.x(day)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{frame.bottom}"/>'
        yield _tick(x, frame.bottom + 18, f"{day:%Y-%m}")


def _tick(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text class="tick" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _round_steps(low: float, high: float) -> list[float]:
    """Four to eight round values between two bounds (``low`` < ``high``)."""
    raw = (high - low) / 7
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= raw)
    return [step * count for count in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _day_ticks(first: date, last: date, most: int) -> list[date]:
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((size for size in (1, 2, 3, 6, 12, 24, 60) if months / size <= most), 120)
    ticks = []
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(month // 12, month % 12 + 1, 1)
        if month % step == 0 and first <= day <= last:
            ticks.append(day)
    return ticks


def _goal_steps(frame: Frame, goals: Sequence[tuple[date, float, date | None]]) -> Iterator[str]:
    for index, (said, value, due) in enumerate(goals):
        following = goals[index + 1][0] if index + 1 < len(goals) else None
        end = following or due or frame.last
        x1, x2, y = frame.x(said), frame.x(max(said, end)), frame.y(value)
        replaced = " replaced" if following else ""
        yield f'<line class="goal{replaced}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
        if following:
            y2 = frame.y(goals[index + 1][1])
            yield f'<line class="goal replaced" x1="{x2:.1f}" x2="{x2:.1f}" y1="{y:.1f}" y2="{y2:.1f}"/>'
        elif due:
            yield f'<circle class="goal-end" cx="{x2:.1f}" cy="{y:.1f}" r="5"/>'


def _expected_path(
    history: TargetHistory, frame: Frame, goals: Sequence[tuple[date, float, date | None]]
) -> Iterator[str]:
    _, value, due = goals[-1]
    target = history.target
    if target.baseline is None or due is None or target.start >= due:
        return
    yield (
        f'<line class="path" x1="{frame.x(target.start):.1f}" y1="{frame.y(float(target.baseline)):.1f}" '
        f'x2="{frame.x(due):.1f}" y2="{frame.y(value):.1f}"/>'
    )


def _reported(frame: Frame, seen: Sequence[tuple[date, float]], show: Callable[[float], str]) -> Iterator[str]:
    if len(seen) > 1:
        points = " ".join(f"{frame.x(day):.1f},{frame.y(value):.1f}" for day, value in seen)
        yield f'<polyline class="reported" points="{points}"/>'
    for day, value in seen:
        label = escape(f"{day}: {show(value)}")
        yield (
            f'<circle class="seen" cx="{frame.x(day):.1f}" cy="{frame.y(value):.1f}" r="4.5">'
            f"<title>{label}</title></circle>"
        )


def _today(frame: Frame, today: date, language: str) -> Iterator[str]:
    x = frame.x(today)
    yield f'<line class="today" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{frame.bottom}"/>'
    is_at_edge = x > frame.right - ROOM_FOR_TODAY
    place, anchor = (x - 4, "end") if is_at_edge else (x + 4, "start")
    yield _tick(place, frame.bottom - 8, say("today", language), anchor)


def _legend(language: str, left: float) -> Iterator[str]:
    x = left
    for style, key in (("goal", "goal_line"), ("path", "path_line"), ("reported", "observed_line")):
        text = escape(say(key, language))
        yield f'<line class="{style}" x1="{x:.0f}" x2="{x + 22:.0f}" y1="{TOP - 12}" y2="{TOP - 12}"/>'
        yield f'<text class="tick" x="{x + 28:.0f}" y="{TOP - 8}">{text}</text>'
        x += 58 + 8 * len(text) * (2 if language == "zh" else 1)
