"""Numbers that say nothing about how much is to be reached or was reached.

Named rules see one quantity in its place; the first that holds takes it out, and its name says why. Which rules concern
a sort of quantity at all is worked out once a sort, so that a number is not asked what it cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from metrics.domain.statements import Comparator
from metrics.normaliser.exclusions import (
    attributes,
    classes,
    durations,
    names,
    payments,
    rights,
    spoken,
    surroundings,
)
from metrics.normaliser.exclusions.signs import SignIndex, Signs
from metrics.normaliser.sites import BOUNDED, TIME_UNITS, Site


@dataclass(frozen=True, slots=True)
class Sort:
    """What decides which rules concern a quantity, whatever stands around it."""

    rule: str
    unit: str
    measure: str
    is_bounded: bool
    is_quoted: bool
    is_in_rights: bool
    is_in_short_line: bool

    @property
    def is_money(self) -> bool:
        """Whether the unit is a currency (ISO 4217)."""
        return len(self.unit) == 3 and self.unit.isascii() and self.unit.isupper()


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A named reason for which a quantity is no statement.

    ``concerns`` says which sorts it may hold for, ``signs`` which characters must stand beside the number.
    """

    name: str
    holds: Callable[[Site], bool]
    concerns: Callable[[Sort], bool]
    signs: Signs | None = None


def _any(_: Sort) -> bool:
    return True


def _quoted(sort: Sort) -> bool:
    return sort.is_quoted


def _counted(sort: Sort) -> bool:
    return sort.rule.startswith("count")


def _counted_loosely(sort: Sort) -> bool:
    return sort.rule.startswith(("count", "rounded"))


def _counted_or_bare(sort: Sort) -> bool:
    return sort.rule.startswith(("count", "rounded", "bare"))


def _announcing(sort: Sort) -> bool:
    return _counted(sort) and not _in_characters(sort) and sort.measure in spoken.ANNOUNCING


def _in_characters(sort: Sort) -> bool:
    return "_in_characters" in sort.rule


def _measured(sort: Sort) -> bool:
    return sort.rule.startswith(("money", "physical", "rounded"))


def _timed(sort: Sort) -> bool:
    return sort.unit in TIME_UNITS


def _lettered(sort: Sort) -> bool:
    return sort.rule.startswith("physical") and len(sort.measure) == 1 and sort.measure.isascii()


def _bounded(sort: Sort) -> bool:
    return sort.is_bounded


def _bounded_count(sort: Sort) -> bool:
    return sort.is_bounded and _counted(sort)


def _bare(sort: Sort) -> bool:
    return sort.rule.startswith("bare")


def _bounded_strip(sort: Sort) -> bool:
    return sort.is_bounded and sort.unit in attributes.STRIP_UNITS


def _persons(sort: Sort) -> bool:
    return sort.unit in ("人", "人次")


def _paid(sort: Sort) -> bool:
    return sort.is_money or sort.unit == "%"


def _percent(sort: Sort) -> bool:
    return sort.unit == "%"


def _of_device(sort: Sort) -> bool:
    return sort.unit in attributes.DEVICE_UNITS


def _in_rights(sort: Sort) -> bool:
    return sort.is_in_rights


def _of_village_in_rights(sort: Sort) -> bool:
    return sort.is_in_rights and sort.measure in attributes.VILLAGE_UNITS


def _in_short_line(sort: Sort) -> bool:
    return sort.is_in_short_line


def _measured_by(measures: frozenset[str]) -> Callable[[Sort], bool]:
    return lambda sort: sort.measure in measures


