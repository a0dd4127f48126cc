"""Bulletins whose pages hold no text: their files are followed, and what is only a picture or a film is named so."""

from __future__ import annotations

import pytest

from crawler.faults.files import WORD, good_word_file
from crawler.types import PageRole
from tests.crawler.bureau import Bureau, Page, serving
from tests.ingest.crawling import Service

DAY = "2026-11-20"
PICTURE, FILM = '<p><img src="/u/1.jpg"></p>', '<video src="/u/1.mp4" controls></video>'
FILES = '<p><a href="/u/renwu.docx">任务分解表.docx</a></p>'


@pytest.fixture
def service(tmp_path, database):
    with serving() as bureau:
        bureau.add_bulletins(3)
        yield Service(bureau, tmp_path, database)


def show(bureau: Bureau, content: str) -> str:
    """Let the newest bulletin's page hold nothing but this."""
    path = bureau.article_paths()[0]
    title = "关于第0项教育重点工作的通报"
    bureau.pages[path] = Page(
        f'<html><head><meta charset="utf-8"><title>{title}</title><meta name="ArticleTitle" content="{title}">'
        f'<meta name="PubDate" content="{DAY} 09:30"></head><body><h1>{title}</h1>'
        f'<div class="wenben">{content}</div></body></html>'.encode()
    )
    bureau.pages["/u/renwu.docx"] = Page(good_word_file(), media_type=WORD)
    return path


def test_the_files_of_a_bulletin_without_text_are_read(service):
    path = show(service.bureau, FILES)
    assert service.visit().documents_new == 4
    document, revision, outcome = service.document(path)
    assert (outcome, revision.text, document.doc_kind) == ("ok", "", "unread")
    assert "no text, only files" in revision.unread_reason
    assert [page.url for page in service.crawled.pages if page.role is PageRole.ATTACHMENT] == [
        f"{service.bureau.root}/u/renwu.docx"
    ]
    _, file, _ = service.document("/u/renwu.docx")
    assert file.text and file.unread_reason is None


@pytest.mark.parametrize("content", [PICTURE, FILM])
def test_a_picture_or_a_film_is_a_bulletin_named_as_without_text(service, content):
    path = show(service.bureau, content)
    assert service.visit().documents_unread == 1
    _, revision, outcome = service.document(path)
    assert (outcome, revision.text) == ("ok", "")
    assert "pictures" in revision.unread_reason


@pytest.mark.parametrize("content", [PICTURE, FILM])
def test_a_text_that_gave_way_to_a_picture_is_kept(service, content):
    service.visit()
    path = service.bureau.article_paths()[0]
    before = service.document(path)[1].text
    show(service.bureau, content)
    assert service.visit().documents_revised == 0
    _, revision, outcome = service.document(path)
    assert (revision.text, outcome) == (before, "parse_error")
