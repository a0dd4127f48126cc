"""Sample bureau web sites: invented bulletins of invented places, served on loopback and crawled like any site.

Six bureaus, each on another CMS family (``bureaus.yml``, ``families.py``, ``templates/``); one text file a bulletin
under ``bulletins/<bureau>/``. Nothing here is true of any real place, and nothing here is a short cut: the crawler
meets only HTTP, HTML and bytes.

Why the demo is alive in any year. Texts hold ``{Y}``, ``{Y-1}``, ``{Y+2}`` … for years counted from
``anchor_year(today)``, the current year; a bulletin dated after ``today`` is not yet on the site. For *every* day of a
year these hold:

- *achieved* and *missed*: yearly goals of ``{Y-1}``, closed by the summaries of late December ``{Y-1}``;
- *overdue*: goals due in summer or autumn of ``{Y-1}`` whose final figure is never published;
- *on track*, *at risk*, *off track*: plans of three or four years that began in January ``{Y-1}``, reported at the end
  of ``{Y-1}``, in July ``{Y}`` and at the end of ``{Y}``, each time on the same side of the thresholds;
- *moved*: goals tightened or raised by notices of autumn ``{Y-1}``; more follow during ``{Y}``: a correction at the
  same address in April, postponements in May and August, one goal raised in June, one lowered in September;
- *no data yet*: goals of the long plans that no report names.

From February on the yearly goals of ``{Y}`` join: on track, at risk and off track by the reports of July and October.
``tests/samples`` checks this for every day of a leap year and of a common one, from the ``expect`` lines beside the
texts. The anchor year is fixed when a server starts; a data folder of a demo is not meant to outlive its year.
"""

from __future__ import annotations

from crawler.samples.answering import Fault
from crawler.samples.server import SampleServer, serve
from crawler.samples.sources import source_files, write_source_files
from crawler.samples.texts import Bulletin, Bureau, anchor_year, load_bulletins, load_bureaus

__all__ = [
    "Bulletin",
    "Bureau",
    "Fault",
    "SampleServer",
    "anchor_year",
    "load_bulletins",
    "load_bureaus",
    "serve",
    "source_files",
    "write_source_files",
]
