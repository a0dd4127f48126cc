"""The thing of a number that the clause before it names, where that clause has no number of its own."""

from __future__ import annotations

import re

from metrics.normaliser.indicators_reader import Reader
from metrics.normaliser.indicators_tidying import tidy
from metrics.normaliser.indicators_words import is_only_verbs, measure_at_end, opened, without_mark, word_set
from metrics.normaliser.segments import QuantityMatch

#: What a clause without a number says of a measure that the next one gives (粮食总产|实现“十二连增”).
_SAID_OF_MEASURE = re.compile(
    r"(?P<noun>[一-龥“”]{2,18}?)(?:再|首次|连续|稳步|持续|仍将|仍|将|保持|实现|创|取得|不断|大幅|突破|迈|连跨|跨|跃|进一步|明显|显著|有序|全面|总体"
    r"|继续|较快|平稳|稳定|逐步|加快)"
)
_MEASURE_SAID = re.compile("(?:总值|投入|经费|资金|支出|人数|水平|标准|面积|数量|规模|里程|能力|价格|成本)$")
#: A part told apart that passed a mark, before the figure itself (其中地方财政收入突破百亿大关，|达101.97亿元).
_PASSED_A_MARK = re.compile(
    "(?:其中|当中)?(?P<noun>[一-龥]{2,14}?)(?:首次|成功|历史性|一举)*(?:突破|跨[过上入]|迈[过上入]|站上)[^，。；0-9]{1,8}(?:大关|关口|台阶|门槛)$"
)
_MARKS_PASSED = ("大关", "关口", "台阶", "门槛")
#: Nouns that say how one works, and no thing that is counted.
_NO_OBJECT = re.compile(
    "[已均为是正将]|(?:面貌|形象|功能|布局|工作|力度|水平|能力|发展|作用|机制|体系|制度|环境|方式|意识|责任|问题|情况|基础|管理|服务|领导|要求|精神|政策|战略|质量|建设年|理念|原则|办法|措施)$|[后中时来]$"
)
LONGEST_CLAUSE = 40
LONGEST_OBJECT = 20
LONGEST_OWN = 12
_STOPS = "，。；：！？\n"


def measure_said(words: str) -> str:
    """The measure of which a clause tells only how it went."""
    found = _SAID_OF_MEASURE.match(opened(words)[0])
    if found and (measure_at_end(found["noun"]) or _MEASURE_SAID.search(found["noun"])):
        return found["noun"]
    return ""


def _clause_before(text: str, start: int, end: int) -> str:
    """The clause that ends with the comma before ``end``, without figures; nothing where none stands there."""
    own = text.rfind("，", max(start, end - LONGEST_OWN), end)
    if own < 0:
        return ""
    earliest = max(start, own - LONGEST_CLAUSE)
    opens = max(text.rfind(mark, earliest, own) for mark in _STOPS)
    return text[opens + 1 if opens >= 0 else earliest : own]


def measure_that_passed(text: str, start: int, end: int) -> str:
    """The measure that the clause before says passed a mark (地方财政收入突破百亿大关，|达101.97亿元)."""
    if text.find("大关，", start, end) < 0 and not any(
        text.find(f"{mark}，", max(start, end - LONGEST_OWN), end) >= 0 for mark in _MARKS_PASSED
    ):
        return ""
    found = _PASSED_A_MARK.fullmatch(_clause_before(text, start, end))
    noun = opened(found["noun"])[0] if found else ""
    return noun if measure_at_end(noun) else ""


def object_of_clause_before(reader: Reader, match: QuantityMatch) -> str:
    """What the clause before acts on (推进薄弱学校改造工程，|年度实施10所; 发展产业投资基金，|总规模达26亿元)."""
    words = without_mark(_clause_before(reader.text, reader.clause.sentence_start, match.outer_start))
    if not words or any(character.isdigit() for character in words):
        return ""
    plain = words.removeprefix("发展")
    thing, verb = opened(plain)
    if not verb and plain is words and not _acts(words.removesuffix(thing)):
        return ""
    noun = tidy(thing)
    if not 3 < len(noun) <= LONGEST_OBJECT or is_only_verbs(noun) or _NO_OBJECT.search(noun):
        return ""
    return noun


def _acts(head: str) -> bool:
    """Whether there is a verb of doing among the words that fell away before a noun."""
    verbs = word_set("dropped_verbs")
    return any(head[at : at + 2] in verbs for at in range(len(head) - 1))
