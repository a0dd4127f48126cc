"""Reads the folder of source files as a whole: a wrong file hides no other, and none of two that clash is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import SourceFileError
from crawler.source_file import SourceFile, load_source, source_paths
from metrics.store.sources import BY_HAND

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a file, or between some, in one line; ``source_ids`` are the sources that it concerns."""

    paths: tuple[Path, ...]
    source_ids: frozenset[str]
    complaint: str


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The sound sources of a folder by file name, and what is wrong with the other files."""

    sources: tuple[SourceFile, ...]
    wrong: tuple[Wrong, ...] = ()

    @property
    def wrong_paths(self) -> frozenset[Path]:
        """The files that cannot be believed."""
        return frozenset(path for wrong in self.wrong for path in wrong.paths)

    def refuse(self, source_ids: Iterable[str]) -> None:
        """Raise SourceFileError where a file of one of these sources is wrong."""
        wanted = set(source_ids)
        for wrong in self.wrong:
            if wanted & wrong.source_ids:
                raise SourceFileError(wrong.complaint)


def read_source_folder(folder: Path) -> SourceFolder:
    """All source files of a folder. Raises SourceFileError where there is no such folder, for nothing else."""
    if not folder.is_dir():
        raise SourceFileError(f"{folder}: no such folder; give the folder with the source files")
    sources: dict[Path, SourceFile] = {}
    wrong: list[Wrong] = []
    for path in source_paths(folder):
        try:
            sources[path] = load_source(path)
        except SourceFileError as error:
            wrong.append(Wrong((path,), frozenset({path.stem}), str(error)))
    wrong += [*_kept_ids(sources), *_same_ids(sources), *_same_lists(sources)]
    unsure = {path for one in wrong for path in one.paths}
    return SourceFolder(tuple(source for path, source in sources.items() if path not in unsure), tuple(wrong))


def of_same_list(folder: SourceFolder, source: SourceFile) -> str | None:
    """The id of a sound source that has the same list crawled; None where there is none."""
    return next((known.source_id for known in folder.sources if _list_of(known) == _list_of(source)), None)


def _kept_ids(sources: Mapping[Path, SourceFile]) -> list[Wrong]:
    return [
        Wrong((path,), frozenset(), f"{path}: source_id: {BY_HAND} is kept for bulletins given by hand; give another")
        for path, source in sources.items()
        if source.source_id == BY_HAND
    ]


def _same_ids(sources: Mapping[Path, SourceFile]) -> list[Wrong]:
    """Files that give the same id: nobody can say which of them the source is."""
    return [
        _clash(sources, paths, f"source_id: {sources[paths[0]].source_id} is that of", "give one of them another id")
        for paths in _together({path: source.source_id for path, source in sources.items()})
    ]


def _same_lists(sources: Mapping[Path, SourceFile]) -> list[Wrong]:
    """Files that would have the same list crawled twice. Two parts of one page, by ``link_pattern``, are two lists."""
    return [
        _clash(
            sources,
            paths,
            f"url: {sources[paths[0]].url} is that of",
            "keep one of them, or have their link_pattern tell two parts of the page",
        )
        for paths in _together({path: _list_of(source) for path, source in sources.items()})
    ]


def _clash(sources: Mapping[Path, SourceFile], paths: Sequence[Path], field: str, remedy: str) -> Wrong:
    first, *others = paths
    names = " and ".join(str(path) for path in others)
    source_ids = frozenset(sources[path].source_id for path in paths)
    return Wrong(tuple(paths), source_ids, f"{first}: {field} {names} too; {remedy}")


def _together(keys: Mapping[Path, Hashable]) -> list[list[Path]]:
    """Files of one key, where there are several."""
    groups: dict[Hashable, list[Path]] = defaultdict(list)
    for path, key in keys.items():
        groups[key].append(path)
    return [paths for paths in groups.values() if len(paths) > 1]


def _list_of(source: SourceFile) -> Hashable:
    """What is asked and which of its links are taken; how an address is written does not count."""
    parts = urlsplit(source.url)
    port = None if parts.port == _DEFAULT_PORTS.get(parts.scheme) else parts.port
    asked = source.list_api.address if source.list_api is not None else None
    return parts.scheme, parts.hostname, port, parts.path or "/", parts.query, source.link_pattern, asked