#: In order: what is cheap and certain comes first.
EXCLUSIONS: tuple[Exclusion, ...] = (
    Exclusion("title", names.is_in_title, _quoted),
    Exclusion("ordinal", names.is_ordinal, _any, names.ORDINAL_SIGNS),
    Exclusion("rank", names.is_rank, _measured_by(frozenset(("位", "名")))),
    Exclusion("slogan", names.is_slogan, _quoted),
    Exclusion("ratio", names.is_ratio, _any, names.RATIO_SIGNS),
    Exclusion("code", names.is_code, _any, names.CODE_SIGNS),
    Exclusion("code", names.is_file_number, _lettered),
    Exclusion("code", names.is_no_multiple, _measured_by(frozenset(("倍",)))),
    Exclusion("code", names.is_stage, _measured_by(names.STAGES)),
    Exclusion("slogan", names.is_row_of_powers, _bare),
    Exclusion("grade", names.is_grade, _measured, names.GRADE_SIGNS),
    Exclusion("one_of", names.is_one_of, _any, names.ONE_OF_SIGNS),
    Exclusion("article", spoken.is_vague_article, _in_characters),
    Exclusion("counted_idea", spoken.is_counted_idea, _in_characters),
    Exclusion("announced_idea", spoken.is_announced_idea, _announcing),
    Exclusion("duration", durations.is_bare_duration, _timed),
    Exclusion("duration", durations.is_run_of_times, _counted, durations.RUN_SIGNS),
    Exclusion("duration", durations.is_half_of_a_time, _percent, durations.HALF_SIGNS),
    Exclusion("unit_without_noun", durations.lacks_its_noun, durations.may_lack_a_noun),
    Exclusion("base_of_rate", classes.is_base_of_rate, _any, classes.BASE_SIGNS),
    Exclusion("base_of_change", classes.is_base_of_change, _any, classes.BASE_OF_CHANGE_SIGNS),
    Exclusion("threshold", classes.is_threshold, _bounded),
    Exclusion("threshold", classes.is_class_passed, _measured, classes.PASSED_SIGNS),
    Exclusion("class_by_count", classes.is_class_of_population, _counted_or_bare, classes.POPULATION_SIGNS),
    Exclusion("class_by_count", classes.is_class_by_count, _counted, classes.COUNTED_CLASS_SIGNS),
    Exclusion("class_size", classes.is_class_size, _persons),
    Exclusion("constant", attributes.is_constant, _any, attributes.CONSTANT_SIGNS),
    Exclusion("constant", attributes.is_sample_of_survey, _any, attributes.SURVEY_SIGNS),
    Exclusion("definition", attributes.is_definition, _any, attributes.DEFINITION_SIGNS),
    Exclusion("definition", attributes.is_mark_of_form, _measured_by(frozenset(("分",)))),
    Exclusion("sort_of_thing", attributes.is_sort_of_thing, _bounded_count),
    Exclusion("address", attributes.is_floor, _measured_by(attributes.FLOORS)),
    Exclusion("sort_of_thing", attributes.is_strip_of_land, _bounded_strip),
    Exclusion("chapter", attributes.is_chapter, _measured_by(attributes.CHAPTER_UNITS)),
    Exclusion("share_held", attributes.is_share_held, _percent, attributes.SHARE_HELD_SIGNS),
    Exclusion("size_of_device", attributes.is_size_of_device, _of_device),
    Exclusion("address", attributes.is_address, _measured_by(attributes.ADDRESS_UNITS)),
    Exclusion("address", attributes.is_group_of_village, _of_village_in_rights),
    Exclusion("copy", attributes.is_copy, _measured_by(attributes.COPY_UNITS)),
    Exclusion("entitlement", payments.is_entitlement, _paid),
    Exclusion("rights", rights.is_rule_of_rights, _in_rights),
    Exclusion("meeting", surroundings.is_head_count_of_meeting, _persons),
    Exclusion("proceedings", surroundings.is_of_proceedings, _counted_loosely),
    Exclusion("comparison", surroundings.is_field_of_comparison, _any, surroundings.COMPARISON_SIGNS),
    Exclusion("furniture", surroundings.is_of_a_collection, _measured_by(surroundings.TEXTS)),
    Exclusion("furniture", surroundings.is_of_the_site, _any, surroundings.SITE_SIGNS),
    Exclusion("furniture", surroundings.is_page_furniture, _in_short_line),
)


#: The longest line of page furniture.
FURNITURE = 120
_EQ = Comparator.EQ
_SIGNS = SignIndex([exclusion.signs for exclusion in EXCLUSIONS])
#: The rules of every sort in every surrounding that was met, so many at most.
_RULES: dict[tuple[str, str, str, int], tuple[Exclusion, ...]] = {}
MOST_SORTS = 4096


def _rules_of(sort: Sort, possible: int) -> tuple[Exclusion, ...]:
    """The rules that concern a sort, of those in the bit mask ``possible``."""
    listed = [exclusion for which, exclusion in enumerate(EXCLUSIONS) if possible >> which & 1]
    return tuple(exclusion for exclusion in listed if exclusion.concerns(sort))


def rules_for(site: Site) -> tuple[Exclusion, ...]:
    """The rules that may hold for a quantity of this sort in this place, in order."""
    match, paragraph = site.match, site.clause.paragraph
    comparator = match.comparator
    is_bounded = comparator is not _EQ and comparator in BOUNDED
    is_quoted, is_in_short_line = site.quoted is not None, paragraph.end - paragraph.start < FURNITURE
    possible = _SIGNS.possible(site)
    place = possible << 4 | is_bounded << 3 | is_quoted << 2 | site.is_in_rights << 1 | is_in_short_line
    key = (match.rule, match.unit, match.measure, place)
    rules = _RULES.get(key)
    if rules is None:
        sort = Sort(match.rule, match.unit, match.measure, is_bounded, is_quoted, site.is_in_rights, is_in_short_line)
        if len(_RULES) >= MOST_SORTS:
            _RULES.clear()
        rules = _RULES[key] = _rules_of(sort, possible)
    return rules


def excluded_by(site: Site) -> str | None:
    """Name of the rule that takes this quantity out; None when it may be a statement."""
    for rule in rules_for(site):
        if rule.holds(site):
            return rule.name
    return None


def tried(site: Site) -> Iterator[str]:
    """Names of the rules that were asked about a quantity, up to the one that holds."""
    for rule in rules_for(site):
        yield rule.name
        if rule.holds(site):
            return
