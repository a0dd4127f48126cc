"""Pages that mean harm: markup, label syntax, endless titles and bait for regular expressions, as a new bulletin."""

from __future__ import annotations

from dataclasses import replace

from crawler.faults.answers import html
from crawler.faults.section import LIST_PATH, PER_PAGE, SECOND_PAGE, article_page, list_page, rows
from crawler.faults.stage import Fault, Play, Stage
from crawler.types import Outcome

MEGABYTE = 1_000_000
NEW = ("document_new",)
_GOAL = "全年开展校园安全检查不少于12次。"
_SCRIPT = '<script>alert("goalboard")</script><img src=x onerror=alert(1)>'
#: Each repeats what a careless pattern reads again and again: digits, brackets, blanks, numerals, dates.
_BAITS = (
    "1" * 40_000,
    "（" * 40_000,
    " 　" * 40_000,
    "不少于" * 20_000,
    "一百二十" * 15_000,
    "2026年" * 20_000,
    "，、" * 30_000,
)


def _new(title: str, *, goal: str = _GOAL, more: str = "") -> Play:
    """A new bulletin with this title on top of the list."""

    def play(stage: Stage) -> None:
        newest = replace(stage.first, number=66, day=stage.today, title=title, goal=goal)
        stage.pages[newest.path] = html(article_page(newest, more=more))
        listed = [newest, *stage.bulletins]
        stage.pages[LIST_PATH] = html(list_page(rows(listed[:PER_PAGE]), following="index_1.html"))
        stage.pages[SECOND_PAGE] = html(list_page(rows(listed[PER_PAGE:])))

    return play


def _deep(stage: Stage) -> None:
    """A bulletin inside 30,000 elements, none of them closed."""
    _new("关于校园安全检查的通知", more="<div><b>" * 15_000)(stage)


HOSTILE = (
    Fault("script_in_title", "a title with a script in it",
          _new("校园安全检查&lt;script&gt;alert(1)&lt;/script&gt;通知", more=_SCRIPT), Outcome.CHANGED, NEW),
    Fault("label_injection", "a title that ends a Prometheus label and begins a sample",
          _new(
            '校园安全检查通知&quot;} 1&#10;goalboard_target_info{indicator=&quot;x',
            goal='到年底，校园&quot;} 7&#10;goalboard_injected{安全\\设施覆盖率达到98%。',
        ), Outcome.CHANGED, NEW),
    Fault("long_title", "a title of ten thousand characters", _new("校园安全检查" * 1700), Outcome.CHANGED, NEW),
    Fault(
        "endless_title", "an item whose title has one megabyte: it is left out, and spoils nothing else",
        _new("校园安全检查" * (MEGABYTE // 18)), Outcome.UNCHANGED,
    ),
    Fault("regex_bait", "bodies that make careless patterns read for ever",
          _new("关于校园安全检查的通知", more="".join(f"<p>{bait}</p>" for bait in _BAITS)), Outcome.CHANGED, NEW),
    Fault("deep_markup", "thirty thousand elements inside each other", _deep, Outcome.CHANGED, NEW),
)  # fmt: skip
