"""From rows of the database to the plain values that matching and fitting work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from metrics.domain.areas import Issuer, issuer_named
from metrics.domain.statements import Comparator, Direction, Recurrence, StatementKind
from metrics.store.models import Target, TargetVersion
from metrics.store.statements import statement_of
from metrics.store.targets import Published, QuotedStatement, StoredVersion
from metrics.tracking.fitting import OpenGoal, Report
from metrics.tracking.identity import UPPER_BOUNDS, GoalIdentity, identity_of, key_of
from metrics.tracking.indicators import IndicatorKey
from metrics.tracking.matching import Claim, KnownTarget
from metrics.tracking.passages import passage_of
from metrics.tracking.promises import Promise, Said, Version


def issuer_name(published: Published) -> str:
    """The issuer as a page shows it: as the text names it, else that of its source.

    Texts without any issuer must not be taken for texts of one issuer, so each of them has its own.
    """
    known = published.revision.issuer or published.source.issuer
    return known or f"unknown issuer of document {published.document.id}"


def issuer_of(published: Published) -> Issuer:
    """Area and department that a text speaks for."""
    area = published.source.admin_area
    known = issuer_named(published.source.issuer).area if not area or area.isdigit() else area
    return issuer_named(issuer_name(published), known)


def reference_year(published: Published) -> int | None:
    """The year that a text plans for, else the year in which it went out."""
    revision = published.revision
    return revision.plan_year or (revision.published.year if revision.published else None)


def claims_of(published: Published, quoted: Iterable[QuotedStatement]) -> list[Claim]:
    """The promises of a text."""
    issuer, year = issuer_of(published), reference_year(published)
    said = Said(published.revision.published, published.revision.learnt_at)
    claims = []
    for each in quoted:
        statement = statement_of(each.row)
        if statement.kind is not StatementKind.TARGET or statement.value is None:
            continue
        passage = passage_of(each.text, each.start, each.end)
        promise = Promise(
            statement.comparator, statement.value, statement.value_max, statement.due, passage.names_year_end
        )
        identity = identity_of(statement, passage, issuer, year)
        claims.append(Claim(each.row.id, statement, identity, promise, passage, said))
    return claims


def reports_of(published: Published, quoted: Iterable[QuotedStatement]) -> list[Report]:
    """The results of a text."""
    issuer = issuer_of(published)
    reports = []
    for each in quoted:
        statement = statement_of(each.row)
        if statement.kind is not StatementKind.RESULT or statement.value is None:
            continue
        passage = passage_of(each.text, each.start, each.end)
        key = key_of(statement, passage, issuer)
        reports.append(Report(each.row.id, statement, key, issuer, passage, published.revision.published))
    return reports


def identity_of_target(target: Target) -> GoalIdentity:
    """The identity that a stored target stands for now."""
    return GoalIdentity(
        issuer=issuer_named(target.issuer, target.admin_area),
        key=IndicatorKey.parse(target.indicator_key),
        unit=target.unit,
        direction=Direction(target.direction),
        period=Recurrence(target.period) if target.period else None,
        per=target.per or "",
        firmness=target.commitment or "",
        is_upper=Comparator(target.comparator) in UPPER_BOUNDS,
        time_period=target.time_period or "",
    )


def known_targets(
    targets: Sequence[Target], versions: Mapping[str, Sequence[StoredVersion]], own: Collection[str]
) -> list[KnownTarget]:
    """Targets with their versions, for matching."""
    return [
        KnownTarget(
            target.target_id,
            identity_of_target(target),
            tuple(version_of(stored) for stored in versions[target.target_id]),
            is_own=target.target_id in own,
            is_cancelled=target.cancelled_at is not None,
        )
        for target in targets
        if versions.get(target.target_id)
    ]


def by_target(versions: Iterable[StoredVersion]) -> dict[str, list[StoredVersion]]:
    """Versions grouped by target, in their order."""
    grouped: dict[str, list[StoredVersion]] = defaultdict(list)
    for stored in versions:
        grouped[stored.version.target_id].append(stored)
    return grouped


def version_of(stored: StoredVersion) -> Version:
    """A stored version as matching sees it."""
    version, quoted = stored.version, stored.quoted
    passage = passage_of(quoted.text, quoted.start, quoted.end)
    return Version(
        promise_of(version, names_year_end=passage.names_year_end),
        Said(version.said_on, version.learnt_at),
        version.statement_id,
        stored.document_id,
        passage.sentence,
    )


def promise_of(version: TargetVersion, *, names_year_end: bool = False) -> Promise:
    """What a stored version promises; an unquantified one promises nothing that could be compared."""
    assert version.value is not None, "only quantified statements make versions"
    return Promise(Comparator(version.comparator), version.value, version.value_max, version.due, names_year_end)


def open_goal(target: Target) -> OpenGoal:
    """A target as figures are compared with it."""
    return OpenGoal(
        target.target_id,
        identity_of_target(target),
        Comparator(target.comparator),
        target.goal,
        target.start,
        target.due,
    )
