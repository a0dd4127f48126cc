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
    bound = find_bound(text, span[0], span[1], vague)
    comparator = Comparator.RANGE if value_max is not None else bound.comparator
    upper = None if value_max is None else tidy(value_max)
    return QuantityMatch(
        *span, bound.start, bound.end, tidy(value), unit[0], unit[1], comparator, rule, value_max=upper
    )


def tidy(value: Decimal) -> Decimal:
    """Without trailing zeros, without an exponent, and not finer than a millionth."""
    whole = int(value)
    if value == whole:
        return Decimal(whole)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < FINEST.as_tuple().exponent:  # type: ignore[operator]
        value = value.quantize(FINEST)
    return value.normalize()
