"""Crawl folders as the crawler leaves them, for a fictional bureau: real snapshots, real report lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from crawler.report import Report
from crawler.snapshots import Fetch, SnapshotStore
from crawler.types import CrawlFinished, CrawlOrder, Outcome, PageFetched, PageRole, SourceOrder, SourceReport
from metrics.store.database import Database
from metrics.store.models import Base
from metrics.store.sources import SourceSettings, sync_sources

ISSUER = "北岭县教育局"
SITE = "http://beiling.test/"
LIST = f"{SITE}list.html"
GOALS = "全年新建公办幼儿园20所，新增学位3000个，智慧校园建成率达90%，总投资3.98亿元。"
MISSING = (Outcome.HTTP_4XX, 404)


def address(name: str) -> str:
    """Address of one bulletin."""
    return f"{SITE}art/{name}.html"


def page(title: str, goals: str = GOALS, day: str = "2026-02-01", visits: int = 1) -> bytes:
    """A bulletin's page. The number of visits is furniture: it changes with every look."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav"><a href="/">首页</a></div><div class="article"><h1>{title}</h1>
<div class="info">发布日期：{day} 来源：{ISSUER} 浏览次数：{visits}</div><div class="content">
<p>一、总体要求。坚持立德树人，办好人民满意的教育，全面提升教育质量和水平，让每个孩子都能上好学。</p>
<p>二、主要目标。{goals}</p>
<p>三、保障措施。各学校要加强组织领导，明确责任分工，细化工作举措，确保各项任务落到实处、见到成效。</p>
</div></div><div class="footer">版权所有 {ISSUER}</div></body></html>""".encode()


@dataclass
class Bureau:
    """A database with one source, and crawls of it. ``crawl`` writes a folder; each crawl is a day after the last."""

    folder: Path
    started: datetime
    source_id: str = "beiling"
    crawls: int = 0
    snapshots: SnapshotStore = field(init=False)

    def __post_init__(self) -> None:
        self.snapshots = SnapshotStore(self.folder / "snapshots")

    def settle(self, database: Database) -> None:
        """Put the source into the database."""
        with database.write() as session:
            sync_sources(session, [SourceSettings(self.source_id, "Plans", ISSUER, LIST)], self.started)

    @property
    def now(self) -> datetime:
        """When the last crawl ended."""
        return self.started + timedelta(days=self.crawls)

    def crawl(self, answers: Mapping[str, Any], **closing: Any) -> Path:
        """A crawl in which these addresses answered so: bytes, None for 304, or an outcome and a status.

        ``closing`` are fields of the source's report line; None for ``outcome`` leaves the source unanswered.
        ``lines`` are fields of pages by address.
        """
        lines = closing.pop("lines", {})
        self.crawls += 1
        crawl_id = f"crawl-{self.crawls}"
        folder = self.folder / crawl_id
        folder.mkdir()
        source = SourceOrder(source_id=self.source_id, url=LIST, issuer=ISSUER)
        order = CrawlOrder(crawl_id=crawl_id, sources=(source,), snapshots="snapshots", user_agent="test")
        (folder / "order.json").write_text(order.model_dump_json(), encoding="utf-8")
        with Report(folder) as report:
            for url, answer in answers.items():
                report.append(self._line(url, answer).model_copy(update=lines.get(url)))
            fields = {"outcome": Outcome.CHANGED, "complete": True, "links": tuple(answers)} | closing
            if fields["outcome"] is not None:
                fields |= {"items": len(fields["links"]), "started_at": self.now, "finished_at": self.now}
                report.append(SourceReport(source_id=self.source_id, **fields))
                report.append(CrawlFinished(crawl_id=crawl_id, finished_at=self.now, pages=len(answers)))
        return folder

    def _line(self, url: str, answer: Any) -> PageFetched:
        role = _role(url)
        fields: dict[str, Any] = {"source_id": self.source_id, "url": url, "final_url": url, "fetched_at": self.now}
        if answer is None:
            return PageFetched(**fields, role=role, outcome=Outcome.UNCHANGED, status=304)
        if isinstance(answer, tuple):
            return PageFetched(**fields, role=role, outcome=answer[0], status=answer[1], parent_url=_parent(url))
        digest = self.snapshots.put(answer, Fetch(url, url, self.now, 200, "text/html"))
        fields |= {"digest": digest, "media_type": "text/html", "etag": f'"{digest[:8]}"', "status": 200}
        return PageFetched(
            **fields, role=role, outcome=Outcome.OK, listed_date=date(2026, 2, 1), parent_url=_parent(url)
        )


def _role(url: str) -> PageRole:
    if url == LIST:
        return PageRole.LIST
    return PageRole.ATTACHMENT if url.endswith((".pdf", ".docx")) else PageRole.ARTICLE


def _parent(url: str) -> str | None:
    """The article that a file stands beside: its address up to the file's ending."""
    return url.rpartition(".")[0] + ".html" if url.endswith((".pdf", ".docx")) else None


def dump(database: Database) -> dict[str, Sequence[Any]]:
    """Every row of every table."""
    with database.read() as session:
        return {
            name: session.execute(select(table).order_by(*table.primary_key)).all()
            for name, table in Base.metadata.tables.items()
        }


def told(database: Database) -> list[tuple[str, str | None, str | None]]:
    """Kind, old and new of all events, oldest first."""
    events = Base.metadata.tables["events"].c
    with database.read() as session:
        rows = session.execute(select(events.kind, events.old, events.new).order_by(events.id))
        return [(row.kind, row.old, row.new) for row in rows]
