"""Texts and pages that benchmarks read: the public ones beside the checkout where they are there, and our own."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from crawler.samples.families import FAMILIES, article_page, encoded
from crawler.samples.texts import load_bulletins, load_bureaus

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("GOALBOARD_SHARED", ROOT.parent / "shared"))
#: Reading does not depend on the day; the sample texts take their years from it.
TODAY = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page with what a reader finds in its body: pieces that must be there, and pieces that must not.

    ``is_whole_body`` is set where the pieces are all of the body, so that anything else in it is strange.
    """

    name: str
    content: bytes
    url: str | None
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    title: str = ""
    is_whole_body: bool = False


def seed_texts() -> list[str]:
    """The five seed texts of the public corpus; none where it is not there."""
    return _texts(SHARED / "corpus" / "docs", "seed*.txt")


def dense_texts() -> list[str]:
    """The other public texts: reports, plans, news and tables, dense with numbers."""
    return _texts(SHARED / "corpus" / "docs", "[0-9]*.txt")


def report_texts() -> list[str]:
    """Whole government reports in a folder of your own, which ``GOALBOARD_BENCH_REPORTS`` names; none without it."""
    folder = os.environ.get("GOALBOARD_BENCH_REPORTS")
    return _texts(Path(folder), "*.txt") if folder else []


def own_texts() -> list[str]:
    """Bulletins written for our own tests."""
    return _texts(ROOT / "tests" / "normaliser" / "bulletins" / "docs", "*.txt")


def public_pages() -> list[GoldPage]:
    """Saved pages of real sites with an article; none where they are not there."""
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((SHARED / "pages").glob("*.json"))]
    return [_public(case) for case in cases if case["page"] == "article"]


def own_pages() -> list[GoldPage]:
    """Pages of our own in the manner of CMS families, whose whole body is known."""
    found = []
    for path in sorted((ROOT / "tests" / "reading" / "cases").glob("*.json")):
        case, page = json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".html")
        wanted = case["expected"]
        if wanted["kind"] == "article" and wanted.get("body") and page.exists():
            lines = tuple(wanted["body"].splitlines())
            url = case.get("given", {}).get("url")
            found.append(GoldPage(path.stem, page.read_bytes(), url, lines, (), wanted.get("title") or "", True))
    return found


def sample_pages(most: int | None = None) -> list[GoldPage]:
    """Articles of the bundled sample sites, ``most`` of each; only their speed is of interest."""
    pages = []
    for bureau_id, bulletins in load_bulletins(TODAY.year).items():
        bureau = load_bureaus()[bureau_id]
        family = FAMILIES[bureau.family]
        for one in bulletins[:most]:
            url = f"http://{bureau_id}.example{family.article_path(one)}"
            pages.append(GoldPage(one.slug, encoded(family, article_page(bureau, one)), url, (), ()))
    return pages


def _public(case: dict[str, Any]) -> GoldPage:
    wanted, unwanted = case["expected"], case.get("body_must_not_contain", [])
    pieces = (wanted.get("body_first_sentence"), wanted.get("body_last_sentence"))
    content = (SHARED / "pages" / case["file"]).read_bytes()
    return GoldPage(case["file"], content, case.get("url"), tuple(filter(None, pieces)), tuple(unwanted))


def _texts(folder: Path, pattern: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob(pattern))]
