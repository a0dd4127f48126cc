"""``extract`` and ``page``: what the readers make of files, without a database."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from metrics.cli.output import jsonable, print_json_line, print_table, with_progress
from metrics.cli.probing import fetched_page
from metrics.config import load_settings
from metrics.domain.statements import BulletinReading, KnownFacts, Statement
from metrics.errors import InputFileError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Files = Annotated[list[Path], typer.Argument(help="Files to read; - reads standard input.", show_default=False)]
Published = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of publication, YYYY-MM-DD.")]

#: Names that promise a text as it stands; ``-`` has no name.
_TEXT_ENDINGS = frozenset({".txt", ".md", ""})
#: Characters of a text that a table shows.
MOST_SHOWN = 400


class ExtractFormat(StrEnum):
    JSONL = "jsonl"
    TABLE = "table"


class PageFormat(StrEnum):
    JSON = "json"
    TABLE = "table"


def extract(
    files: Files,
    output: Annotated[
        ExtractFormat | None,
        typer.Option("--format", help="jsonl for scripts, table (the default) for people."),
    ] = None,
    issuer: Annotated[str | None, typer.Option(help="Issuing body, where the text does not say.")] = None,
    published: Published = None,
    plan_year: Annotated[int | None, typer.Option(help="Year that a plan is for.")] = None,
    unread: Annotated[bool, typer.Option("--unread", help="Also list numerals that no rule could read.")] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Tell of every number which rules read it or passed over it; without --format and --unread.",
        ),
    ] = False,
) -> None:
    """Read the quantified statements of texts, saved pages, PDF, DOCX and XLSX files; nothing is kept."""
    from metrics.normaliser import read_bulletin

    _check_explain(explain, {"--format": output is not None, "--unread": unread})
    known = KnownFacts(issuer=issuer, published=published.date() if published else None, plan_year=plan_year)
    texts = [(path, _text_of(path, known)) for path in files]
    for path, (text, facts) in with_progress(texts, "Reading"):
        if explain:
            _print_explanations(str(path), text, facts)
            continue
        reading = read_bulletin(text, facts)
        if output is ExtractFormat.JSONL:
            _print_reading_lines(str(path), reading, unread)
        else:
            _print_reading_table(str(path), reading, unread)


def _check_explain(explain: bool, others: Mapping[str, bool]) -> None:
    """An explanation has one form, and tells of unread numerals too: an option that would change nothing is refused."""
    given = [name for name, is_given in others.items() if is_given]
    if explain and given:
        raise UsageError(
            f"extract: --explain and {' and '.join(given)} do not go together; leave one side out "
            "(--explain tells in words of every number, read or not)"
        )


def page(
    files: Annotated[list[str], typer.Argument(help="Files or addresses; - reads standard input.", show_default=False)],
    output: Annotated[PageFormat, typer.Option("--format", help="json for scripts, table for people.")] = (
        PageFormat.JSON
    ),
    url: Annotated[str | None, typer.Option(help="Address that the page was fetched from.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also loopback and intranet addresses.")
    ] = False,
) -> None:
    """Show what the crawler makes of saved pages or addresses: kind, title, day, body, tables, links."""
    from crawler.reading import as_record, read_page

    for name in with_progress(files, "Reading"):
        if "://" in name:
            content, address, media_type = fetched_page(name, allow_private, load_settings())
            reading = read_page(content, url=address, content_type=media_type)
        else:
            reading = read_page(_read_bytes(Path(name)), url=url)
        record = as_record(reading, name)
        if output is PageFormat.JSON:
            print_json_line(record)
        else:
            _print_page_table(record)


def _text_of(path: Path, known: KnownFacts) -> tuple[str, KnownFacts]:
    """Text of a file and what is known of it: .txt and standard input as they stand, all else by its kind."""
    from metrics.documents import ContentKind, kind_of, misnamed, plain_text

    content = _read_bytes(path)
    kind = kind_of(content, url=path.name)
    _say(path, misnamed(kind, path.name))
    if kind is ContentKind.HTML and path.suffix.lower() not in _TEXT_ENDINGS:
        return _page_text(path, content, known)
    if kind not in {ContentKind.HTML, ContentKind.TEXT, ContentKind.BINARY}:
        return _file_text(path, content), known
    try:
        text, note = plain_text(content)
    except ValueError as error:
        raise InputFileError(f"{path}: {error}") from None
    _say(path, note)
    return text, known


def _file_text(path: Path, content: bytes) -> str:
    from metrics.documents import text_of

    text = text_of(content)
    if text.unread:
        raise InputFileError(f"{path}: {text.unread}")
    _say(path, text.note)
    return text.text


def _say(path: Path, note: str | None) -> None:
    if note:
        print(f"{path}: {note}", file=sys.stderr)


def _page_text(path: Path, content: bytes, known: KnownFacts) -> tuple[str, KnownFacts]:
    from crawler.reading import read_page

    article = read_page(content).article
    if article is None:
        raise InputFileError(f"{path}: no article on this page; `goalboard page {path}` shows what it is")
    facts = KnownFacts(
        issuer=known.issuer or article.source,
        published=known.published or article.published,
        plan_year=known.plan_year,
        title=article.title,
    )
    return article.body, facts


def _read_bytes(path: Path) -> bytes:
    if str(path) == "-":
        content = sys.stdin.buffer.read()
    else:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InputFileError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    if not content.strip():
        raise InputFileError(f"{path}: empty; give a file with text in it")
    return content


def statement_record(file: str, statement: Statement) -> dict[str, Any]:
    """A statement as one JSON object, in the fields of the annotation guide."""
    fields = (name for name in Statement.__dataclass_fields__)
    return {"file": file, **{name: jsonable(getattr(statement, name)) for name in fields}}


def _print_reading_lines(file: str, reading: BulletinReading, unread: bool) -> None:
    print_json_line({"_doc": True, "file": file, **jsonable(reading.facts)})
    for statement in reading.statements:
        print_json_line(statement_record(file, statement))
    for numeral in reading.unread if unread else ():
        print_json_line({"_unread": True, "file": file, **jsonable(numeral)})


def _print_reading_table(file: str, reading: BulletinReading, unread: bool) -> None:
    facts = reading.facts
    parts = (facts.doc_kind, facts.title, facts.issuer, facts.published, f"plan year {facts.plan_year or '–'}")
    title = f"{file}: " + " · ".join(str(part) for part in parts if part)
    columns = ("kind", "indicator", "value", "unit", "due", "quote", "rule", "conf.")
    print_table(columns, [_statement_row(statement) for statement in reading.statements], title)
    if unread:
        rows = [(numeral.start, numeral.quote, numeral.reason) for numeral in reading.unread]
        if rows:
            print_table(("at", "numeral", "why it is not read"), rows)
        else:
            print("every numeral was read, or is known to be none of interest")


def _print_explanations(file: str, text: str, known: KnownFacts) -> None:
    """For each number of the running text a short paragraph: what was read, by which rules, and why if it was not."""
    from metrics.normaliser.explaining import explain_bulletin

    for explanation in explain_bulletin(text, known):
        print(f"{file}:{explanation.start}-{explanation.end}  {explanation.quote}  {explanation.verdict}")
        for name, told in explanation.told:
            print(f"    {name:<11}{told}")


def _statement_row(statement: Statement) -> Sequence[object]:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈"}
    value = f"{signs.get(statement.comparator, '')}{jsonable(statement.value) or '?'}"
    if statement.value_max is not None:
        value += f"–{jsonable(statement.value_max)}"
    due = f"{statement.due or ''}{f' a {statement.period}' if statement.period else ''}"
    quote, confidence = statement.quote, f"{statement.confidence:.2f}"
    return statement.kind, statement.indicator, value, statement.unit, due, quote, statement.rule, confidence


def _print_page_table(record: dict[str, Any]) -> None:
    rows = [(key, _beginning(value)) for key, value in record.items() if key not in {"links", "tables", "attachments"}]
    print_table(("field", "value"), rows)
    for table in record.get("tables") or []:
        print_table([""] * max(map(len, table), default=0), table)
    if files := record.get("attachments"):
        print_table(("file", "address"), [(file["name"], file["url"]) for file in files])
    if links := record.get("links"):
        print_table(("day", "title", "address"), [(link["published"], link["title"], link["url"]) for link in links])


def _beginning(value: object) -> object:
    """A value as it stands, a long text cut; an ellipsis says so."""
    return f"{value[:MOST_SHOWN]}…" if isinstance(value, str) and len(value) > MOST_SHOWN else value
