"""Bulletins given by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from metrics.errors import InputFileError, UsageError
from metrics.ingest.files import FileFacts, ingest_files
from metrics.tracking import bind_revision
from tests.ingest.crawled import GOALS, ISSUER, dump, page, told

FACTS = FileFacts(issuer="南河县教育局", published=date(2026, 2, 3), plan_year=2026)
PLAN = f"南河县教育局2026年工作要点\n一、主要目标\n{GOALS}\n"


@pytest.fixture
def give(database, bureau):
    """Function that gives files with the facts above, or others."""

    def run(*paths, facts=FACTS, later=0):
        now = bureau.now + timedelta(days=later)
        return ingest_files(database, paths, facts, bureau.snapshots, now, bind_revision)

    return run


def write(tmp_path, name, content):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_becomes_a_document_once(database, give, tmp_path):
    path = write(tmp_path, "plan.txt", PLAN)
    summary = give(path)
    assert (summary.documents_new, summary.statements) == (1, 4)
    before = dump(database)
    (document,) = before["documents"]
    assert (document.source_id, document.url, document.issuer) == ("by-hand", None, FACTS.issuer)
    assert (document.published, document.plan_year) == (FACTS.published, 2026)
    assert give(path, later=1).documents_new == 0
    assert dump(database) == before


def test_the_bytes_are_kept(database, bureau, give, tmp_path):
    give(write(tmp_path, "plan.txt", PLAN))
    (revision,) = dump(database)["document_revisions"]
    assert bureau.snapshots.get(revision.snapshot_digest).decode() == PLAN == revision.text


def test_an_edited_file_is_a_revision(database, give, tmp_path):
    give(write(tmp_path, "plan.txt", PLAN))
    assert give(write(tmp_path, "plan.txt", PLAN.replace("20所", "15所")), later=1).documents_revised == 1
    assert ("document_revised", GOALS, GOALS.replace("20所", "15所")) in told(database)


def test_a_saved_page_is_read_as_one(database, give, tmp_path):
    give(write(tmp_path, "plan.html", page("北岭县教育局2026年工作要点")))
    (document,) = dump(database)["documents"]
    assert (document.title, document.issuer) == ("北岭县教育局2026年工作要点", FACTS.issuer)
    assert document.published == FACTS.published


def test_the_source_of_the_issuer_takes_it(database, give, tmp_path):
    give(write(tmp_path, "plan.txt", PLAN), facts=FileFacts(issuer=ISSUER))
    give(write(tmp_path, "more.txt", PLAN), facts=FileFacts(issuer="某县教育局", source_id="beiling"))
    assert [row.source_id for row in dump(database)["documents"]] == ["beiling", "beiling"]
    with pytest.raises(UsageError, match="source nowhere: unknown; `goalboard sources list` shows all"):
        give(write(tmp_path, "other.txt", PLAN), facts=FileFacts(issuer=ISSUER, source_id="nowhere"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("mixed.txt", b"plan \xff", r"mixed\.txt: not UTF-8 at byte 5, nor GB18030 or Big5; save it as UTF-8"),
        ("empty.txt", b"", r"empty\.txt: empty; give a file with text in it"),
        ("blank.txt", " \n\t", r"blank\.txt: empty"),
        ("plan.pdf", b"%PDF-1.7", r"plan\.pdf: broken: not a whole PDF file; get the file again"),
        ("plan.txt", b"PK\x03\x04word/document.xml", r"plan\.txt: broken: not a whole ZIP file"),
        ("zero.txt", b"plan \x00", r"zero\.txt: not a text \(a zero byte at character 5\)"),
        ("list.html", "<html><body><p>x</p></body></html>", r"list\.html: no article on the page"),
    ],
)
def test_a_file_that_cannot_be_read_writes_nothing(database, give, tmp_path, name, content, message):
    before = dump(database)
    good = write(tmp_path, "good.txt", PLAN)
    with pytest.raises(InputFileError, match=message) as raised:
        give(good, write(tmp_path, name, content))
    assert "\n" not in str(raised.value)
    assert dump(database) == before


def test_a_missing_file_and_two_of_one_name_are_told(give, tmp_path):
    with pytest.raises(InputFileError, match=r"absent\.txt: cannot be read \(No such file or directory\)"):
        give(tmp_path / "absent.txt")
    with pytest.raises(InputFileError, match="has the same name as"):
        give(write(tmp_path, "a/plan.txt", PLAN), write(tmp_path, "b/plan.txt", PLAN))
