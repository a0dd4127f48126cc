"""Source files for the sample sites: written like any source, so that the demo takes no other way than real bureaus."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from crawler.samples.families import FAMILIES
from crawler.samples.texts import Bureau, load_bureaus

#: Even on the first of January each bureau lists its bulletins of the year before.
_LEAST_ITEMS = 3


def source_files(base_urls: Mapping[str, str], *, every: str = "1m") -> dict[str, str]:
    """The text of one source file a bureau, by source id (the bureau's own id)."""
    bureaus = load_bureaus()
    return {key: _source_text(bureaus[key], base, every) for key, base in base_urls.items()}


def write_source_files(folder: Path, base_urls: Mapping[str, str], *, every: str = "1m") -> list[Path]:
    """Write the source files into ``folder``, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for source_id, text in source_files(base_urls, every=every).items():
        path = folder / f"{source_id}.yml"
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths


def _source_text(bureau: Bureau, base_url: str, every: str) -> str:
    source = {
        "source_id": bureau.bureau_id,
        "name": f"{bureau.name} {bureau.column}（示例）",
        "issuer": bureau.name,
        "url": base_url + FAMILIES[bureau.family].list_path(1, 1),
        "admin_area": bureau.area,
        "domain": bureau.domain,
        "cadence": {"every": every},
        "max_pages": 5,
        "delay": 0.0,
        "allow_private": True,
        "expect": {"least_items": _LEAST_ITEMS},
        "notes": "Sample site of an invented bureau, served on this machine.",
    }
    return yaml.safe_dump(source, allow_unicode=True, sort_keys=False, width=200)
