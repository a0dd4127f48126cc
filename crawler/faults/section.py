"""The healthy section that every fault begins from: nine bulletins of an invented bureau on two list pages. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

BUREAU = "望河县教育局"
LIST_PATH, SECOND_PAGE = "/zdgz/", "/zdgz/index_1.html"
FILE_PATH = "/zdgz/files/renwu.docx"
PER_PAGE = 5
#: Title and goal of each bulletin, newest first. ``{year}`` is the year of publication.
_TEXTS = (
    ("{year}年学前教育普及普惠实施方案", "到{year}年底，全县新建公办幼儿园20所，新增学位3600个。"),
    ("{year}年智慧校园建设工作方案", "到{year}年底，全县智慧校园建成率达到90%以上。"),
    ("{year}年校舍安全改造工作安排", "{year}年计划改造校舍面积4.2万平方米，总投资3.98亿元。"),
    ("{year}年教师培训工作计划", "全年培训中小学教师不少于2800人次。"),
    ("{year}年校园足球活动安排", "全年举办县级校园足球比赛不少于40场。"),
    ("{year}年农村学生营养改善实施办法", "{year}年营养改善计划覆盖农村学生1.5万人。"),
    ("{year}年职业教育提质行动方案", "到{year}年底，中等职业学校毕业生就业率达到96%。"),
    ("{year}年学生视力健康工作方案", "{year}年全县学生视力筛查覆盖率达到98%。"),
    ("{year}年社区教育工作要点", "全年开设社区教育课程不少于150门。"),
)
_FRAME = (
    "为做好相关工作，现将有关事项通知如下，请各学校结合实际认真贯彻落实，确保取得实效。",
    "各学校要加强组织领导，明确责任分工，健全工作台账，及时报送进展情况，接受群众和社会的监督。",
)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin as the section shows it."""

    number: int
    day: date
    title: str
    goal: str

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"/zdgz/{self.day:%Y%m}/t{self.day:%Y%m%d}_{7000 + self.number}.html"


def bulletins_until(today: date) -> tuple[Bulletin, ...]:
    """The section's bulletins, one every second day up to yesterday, newest first."""
    days = [today - timedelta(days=1 + 2 * number) for number in range(len(_TEXTS))]
    return tuple(
        Bulletin(number, day, title.format(year=today.year), goal.format(year=today.year))
        for number, (day, (title, goal)) in enumerate(zip(days, _TEXTS, strict=True))
    )


def list_page(rows: str, *, following: str | None = None, foot: str = "") -> str:
    """A list page around its rows."""
    pager = f'<a href="{following}">下一页</a>' if following else "<span>下一页</span>"
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>重点工作_{BUREAU}</title>
<meta name="SiteName" content="{BUREAU}"><meta name="ColumnName" content="重点工作">
<meta name="ColumnType" content="工作动态"></head>
<body><div class="head"><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="/hdjl/">互动交流</a></div>
<div class="list"><ul class="news">{rows}</ul><div class="page">{pager}</div></div>
<div class="foot">网站标识码：9999990021 主办：{BUREAU}{foot}</div></body></html>"""


def row(bulletin: Bulletin, *, path: str | None = None, mark: str = "") -> str:
    """One item of a list."""
    address = path or bulletin.path
    return (
        f'<li><a href="{address}" title="{bulletin.title}">{mark}{bulletin.title}</a><span>{bulletin.day}</span></li>'
    )


def rows(bulletins: tuple[Bulletin, ...] | list[Bulletin]) -> str:
    """The items of a list, in the order given."""
    return "".join(row(bulletin) for bulletin in bulletins)


def article_page(bulletin: Bulletin, *, more: str = "", foot: str = "", head: str = "") -> str:
    """A bulletin's page; ``more`` stands in its body, ``foot`` below it, ``head`` in its line of days and sources."""
    beside = '<p>附件：<a href="/zdgz/files/renwu.docx">任务分解表.docx</a></p>' if bulletin.number == 0 else ""
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{bulletin.title}_{BUREAU}</title>
<meta name="SiteName" content="{BUREAU}"><meta name="ColumnName" content="重点工作">
<meta name="ArticleTitle" content="{bulletin.title}"><meta name="PubDate" content="{bulletin.day} 09:30">
<meta name="ContentSource" content="{BUREAU}"></head>
<body><div class="head"><a href="/">首页</a> <a href="/zwgk/">政务公开</a></div>
<h1>{bulletin.title}</h1><div class="info">发布时间：{bulletin.day} 09:30　来源：{BUREAU}{head}</div>
<div class="TRS_Editor"><p>　　{_FRAME[0]}</p><p>　　{bulletin.goal}</p><p>　　{_FRAME[1]}</p>{beside}{more}</div>
<div class="foot">网站标识码：9999990021{foot}</div></body></html>"""
