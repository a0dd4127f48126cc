"""Whole crawls over HTTP: what a first, a second and a changed visit report."""

from __future__ import annotations

import time
from datetime import timedelta

from crawler.snapshots import SnapshotStore
from crawler.types import Expectations, KnownPage, Outcome, PageRole
from tests.crawler.bureau import Page, article, list_page
from tests.crawler.crawls import NOW, source_of

NEXT = '<a href="index_1.html">下一页</a>'


def test_first_crawl_finds_every_bulletin(run, bureau, tmp_path):
    crawled = run(source_of(bureau))
    report = crawled.sources["edu"]
    assert (report.outcome, report.complete, report.items) == (Outcome.CHANGED, True, 5)
    assert (report.articles_fetched, report.articles_failed) == (5, 0)
    assert [url.removeprefix(bureau.root) for url in report.links] == bureau.article_paths()
    store = SnapshotStore(tmp_path / "snapshots")
    for page in crawled.pages:
        assert store.get(page.digest) == bureau.pages[page.url.removeprefix(bureau.root)].body
    first = crawled.pages[1]
    assert (first.listed_title, str(first.listed_date)) == ("关于第0项教育重点工作的通报", "2026-11-20")
    assert crawled.finished.pages == 6
    assert not list(store.verify())


def test_many_sources_on_many_hosts(run, bureaus):
    opened = [bureaus() for _ in range(4)]
    for number, bureau in enumerate(opened):
        bureau.add_bulletins(3 + number)
    crawled = run(*(source_of(bureau, f"s{number}") for number, bureau in enumerate(opened)))
    assert {name: report.items for name, report in crawled.sources.items()} == {"s0": 3, "s1": 4, "s2": 5, "s3": 6}
    assert all(report.outcome is Outcome.CHANGED for report in crawled.sources.values())
    assert all(bureau.most_busy == 1 for bureau in opened), "one request at a time a host"


def test_second_crawl_asks_conditionally_and_finds_nothing(run, bureau):
    known = run(source_of(bureau)).known()
    bureau.requests.clear()
    again = run(source_of(bureau), known=known)
    report = again.sources["edu"]
    assert (report.outcome, report.complete, report.items) == (Outcome.UNCHANGED, True, 5)
    assert {page.status for page in again.pages} == {304}
    assert set(again.outcomes()) == {Outcome.UNCHANGED}
    assert all("if-none-match" in sent for path, sent in bureau.requests if path != "/robots.txt")


def test_a_changed_figure_is_a_change_though_the_list_is_not(run, bureau):
    known = run(source_of(bureau)).known()
    path = bureau.article_paths()[2]
    bureau.pages[path] = Page(article(2, "2026-11-18", rate=95))
    again = run(source_of(bureau), known=known)
    assert again.sources["edu"].outcome is Outcome.CHANGED
    assert [page.url for page in again.pages if page.outcome is Outcome.CHANGED] == [bureau.root + path]
    assert again.page(bureau.root + "/zdgz/").status == 304


def test_without_validators_the_digest_tells(run, bureau):
    for page in bureau.pages.values():
        page.has_etag = False
    known = run(source_of(bureau)).known()
    again = run(source_of(bureau), known=known)
    assert again.sources["edu"].outcome is Outcome.UNCHANGED
    assert {page.status for page in again.pages} == {200}


def test_an_old_article_is_not_asked_again_but_a_new_one_is_fetched(run, bureau):
    bureau.add_bulletins(3, days=("2026-11-20", "2026-10-01", "2026-09-01"))
    known = run(source_of(bureau)).known()
    bureau.requests.clear()
    again = run(source_of(bureau), known=known, recheck_days=30)
    assert [page.listed_date.isoformat() for page in again.pages if page.role is PageRole.ARTICLE] == ["2026-11-20"]
    assert bureau.asked("/zdgz/202610/t20261001_1001.html") == 0


def test_old_articles_are_asked_again_after_a_tenth_of_their_age(run, bureau):
    bureau.add_bulletins(3, days=("2026-11-20", "2026-10-01", "2026-01-01"))
    known = run(source_of(bureau)).known()
    days_ago = {page.url: page.model_copy(update={"fetched_at": NOW - timedelta(days=7)}) for page in known["edu"]}
    again = run(source_of(bureau), known={"edu": tuple(days_ago.values())}, recheck_days=30)
    asked = [page.listed_date.isoformat() for page in again.pages if page.role is PageRole.ARTICLE]
    assert sorted(asked) == ["2026-10-01", "2026-11-20"], "51 days old: every 5 days; 324 days old: every 32"


