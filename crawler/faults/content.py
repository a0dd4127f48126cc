"""Faults of what pages say: lists that are empty, short, repeated, redesigned; bulletins that change or seem to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from crawler.faults.answers import Answer, html, redirect
from crawler.faults.files import WORD, changed_word_file, word_bomb
from crawler.faults.section import FILE_PATH, LIST_PATH, PER_PAGE, SECOND_PAGE, article_page, list_page, row, rows
from crawler.faults.stage import Fault, Play, Stage
from crawler.faults.transport import LAYOUT
from crawler.types import Outcome

REVISED = ("document_revised", "goal_moved")
_SAYS = '<html><head><meta charset="utf-8"><title>{0}</title></head><body><p>{1}</p></body></html>'
_GONE = _SAYS.format("提示信息", "您访问的页面不存在或已被删除。")
_REPAIR = _SAYS.format("系统维护", "网站正在维护，请稍后再来。")
_SHELL = (
    '<html><head><title>重点工作</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>'
)


def _portal(stage: Stage) -> None:
    """The section is replaced by a portal page: news of other sections, none of its own bulletins, none newer."""
    old = stage.bulletins[-1].day - timedelta(days=200)
    titles = [f"全县第{number}次综合行政执法协调会议召开情况" for number in range(1, 13)]
    items = "".join(f'<li><a href="/bm/{n}.html">{title}</a><span>{old}</span></li>' for n, title in enumerate(titles))
    stage.pages[LIST_PATH] = html(list_page(items))


def _half_list(stage: Stage) -> None:
    stage.pages[LIST_PATH] = html(list_page(rows(stage.bulletins[:2])))


def _empty_list(stage: Stage) -> None:
    stage.pages[LIST_PATH] = html(list_page("<li>暂无相关信息</li>"))


def _repeated(stage: Stage) -> None:
    stage.pages[SECOND_PAGE] = html(list_page(rows(stage.bulletins[:PER_PAGE]), following="index_2.html"))


def _new_addresses(stage: Stage) -> None:
    """The site moves to other software: the same bulletins at other addresses, the old ones gone."""
    old = {bulletin.path for bulletin in stage.bulletins}
    for bulletin in stage.bulletins:
        stage.pages[f"/art/{bulletin.number}.shtml"] = stage.pages.pop(bulletin.path)
    items = [row(bulletin, path=f"/art/{bulletin.number}.shtml") for bulletin in stage.bulletins]
    stage.pages[LIST_PATH] = html(list_page("".join(items[:PER_PAGE]), following="index_1.html"))
    stage.pages[SECOND_PAGE] = html(list_page("".join(items[PER_PAGE:])))
    assert not old & stage.pages.keys(), "the old addresses are gone"


def _reordered(stage: Stage) -> None:
    stage.pages[LIST_PATH] = html(list_page(rows(stage.bulletins[:PER_PAGE][::-1]), following="index_1.html"))


def _pinned(stage: Stage) -> None:
    """The oldest bulletin stands on top of page 1, marked, and in its place too."""
    pinned = row(stage.bulletins[-1], mark="[置顶] ")
    stage.pages[LIST_PATH] = html(list_page(pinned + rows(stage.bulletins[:PER_PAGE]), following="index_1.html"))


def _new_style(stage: Stage) -> None:
    stage.articles(lambda page: page.replace('<div class="TRS_Editor">', '<div class="nav2">新版</div><div id="zoom">'))


def _sessions(stage: Stage) -> None:
    """Every address carries the name of a session, another one at each visit."""
    for bulletin in stage.bulletins:
        named = f"{bulletin.path};jsessionid=8F3A{bulletin.number}C0D1"
        stage.pages[named] = stage.pages[bulletin.path]
        stage.lists(lambda page, bulletin=bulletin, named=named: page.replace(f'"{bulletin.path}"', f'"{named}"'))  # type: ignore[misc]


def _in_gb18030(stage: Stage) -> None:
    """All pages in GB18030 and labelled gb2312, with a character that GB2312 does not have."""
    for path, page in list(stage.pages.items()):
        if page.media_type.startswith("text/html"):
            text = page.body.decode().replace('charset="utf-8"', 'charset="gb2312"').replace("主办：", "主办（镕）：")
            stage.pages[path] = html(text, "gb18030", media_type="text/html")


def _with_bom(stage: Stage) -> None:
    for path, page in list(stage.pages.items()):
        if page.media_type.startswith("text/html"):
            stage.pages[path] = replace(page, body=b"\xef\xbb\xbf" + page.body)


def _mixed_encodings(stage: Stage) -> None:
    """A UTF-8 page into which the server pastes a footer in GBK."""
    for path, page in list(stage.pages.items()):
        if page.media_type.startswith("text/html"):
            foot = "<p>版权所有：望河县教育局　地址：人民路一号　技术支持：信息中心</p>".encode("gb18030")
            stage.pages[path] = replace(page, body=page.body.replace(b"</body>", foot + b"</body>"))


def _mirror(stage: Stage) -> None:
    stage.neighbour = dict(stage.pages)


def _repost(stage: Stage) -> None:
    """The neighbour shows the same bulletins, one of them with another figure."""
    stage.neighbour = dict(stage.pages)
    text = stage.pages[stage.first.path].body.decode()
    stage.neighbour[stage.first.path] = html(text.replace("20所", "26所"))


def _new_bulletin(stage: Stage) -> None:
    """A bulletin of today appears on top of the list."""
    newest = replace(
        stage.first, number=99, day=stage.today, title="关于公布校园安全检查结果的通报", goal="检查学校43所。"
    )
    stage.pages[newest.path] = html(article_page(newest))
    stage.pages[LIST_PATH] = html(list_page(rows([newest, *stage.bulletins[: PER_PAGE - 1]]), following="index_1.html"))
    stage.pages[SECOND_PAGE] = html(list_page(rows(list(stage.bulletins[PER_PAGE - 1 :]))))


def _article_as_list(stage: Stage) -> None:
    stage.pages[LIST_PATH] = stage.pages[stage.first.path]


def _list(text: str) -> Play:
    return lambda stage: stage.pages.update({LIST_PATH: html(text)})


def _first(answer: Answer) -> Play:
    """The first bulletin answers so."""
    return lambda stage: stage.pages.update({stage.first.path: answer})


def _articles(old: str, new: str) -> Play:
    return lambda stage: stage.articles(lambda page: page.replace(old, new))


def _file(content: bytes) -> Play:
    return lambda stage: stage.pages.update({FILE_PATH: Answer(content, media_type=WORD)})


def _in_body(line: str) -> Play:
    """Every bulletin ends with this line, inside its text."""

    def play(stage: Stage) -> None:
        for bulletin in stage.bulletins:
            stage.pages[bulletin.path] = html(article_page(bulletin, more=f"<p>　　{line}</p>"))

    return play


def _figure_and_counter(stage: Stage) -> None:
    stage.replace("1024", "1031")
    stage.replace("20所", "15所")


def _withheld(stage: Stage) -> None:
    page = stage.pages[stage.first.path].body.decode()
    head, _, rest = page.partition('<div class="TRS_Editor">')
    stage.pages[stage.first.path] = html(head + '<div class="TRS_Editor"></div>' + rest[rest.index("<div class") :])


def _word_cut(stage: Stage) -> None:
    _file(stage.pages[FILE_PATH].body[:300])(stage)


def _word_bomb(stage: Stage) -> None:
    _file(word_bomb())(stage)


def _to_front(stage: Stage) -> None:
    stage.pages["/"] = html(list_page(rows(stage.bulletins)))
    stage.pages[stage.first.path] = redirect("/")


LISTS = (
    Fault("soft_404", "the list says with 200 that it does not exist", _list(_GONE), Outcome.SOFT_404, LAYOUT),
    Fault("maintenance", "the site says with 200 that it is being repaired", _list(_REPAIR), Outcome.SOFT_404, LAYOUT),
    Fault("empty_list", "the list says that there is nothing", _empty_list, Outcome.EMPTY, LAYOUT),
    Fault("empty_body", "200 without a byte", _list(""), Outcome.EMPTY, LAYOUT),
    Fault("half_list", "two of nine items, and no second page", _half_list, Outcome.PARTIAL),
    Fault("repeated_page", "page 2 shows page 1 again", _repeated, Outcome.PARTIAL),
    Fault("shell", "the list is built in the browser now", _list(_SHELL), Outcome.EMPTY, LAYOUT),
    Fault("portal", "the list gave way to a portal page", _portal, Outcome.LAYOUT_CHANGED, LAYOUT),
    Fault("now_an_article", "a bulletin stands where the list was", _article_as_list, Outcome.LAYOUT_CHANGED, LAYOUT),
    Fault(
        "new_addresses", "the same bulletins at other addresses",
        _new_addresses, Outcome.LAYOUT_CHANGED, (*LAYOUT, "document_moved"),
    ),
    Fault("reordered", "the items stand in another order", _reordered, Outcome.UNCHANGED),
    Fault("pinned", "an old item is pinned to the top", _pinned, Outcome.UNCHANGED),
    Fault("sessions", "every address carries a session", _sessions, Outcome.UNCHANGED),
)  # fmt: skip

ARTICLES = (
    Fault(
        "visit_counter", "every page counts its visits",
        _articles("来源：", "浏览次数：1024　来源："), Outcome.UNCHANGED,
    ),
    Fault(
        "print_date", "every page shows the day on which it was printed",
        _articles("9999990021", "9999990021 打印日期：2026年11月22日 今天是星期日"), Outcome.UNCHANGED,
    ),
    Fault(
        "counter_in_body", "a counter of visits inside the text counts on",
        _in_body("浏览次数：1031次"), Outcome.UNCHANGED, before=_in_body("浏览次数：1024次"),
    ),
    Fault(
        "print_date_in_body", "a print date inside the text moves on",
        _in_body("打印时间：2026-11-22 10:15:31"), Outcome.CHANGED, before=_in_body("打印时间：2026-11-21 08:00:02"),
    ),
    Fault(
        "figure_beside_counter", "a figure changes in a text that also counts its visits",
        _figure_and_counter, Outcome.CHANGED, REVISED, page=Outcome.CHANGED, before=_in_body("浏览次数：1024次"),
    ),
    Fault(
        "body_withheld", "a bulletin shows its title and day, and no text",
        _withheld, Outcome.UNCHANGED, page=Outcome.EMPTY,
    ),
    Fault("new_style", "the bulletins are dressed in another template", _new_style, Outcome.UNCHANGED),
    Fault("gb18030", "GB18030 that calls itself gb2312", _in_gb18030, Outcome.UNCHANGED),
    Fault("byte_order_mark", "a byte order mark before every page", _with_bom, Outcome.UNCHANGED),
    Fault("mixed_encodings", "UTF-8 pages with a footer in GBK", _mixed_encodings, Outcome.UNCHANGED),
    Fault(
        "changed_figure", "one figure in a body changes",
        lambda stage: stage.replace("20所", "15所"), Outcome.CHANGED, REVISED, page=Outcome.CHANGED,
    ),
    Fault(
        "changed_word", "one word in a body changes",
        lambda stage: stage.replace("新增学位", "增加学位"), Outcome.CHANGED, REVISED[:1], page=Outcome.CHANGED,
    ),
    Fault("new_bulletin", "a bulletin appears", _new_bulletin, Outcome.CHANGED, ("document_new",)),
    Fault(
        "article_404", "a listed bulletin answers 404 once",
        _first(Answer(b"", 404)), Outcome.UNCHANGED, page=Outcome.HTTP_4XX,
    ),
    Fault(
        "article_soft_404", "a listed bulletin says with 200 that it does not exist",
        _first(html(_GONE)), Outcome.UNCHANGED, page=Outcome.SOFT_404,
    ),
    Fault(
        "article_empty", "a bulletin answers 200 without a byte",
        _first(Answer(b"")), Outcome.UNCHANGED, page=Outcome.EMPTY,
    ),
    Fault(
        "article_error", "a bulletin answers 500",
        _first(Answer(b"oops", 500)), Outcome.UNCHANGED, page=Outcome.HTTP_5XX, order={"retries": 0},
    ),
    Fault(
        "article_to_front", "a bulletin is redirected to the front page",
        _to_front, Outcome.UNCHANGED, page=Outcome.SOFT_404,
    ),
    Fault(
        "mirrored", "another host shows the same bulletins",
        _mirror, Outcome.UNCHANGED, ("document_new",), has_mirror=True,
    ),
    Fault(
        "reposted", "another host shows one of them with another figure",
        _repost, Outcome.UNCHANGED, ("document_new", "figures_conflict"), has_mirror=True,
    ),
)  # fmt: skip

FILES = (
    Fault(
        "page_named_as_file", "an error page where the Word file was",
        _file(_GONE.encode()), Outcome.UNCHANGED, file=Outcome.SOFT_404,
    ),
    Fault(
        "changed_file", "the Word file says more than before",
        _file(changed_word_file()), Outcome.CHANGED, REVISED[:1], file=Outcome.CHANGED,
    ),
    Fault("broken_word", "the Word file breaks off", _word_cut, Outcome.CHANGED, file=Outcome.CHANGED),
    Fault(
        "broken_pdf", "bytes that begin like a PDF and are none",
        _file(b"%PDF-1.7\n" + bytes(range(256)) * 9), Outcome.CHANGED, file=Outcome.CHANGED,
    ),
    Fault(
        "word_bomb", "a Word file that grows to 400 MB when it is opened",
        _word_bomb, Outcome.CHANGED, file=Outcome.CHANGED, order={"max_bytes": 2_000_000},
    ),
)  # fmt: skip
