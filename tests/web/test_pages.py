"""The pages over a hand-made board: what they show, in both languages, and what they do without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from metrics.domain.progress import Progress, TargetStatus
from metrics.errors import DatabaseError
from metrics.tracking.views import DocumentView, EventView, TargetHistory
from metrics.web.app import create_app
from tests.exposition.boards import NOW, board, source, state, target


class HandMadeBoard:
    """A reader over one state; ``away`` answers as a database that is gone."""

    def __init__(self, shown, away: bool = False):
        self.shown, self.away = shown, away

    def state(self):
        if self.away:
            raise DatabaseError("the database is away")
        return self.shown

    def history(self, target_id):
        found = next((row for row in self.shown.targets if row.target_id == target_id), None)
        return None if found is None else TargetHistory(found, (), ())

    def events(self, *, since=None, limit=200, target_id=None, source_id=None):
        moved = EventView(NOW, "goal_moved", "yunxi-edu", None, "t1", "新建20所", "新建<15>所")
        return [event for event in [moved] if source_id in (None, event.source_id)]

    def document(self, document_id, revision_id=None):
        if document_id != 5:
            return None
        return DocumentView(5, "yunxi-edu", "工作要点", None, "云溪市教育局", "plan", None, "建成率达90%。", 7, 1)


class LackingBoard(HandMadeBoard):
    """A board whose bulletin lacks a page, or all of its text."""

    def document(self, document_id, revision_id=None):
        whole = HandMadeBoard.document(self, 5)
        if document_id == 5:
            return replace(whole, incomplete_reason="goes on at http://a.example/1_2.html <500>")
        return replace(whole, text="", unread_reason="the article has no text, only files or pictures")


class BurstBoard(HandMadeBoard):
    """A board whose only event is history, one of a burst, and has something to add."""

    def events(self, *, since=None, limit=200, target_id=None, source_id=None):
        words = {"note": "one of 60 <in this crawl>", "group_key": "document_new:yunxi-edu:c1", "initial": True}
        return [EventView(NOW, "document_new", "yunxi-edu", None, None, None, "工作要点", **words)]


def client_of(shown, away=False, reader=HandMadeBoard) -> TestClient:
    app = create_app(
        reader(shown, away),
        lambda accept, encoding: (b"up 1\n", {}),
        lambda: datetime.now(UTC),
        ZoneInfo("Asia/Shanghai"),
    )
    return TestClient(app, raise_server_exceptions=False)


def test_overview_shows_counts_filters_and_rows():
    client = client_of(board(40, 8))
    page = client.get("/").text
    assert "智慧校园" not in page
    assert "指标3" in page
    assert "Off track" in page
    assert "新建&lt;15&gt;所" in page
    only = client.get("/", params={"status": "achieved"}).text
    assert only.count('href="/targets/') == sum(row.progress.status == "achieved" for row in board(40).targets)


def test_an_event_shows_its_note_its_burst_and_that_it_is_history():
    page = client_of(board(1), reader=BurstBoard).get("/events").text
    assert "one of 60 &lt;in this crawl&gt;" in page
    assert "document_new:yunxi-edu:c1" in page
    assert "history" in page
    plain = client_of(board(1)).get("/events").text
    assert "one of many" not in plain and "None" not in plain


def test_history_is_no_news_on_the_overview():
    class Moved(BurstBoard):
        def events(self, **_):
            old = EventView(NOW, "goal_moved", "yunxi-edu", None, "t1", "新建20所", "新建<15>所", initial=True)
            return [old]

    assert "新建&lt;15&gt;所" not in client_of(board(4), reader=Moved).get("/").text


def test_overview_searches_by_indicator_and_bureau():
    shown = state((target(), target(target_id="t2", indicator="新建实践基地", issuer="临川湖区水务局")))
    client = client_of(shown)
    assert "/targets/t2" in client.get("/?q=实践").text
    assert "/targets/t1" not in client.get("/?issuer=临川湖区水务局").text
    assert "No target matches" in client.get("/?q=没有").text


def test_pages_speak_chinese_when_asked_and_remember_it():
    client = client_of(board(3))
    assert "看板" in client.get("/?lang=zh").text
    assert "来源" in client.get("/sources").text
    assert "Sources" in client.get("/sources?lang=en").text
    assert "看板" in client_of(board(3)).get("/", headers={"accept-language": "zh-CN,zh"}).text


def test_a_dead_source_is_named_with_its_outcome():
    dead = source(source_id="dead", outcome="blocked", message="412 with a challenge", last_success=None)
    page = client_of(state(sources=(dead,))).get("/sources").text
    assert "blocked" in page
    assert "412 with a challenge" in page
    assert "never" in page


def test_a_document_marks_the_quote_and_ignores_spans_outside():
    client = client_of(state())
    assert '<mark id="quote">90%</mark>' in client.get("/documents/5?start=4&end=7").text
    assert "<mark" not in client.get("/documents/5?start=4&end=700").text


def test_a_bulletin_that_lacks_a_page_or_all_of_its_text_says_so():
    client = client_of(state(), reader=LackingBoard)
    page = client.get("/documents/5").text
    assert "could not be read; what it says is missing" in page
    assert "http://a.example/1_2.html &lt;500&gt;" in page
    assert "不完整" in client.get("/documents/5?lang=zh").text
    assert "only files or pictures" in client.get("/documents/6?lang=en").text
    assert "warning" not in client_of(state()).get("/documents/5").text


def test_a_source_shows_until_when_it_is_left_alone_and_no_longer():
    now = datetime.now(UTC)
    left, over = now + timedelta(hours=30), now - timedelta(hours=1)
    page = client_of(state(sources=(source(outcome="blocked", not_before=left),))).get("/sources").text
    shown = left.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M")
    assert f"asks to be left alone until {shown}" in page
    assert (
        "left alone" not in client_of(state(sources=(source(outcome="blocked", not_before=over),))).get("/sources").text
    )


@pytest.mark.parametrize("path", ["/targets/none", "/documents/6", "/documents/word", "/nowhere"])
def test_unknown_addresses_answer_with_a_page(path):
    answer = client_of(state()).get(path)
    assert answer.status_code in (404, 422)
    assert "traceback" not in answer.text.lower()


def test_without_a_database_pages_say_so_and_metrics_go_on():
    client = client_of(state(), away=True)
    assert client.get("/").status_code == 503
    assert "come back by themselves" in client.get("/sources").text
    assert client.get("/healthz").status_code == 503
    assert client.get("/metrics").text == "up 1\n"


def test_pages_allow_no_script_and_no_frame():
    headers = client_of(board(1)).get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]


def test_undefined_is_a_dash_never_zero():
    unknown = target(observed=None, observed_on=None, baseline=None, progress=Progress(TargetStatus.NO_DATA))
    page = client_of(state((unknown,))).get("/").text
    assert '<span class="none">–</span>' in page
    assert "0%" not in page.replace("90%", "")


def test_a_source_that_is_being_crawled_is_under_way_and_its_claim_is_no_visit():
    at = datetime.now(UTC) + timedelta(hours=2)
    client = client_of(state(sources=(source(next_crawl_at=at, claimed_until=at),)))
    shown = at.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M")
    page = client.get("/sources").text
    assert "under way" in page and shown not in page
    assert "正在访问" in client.get("/sources?lang=zh").text
    waiting = client_of(state(sources=(source(next_crawl_at=at),))).get("/sources").text
    assert "under way" not in waiting and shown in waiting


@pytest.mark.parametrize(("wrong", "is_told"), [(2, True), (0, False), (None, False)])
def test_wrong_source_files_are_told_where_sources_are(wrong, is_told):
    page = client_of(replace(state(sources=(source(),)), source_files_wrong=wrong)).get("/sources").text
    assert ("Source files that are wrong: 2" in page, "goalboard sources check" in page) == (is_told, is_told)


def test_a_claim_that_has_run_out_is_no_crawl():
    assert source(claimed_until=NOW + timedelta(minutes=1)).is_under_way(NOW)
    assert not source(claimed_until=NOW - timedelta(minutes=1)).is_under_way(NOW)
    assert not source().is_under_way(NOW)


@pytest.mark.parametrize(("baseline_source", "is_assumed"), [("plan_start", True), ("stated", False), (None, False)])
def test_an_assumed_baseline_looks_unlike_a_reported_one(baseline_source, is_assumed):
    page = client_of(state((target(baseline_source=baseline_source),))).get("/targets/t1").text
    assert ("assumed, not reported" in page, 'class="assumed"' in page) == (is_assumed, is_assumed)


def test_an_unknown_baseline_is_not_called_assumed():
    page = client_of(state((target(baseline=None, baseline_source="plan_start"),))).get("/targets/t1").text
    assert "assumed" not in page


def test_each_page_names_the_zone_of_its_times_once():
    client = client_of(board(1))
    for path in ("/", "/sources", "/events"):
        assert client.get(path).text.count("Asia/Shanghai") == 1
