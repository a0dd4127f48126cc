"""How often a source is crawled, as its file says it. Pure; turning it into dates is the scheduler's work."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from crawler.yaml_words import in_yaml

DEFAULT_ZONE = "Asia/Shanghai"
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LEAST, _MOST = timedelta(seconds=10), timedelta(days=366)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: Cron fields in order: name, least and most number, names that may stand for numbers.
_FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("weekday", 0, -1, _WEEKDAYS),
)


class Cadence(BaseModel):
    """Either ``every`` (6h, 30m, 1d) or ``cron`` (minute hour day month weekday); ``window`` bounds the hours."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    every: timedelta | None = None
    cron: str | None = None
    timezone: str = DEFAULT_ZONE
    window: tuple[time, time] | None = None

    @field_validator("every", mode="before")
    @classmethod
    def _parse_every(cls, value: Any) -> Any:
        match = re.fullmatch(r"([0-9]{1,6}) ?([smhdw])", value.strip()) if isinstance(value, str) else None
        if match is None:
            if isinstance(value, timedelta):
                return value
            raise ValueError(f"{in_yaml(value)} is no interval; write a number and s, m, h, d or w, such as 6h")
        interval = timedelta(**{_UNITS[match[2]]: int(match[1])})
        if not _LEAST <= interval <= _MOST:
            raise ValueError(f"{value} is out of range; write something between 10s and 366d")
        return interval

    @field_validator("cron")
    @classmethod
    def _check_cron(cls, value: str | None) -> str | None:
        if value is not None:
            check_cron(value)
        return value

    @field_validator("timezone")
    @classmethod
    def _check_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"{value!r} is no time zone; write one such as {DEFAULT_ZONE}") from error
        return value

    @field_validator("window", mode="before")
    @classmethod
    def _parse_window(cls, value: Any) -> Any:
        if value is None or isinstance(value, tuple):
            return value
        text = value.strip() if isinstance(value, str) else ""
        match = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9]) ?- ?([01][0-9]|2[0-3]):([0-5][0-9])", text)
        if match is None:
            raise ValueError(f'{in_yaml(value)} is no window; write two times of day in quotes, such as "08:00-20:00"')
        start, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
        if start == end:
            raise ValueError(f"{value!r} is an empty window; give it two different times")
        return start, end

    @model_validator(mode="after")
    def _check_one_rhythm(self) -> Self:
        if (self.every is None) == (self.cron is None):
            raise ValueError("exactly one of every and cron must stand here")
        return self

    def as_written(self) -> dict[str, str]:
        """The cadence in the form of a source file, from which ``Cadence(**...)`` makes it again."""
        written = {"timezone": self.timezone}
        if self.every is not None:
            written["every"] = _as_interval(self.every)
        if self.cron is not None:
            written["cron"] = self.cron
        if self.window is not None:
            written["window"] = f"{self.window[0]:%H:%M}-{self.window[1]:%H:%M}"
        return written


def _as_interval(interval: timedelta) -> str:
    """An interval in its largest whole unit: ``6h``, ``90s``."""
    seconds = int(interval.total_seconds())
    sizes = {unit: int(timedelta(**{name: 1}).total_seconds()) for unit, name in _UNITS.items()}
    unit = max((unit for unit, size in sizes.items() if seconds % size == 0), key=sizes.__getitem__)
    return f"{seconds // sizes[unit]}{unit}"


def check_cron(expression: str) -> None:
    """Raise ``ValueError`` unless this is a cron expression of five fields that every scheduler reads alike.

    Weekdays must be names: 1 is Monday to crontab and Tuesday to APScheduler 3.
    """
    parts = expression.split()
    if len(parts) != len(_FIELDS):
        raise ValueError(f"{expression!r} has {len(parts)} fields; write minute hour day month weekday")
    for part, (name, least, most, names) in zip(parts, _FIELDS, strict=True):
        for item in part.split(","):
            _check_item(item, name, least, most, names)


def _check_item(item: str, name: str, least: int, most: int, names: tuple[str, ...]) -> None:
    span, slash, step = item.partition("/")
    start, dash, end = span.partition("-")
    ends = [start, end] if dash else [start]
    places = [_place(value, least, most, names) for value in ends]
    known = all(place is not None for place in places) and (not dash or places[0] <= places[1])  # type: ignore[operator]
    if not ((span == "*" or known) and (not slash or (step.isascii() and step.isdigit() and int(step[:4]) > 0))):
        allowed = ", ".join(names) if most < least else f"numbers from {least} to {most}"
        raise ValueError(f"{item!r} is no {name}; write *, {allowed}, a range a-b, or a list with commas")


def _place(value: str, least: int, most: int, names: tuple[str, ...]) -> int | None:
    if value.lower() in names:
        return least + names.index(value.lower())
    if value.isascii() and value.isdigit() and least <= int(value[:4]) <= most:
        return int(value)
    return None
