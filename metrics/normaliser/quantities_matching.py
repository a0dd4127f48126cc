"""Puts a value, its unit and the words around it together to a quantity."""

from __future__ import annotations

from decimal import Decimal

from metrics.domain.statements import Comparator
from metrics.normaliser.comparators import find_bound
from metrics.normaliser.segments import QuantityMatch

FINEST = Decimal("0.000001")


def quantity(
    text: str,
    span: tuple[int, int],
    value: Decimal,
    unit: tuple[str, str],
    rule: str,
    vague: bool = False,
    value_max: Decimal | None = None,
) -> QuantityMatch:
    """A quantity at ``span``; ``unit`` is the canonical one and the one written."""
    start, end = span
    comparator, outer_start, outer_end = find_bound(text, start, end, vague)
    upper = None
    if value_max is not None:
        comparator, upper = Comparator.RANGE, tidy(value_max)
    return QuantityMatch(start, end, outer_start, outer_end, tidy(value), unit[0], unit[1], comparator, rule, upper)


def tidy(value: Decimal) -> Decimal:
    """Without trailing zeros, without an exponent, and not finer than a millionth."""
    whole = value.to_integral_value()
    if value == whole:
        return Decimal(int(whole))
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < FINEST.as_tuple().exponent:  # type: ignore[operator]
        value = value.quantize(FINEST)
    return value.normalize()
