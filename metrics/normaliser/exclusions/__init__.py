"""Numbers that say nothing about how much is to be reached or was reached.

Named rules see one quantity in its place; the first that holds takes it out, and its name says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from metrics.normaliser.exclusions import classes, durations, names, payments, spoken, surroundings
from metrics.normaliser.sites import Site


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A named reason for which a quantity is no statement."""

    name: str
    holds: Callable[[Site], bool]


#: In order: what is cheap and certain comes first.
EXCLUSIONS: tuple[Exclusion, ...] = (
    Exclusion("title", names.is_in_title),
    Exclusion("ordinal", names.is_ordinal),
    Exclusion("rank", names.is_rank),
    Exclusion("slogan", names.is_slogan),
    Exclusion("ratio", names.is_ratio),
    Exclusion("code", names.is_code),
    Exclusion("grade", names.is_grade),
    Exclusion("one_of", names.is_one_of),
    Exclusion("article", spoken.is_vague_article),
    Exclusion("counted_idea", spoken.is_counted_idea),
    Exclusion("announced_idea", spoken.is_announced_idea),
    Exclusion("duration", durations.is_bare_duration),
    Exclusion("unit_without_noun", durations.lacks_its_noun),
    Exclusion("base_of_rate", classes.is_base_of_rate),
    Exclusion("threshold", classes.is_threshold),
    Exclusion("class_by_count", classes.is_class_by_count),
    Exclusion("class_size", classes.is_class_size),
    Exclusion("entitlement", payments.is_entitlement),
    Exclusion("meeting", surroundings.is_head_count_of_meeting),
    Exclusion("comparison", surroundings.is_field_of_comparison),
    Exclusion("furniture", surroundings.is_page_furniture),
)


def excluded_by(site: Site) -> str | None:
    """Name of the rule that takes this quantity out; None when it may be a statement."""
    return next((rule.name for rule in EXCLUSIONS if rule.holds(site)), None)
