"""Lists that scripts fetch: the section as a shell of each maker, with a list API beside it, and how such APIs fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crawler.faults.answers import Answer, html
from crawler.faults.section import BUREAU, LIST_PATH, PER_PAGE, SECOND_PAGE, Bulletin, row, rows
from crawler.faults.stage import Fault, Play, Stage
from crawler.faults.transport import LAYOUT
from crawler.types import Outcome

_JSON, _XML = "application/json; charset=utf-8", "text/xml; charset=utf-8"
_CHANNEL = "5d1f0c9be2a84376b0c4d95e7a12f683"
_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit?"
_UNIT += "webId=81&tplSetId=Kq7mT2x&pageType=column&tagId=%E4%BF%A1%E6%81%AF%E5%88%97%E8%A1%A8&pageId=3307"
_PROXY = "/module/web/jpage/dataproxy.jsp?startrecord={}&endrecord={}&perpage=5&col=1&webid=81&columnid=3307&unitid=77"
_SEARCH = f"/common/search/{_CHANNEL}?_isAgg=true&_isJson=true&_pageSize=5&page="
_CATALOGUE = "/gkmlpt/api/all/0?page={}&sid=9990021"
_CMS = "/cms/getDocList?channel=71&pageNo={}&pageSize=5"

Bulletins = tuple[Bulletin, ...]


@dataclass(frozen=True, slots=True)
class Shell:
    """One maker's shell. ``first`` and ``second`` are the API's addresses, a POST's with its body behind a blank.

    ``answer`` writes an answer from items and their total, ``other`` is one after its makers changed it, ``empty`` one
    without items.
    """

    maker: str
    script: str
    first: str
    second: str
    answer: Callable[[Bulletins, int], Answer]
    other: Answer
    empty: Answer


def _page(script: str) -> str:
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>重点工作_{BUREAU}</title>
<meta name="SiteName" content="{BUREAU}"><meta name="ColumnName" content="重点工作"></head>
<body><div class="head"><a href="/">首页</a> <a href="/zwgk/">政务公开</a></div><div id="list"></div>{script}
<div class="foot">网站标识码：9999990021</div></body></html>"""


def _json(value: Any) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), media_type=_JSON)


def _unit(bulletins: Bulletins, _total: int) -> Answer:
    return _json({"success": True, "code": "200", "data": {"html": f'<ul class="list">{rows(bulletins)}</ul>'}})


def _records(bulletins: Bulletins, total: int) -> Answer:
    records = "".join(f"<record><![CDATA[{row(bulletin)}]]></record>" for bulletin in bulletins)
    text = f"<datastore><totalrecord>{total}</totalrecord><recordset>{records}</recordset></datastore>"
    return Answer(text.encode(), media_type=_XML)


def _catalogue(bulletins: Bulletins, total: int) -> Answer:
    """``date`` counts seconds up to the day of writing, here another one; attachments have names and addresses too."""
    articles = [
        {
            "id": bulletin.number,
            "title": bulletin.title,
            "url": bulletin.path,
            "date": 1_600_000_000,
            "created_at": f"{bulletin.day} 09:30:00",
            "attachment": [{"name": "任务分解表.docx", "url": "/zdgz/files/renwu.docx"}],
        }
        for bulletin in bulletins
    ]
    return _json({"classify": {"id": 0, "name": "全部", "post_count": total}, "articles": articles, "total": total})


def _results(bulletins: Bulletins, total: int) -> Answer:
    results = [
        {"title": one.title, "url": one.path, "publishedTimeStr": f"{one.day} 09:30:00", "content": one.goal}
        for one in bulletins
    ]
    return _json({"data": {"page": 1, "rows": PER_PAGE, "total": total, "channelId": _CHANNEL, "results": results}})


def _documents(bulletins: Bulletins, total: int) -> Answer:
    documents = [{"docTitle": one.title, "docPubUrl": one.path, "docRelTime": str(one.day)} for one in bulletins]
    return _json({"code": 0, "msg": "ok", "count": total, "list": documents})


def _topics(bulletins: Bulletins, total: int) -> Answer:
    topics = [{"topic": one.title, "infourl": one.path, "pubtime": f"{one.day} 09:30:00.0"} for one in bulletins]
    return _json({"totalRec": total, "list": topics})


