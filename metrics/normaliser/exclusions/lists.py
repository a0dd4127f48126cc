"""What holds for the first member of a list holds for the rest: 起付标准分别为200元、500元、900元；初中11200元."""

from __future__ import annotations

import re

from metrics.normaliser.segments import QuantityMatch
from metrics.normaliser.sites import Site

#: Reasons that a whole list shares.
_SHARED = frozenset({"entitlement", "rights", "share_held", "class_size", "address", "proceedings", "definition"})
_GAP = re.compile(r"[，、；和及与]{0,2}[^，。；、0-9建增达完成投实共总累减培设筹]{0,10}")
#: Amounts above this are totals paid, not what one person is entitled to.
ONE_PERSON = 100_000


class ListedExclusions:
    """Carries a reason from one quantity to the next ones of its list, in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._groups: dict[int, str] = {}
        self._last: tuple[QuantityMatch, int, str] | None = None

    def reason_for(self, site: Site, reason: str | None) -> str | None:
        """The reason of the quantity itself, or that of the list that it goes on with."""
        match = site.match
        if reason is None:
            reason = self._groups.get(match.group_id) if match.group_id is not None else None
        if reason is None and self._goes_on(site):
            reason = "listed_with"
        if reason in _SHARED and match.group_id is not None:
            self._groups[match.group_id] = reason or ""
        is_open = reason in _SHARED or reason == "listed_with"
        self._last = (match, site.clause.sentence_start, reason) if is_open and reason else None
        return reason

    def _goes_on(self, site: Site) -> bool:
        if self._last is None:
            return False
        last, sentence, _ = self._last
        match = site.match
        if last.unit != match.unit or sentence != site.clause.sentence_start or match.implicit:
            return False
        if match.value is None or (site.is_money and match.value >= ONE_PERSON):
            return False
        return _GAP.fullmatch(self._text, last.outer_end, match.outer_start) is not None
