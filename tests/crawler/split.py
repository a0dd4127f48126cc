"""A bureau's first bulletin, split over several pages as a CMS splits long ones: ``t1.html``, ``t1_1.html`` …"""

from __future__ import annotations

from collections.abc import Mapping

from tests.crawler.bureau import Bureau, Page, article

DAY = "2026-11-20"
_NEXT = '<div class="fenye"><a href="{}">下一页</a></div>'


def path_of(bureau: Bureau) -> str:
    """The bulletin's first page."""
    return min(path for path in bureau.pages if path.endswith("_1000.html"))


def part_path(bureau: Bureau, number: int) -> str:
    """A page of the bulletin; the first is 0."""
    return path_of(bureau).replace(".html", f"_{number}.html") if number else path_of(bureau)


def add_split(
    bureau: Bureau,
    parts: int,
    *,
    rates: Mapping[int, int] | None = None,
    leads_back_to: int | None = None,
    elsewhere: str = "",
    more: str = "",
    title: str = "关于第0项教育重点工作的通报",
) -> None:
    """Answer with so many pages; ``rates`` are figures by page, ``more`` stands on the last one."""
    for number in range(parts):
        following = number + 1 if number + 1 < parts else leads_back_to
        link = "" if following is None else _NEXT.format(elsewhere + part_path(bureau, following))
        rate = (rates or {}).get(number, 60 + number)
        last = more if number + 1 == parts else ""
        page = article(0, DAY, rate=rate, more=last + link).replace(
            "关于第0项教育重点工作的通报".encode(), title.encode()
        )
        bureau.pages[part_path(bureau, number)] = Page(page)
