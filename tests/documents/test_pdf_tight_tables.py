"""Tables without rules whose columns stand so close that a figure may belong to either: told by gaps, not by tabs."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.documents.pdf_columns import GAP, AlignedRow, aligned_rows
from metrics.documents.pdf_lines import Line, Piece

EM = 10.0


def lines(*rows: Sequence[tuple[str, float, float]]) -> list[Line]:
    """Lines of pieces with their places, one below the other."""
    return [
        Line(tuple(Piece(*piece) for piece in row), 700 - at * 2 * EM, EM) for at, row in enumerate(rows)
    ]  # fmt: skip


def written(*rows: Sequence[tuple[str, float, float]]) -> list[str]:
    return [row.line for row in aligned_rows(lines(*rows)) if isinstance(row, AlignedRow)]


HEADS = (("指标", 0, 20), ("2022年", 80, 110), ("2023年", 150, 180))


def test_clear_columns_are_parted_by_tabs() -> None:
    assert written(HEADS, (("粮食（吨）", 0, 50), ("120", 85, 100), ("130", 155, 170))) == [
        "指标\t2022年\t2023年",
        "粮食（吨）\t120\t130",
    ]


def test_an_empty_cell_of_clear_columns_keeps_its_place() -> None:
    assert written(HEADS, (("粮食（吨）", 0, 50), ("130", 155, 170)))[1] == "粮食（吨）\t\t130"


def test_columns_without_a_clear_gap_are_a_guess() -> None:
    tight = (("粮食（吨）", 0, 50), ("120", 85, 100), ("约130", 118, 170))
    assert written(HEADS, tight)[1] == GAP.join(("粮食（吨）", "120", "约130"))


def test_two_figures_in_one_piece_are_a_guess() -> None:
    assert written(HEADS, (("粮食（吨）", 0, 50), ("120 130", 80, 112)))[1] == GAP.join(("粮食（吨）", "120 130"))


def test_two_pieces_in_one_column_are_a_guess() -> None:
    wide = (("粮食和油料合计产量（吨）", 0, 90), ("120", 95, 110), ("130", 155, 170))
    assert GAP in written(HEADS, wide)[1]
