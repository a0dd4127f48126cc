"""Settings: ``GOALBOARD_*`` environment variables or one TOML file, read once, strictly.

The file is the one named by ``GOALBOARD_CONFIG``, else ``goalboard.toml`` in the current folder where it exists. The
environment outranks the file. An unknown key is an error that names it.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from metrics.errors import SettingsError

PREFIX = "GOALBOARD_"
#: Read by the start-up itself or by tests, not settings of the service.
NOT_SETTINGS = frozenset({"GOALBOARD_CONFIG", "GOALBOARD_SHARED", "GOALBOARD_TEST_REQUIRE"})


class Settings(BaseModel):
    """All settings with their defaults; the descriptions are the documentation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data_dir: Path = Field(
        default=Path("goalboard-data"), description="folder for database, snapshots, crawls and logs"
    )
    database_url: str | None = Field(
        default=None, description="SQLAlchemy URL; default: SQLite in the data folder (postgresql+psycopg://… for more)"
    )
    snapshots: str | None = Field(default=None, description="folder of fetched pages; default: snapshots in data_dir")
    sources_dir: Path | None = Field(default=None, description="folder of source files; default: sources in data_dir")
    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8000, ge=1, le=65535, description="port of pages, API and /metrics")
    public_url: str | None = Field(default=None, description="address under which people reach the pages (for links)")
    timezone: str = Field(default="Asia/Shanghai", description="zone of days shown, and of sources that name none")
    contact: str = Field(
        default="set GOALBOARD_CONTACT",
        description="mail or page that site owners can turn to; goes into the user agent",
    )
    crawl_concurrency: int = Field(default=64, ge=1, description="most requests under way at once, over all hosts")
    crawl_timeout_seconds: float = Field(default=30, gt=0, description="longest wait for one page")
    crawl_batch: int = Field(default=200, ge=1, description="most sources in one crawl")
    recheck_days: int = Field(
        default=30,
        ge=0,
        description="bulletins younger than this are asked for changes at each visit, older ones now and then",
    )
    sweep_seconds: float = Field(default=30, gt=0, description="how often due sources are looked for")
    refresh_seconds: float = Field(
        default=15, gt=0, description="oldest state that /metrics shows without reading anew"
    )
    demo_port: int = Field(
        default=8811, ge=1, le=65000, description="first of the ports that `run --demo` serves its sample sites on"
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"unknown time zone {value!r} (use a name such as Asia/Shanghai)") from error
        return value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("use DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @property
    def database(self) -> str:
        """Database URL in force."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'goalboard.sqlite').as_posix()}"

    @property
    def snapshot_location(self) -> str:
        """Where fetched bytes are kept."""
        return self.snapshots or str(self.data_dir / "snapshots")

    @property
    def source_folder(self) -> Path:
        """Where source files are read from."""
        return self.sources_dir or self.data_dir / "sources"

    @property
    def crawl_folder(self) -> Path:
        """Where crawl orders and reports are exchanged."""
        return self.data_dir / "crawls"

    @property
    def base_url(self) -> str:
        """Address that links to the pages start with."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def user_agent(self) -> str:
        """Honest name under which pages are fetched."""
        return f"Goalboard/0.1 (+{self.contact})"


def load_settings(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Settings in force. Raises SettingsError with one line that names file or variable, and what to do."""
    environment = os.environ if environment is None else environment
    file = _settings_file(environment, folder or Path())
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    if file is not None:
        for key, value in _read_toml(file).items():
            values[key], origin[key] = value, f"{file}: {key}"
    for name, value in environment.items():
        if name.startswith(PREFIX) and name not in NOT_SETTINGS:
            key = name.removeprefix(PREFIX).lower()
            values[key], origin[key] = value, name
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError(_first_problem(error, origin)) from None


def _settings_file(environment: Mapping[str, str], folder: Path) -> Path | None:
    named = environment.get("GOALBOARD_CONFIG")
    if named:
        if not Path(named).is_file():
            raise SettingsError(f"GOALBOARD_CONFIG: no file at {named}; create it or unset the variable")
        return Path(named)
    default = folder / "goalboard.toml"
    return default if default.is_file() else None


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: not readable as TOML: {error}; mend that line") from None
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror}); check its permissions") from None


def _first_problem(error: ValidationError, origin: Mapping[str, str]) -> str:
    problem = error.errors()[0]
    key = str(problem["loc"][0]) if problem["loc"] else ""
    place = origin.get(key, key)
    if problem["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, Settings.model_fields, n=1)
        hint = f"did you mean {near[0]}?" if near else "see deploy/runbook.md for the list"
        return f"{place}: unknown setting; {hint}"
    return f"{place}: {problem['msg'].removeprefix('Value error, ')} (got {problem['input']!r})"
