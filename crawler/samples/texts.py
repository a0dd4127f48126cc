"""Sample bulletins as text files: a YAML head between ``---`` lines, then the body. See ``bulletins/README.md``.

Pure but for the two ``load_`` functions, which read the files bundled with the package.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from crawler.errors import CrawlerError

FOLDER = Path(__file__).parent
_YEAR = re.compile(r"\{Y([+-][0-9])?\}")


class SampleTextError(CrawlerError):
    """A sample text is not as it should be: the message names the file."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bureau(_Strict):
    """One invented bureau and the manner of its site (a row of ``bureaus.yml``)."""

    bureau_id: str
    name: str
    area: str
    domain: str
    family: str
    column: str
    site_code: str
    validators: Literal["both", "etag", "last_modified", "none"] = "both"
    robots: Literal["allow", "missing", "page"] = "allow"
    counts_visits: bool = False


class Expected(_Strict):
    """One statement that a reader must find in a bulletin; ``of`` names the goal that it belongs to."""

    kind: Literal["target", "result", "placeholder"]
    of: str | None = None
    value: Decimal | None = None
    unit: str
    indicator: str
    due: date | None = None
    baseline: Decimal | None = None
    comparator: str | None = None
    direction: Literal["level", "increase", "decrease"] = "level"


class Attached(_Strict):
    """A file offered with a bulletin: made from its lines when asked for."""

    name: str
    lines: tuple[str, ...]


class Revision(_Strict):
    """A later version of a bulletin at the same address: what was replaced, and from which day."""

    published: date
    replace: dict[str, str]
    expect: tuple[Expected, ...] = ()


class Bulletin(_Strict):
    """One bulletin as its file says it, with years filled in."""

    bureau_id: str
    slug: str
    title: str
    published: date
    source: str
    number: str | None = None
    doc_kind: Literal["plan", "report", "news", "mixed", "template", "notice"]
    body: str = Field(min_length=1)
    attachments: tuple[Attached, ...] = ()
    expect: tuple[Expected, ...] = ()
    revised: Revision | None = None
    changed_on: date | None = None
    edited_at: datetime | None = None

    @property
    def item_number(self) -> int:
        """Number in the address: the same for a bulletin whatever else is published."""
        return zlib.crc32(f"{self.bureau_id}/{self.slug}/{self.published}".encode()) % 900_000 + 100_000

    @property
    def all_text(self) -> str:
        """Title and body, for a search."""
        return f"{self.title}\n{self.body}"


def anchor_year(today: date) -> int:
    """The year that ``{Y}`` stands for: the current one."""
    return today.year


def fill_years(text: str, anchor: int) -> str:
    """``text`` with ``{Y}``, ``{Y-1}`` … as years."""
    return _YEAR.sub(lambda found: str(anchor + int(found[1] or 0)), text)


def parse_bulletin(text: str, *, bureau_id: str, slug: str, anchor: int) -> Bulletin:
    """One bulletin from the text of its file."""
    parts = fill_years(text, anchor).split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        raise SampleTextError(f"{bureau_id}/{slug}: start with a head between two '---' lines, then the body")
    try:
        head = yaml.safe_load(parts[1])
        return Bulletin.model_validate({**head, "bureau_id": bureau_id, "slug": slug, "body": parts[2].strip()})
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise SampleTextError(f"{bureau_id}/{slug}: {error}") from error


def replaced(bulletin: Bulletin, changes: Mapping[str, str], *, on: date) -> Bulletin:
    """``bulletin`` with each old piece of text replaced; a piece that does not stand there exactly once is an error."""
    body = bulletin.body
    for old, new in changes.items():
        if body.count(old) != 1:
            raise SampleTextError(f"{bulletin.bureau_id}/{bulletin.slug}: {old!r} stands there {body.count(old)} times")
        body = body.replace(old, new)
    return bulletin.model_copy(update={"body": body, "changed_on": on})


def revised(bulletin: Bulletin) -> Bulletin:
    """The later version of a bulletin that has one; its own expectations replace those of the same goal."""
    revision = bulletin.revised
    if revision is None:
        raise SampleTextError(f"{bulletin.bureau_id}/{bulletin.slug}: this bulletin has no revision")
    anew = {expected.of for expected in revision.expect}
    kept = tuple(expected for expected in bulletin.expect if expected.of not in anew)
    changed = replaced(bulletin, revision.replace, on=revision.published)
    return changed.model_copy(update={"expect": kept + revision.expect})


@cache
def load_bureaus() -> Mapping[str, Bureau]:
    """The bundled bureaus by id."""
    rows = yaml.safe_load((FOLDER / "bureaus.yml").read_text("utf-8"))
    return MappingProxyType({key: Bureau.model_validate({"bureau_id": key, **row}) for key, row in rows.items()})


@cache
def load_bulletins(anchor: int) -> Mapping[str, tuple[Bulletin, ...]]:
    """Every bundled bulletin by bureau, newest first, before any revision."""
    found: dict[str, tuple[Bulletin, ...]] = {}
    for bureau_id in load_bureaus():
        paths = sorted((FOLDER / "bulletins" / bureau_id).glob("*.txt"))
        texts = [
            parse_bulletin(path.read_text("utf-8"), bureau_id=bureau_id, slug=path.stem, anchor=anchor)
            for path in paths
        ]
        found[bureau_id] = tuple(sorted(texts, key=lambda one: (one.published, one.slug), reverse=True))
    return MappingProxyType(found)
