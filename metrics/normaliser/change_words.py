"""Words of change as the lexicon has them: their direction, how far they reach, and what ends their reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from metrics.domain.statements import Direction
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import longest_first, one_of


@dataclass(frozen=True, slots=True)
class ChangeWord:
    """A word of change: its direction and how near the number must stand."""

    direction: Direction
    reach: str
    is_of_things: bool = False
    is_of_money: bool = False


@cache
def change_words() -> dict[str, ChangeWord]:
    """Every word of change; one that is both close and far counts as far."""
    lexicon = load_lexicon("change")
    words: dict[str, ChangeWord] = {}
    for reach, name in (("close", "close"), ("far", "far"), ("noun", "nouns")):
        for direction, listed in lexicon[name].items():
            for word in listed.split():
                words[word] = ChangeWord(
                    Direction(direction), reach, word in lexicon["of_things"], word in lexicon["of_money"]
                )
    return words


@cache
def meanings_of_change() -> tuple[re.Pattern[str], dict[str, ChangeWord | None]]:
    """Pattern for words of change, and what each that it finds means; None for one that only looks like change."""
    friends = load_lexicon("change")["false_friends"].split()
    pattern = one_of([*longest_first(friends), *longest_first(change_words())])
    return re.compile(pattern), {**change_words(), **dict.fromkeys(friends)}


@cache
def resets() -> re.Pattern[str]:
    """Verbs that begin something new: an earlier word of change does not reach past them."""
    verbs = one_of(longest_first(load_lexicon("change")["resets"].split()))
    return re.compile(
        f"(?<!生活)(?<!社会)(?<!住房)(?:{verbs})(?!性|面积|能力|设施|中心|站|点|基地|岗位|床位|用地|资金|机构|服务)"
    )
