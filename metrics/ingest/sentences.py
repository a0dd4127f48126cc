"""What changed between two texts, sentence by sentence: gone, come, or said otherwise. Cost linear in their length."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from metrics.ingest.wording import Segment, Wording

#: Texts of more sentences than this are compared by whole lines, without telling which became which.
MOST_SENTENCES = 20_000
#: Longer runs of changed sentences are paired in their order alone.
_LONGEST_RUN = 40
_COMPARED = 400
_LEAST_LIKENESS = 50.0
_LONGEST_WINDOW = 20


@dataclass(frozen=True, slots=True)
class Replaced:
    """A sentence and what it became."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SentenceChanges:
    """Changed sentences as they stand in the two texts. ``moved`` ones say the same at another place.

    ``by_lines`` where the texts are so long that only whole lines were compared.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    moved: tuple[Replaced, ...] = ()
    by_lines: bool = False

    @property
    def old(self) -> str | None:
        """The side of the old text in one piece."""
        return "\n".join([*(pair.old for pair in (*self.replaced, *self.moved)), *self.removed]) or None

    @property
    def new(self) -> str | None:
        """The side of the new text in one piece."""
        return "\n".join([*(pair.new for pair in (*self.replaced, *self.moved)), *self.added]) or None


NO_CHANGES = SentenceChanges()


def compare_sentences(old: Wording, new: Wording) -> SentenceChanges:
    """The changes between two wordings."""
    before, after = old.segments, new.segments
    if max(len(before), len(after)) > MOST_SENTENCES:
        return _by_lines(before, after)
    gone, come = _only_in(before, after), _only_in(after, before)
    if not any(gone) and not any(come):
        return _moved(before, after)
    runs_before, runs_after = _runs(before, gone), _runs(after, come)
    replaced: list[Replaced] = []
    removed: list[str] = []
    added: list[str] = []
    for anchor, run in runs_before.items():
        pairs, left, right = _paired(run, runs_after.pop(anchor, []))
        replaced += pairs
        removed += left
        added += right
    added += [segment.shown for run in runs_after.values() for segment in run]
    return SentenceChanges(tuple(added), tuple(removed), tuple(replaced))


def shared_share(old: Wording, new: Wording) -> float:
    """How much of the shorter text stands in the other, sentence for sentence: 0 to 1."""
    lengths = [sum(len(segment.plain) for segment in side.segments) for side in (old, new)]
    shorter, other = (old, new) if lengths[0] <= lengths[1] else (new, old)
    lost = _only_in(shorter.segments, other.segments)
    missing = sum(len(segment.plain) for segment, is_lost in zip(shorter.segments, lost, strict=True) if is_lost)
    return 1 - missing / min(lengths) if min(lengths) else 0.0


def _only_in(these: Sequence[Segment], others: Sequence[Segment]) -> list[bool]:
    """For each sentence whether the other text lacks it, as often as it stands here."""
    left = Counter(segment.plain for segment in these)
    left.subtract(Counter(segment.plain for segment in others))
    marks = []
    for segment in reversed(these):
        marks.append(left[segment.plain] > 0)
        left[segment.plain] -= 1
    return marks[::-1]


_Anchor = tuple[str, int]


def _runs(segments: Sequence[Segment], marks: Sequence[bool]) -> dict[_Anchor, list[Segment]]:
    """Changed sentences by the unchanged one that they follow: what follows the same one belongs together."""
    runs: dict[_Anchor, list[Segment]] = defaultdict(list)
    seen: Counter[str] = Counter()
    anchor: _Anchor = ("", 0)
    for segment, is_changed in zip(segments, marks, strict=True):
        if is_changed:
            runs[anchor].append(segment)
        else:
            seen[segment.plain] += 1
            anchor = (segment.plain, seen[segment.plain])
    return runs


def _paired(old: list[Segment], new: list[Segment]) -> tuple[list[Replaced], list[str], list[str]]:
    """Sentences that became one another, then those without a partner."""
    if max(len(old), len(new)) > _LONGEST_RUN:
        both = [Replaced(one.shown, other.shown) for one, other in zip(old, new, strict=False)]
        rest_old, rest_new = old[len(both) :], new[len(both) :]
        return both, [one.shown for one in rest_old], [one.shown for one in rest_new]
    pairs: list[Replaced] = []
    removed: list[str] = []
    free = list(new)
    for one in old:
        likeness = [ratio(one.plain[:_COMPARED], other.plain[:_COMPARED]) for other in free]
        best = max(range(len(free)), key=likeness.__getitem__, default=None)
        if best is None or likeness[best] < _LEAST_LIKENESS:
            removed.append(one.shown)
        else:
            pairs.append(Replaced(one.shown, free.pop(best).shown))
    return pairs, removed, [other.shown for other in free]


def _moved(before: Sequence[Segment], after: Sequence[Segment]) -> SentenceChanges:
    """All that was said is still said, in another order: the stretch between the first and last difference."""
    shortest = min(len(before), len(after))
    first = next((place for place in range(shortest) if before[place].plain != after[place].plain), shortest)
    tail = 0
    while tail < shortest - first and before[-1 - tail].plain == after[-1 - tail].plain:
        tail += 1
    old, new = before[first : len(before) - tail], after[first : len(after) - tail]
    if not old and not new:
        return SentenceChanges()
    words = ["\n".join(segment.shown for segment in side[:_LONGEST_WINDOW]) for side in (old, new)]
    return SentenceChanges(moved=(Replaced(words[0], words[1]),))


def _by_lines(before: Sequence[Segment], after: Sequence[Segment]) -> SentenceChanges:
    known_before, known_after = {hash(one.plain) for one in before}, {hash(one.plain) for one in after}
    added = tuple(one.shown for one in after if hash(one.plain) not in known_before)
    removed = tuple(one.shown for one in before if hash(one.plain) not in known_after)
    return SentenceChanges(added, removed, by_lines=True)
