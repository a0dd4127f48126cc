"""A backfill brings history: no alert tells of it. What is really new in the same crawl is news all the same."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.types import Outcome
from metrics.ingest.history import Lists
from metrics.store.models import Source
from tests.ingest.crawled import GOALS, LIST, MISSING, address, dump, page, told

#: The bureau's first crawl ends on 2026-03-02, its second on 2026-03-03.
PLAN, SECOND = address("plan"), address("second")
OLD, OLDER, NEW, LATE = address("old"), address("older"), address("new"), address("late")
DAYS = {OLD: "2025-06-01", OLDER: "2024-02-01", NEW: "2026-03-03", LATE: "2026-02-25"}


def bulletin(url, title, goals="全年走访慰问困难学生家庭，办好实事。"):
    return page(title, goals, DAYS.get(url, "2026-02-01"))


def lines_of(*urls):
    return {url: {"listed_date": date.fromisoformat(DAYS[url])} for url in urls if url in DAYS}


@pytest.fixture
def heard(bureau, ingest):
    """A source whose first crawl listed two bulletins."""
    ingest(bureau.crawl({PLAN: bulletin(PLAN, "关于工作要点的通知"), SECOND: bulletin(SECOND, "关于招生工作的通知")}))
    return bureau


def backfill(bureau, texts, links, **closing):
    answers = {url: bulletin(url, title) for url, title in texts.items()}
    return bureau.crawl(answers, links=links, backfill=True, lines=lines_of(*texts), **closing)


def news(database):
    return {row.new: not row.initial for row in dump(database)["events"] if row.kind == "document_new"}


def last_new_at(database):
    with database.read() as session:
        return session.get_one(Source, "beiling").last_new_at


def test_what_a_backfill_looks_for_is_history(database, heard, ingest):
    texts = {OLD: "关于学生资助的通知", OLDER: "关于校车安全的通知"}
    summary = ingest(backfill(heard, texts, (PLAN, SECOND, OLD, OLDER)))
    assert summary.documents_new == 2
    assert [news(database)[title] for title in texts.values()] == [False, False]
    assert last_new_at(database) is None
    assert [row.initial for row in dump(database)["document_revisions"]] == [True] * 4


def test_a_new_bulletin_in_the_same_crawl_is_news(database, heard, ingest):
    texts = {NEW: "关于表彰先进的通知", LATE: "关于补录名单的通知", OLD: "关于学生资助的通知"}
    ingest(backfill(heard, texts, (NEW, LATE, PLAN, SECOND, OLD)))
    assert [news(database)[title] for title in texts.values()] == [True, True, False]
    assert last_new_at(database) == heard.now


def test_the_same_old_bulletin_in_a_daily_crawl_is_news(database, heard, ingest):
    title = "关于学生资助的通知"
    ingest(heard.crawl({OLD: bulletin(OLD, title)}, links=(PLAN, SECOND, OLD), lines=lines_of(OLD)))
    assert news(database)[title]


def test_what_a_backfill_only_listed_stays_history(database, heard, ingest):
    title = "关于校车安全的通知"
    ingest(backfill(heard, {OLD: "关于学生资助的通知"}, (PLAN, SECOND, OLD, OLDER), outcome=Outcome.PARTIAL))
    ingest(backfill(heard, {OLDER: title}, (PLAN, SECOND, OLD, OLDER)))
    assert news(database)[title] is False


def test_files_beside_history_are_history(database, heard, ingest):
    file = address("old").replace(".html", ".pdf")
    ingest(
        heard.crawl(
            {OLD: bulletin(OLD, "关于学生资助的通知"), file: page("资助名单", day=DAYS[OLD])},
            links=(PLAN, SECOND, OLD),
            backfill=True,
            lines=lines_of(OLD) | {file: {"listed_date": None}},
        )
    )
    assert [row.initial for row in dump(database)["document_revisions"]] == [True] * 4


def test_an_old_promise_moves_no_goal(database, bureau, ingest):
    title = "北岭县教育局2026年工作要点"
    ingest(bureau.crawl({PLAN: page(title)}))
    lower = page("北岭县教育局2026年工作打算", GOALS.replace("20所", "15所"), day="2026-01-05")
    lines = {OLD: {"listed_date": date(2026, 1, 5)}}
    ingest(bureau.crawl({OLD: lower}, links=(PLAN, OLD), backfill=True, lines=lines))
    assert [row.initial for row in dump(database)["events"] if row.kind == "goal_moved"] in ([], [True])
    assert all(row.revised_at is None for row in dump(database)["targets"])


def test_trouble_of_a_backfill_is_told(database, heard, ingest):
    ingest(heard.crawl({LIST: MISSING}, links=(), backfill=True, outcome=Outcome.BLOCKED, complete=False))
    assert "source_blocked" in {kind for kind, _, _ in told(database)}


HEARD = date(2026, 3, 2)
LISTS = Lists({"a": 0, "known": 1, "b": 2, "seen": 3}, 1, frozenset({"known", "seen"}), HEARD)
CASES = [
    ("a", HEARD, False),
    ("a", date(2026, 2, 20), False),
    ("a", date(2026, 1, 20), True),
    ("a", None, False),
    ("b", None, True),
    ("b", date(2026, 3, 1), True),
    ("b", date(2026, 3, 5), False),
    ("seen", date(2020, 1, 1), False),
    ("on no list", date(2026, 3, 1), True),
    ("on no list", None, True),
]


@pytest.mark.parametrize(("url", "day", "expected"), CASES)
def test_what_is_history(url, day, expected):
    assert LISTS.is_history(url, day) is expected