def _contents(index: int) -> str:
    """Address and body of what a SiteServer page asks for."""
    fields = {
        "siteId": 81, "pageChannelId": 3307, "templateId": 5, "totalNum": 9, "pageCount": 2,
        "currentPageIndex": index, "stlPageContentsElement": "q8Zk0add0Tm",
    }  # fmt: skip
    return f"/api/sys/stl/actions/pagecontents {json.dumps(fields)}"


_RENAMED = _json({"page": {"entries": [{"heading": "重点工作一", "path": {"web": "/x/1"}}] * PER_PAGE}})
_NO_RECORDS = "<datastore><totalrecord>0</totalrecord><recordset></recordset></datastore>"

SHELLS = (
    Shell(
        "gkmlpt",
        "<script>window._CONFIG = { SID: '9990021', TREE: [{\"id\":12,\"name\":\"重点工作\"}] }</script>"
        '<script src="/gkmlpt/gkml/pc/js/app.js"></script>',
        _CATALOGUE.format(1), _CATALOGUE.format(2), _catalogue, _RENAMED, _catalogue((), 0),
    ),
    Shell(
        "jpaas",
        '<script src="/script/0/unitbuild.js" url="/api-gateway/jpaas-publish-server/front/page/build/unit" '
        "queryData=\"{'webId':'81','tplSetId':'Kq7mT2x','pageType':'column','tagId':'页头导航','pageId':'3307'}\"></script>"
        '<script src="/script/0/unitbuild.js" url="/api-gateway/jpaas-publish-server/front/page/build/unit" '
        "queryData=\"{'webId':'81','tplSetId':'Kq7mT2x','pageType':'column','tagId':'信息列表','pageId':'3307'}\"></script>",
        _UNIT, f"{_UNIT}&paramJson=%7B%22pageNo%22%3A2%2C%22pageSize%22%3A5%7D",
        _unit, _RENAMED, _json({"success": True, "data": {"html": "<div class='none'>暂无内容</div>"}}),
    ),
    Shell(
        "jpage",
        "<script>$('#77').jpage({proxyUrl:'/module/web/jpage/dataproxy.jsp', perPage:5, groupSize:1, ajaxParam:"
        "{col:1, webid:81, columnid:3307, unitid:'77'}});</script>",
        _PROXY.format(1, 5), _PROXY.format(6, 9), _records,
        html("<datastore><total>9</total><rows><row id='1'>重点工作</row></rows></datastore>", media_type=_XML),
        html(_NO_RECORDS, media_type=_XML),
    ),
    Shell(
        "ucap",
        f"<script>var channelId = '{_CHANNEL}'; function go(page){{ $.get('/common/search/' + channelId + "
        "'?_isAgg=true&_isJson=true&_pageSize=5&page=' + page, show); }</script>",
        f"{_SEARCH}1", f"{_SEARCH}2", _results, _RENAMED, _results((), 0),
    ),
    Shell(
        "script",
        "<script>var channel = 71; function load(pageNo){ $.ajax({url: '/cms/getDocList', type: 'get',"
        " dataType: 'json', data: {channel: channel, pageNo: pageNo, pageSize: 5}, success: show}); }</script>",
        _CMS.format(1), _CMS.format(2), _documents, _RENAMED, _documents((), 0),
    ),
    Shell(
        "siteserver",
        "<script>var url = '/api/sys/stl/actions/pagecontents'; var parameters = {siteId: 81, pageChannelId: 3307, "
        "templateId: 5, totalNum: 9, pageCount: 2, currentPageIndex: 0, stlPageContentsElement: 'q8Zk0add0Tm'};"
        " $.ajax({url: url, type: 'POST', contentType: 'application/json', data: JSON.stringify(parameters),"
        " success: show});</script>",
        _contents(0), _contents(1), lambda bulletins, _total: _json(f"<ul>{rows(bulletins)}</ul>"),
        _RENAMED, _json("<ul></ul>"),
    ),
    Shell(
        "wcm",
        "<script>$.ajax({type: 'POST', url: '/cms/JsonList', data: {channelCode: 'A81', perPage: '5', pageno: id},"
        " success: show});</script>",
        "/cms/JsonList channelCode=A81&perPage=5&pageno=1", "/cms/JsonList channelCode=A81&perPage=5&pageno=2",
        _topics, _RENAMED, _topics((), 0),
    ),
)  # fmt: skip


