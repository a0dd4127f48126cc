"""First counts of a year that was not over when a report was given: 2016年预计（下同）… read in November 2016."""

from __future__ import annotations

import re

from metrics.normaliser.sites import Site

#: The day of the meeting at which a report is given, in the last months of a year, near the head of the text.
_GIVEN = re.compile(r"(20[0-9]{2})年(?:9|1[0-2])月[0-9]{1,2}日[，（]?在[^\n。]{2,50}会")
_EXPECTED = re.compile(r"(20[0-9]{2})年，?(?:全[年县市区省州]|我[县市区省州])?，?预计(?P<all>（(?:数据?，?)?下同）)?")
HEAD = 800
#: How far back a paragraph is asked.
REACH = 600


def year_not_over(text: str) -> int | None:
    """The year in whose last months a report was given; None where its day is not told or lies early in a year."""
    found = _GIVEN.search(text, 0, HEAD)
    return int(found[1]) if found else None


def is_expected_of(site: Site, year: int) -> bool:
    """Whether a number is only expected for ``year``: 预计（下同） holds for its paragraph, 预计 for its sentence."""
    start = max(site.clause.paragraph.start, site.match.start - REACH)
    for found in _EXPECTED.finditer(site.text, start, site.match.start):
        if int(found[1]) == year and (found["all"] or found.start() >= site.clause.sentence_start):
            return True
    return False
