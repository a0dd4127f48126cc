"""The edges of a noun: stray punctuation, unpaired marks and particles that a cut left there."""

from __future__ import annotations

import re

_EDGES = "，。；：、！？….►▶▲△※ \u3000·—-~“‘\"'（）()|*#●◆■•【】[]"
LEADING_EDGES = _EDGES.replace("“", "").replace("‘", "")
_TRAILING_EDGES = _EDGES.replace("）", "")
LONGEST = 30
#: A noun from this length on may have a particle left at its end.
SHORTEST_WITH_PARTICLE = 4
PARTICLES = frozenset("并且共了至")
#: A particle left at the end of a noun (举办展览并|, 抽检完成且|).
_PARTICLE_AT_END = re.compile("(?<![合兼吞归一])并$|(?<!而)(?<!尚)且$|(?<![公中一])共$|[了至]$")


def tidy(noun: str) -> str:
    """A noun without stray punctuation, unpaired quotation marks and particles at its edges."""
    if noun.isalpha():  # no punctuation at all
        return noun[:-1] if noun[-1] == "的" else noun
    noun = noun.lstrip(LEADING_EDGES).rstrip(_TRAILING_EDGES)
    if "）" in noun and noun.count("）") > noun.count("（"):
        noun = noun.replace("）", "")
    if ("“" in noun or "”" in noun) and noun.count("“") != noun.count("”"):
        noun = noun.replace("“", "").replace("”", "")
    if ("《" in noun or "》" in noun) and noun.count("《") != noun.count("》"):
        noun = noun.rpartition("》")[2] or noun.replace("《", "")
    return noun.removesuffix("的")


def without_particle(noun: str) -> str:
    """A noun of some length without a particle left at its end."""
    if noun[-1:] not in PARTICLES or len(noun) < SHORTEST_WITH_PARTICLE:
        return noun
    return _PARTICLE_AT_END.sub("", noun)


def shortened(noun: str) -> str:
    """At most ``LONGEST`` characters, from the right, where the head of a Chinese noun phrase is."""
    tail = noun[-LONGEST:]
    for mark in ("、", "的", "和", "及"):
        at = tail.find(mark)
        if 0 <= at <= LONGEST // 2:
            return tail[at + 1 :]
    return tail