def test_a_known_article_that_left_the_list_is_still_rechecked(run, bureau):
    known = run(source_of(bureau)).known()
    gone = bureau.article_paths()[4]
    kept = [
        (path.rpartition("/")[2], f"关于第{n}项教育重点工作的通报", f"2026-11-{20 - n}")
        for n, path in enumerate(bureau.article_paths()[:4])
    ]
    bureau.pages["/zdgz/"] = Page(list_page(kept))
    del bureau.pages[gone]
    again = run(source_of(bureau), known=known)
    assert again.page(bureau.root + gone).outcome is Outcome.HTTP_4XX
    assert again.page(bureau.root + gone).status == 404
    report = again.sources["edu"]
    assert report.complete
    assert bureau.root + gone not in report.links
    assert report.outcome is Outcome.UNCHANGED


def test_lost_snapshots_are_fetched_whole_again(run, bureau, tmp_path):
    known = run(source_of(bureau)).known()
    again = run(source_of(bureau), known=known, snapshots=str(tmp_path / "elsewhere"))
    assert {page.status for page in again.pages} == {200}
    assert again.sources["edu"].outcome is Outcome.UNCHANGED
    assert SnapshotStore(tmp_path / "elsewhere").has(again.pages[1].digest)


def test_a_damaged_list_snapshot_is_fetched_again_and_healed(run, bureau, tmp_path):
    first = run(source_of(bureau))
    digest = first.page(f"{bureau.root}/zdgz/").digest
    (body,) = tmp_path.rglob(f"{digest}.zst")
    body.write_bytes(b"damaged")
    again = run(source_of(bureau), known=first.known())
    assert (again.sources["edu"].outcome, again.sources["edu"].items) == (Outcome.UNCHANGED, 5)
    assert again.page(f"{bureau.root}/zdgz/").status == 200
    assert not list(SnapshotStore(tmp_path / "snapshots").verify())


def test_a_second_list_page_that_fails_leaves_the_crawl_partial(run, bureau):
    body = bureau.pages["/zdgz/"].body.replace(b'<div class="page">', f'<div class="page">{NEXT}'.encode())
    bureau.pages["/zdgz/"] = Page(body)
    bureau.pages["/zdgz/index_1.html"] = Page(b"", status=500)
    report = run(source_of(bureau, max_pages=3)).sources["edu"]
    assert (report.outcome, report.complete) == (Outcome.PARTIAL, False)
    assert (report.items, report.articles_fetched) == (5, 5)


def test_the_delay_of_a_source_is_kept(run, bureau):
    started = time.monotonic()
    run(source_of(bureau, delay_seconds=0.15))
    assert time.monotonic() - started >= 6 * 0.15


def test_a_list_moved_to_other_addresses_is_an_alarm_first_and_its_articles_are_known_then(run, bureau):
    known = run(source_of(bureau)).known()
    bureau.pages.clear()
    bureau.add_bulletins(5, folder="/new/")
    bureau.pages["/zdgz/"] = Page(bureau.pages["/new/"].body.replace(b'href="./', b'href="/new/'))
    moved = run(source_of(bureau), known=known)
    report = moved.sources["edu"]
    assert (report.outcome, report.complete, report.items) == (Outcome.LAYOUT_CHANGED, False, 5)
    assert "none of the items known is shown" in report.message
    assert moved.outcomes().count(Outcome.OK) == 5
    again = run(source_of(bureau), known={"edu": known["edu"] + moved.known()["edu"][1:]})
    assert (again.sources["edu"].outcome, again.sources["edu"].complete) == (Outcome.UNCHANGED, True)


def test_a_list_full_of_newer_items_is_a_change(run, bureau):
    bureau.add_bulletins(4, days=("2026-09-04", "2026-09-03", "2026-09-02", "2026-09-01"))
    known = run(source_of(bureau)).known()
    bureau.add_bulletins(4, days=("2026-11-04", "2026-11-03", "2026-11-02", "2026-11-01"))
    assert run(source_of(bureau), known=known).sources["edu"].outcome is Outcome.CHANGED


def test_pages_are_followed_to_the_end_of_scope(run, bureau):
    days = [f"2026-10-{day}" for day in range(10, 16)]
    for number, path in enumerate(["/zdgz/", "/zdgz/index_1.html", "/zdgz/index_2.html"]):
        items = [(f"t{day.replace('-', '')}_{number}{day[-1]}.html", f"第{number}页{day}工作通报", day) for day in days]
        bureau.pages[path] = Page(
            list_page(items, pager=NEXT.replace("1.html", f"{number + 1}.html") if number < 2 else "")
        )
        for name, _, day in items:
            bureau.pages[f"/zdgz/202610/{name}"] = Page(article(number * 10 + int(day[-1]), day))
    report = run(source_of(bureau, max_pages=9)).sources["edu"]
    assert (report.items, report.complete) == (18, True)
    assert run(source_of(bureau, max_pages=2)).sources["edu"].items == 12