def as_shell(shell: Shell) -> Play:
    """The healthy section as this maker builds it: a page without items, and an API with two pages of them."""

    def play(stage: Stage) -> None:
        total = len(stage.bulletins)
        stage.pages.pop(SECOND_PAGE, None)
        stage.pages[LIST_PATH] = html(_page(shell.script))
        stage.pages[shell.first] = shell.answer(stage.bulletins[:PER_PAGE], total)
        stage.pages[shell.second] = shell.answer(stage.bulletins[PER_PAGE:], total)

    return play


def _then(shell: Shell, **answers: Answer) -> Play:
    """The shell with other answers at its ``first`` or ``second`` address."""

    def play(stage: Stage) -> None:
        as_shell(shell)(stage)
        stage.pages |= {getattr(shell, name): answer for name, answer in answers.items()}

    return play


def _of(shell: Shell) -> tuple[Fault, ...]:
    name, healthy = f"api_{shell.maker}", as_shell(shell)
    error = Answer(b'{"error":"busy"}', 500, _JSON)
    return (
        Fault(
            f"{name}_still", f"nothing is wrong with the list API of {shell.maker}", healthy,
            Outcome.UNCHANGED, before=healthy,
        ),
        Fault(
            f"{name}_other", f"the list API of {shell.maker} answers in another form", _then(shell, first=shell.other),
            Outcome.LAYOUT_CHANGED, LAYOUT, before=healthy,
        ),
        Fault(
            f"{name}_empty", f"the list API of {shell.maker} answers no items", _then(shell, first=shell.empty),
            Outcome.EMPTY, LAYOUT, before=healthy,
        ),
        Fault(
            f"{name}_error", f"the list API of {shell.maker} answers 500", _then(shell, first=error),
            Outcome.HTTP_5XX, before=healthy, order={"retries": 0},
        ),
        Fault(
            f"{name}_half", f"page 2 of the list API of {shell.maker} answers 500", _then(shell, second=error),
            Outcome.PARTIAL, before=healthy, order={"retries": 0},
        ),
    )  # fmt: skip


_FIRST = SHELLS[0]
APIS = (
    *(fault for shell in SHELLS for fault in _of(shell)),
    Fault(
        "api_says_error", "a list API says with 200 that something went wrong",
        _then(_FIRST, first=_json({"success": False, "message": "系统繁忙，请稍后再试"})),
        Outcome.SOFT_404, LAYOUT, before=as_shell(_FIRST),
    ),
    Fault(
        "api_cut_off", "the answer of a list API ends in its middle",
        lambda stage: _cut(stage, SHELLS[1]), Outcome.LAYOUT_CHANGED, LAYOUT, before=as_shell(SHELLS[1]),
    ),
    Fault(
        "api_ignores_page", "a list API answers page 1 whatever is asked",
        lambda stage: _repeat(stage, SHELLS[1]), Outcome.PARTIAL, before=as_shell(SHELLS[1]),
    ),
    Fault(
        "api_gone", "the page's script asks for its list no more", lambda stage: _forget(stage, _FIRST),
        Outcome.EMPTY, LAYOUT, before=as_shell(_FIRST),
    ),
    Fault(
        "api_of_another_site", "the page's script asks another site for its list",
        lambda stage: _elsewhere(stage, SHELLS[4]), Outcome.EMPTY, LAYOUT, before=as_shell(SHELLS[4]),
    ),
)  # fmt: skip


def _cut(stage: Stage, shell: Shell) -> None:
    as_shell(shell)(stage)
    whole = stage.pages[shell.first]
    stage.pages[shell.first] = Answer(whole.body[: len(whole.body) * 2 // 3], media_type=_JSON)


def _repeat(stage: Stage, shell: Shell) -> None:
    as_shell(shell)(stage)
    stage.pages[shell.second] = stage.pages[shell.first]


def _forget(stage: Stage, shell: Shell) -> None:
    as_shell(shell)(stage)
    stage.pages[LIST_PATH] = html(_page('<script src="/app.js"></script>'))


def _elsewhere(stage: Stage, shell: Shell) -> None:
    as_shell(shell)(stage)
    stage.neighbour = dict(stage.pages)
    stage.pages[LIST_PATH] = html(_page(shell.script.replace("'/cms/", f"'{stage.neighbour_root}/cms/")))
