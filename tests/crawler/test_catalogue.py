"""The catalogue: every file is a good source, says where its address was seen, and asks its site politely."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from crawler.reading.families import FAMILIES
from crawler.source_file import SourceFile, load_sources

FOLDER = Path(__file__).resolve().parents[2] / "crawler" / "sources" / "catalogue"
SOURCES = load_sources(FOLDER)
LEVELS = ("national", "province", "city", "county")
NOTES = re.compile(r"Level: (?P<level>[a-z]+)\. Seen in (?P<seen>\S.{9,})", flags=re.DOTALL)
LEAST_INTERVAL = timedelta(hours=6)


def noted(source: SourceFile, part: str) -> str:
    match = NOTES.match(source.notes or "")
    assert match, f"{source.source_id}: notes begin with `Level: … . Seen in …`"
    return match[part]


def host(url: str) -> str:
    return urlsplit(url).hostname or ""


def test_there_are_many_of_many_kinds():
    assert len(SOURCES) >= 45
    families = Counter(source.family for source in SOURCES if source.family)
    assert sum(count >= 3 for count in families.values()) >= 5, families
    levels = Counter(noted(source, "level") for source in SOURCES)
    assert set(levels) == set(LEVELS) and min(levels.values()) >= 10, levels
    domains = Counter(source.domain for source in SOURCES)
    assert domains.most_common(1)[0][0] == "education"
    for domain in ("water", "housing", "health", "statistics", "finance", "development"):
        assert domains[domain] >= 5, domain


def test_ids_are_file_names_and_addresses_differ():
    assert {source.source_id for source in SOURCES} == {path.stem for path in FOLDER.glob("*.yml")}
    addresses = Counter(re.sub(r"^https?://(www\.)?", "", source.url).rstrip("/") for source in SOURCES)
    assert [address for address, count in addresses.items() if count > 1] == []


def test_provenance_and_state_are_noted():
    assert [source.source_id for source in SOURCES if "not yet fetched from here" not in (source.notes or "")] == []
    assert [source.source_id for source in SOURCES if len(noted(source, "seen")) < 15] == []


def test_addresses_are_of_public_bodies():
    assert [source.url for source in SOURCES if not host(source.url).endswith(".gov.cn")] == []
    assert not any(source.allow_private or source.legacy_tls for source in SOURCES)
    assert [source.name for source in SOURCES if not source.name.startswith(f"{source.issuer} ")] == []


def test_families_are_those_that_the_reader_knows():
    assert {source.family for source in SOURCES if source.family} <= {family.name for family in FAMILIES}


def is_polite(source: SourceFile) -> bool:
    """At most every six hours, by day, a second or more between requests, little at once."""
    cadence = source.cadence
    return (
        cadence.every is not None
        and cadence.every >= LEAST_INTERVAL
        and cadence.window is not None
        and cadence.timezone == "Asia/Shanghai"
        and source.delay >= 1
        and source.max_pages <= 2
        and source.max_articles <= 100
    )


def test_sites_are_asked_politely():
    assert [source.source_id for source in SOURCES if not is_polite(source)] == []


def test_a_paused_source_says_what_to_do():
    reasons = {source.paused.reason for source in SOURCES if source.paused}
    assert reasons and all("sources probe" in reason for reason in reasons)


def test_smaller_bodies_are_asked_less_often():
    def rarest(level: str) -> timedelta:
        return min(source.cadence.every or timedelta() for source in SOURCES if noted(source, "level") == level)

    intervals = [rarest(level) for level in LEVELS]
    assert intervals == sorted(intervals) and intervals[0] < intervals[-1]


def test_the_readme_counts_what_is_there():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"{len(SOURCES)} source files" in readme
    assert f"{sum(source.paused is not None for source in SOURCES)} of them" in readme
    assert "not yet fetched" in readme