def test_a_list_that_repeats_page_one_is_partial(run, bureau):
    body = bureau.pages["/zdgz/"].body.replace(
        b'<div class="page">', b'<div class="page"><a href="?page=2">\xe4\xb8\x8b\xe4\xb8\x80\xe9\xa1\xb5</a>'
    )
    bureau.pages["/zdgz/"] = bureau.pages["/zdgz/?page=2"] = Page(body)
    report = run(source_of(bureau, max_pages=5)).sources["edu"]
    assert (report.outcome, report.items, report.complete) == (Outcome.PARTIAL, 5, False)
    assert "set max_pages: 1" in report.message
    assert bureau.asked("/zdgz/?page=2") == 1


def test_attachments_of_wanted_types_come_with_their_article(run, bureau):
    path = bureau.article_paths()[0]
    files = '<p>附件：<a href="./plan.pdf">附件1.工作计划.pdf</a> <a href="./all.zip">附件2.资料.zip</a></p>'
    bureau.pages[path] = Page(article(0, "2026-11-20", more=files))
    folder = path.rpartition("/")[0]
    bureau.pages[f"{folder}/plan.pdf"] = Page(b"%PDF-1.4 plan", media_type="application/pdf")
    crawled = run(source_of(bureau))
    (file,) = [page for page in crawled.pages if page.role is PageRole.ATTACHMENT]
    assert (file.url, file.parent_url) == (f"{bureau.root}{folder}/plan.pdf", bureau.root + path)
    assert (file.outcome, file.media_type) == (Outcome.OK, "application/pdf")
    assert bureau.asked(f"{folder}/all.zip") == 0


def test_a_file_changed_in_place_is_a_change_of_its_source(run, bureau):
    paths = bureau.article_paths()[:2]
    folder = paths[0].rpartition("/")[0]
    for number, path in enumerate(paths):
        bureau.pages[path] = Page(
            article(number, "2026-11-20", more='<p>附件：<a href="./plan.pdf">附件1.计划.pdf</a></p>')
        )
    bureau.pages[f"{folder}/plan.pdf"] = Page(b"%PDF-1.4 plan", media_type="application/pdf")
    known = run(source_of(bureau)).known()
    bureau.pages[f"{folder}/plan.pdf"] = Page(b"%PDF-1.4 plan, second edition", media_type="application/pdf")
    again = run(source_of(bureau), known=known)
    assert [page.url for page in again.pages if page.outcome is Outcome.CHANGED] == [f"{bureau.root}{folder}/plan.pdf"]
    assert again.page(f"{bureau.root}{folder}/plan.pdf").parent_url == bureau.root + paths[0]
    assert again.sources["edu"].outcome is Outcome.CHANGED


def test_a_day_of_change_serves_as_well_as_an_etag(run, bureau):
    for page in bureau.pages.values():
        page.has_etag = False
        page.headers["Last-Modified"] = "Fri, 20 Nov 2026 01:00:00 GMT"
    known = run(source_of(bureau)).known()
    again = run(source_of(bureau), known=known)
    assert {page.status for page in again.pages} == {304}
    assert again.known()["edu"] == known["edu"]


def test_a_gbk_page_is_read(run, bureau):
    for path, page in list(bureau.pages.items()):
        text = page.body.decode().replace('charset="utf-8"', 'charset="gb2312"')
        bureau.pages[path] = Page(text.replace("平川市", "深圳镕街").encode("gb18030"), media_type="text/html")
    crawled = run(source_of(bureau))
    assert crawled.sources["edu"].outcome is Outcome.CHANGED
    assert crawled.pages[1].listed_title == "关于第0项教育重点工作的通报"


def test_link_pattern_and_limits_of_a_source(run, bureau):
    report = run(source_of(bureau, link_pattern="_100[0-2]", max_articles=2)).sources["edu"]
    assert (report.items, report.articles_fetched) == (3, 2)


def test_rechecks_take_turns_within_the_limit(run, bureau):
    known = run(source_of(bureau)).known()["edu"]
    aged = tuple(
        page.model_copy(update={"fetched_at": NOW.replace(hour=0, minute=number)})
        if isinstance(page, KnownPage)
        else page
        for number, page in enumerate(reversed(known))
    )
    again = run(source_of(bureau, max_articles=2), known={"edu": aged})
    asked = [page.url for page in again.pages if page.role is PageRole.ARTICLE]
    assert asked == [page.url for page in aged[:2]]


def test_expectations_hold_back_conclusions(run, bureau):
    few = run(source_of(bureau, expect=Expectations(least_items=8)))
    assert (few.sources["edu"].outcome, few.sources["edu"].complete) == (Outcome.PARTIAL, False)
    assert few.sources["edu"].message == "5 items shown; expected at least 8"
    many = run(source_of(bureau, expect=Expectations(least_items=1, most_items=4)))
    assert many.sources["edu"].outcome is Outcome.LAYOUT_CHANGED
    assert not few.outcomes() and not many.outcomes(), "articles of an unsound list are left alone"
