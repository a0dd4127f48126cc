"""``sources catalogue``: source files that come along, to look through and to take over. Asks no site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.output import print_json_line, print_table
from metrics.cli.probing import write_new
from metrics.config import load_settings
from metrics.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.source_file import SourceFile

#: How ``--family`` calls sources whose site's software is not known.
UNKNOWN_FAMILY = "unknown"
_COLUMNS = ("source", "name", "domain", "family", "paused")


def catalogue(
    source_ids: Annotated[list[str] | None, typer.Argument(help="Only these sources.", show_default=False)] = None,
    family: Annotated[str | None, typer.Option(help=f"Only this software family, or {UNKNOWN_FAMILY}.")] = None,
    domain: Annotated[str | None, typer.Option(help="Only this field: education, water, housing …")] = None,
    copy: Annotated[bool, typer.Option("--copy", help="Copy them into the folder of source files.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a source.")] = False,
) -> None:
    """Source files of real list pages that come along: show them, or copy some. No site is asked."""
    if copy and not (source_ids or family or domain):
        raise UsageError("sources catalogue --copy: name sources, or narrow with --family or --domain")
    chosen = select_sources(load_catalogue(), source_ids or (), family, domain)
    if copy:
        _copy(chosen, load_settings().source_folder)
    elif as_json:
        for source in chosen:
            print_json_line(_described(source))
    else:
        rows = [(one.source_id, one.name, one.domain, one.family, "yes" if one.paused else None) for one in chosen]
        print_table(_COLUMNS, rows, f"{len(rows)} sources; addresses from public material, none fetched yet")


def catalogue_folder() -> Path:
    """Where the catalogue's files lie in the installed crawler."""
    import crawler

    return Path(crawler.__path__[0]) / "sources" / "catalogue"


def load_catalogue() -> list[SourceFile]:
    """All sources of the catalogue, by file name."""
    from crawler.source_file import load_sources

    return load_sources(catalogue_folder())


def select_sources(
    sources: Sequence[SourceFile], source_ids: Sequence[str], family: str | None, domain: str | None
) -> list[SourceFile]:
    """The sources that meet everything asked. Raises UsageError for a name that the catalogue does not have."""
    _refuse_unknown("source", source_ids, (source.source_id for source in sources))
    _refuse_unknown("--family", [family] if family else [], map(_family, sources))
    _refuse_unknown("--domain", [domain] if domain else [], (source.domain for source in sources))
    chosen = [
        source
        for source in sources
        if (not source_ids or source.source_id in source_ids)
        and (family is None or _family(source) == family)
        and (domain is None or source.domain == domain)
    ]
    if not chosen:
        raise UsageError("sources catalogue: nothing is all of that; ask for less at once")
    return chosen


def _family(source: SourceFile) -> str:
    return source.family or UNKNOWN_FAMILY


def _refuse_unknown(what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    from difflib import get_close_matches

    names = sorted(set(known))
    for name in asked:
        if name not in names:
            near = get_close_matches(name, names, n=3) if what == "source" else names
            hint = f"there are {', '.join(near)}" if near else "`goalboard sources catalogue` shows all"
            raise UsageError(f"{what} {name}: not in the catalogue; {hint}")


def _described(source: SourceFile) -> dict[str, str | None]:
    return {
        "source": source.source_id,
        "name": source.name,
        "issuer": source.issuer,
        "area": source.admin_area,
        "domain": source.domain,
        "family": source.family,
        "url": source.url,
        "paused": source.paused.reason if source.paused else None,
        "notes": source.notes,
    }


def _copy(chosen: Sequence[SourceFile], folder: Path) -> None:
    """Copy all or, where one exists already, none."""
    targets = {source.source_id: folder / f"{source.source_id}.yml" for source in chosen}
    existing = [source_id for source_id, path in targets.items() if path.exists()]
    if existing:
        raise UsageError(f"{folder}: has {', '.join(existing)} already; nothing was copied, leave them out")
    for path in targets.values():
        write_new(path, (catalogue_folder() / path.name).read_text(encoding="utf-8"))
        print(f"{path}: copied")
    first = chosen[0].source_id
    print(f"None was fetched before: try each, as in `goalboard sources check {first}`, before the service visits them")
