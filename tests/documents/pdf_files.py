"""The smallest PDF files that hold Chinese text: one font that is not embedded, with a map of its codes to Unicode."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, TOP = 80, 515, 740
EM, STEP = 15, 26
_IMAGE = "<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4 >>"


@dataclass
class Sheet:
    """One page being drawn."""

    drawn: list[str] = field(default_factory=list)
    turn: int = 0

    def text(self, x: float, y: float, text: str, size: float = EM) -> Sheet:
        """Text with its base line at y. PDFium drops a lone character of a font without glyphs, so none is alone."""
        codes = "".join(f"{ord(char):04x}" for char in text.ljust(2))
        self.drawn.append(f"BT /F1 {size} Tf {x} {y} Td <{codes}> Tj ET")
        return self

    def rule(self, x: float, y: float, to_x: float, to_y: float) -> Sheet:
        """A straight stroke."""
        self.drawn.append(f"{x} {y} m {to_x} {to_y} l S")
        return self

    def scan(self) -> Sheet:
        """A picture over the whole page."""
        self.drawn.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im1 Do Q")
        return self

    def grid(self, across: Sequence[float], down: Sequence[float], rows: Sequence[Sequence[str]]) -> Sheet:
        """A ruled table with one line of text a cell."""
        for y in down:
            self.rule(across[0], y, across[-1], y)
        for x in across:
            self.rule(x, down[0], x, down[-1])
        for row, top in zip(rows, down, strict=False):
            for cell, x in zip(row, across, strict=False):
                self.text(x + 4, top - 16, cell, 11)
        return self


def width_of(text: str, size: float = EM) -> float:
    """Advance of a text: a character is as wide as it is high, Latin letters and digits half so."""
    return sum(size * (0.5 if char.isascii() else 1) for char in text)


def set_lines(paragraphs: Iterable[str], room: float = RIGHT - LEFT) -> list[tuple[float, str]]:
    """Paragraphs broken into lines as office programs do: first lines two characters in, numbers kept whole."""
    lines = []
    for paragraph in paragraphs:
        indent, line = 2.0 * EM, ""
        for word in _words(paragraph):
            if indent + width_of(line + word) > room:
                lines.append((indent, line))
                indent, line = 0.0, ""
            line += word
        lines.append((indent, line))
    return lines


def _words(paragraph: str) -> list[str]:
    words: list[str] = []
    for char in paragraph:
        together = char in "，。、；：！？）》”" or (char.isascii() and words and words[-1][-1].isascii())
        if together and words:
            words[-1] += char
        else:
            words.append(char)
    return words


def written_pages(
    paragraphs: Iterable[str], lines_a_page: int = 25, head: str = "", number: str = "— {} —"
) -> list[Sheet]:
    """Pages of running text with a head and page numbers."""
    lines = set_lines(paragraphs)
    pages = []
    for start in range(0, len(lines), lines_a_page):
        sheet = Sheet()
        if head:
            sheet.text(200, 800, head, 9)
        for at, (indent, line) in enumerate(lines[start : start + lines_a_page]):
            sheet.text(LEFT + indent, TOP - at * STEP, line)
        pages.append(sheet.text(280, 40, number.format(len(pages) + 1), 10))
    return pages


def pdf_of(sheets: Sequence[Sheet], *, mapped: bool = True, locked: bool = False) -> bytes:
    """A whole PDF file."""
    chars = "".join(sheet_text for sheet in sheets for sheet_text in sheet.drawn)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{' '.join(f'{8 + 2 * at} 0 R' for at in range(len(sheets)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]"
        f"{' /ToUnicode 5 0 R' if mapped else ''} >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        " /Supplement 0 >> /DW 1000 /W [0 127 500] /FontDescriptor 6 0 R >>",
        _stream(_unicode_map() if chars else ""),
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200"
        " /ItalicAngle 0 /CapHeight 700 /StemV 80 >>",
        _IMAGE + "\nstream\n0000\nendstream",
    ]
    for at, sheet in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {sheet.turn}"
            f" /Contents {9 + 2 * at} 0 R"
            " /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 7 0 R >> >> >>"
        )
        objects.append(_stream("\n".join(sheet.drawn)))
    return _file(objects, locked)


def _stream(text: str) -> str:
    packed = zlib.compress(text.encode())
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed.decode('latin-1')}\nendstream"


def _unicode_map() -> str:
    """Codes of our font are those of Unicode."""
    ranges = "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"256 beginbfrange\n{ranges}\nendbfrange\nendcmap end end"
    )


def _file(objects: Sequence[str], locked: bool) -> bytes:
    written = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + body.encode("latin-1") + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    marks = "00" * 32
    lock = f" /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{marks}> /U <{marks}> >>" if locked else ""
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /ID [<{marks[:32]}> <{marks[:32]}>]{lock} >>"
    xref = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return written + f"{xref}trailer\n{trailer}\nstartxref\n{len(written)}\n%%EOF\n".encode()
