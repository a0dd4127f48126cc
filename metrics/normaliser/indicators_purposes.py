"""What money is for, where a clause names only how it was paid (筹措7亿元实施惠民工程, 投入145万元，推进校舍改造)."""

from __future__ import annotations

import re

from metrics.normaliser.indicators_after import read_after
from metrics.normaliser.indicators_phrases import Phrase
from metrics.normaliser.indicators_reader import WINDOW, Reader
from metrics.normaliser.indicators_tidying import tidy
from metrics.normaliser.indicators_words import is_only_verbs, opened
from metrics.normaliser.segments import QuantityMatch

#: Words before an amount that name no thing, and what the thing is called with them.
_PAID = {
    **dict.fromkeys(("投入", "投入资金", "资金投入", "累计投入", "安排投入"), "投入"),
    **dict.fromkeys(("投资", "完成投资"), "投资"),
    **dict.fromkeys(("拨款", "合共拨款"), "拨款"),
    **dict.fromkeys(
        ("筹措", "统筹", "筹集", "安排", "落实", "下达", "拨付", "争取", "整合", "列支", "拨付资金", "资金", ""), "资金"
    ),
}
_PURPOSE = re.compile(
    r"(?:左右|以上|余)?(?:的?(?:资金|经费))?(?P<later>，)?(?:进一步|主要|重点|全部|专项|专门|集中)?"
    r"(?:用于|实施|推进|支持|开展|(?P<now>推动|建设|兴建|修建|新建|改建|扩建|建(?![筑档成])|完成|启动|改造|改善|优化|提升|加强|保障|完善|扩大|购置|维修|治理|整治|修复|加固|打造))了?"
)
#: Who invests may stand before (云岭县投资3亿元|建水厂).
_OUTRIGHT = ("投资", "斥资")
_BUILT = ("建设", "兴建", "修建", "新建", "建", "完成", "实施", "改造", "用于")
#: A clause behind an amount that tells only what it is for.
_FOR_THIS = ("，用于", "，专项用于", "，重点支持", "，重点用于", "，主要用于")
_STOP = re.compile(r"[，。；：！？\n\[［]")
_COUNT = re.compile(r"[0-9.]+[万亿]?(?:多|余)?[一-龥]")
#: A purpose is told whole up to this length.
LONGEST_PURPOSE = 24
_NO_PURPOSE = re.compile("[增提]|目标|任务")


def is_invested(reader: Reader, match: QuantityMatch) -> bool:
    """Whether 投资 stands right before an amount and a verb of building right behind it (云岭县投资3亿元|建水厂)."""
    is_told = reader.text.startswith(_OUTRIGHT, match.outer_start - 2)
    return is_told and reader.text.startswith(_BUILT, match.outer_end)


def with_purpose(phrase: Phrase, reader: Reader, match: QuantityMatch) -> Phrase:
    """A phrase of an amount that says only that it is paid, with the thing it is paid for."""
    paid = "投资" if is_invested(reader, match) else _PAID.get(phrase.subject)
    if (
        paid is None
        or phrase.share
        or phrase.gap
        or phrase.change
        or (not phrase.subject and not _is_paid(reader, match))
    ):
        return phrase
    found = _PURPOSE.match(reader.text, match.outer_end)
    if found is None or found.end() > reader.clause.sentence_end:
        return phrase
    is_first_said = reader.clause.start == reader.clause.sentence_start
    is_told = reader.text.startswith(_FOR_THIS, match.outer_end)
    if found["later"] and not is_first_said and not is_told and (found["now"] or paid != "投入"):
        return phrase
    noun = _thing_paid(reader.text[found.end() : min(found.end() + WINDOW, reader.clause.sentence_end)])
    if len(noun) < 2 or is_only_verbs(noun) or _NO_PURPOSE.match(noun):
        return phrase
    return phrase.named(noun if noun.endswith(paid) else f"{noun}{paid}")


def _thing_paid(words: str) -> str:
    stop = _STOP.search(words)
    clause = _COUNT.split(words[: stop.start()] if stop else words)[-1]
    thing = tidy(opened(clause)[0])
    return thing if len(thing) <= LONGEST_PURPOSE else read_after(clause, is_share=False).noun


def _is_paid(reader: Reader, match: QuantityMatch) -> bool:
    """Whether a verb of paying that counts as an opener stands right before an amount."""
    return reader.text[max(0, match.outer_start - 2) : match.outer_start] in _PAID
