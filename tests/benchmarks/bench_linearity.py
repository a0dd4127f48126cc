"""Hostile texts: time a character must not grow with the length, whatever the text. Beside bulletins of our own.

Each text is read in a fresh process that is ended when it takes far too long; the ratio is then the least it can be.
"""

from __future__ import annotations

from tests.benchmarks.extractors import Extractor, TooSlowError
from tests.benchmarks.inputs import own_texts
from tests.benchmarks.rows import Row

MEGABYTE = 1_000_000
#: UTF-8 bytes of the short and the long text; the quick ones only show that all of it runs.
SIZES, QUICK_SIZES = (MEGABYTE, 10 * MEGABYTE), (20_000, 60_000)
#: A text that takes so many times as long as the same bytes of bulletins is given up.
GIVEN_UP = 40.0
LEAST_SECONDS = 20.0
HOSTILE = {
    "digits": "1234567890",
    "the unit 亿元": "亿元",
    "brackets": "（",
    "第": "第",
    "分别": "分别",
    "newlines": "\n",
    "one table row": "12\t",
}


def measure(quick: bool) -> list[Row]:
    """For each text: how its time grows, and how it stands to that of bulletins."""
    sizes = QUICK_SIZES if quick else SIZES
    bulletins = "\n".join(own_texts())
    normal = [_nanoseconds(_repeated(bulletins, size), 300.0) for size in sizes]
    rows = [_growth("our bulletins, repeated", normal, sizes)]
    for name, piece in HOSTILE.items():
        costs = []
        for size, cost in zip(sizes, normal, strict=True):
            text = _repeated(piece, size)
            costs.append(_nanoseconds(text, max(LEAST_SECONDS, GIVEN_UP * cost * len(text.encode()) / 1e9)))
        rows += [_growth(name, costs, sizes), _beside_bulletins(name, costs[-1], normal[-1], sizes[-1])]
    return rows


def _growth(name: str, costs: list[float], sizes: tuple[int, int]) -> Row:
    short, long = costs
    label = f"{name}, {_megabytes(sizes[1])}"
    against = f"the same, {_megabytes(sizes[0])}"
    return Row("growth of time", long, short, long / short, "ns CPU/byte", label, against, at_most=1.5)


def _beside_bulletins(name: str, cost: float, normal: float, size: int) -> Row:
    label = f"{name}, {_megabytes(size)}"
    return Row("time of hostile text", cost, normal, cost / normal, "ns CPU/byte", label, "bulletins", at_most=10)


def _nanoseconds(text: str, limit_seconds: float) -> float:
    """CPU nanoseconds a byte; for a text that was given up, those until then."""
    with Extractor("goalboard") as extractor:
        extractor.read(["到2030年，覆盖率达到90%。"])
        try:
            seconds = extractor.read([text], limit_seconds).cpu_seconds
        except TooSlowError:
            seconds = limit_seconds
    return seconds * 1e9 / len(text.encode())


def _repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()) + 1)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:g} MB"
