"""Hostile texts: time a character must not grow with the length, whatever the text. Beside bulletins of our own.

Each text is read in a fresh process that is ended when it takes far too long; the ratio is then the least it can be.
Form texts are left out of the bulletins: joined to the others they would make one form text, and of that only the
blanks are read.
"""

from __future__ import annotations

from dataclasses import dataclass

from metrics.domain.statements import DocumentKind
from metrics.normaliser import read_bulletin
from tests.benchmarks.extractors import Extractor, TooSlowError
from tests.benchmarks.inputs import own_texts
from tests.benchmarks.rows import Row

MEGABYTE = 1_000_000
#: UTF-8 bytes of the short and the long text; the quick ones only show that all of it runs.
SIZES, QUICK_SIZES = (MEGABYTE, 10 * MEGABYTE), (20_000, 60_000)
#: A text that takes so many times as long as the same bytes of bulletins is given up.
GIVEN_UP = 4.0
LEAST_SECONDS, LONGEST_SECONDS = 20.0, 300.0
MEMORY_MIB = 1024.0
HOSTILE = {
    "digits": "1234567890",
    "the unit 亿元": "亿元",
    "brackets": "（",
    "第": "第",
    "分别": "分别",
    "newlines": "\n",
    "one table row": "12\t",
    "table rows": "12\t" * 1000 + "\n",
}


def measure(quick: bool) -> list[Row]:
    """For each text: how its time grows, and how it stands to that of bulletins; then the most memory of all."""
    sizes = QUICK_SIZES if quick else SIZES
    bulletins = _bulletins()
    normal = [_read(_repeated(bulletins, size), LONGEST_SECONDS) for size in sizes]
    rows, peaks = [_growth("our bulletins, repeated", normal, sizes)], {"our bulletins, repeated": normal[-1].peak_mib}
    for name, piece in HOSTILE.items():
        limits = [max(LEAST_SECONDS, GIVEN_UP * cost.nanoseconds * cost.size / 1e9) for cost in normal]
        costs = [_read(_repeated(piece, size), limit) for size, limit in zip(sizes, limits, strict=True)]
        rows += [_growth(name, costs, sizes), _beside_bulletins(name, costs[-1], normal[-1])]
        peaks[name] = costs[-1].peak_mib
    return [*rows, _most_memory(peaks, sizes[-1])]


def _bulletins() -> str:
    """Our bulletins as one text. Raises ValueError when it would not be read like each of them."""
    text = "\n".join(text for text in own_texts() if not _is_form(text))
    if _is_form(text):
        raise ValueError("the bulletins joined are taken for a form text, of which only blanks are read")
    return text


def _is_form(text: str) -> bool:
    return read_bulletin(text).facts.doc_kind is DocumentKind.TEMPLATE


@dataclass(frozen=True, slots=True)
class _Cost:
    """What reading a text of ``size`` bytes cost: CPU nanoseconds a byte, memory of the whole process."""

    size: int
    nanoseconds: float
    peak_mib: float


def _read(text: str, limit_seconds: float) -> _Cost:
    """Read a text; one that is given up has cost what it had until then."""
    size = len(text.encode())
    with Extractor("goalboard") as extractor:
        started = extractor.read(["到2030年，覆盖率达到90%。"])
        try:
            done = extractor.read([text], limit_seconds)
        except TooSlowError:
            return _Cost(size, limit_seconds * 1e9 / size, started.peak_mib)
    return _Cost(size, done.cpu_seconds * 1e9 / size, done.peak_mib)


def _growth(name: str, costs: list[_Cost], sizes: tuple[int, int]) -> Row:
    short, long = (cost.nanoseconds for cost in costs)
    label, against = f"{name}, {_megabytes(sizes[1])}", f"the same, {_megabytes(sizes[0])}"
    return Row("growth of time", long, short, long / short, "ns CPU/byte", label, against, at_most=1.5)


def _beside_bulletins(name: str, cost: _Cost, normal: _Cost) -> Row:
    ours, theirs = cost.nanoseconds, normal.nanoseconds
    label = f"{name}, {_megabytes(cost.size)}"
    return Row("time of hostile text", ours, theirs, ours / theirs, "ns CPU/byte", label, "bulletins", at_most=1)


def _most_memory(peaks: dict[str, float], size: int) -> Row:
    worst = max(peaks, key=peaks.__getitem__)
    label = f"{worst}, {_megabytes(size)}: the most of all texts"
    ratio = peaks[worst] / MEMORY_MIB
    return Row("peak memory", peaks[worst], MEMORY_MIB, ratio, "MiB", label, "the bound of a fleet", at_most=1)


def _repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()) + 1)


def _megabytes(size: int) -> str:
    return f"{round(size / MEGABYTE, 2):g} MB"
