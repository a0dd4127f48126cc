"""What list APIs answer: lists, empty ones, errors, and forms that are not known."""

from __future__ import annotations

import json
from datetime import date

import pytest

from crawler.reading import read_page
from crawler.reading.api_answer import EMPTY_ANSWER, UNKNOWN_ANSWER

PAGE = "http://jyj.wanghe.example/zdgz/list.html"
API = "http://jyj.wanghe.example/api/list?page=1"
TITLE = "关于公布智慧校园建设进展情况的通报"


def answered(content: str, url: str = API):
    return read_page(content.encode(), url=url, expect="list", asked_by=PAGE)


ITEMS = {
    "Guangdong's, day shown as a count": (
        {
            "articles": [
                {"title": TITLE, "url": "/p/1.html", "date": 1_600_000_000, "display_publish_time": 1_789_000_000}
            ]
        },
        ("http://jyj.wanghe.example/p/1.html", date(2026, 9, 10)),
    ),
    "Guangdong's, attachments inside": (
        {
            "classify": {"name": "全部文件", "url": "/c/1"},
            "articles": [
                {
                    "title": TITLE,
                    "url": "/p/1.html",
                    "created_at": "2026-09-10 08:00:00",
                    "attachment": [
                        {"name": "附件一.docx", "url": "/f/1.docx"},
                        {"name": "附件二.docx", "url": "/f/2.docx"},
                    ],
                }
            ],
        },
        ("http://jyj.wanghe.example/p/1.html", date(2026, 9, 10)),
    ),
    "relative to the page that asks": (
        {"data": {"html": f'<ul><li><a href="./202609/t1.html">{TITLE}</a><span>2026-09-10</span></li></ul>'}},
        ("http://jyj.wanghe.example/zdgz/202609/t1.html", date(2026, 9, 10)),
    ),
    "milliseconds": (
        [{"docTitle": TITLE, "docPubUrl": "/1.html", "pubTime": "1789000000000"}],
        ("http://jyj.wanghe.example/1.html", date(2026, 9, 10)),
    ),
    "a topic": (
        {"list": [{"topic": TITLE, "infourl": "//jyj.wanghe.example/1.htm", "pubtime": "2026-09-10 10:00:00.0"}]},
        ("http://jyj.wanghe.example/1.htm", date(2026, 9, 10)),
    ),
    "a string of HTML": (
        f'<ul><li><a href="/1.html">{TITLE}</a><i>2026-09-10</i></li></ul>',
        ("http://jyj.wanghe.example/1.html", date(2026, 9, 10)),
    ),
}


@pytest.mark.parametrize("name", ITEMS)
def test_items_of_an_answer(name):
    value, expected = ITEMS[name]
    (link,) = answered(json.dumps(value, ensure_ascii=False)).listing.links
    assert (link.title, (link.url, link.published)) == (TITLE, expected)


def test_a_wrapped_answer_is_read():
    reading = answered(f'show({{"rows": [{{"title": "{TITLE}", "url": "/1.html"}}]}});')
    assert [link.title for link in reading.listing.links] == [TITLE]


def test_a_count_that_is_no_moment_is_no_day():
    reading = answered(json.dumps([{"title": TITLE, "url": "/1.html", "date": 1_600_000_000, "pubtime": "9999999999"}]))
    assert reading.listing.links[0].published is None


EMPTY = {
    '{"articles": [], "total": 0}': "empty",
    "[]": "empty",
    '{"success": true, "data": {"html": "<div>暂无内容</div>"}}': "empty",
    '"<ul></ul>"': "empty",
    '{"total": 0}': "empty",
    "<datastore><totalrecord>0</totalrecord><recordset>\n</recordset></datastore>": "empty",
    "<datastore><rows></rows></datastore>": "unknown",
    '{"rows": [{"t": "标题", "u": "/1.html"}]}': "unknown",
    '{"data": null}': "unknown",
    '{"data": {"html": "<a href=': "unknown",
    '{"success": false, "msg": "系统繁忙"}': "系统繁忙",
    '{"code": 500, "message": "内部错误", "rows": []}': "内部错误",
    '{"status": 404}': "not successful",
}


@pytest.mark.parametrize("content", EMPTY)
def test_why_an_answer_holds_no_items(content):
    reading, wanted = answered(content), EMPTY[content]
    reasons = {"empty": EMPTY_ANSWER, "unknown": UNKNOWN_ANSWER}
    assert reading.listing is None
    assert (wanted in reasons and reading.reason == reasons[wanted]) or wanted in reading.reason
    assert reading.kind == ("empty" if wanted in reasons else "not_found")


def test_codes_of_success_are_no_errors():
    value = {"code": 200, "status": 1, "message": "ok", "rows": [{"title": TITLE, "url": "/1.html"}]}
    assert answered(json.dumps(value)).kind == "list"


def test_a_refusal_in_json_is_one():
    reading = read_page(b'{"rows": []}', url=API, status=403, expect="list", asked_by=PAGE)
    assert reading.kind == "blocked"
