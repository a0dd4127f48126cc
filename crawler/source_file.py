"""Source files: one publisher's section a YAML file. Read strictly; every error is one line that says what to do."""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from crawler.addresses import SCHEMES, is_fetchable
from crawler.cadence import Cadence
from crawler.errors import SourceFileError
from crawler.reading.api_address import post_address
from crawler.strict_yaml import YamlMapping, load_mapping
from crawler.types import Expectations, SourceOrder
from crawler.yaml_words import in_yaml

_ENDINGS = (".yml", ".yaml")
_ID_RULE = "lower-case letters, digits, _ and -, at most 80, beginning with a letter or digit"
#: What a value should be, by the first word of the type of pydantic's error.
_WANTED = {
    "string": "a text",
    "int": "a whole number",
    "float": "a number",
    "finite": "a number",
    "bool": "true or false",
    "dict": "a mapping",
    "model": "a mapping",
    "date": "a day such as 2026-11-01",
}
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Paused(BaseModel):
    """Why and since when a source is not crawled."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    since: date
    reason: Text


class ListApi(BaseModel):
    """What the list page's script asks for its items, where the page itself does not tell it.

    ``form`` or ``body`` (sent as JSON) make it a POST.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    url: str
    form: dict[str, str] | None = None
    body: dict[str, str | int] | None = None

    @model_validator(mode="after")
    def _check_sent(self) -> Self:
        if self.form is not None and self.body is not None:
            raise ValueError("form and body are both given; keep the one that the page's script sends")
        if not is_fetchable(self.url) or "#" in self.url or any(mark.isspace() for mark in self.url):
            raise ValueError(f"{self.url!r} is no address of an API; write its full http or https address")
        return self

    @property
    def address(self) -> str:
        """The request as one address."""
        if self.form is None and self.body is None:
            return self.url
        return post_address(self.url, dict(self.form or self.body or {}), as_json=self.body is not None)


class SourceFile(BaseModel):
    """One source: who publishes what where, how often it is asked, and what a healthy list of it looks like."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    source_id: str
    name: Text
    issuer: Text
    url: str
    admin_area: Text
    domain: Text
    family: Text | None = None
    cadence: Cadence = Cadence(every=timedelta(hours=6))
    max_pages: int = Field(default=1, ge=1, le=1000)
    max_articles: int = Field(default=200, ge=0, le=100_000)
    delay: float = Field(default=1.0, ge=0, le=3600)
    allow_private: bool = False
    legacy_tls: bool = False
    link_pattern: str | None = None
    list_api: ListApi | None = None
    expect: Expectations = Expectations()
    paused: Paused | None = None
    notes: str | None = None

    @field_validator("source_id")
    @classmethod
    def _check_id(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", value):
            raise ValueError(f"{value!r} is no source_id; write {_ID_RULE}")
        return value

    @field_validator("url")
    @classmethod
    def _check_url(cls, value: str) -> str:
        if not is_fetchable(value) or any(mark.isspace() for mark in value):
            raise ValueError(
                f"{value!r} is no {' or '.join(sorted(SCHEMES))} address; write the list page's full address"
            )
        if "@" in urlsplit(value).netloc:
            raise ValueError("the address holds a user name; public pages need none, so remove it")
        return value

    @field_validator("link_pattern")
    @classmethod
    def _check_pattern(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"{value!r} is no regular expression ({error}); correct it") from error
        return value


def load_source(path: Path) -> SourceFile:
    """The source of one file; its id is the file's name unless the file gives another."""
    mapping = load_mapping(path)
    try:
        return SourceFile.model_validate({"source_id": path.stem} | mapping.values)
    except ValidationError as error:
        raise SourceFileError(_message(path, mapping, error)) from error


def source_paths(folder: Path) -> list[Path]:
    """The files of a folder that should hold sources, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix in _ENDINGS)


def load_sources(folder: Path) -> list[SourceFile]:
    """All sources of a folder, by file name. Two files with one id are an error that names both."""
    if not folder.is_dir():
        raise SourceFileError(f"{folder}: no such folder; give the folder with the source files")
    sources: dict[str, SourceFile] = {}
    paths: dict[str, Path] = {}
    for path in source_paths(folder):
        source = load_source(path)
        if source.source_id in sources:
            raise SourceFileError(
                f"{path}: source_id {source.source_id} is that of {paths[source.source_id]} too; give one another id"
            )
        sources[source.source_id], paths[source.source_id] = source, path
    return list(sources.values())


def to_order(source: SourceFile) -> SourceOrder:
    """The part of a source that the crawl needs."""
    return SourceOrder(
        source_id=source.source_id,
        url=source.url,
        issuer=source.issuer,
        family=source.family,
        max_pages=source.max_pages,
        max_articles=source.max_articles,
        delay_seconds=source.delay,
        allow_private=source.allow_private,
        legacy_tls=source.legacy_tls,
        expect=source.expect,
        link_pattern=source.link_pattern,
        list_api=source.list_api.address if source.list_api is not None else None,
    )


def _message(path: Path, mapping: YamlMapping, error: ValidationError) -> str:
    """One line: file, line, field, what is wrong, what to do; the first error, and how many more there are."""
    unknown_keys_first = sorted(error.errors(include_url=False), key=lambda one: one["type"] != "extra_forbidden")
    first = unknown_keys_first[0]
    place = _place(mapping, first)
    others = {_place(mapping, one) for one in unknown_keys_first} - {place}
    more = f" (and {len(others)} more)" if others else ""
    field = ".".join(place) or "the file"
    if first["type"] == "missing":
        return f"{path}: {field} is missing; add it{more}"
    line = mapping.line_of(place)
    return f"{path}: line {line}: {field}: {_complaint(place, first)}{more}"


def _place(mapping: YamlMapping, error: ErrorDetails) -> tuple[str, ...]:
    """The keys that lead to an error, without the kind of value that pydantic adds where several may stand."""
    place = tuple(str(part) for part in error["loc"])
    return (
        place[:-1]
        if error["type"] != "missing" and place not in mapping.lines and place[:-1] in mapping.lines
        else place
    )


def _complaint(place: tuple[str, ...], error: ErrorDetails) -> str:
    value, wanted = error["input"], _WANTED.get(error["type"].partition("_")[0])
    if error["type"] == "extra_forbidden":
        return _unknown_key(place)
    if error["type"] == "string_type" and isinstance(value, int | float | date):
        return f"{in_yaml(value)} is not a text; put it in quotes"
    if error["type"] == "string_too_short":
        return "nothing stands here; write a text"
    if wanted is not None:
        return f"{in_yaml(value)} is not {wanted}; correct it"
    reason = error["msg"].removeprefix("Value error, ")
    return reason if error["type"] == "value_error" else f"{reason[:1].lower()}{reason[1:]}; correct it"


def _unknown_key(place: tuple[str, ...]) -> str:
    fields = _FIELDS_AT.get(place[:-1], SourceFile.model_fields)
    near = get_close_matches(place[-1], fields, n=1)
    return f"unknown key; did you mean {near[0]}?" if near else f"unknown key; known are {', '.join(fields)}"


_FIELDS_AT: dict[tuple[str, ...], dict[str, Any]] = {
    (): SourceFile.model_fields,
    ("cadence",): Cadence.model_fields,
    ("expect",): Expectations.model_fields,
    ("paused",): Paused.model_fields,
    ("list_api",): ListApi.model_fields,
}
