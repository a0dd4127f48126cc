"""Records: copies with other values, and nothing but their fields."""

from __future__ import annotations

import pytest

from metrics.normaliser.cues import Cue


def test_a_copy_has_the_new_values_and_leaves_the_record_alone() -> None:
    cue = Cue(3, "past", is_weak=False)
    copy = cue._replace(start=4)
    assert (copy.start, copy.tense, copy.is_weak) == (4, "past", False)
    assert cue.start == 3


def test_a_copy_is_not_made_with_what_is_no_field() -> None:
    with pytest.raises((AttributeError, TypeError)):
        Cue(3, "past", is_weak=False)._replace(end=4)


def test_a_record_has_no_room_for_anything_but_its_fields() -> None:
    with pytest.raises(AttributeError):
        Cue(3, "past", is_weak=False).end = 4  # type: ignore[attr-defined]
