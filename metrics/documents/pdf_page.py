"""What stands on a page of a PDF, read from PDFium: characters and straight rules with their places, upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MOST_GLYPHS = 60_000
MOST_OBJECTS = 20_000
_DEEPEST_FORM = 4
#: A path this thin is a rule, however it was drawn.
_THIN = 3.0
_SHORTEST_RULE = 5.0
_ANGLE_SAMPLES = 200

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: its advance box and the base line it stands on. y grows upwards."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    base: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along ``x`` or ``y``: at this place, from here to there."""

    is_vertical: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageInk:
    """Characters and rules of a page, its height, and the share of it that pictures cover."""

    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    bottom: float
    height: float
    covered: float
    unmapped: int


def read_ink(page: pypdfium2.PdfPage) -> PageInk:
    """All that stands on a page. Turned pages and turned text are set upright by the angle of most characters."""
    left, bottom, right, top = page.get_bbox()
    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), MOST_GLYPHS)
        turn = _turn(text_page.raw, count)
        glyphs, unmapped = _glyphs(text_page.raw, count, turn)
    finally:
        text_page.close()
    rules: list[Rule] = []
    covered = 0.0
    for kind, box in _shapes(page.raw):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += max(0.0, min(box[2], right) - max(box[0], left)) * max(
                0.0, min(box[3], top) - max(box[1], bottom)
            )
        else:
            rules.append(_rule(_turned(box, turn)))
    area = max(1.0, (right - left) * (top - bottom))
    upright = _turned((left, bottom, right, top), turn)
    return PageInk(glyphs, tuple(rules), upright[1], upright[3] - upright[1], covered / area, unmapped)


def _turn(raw: Any, count: int) -> int:
    """Quarter turns, counted clockwise, that set most characters upright."""
    step = max(1, count // _ANGLE_SAMPLES)
    angles = (pdfium.FPDFText_GetCharAngle(raw, at) for at in range(0, count, step))
    quarters = Counter(round(-angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return quarters.most_common(1)[0][0] if quarters else 0


def _turned(box: Box, turn: int) -> Box:
    for _ in range(turn):
        left, bottom, right, top = box
        box = (bottom, -right, top, -left)
    return box


def _glyphs(raw: Any, count: int, turn: int) -> tuple[tuple[Glyph, ...], int]:
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    found: list[Glyph] = []
    unmapped = 0
    high = 0
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if pdfium.FPDFText_IsGenerated(raw, at) == 1 or 0xD800 <= code < 0xE000:
            continue
        if not code or code in {0xFFFD, 0xFFFE} or 0xE000 <= code < 0xF900:
            unmapped += 1
            continue
        char = chr(code)
        if char.isspace() or not char.isprintable():
            continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, at, box) or not pdfium.FPDFText_GetCharOrigin(raw, at, x, y):
            continue
        left, bottom, right, top = _turned((box.left, box.bottom, box.right, box.top), turn)
        base = _turned((x.value, y.value, x.value, y.value), turn)[1]
        if math.isfinite(left + bottom + right + top + base):
            found.append(Glyph(char, left, bottom, right, top, base))
    return tuple(found), unmapped


def _rule(box: Box) -> Rule:
    left, bottom, right, top = box
    if right - left >= top - bottom:
        return Rule(False, (bottom + top) / 2, left, right)
    return Rule(True, (left + right) / 2, bottom, top)


def _shapes(raw: Any) -> Iterator[tuple[int, Box]]:
    """Boxes of pictures, and of straight thin strokes."""
    left = MOST_OBJECTS
    pending = [
        (pdfium.FPDFPage_GetObject(raw, at), _UPRIGHT, 0) for at in range(min(pdfium.FPDFPage_CountObjects(raw), left))
    ]
    while pending and left > 0:
        left -= 1
        shape, outer, depth = pending.pop()
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield kind, _box([_moved(point, outer) for point in _bounds(shape)])
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from ((kind, box) for box in _strokes(shape, _product(_matrix(shape), outer)))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = _product(_matrix(shape), outer)
            count = min(pdfium.FPDFFormObj_CountObjects(shape), left)
            pending += [(pdfium.FPDFFormObj_GetObject(shape, at), inner, depth + 1) for at in range(count)]


def _strokes(shape: Any, matrix: Matrix) -> Iterator[Box]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
    x, y = ctypes.c_float(), ctypes.c_float()
    drawn: list[tuple[float, float]] = []
    for at in range(min(pdfium.FPDFPath_CountSegments(shape), 4000)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            yield from _straight(drawn, bool(stroke.value), bool(fill.value))
            drawn = []
        drawn.append(_moved((x.value, y.value), matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            drawn.append(drawn[0])
    yield from _straight(drawn, bool(stroke.value), bool(fill.value))


def _straight(drawn: list[tuple[float, float]], is_stroked: bool, is_filled: bool) -> Iterator[Box]:
    if len(drawn) < 2 or not (is_stroked or is_filled):
        return
    whole = _box(drawn)
    if _is_thin(whole):
        yield whole
    elif is_stroked:
        yield from (box for pair in pairwise(drawn) if _is_thin(box := _box(list(pair))))


def _is_thin(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) <= _THIN and max(width, height) >= _SHORTEST_RULE


def _box(points: list[tuple[float, float]]) -> Box:
    across, up = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(up), max(across), max(up)


def _bounds(shape: Any) -> list[tuple[float, float]]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return [(0.0, 0.0)]
    return [(left.value, bottom.value), (right.value, top.value)]


def _matrix(shape: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, matrix):
        return _UPRIGHT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _moved(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b = _moved((inner[0], inner[1]), (*outer[:4], 0, 0))
    c, d = _moved((inner[2], inner[3]), (*outer[:4], 0, 0))
    e, f = _moved((inner[4], inner[5]), outer)
    return a, b, c, d, e, f
