"""Words of noun phrases, from the lexicon: what a noun may begin and end with, and what sort of noun it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.change_words import change_words
from metrics.normaliser.choices import longest_first, one_of

#: The number of an item, and its sign.
LIST_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.](?!五|[一二三四五六七八九十](?:[、.和及]|产|次产))|（[一二三四五六七八九十0-9]{1,3}）|第[一二三四五六七八九十]+[章节条]"
    r"|[0-9]{1,3}(?:[.、](?![0-9])|[.](?=20[0-9]{2}年))|0[1-9](?=[一-龥])|[①-⑳]|-\[[ x]\]|[-•·*]+)+"
)
#: The first characters of such numbers and signs.
FIRST_OF_MARK = frozenset("一二三四五六七八九十（第0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳-•·*")
#: Words of a plan alone (年度计划实施): the thing is said before.
_BARE_PLAN = re.compile(
    r"(?:完成)?(?:年初|年度|全年|调整)?(?:预算|预算数|预算任务)|(?:底线|奋斗|预期|工作|保底|攻坚|力争|冲刺)目标|目标"
    r"|(?:为|占|是|完成|超)?(?:年度|全年|今年|原)?(?:计划|目标|任务)(?:任务|数|量|总量|为)?(?:实施|完成|建设|改造|新建|开工)?"
)
_ENDS_OF_PLAN = frozenset("划标务算数量为施成设造建工")
_PLACE = re.compile(
    r"[一-龥]{1,6}?(?:县|(?<![小社校城园景灌山地护务范牧林病片湖商营厂库矿导行领聚])区|(?<![城超都股门菜])市|(?<![小乡村城])镇|(?<![城家老下返回])乡|街道|自治州|旗)"
)
_ENDS_OF_PLACE = frozenset("县区市镇乡道州旗")
ENDS_OF_PLAN_OR_PLACE = _ENDS_OF_PLAN | _ENDS_OF_PLACE
#: A sort of place that is counted (贫困县12个), no name of one.
_SORT_OF_PLACE = re.compile(
    r"县区$|^[县市区]{2,3}$|^新增|(?:贫困|示范|试点|重点|文明|卫生|先进|特色|达标|创新|强|脱贫|生态|模范|安全|全部|各|本|全|工业|功能|开发|实验|试验|保税|旅游"
    r"|长寿|平安|健康|双拥|园林|森林|级|贫|大|小|亿|专业|先导|先行|引领|集聚|宜居|中心|所有|多个|部分)(?:县|区|市|镇|乡|街道|旗)$"
)

#: Things that alone say nothing on a board, and verbs that tell which of them are meant (支持项目, 竣工项目).
_BARE_THINGS = frozenset(("项目", "工程", "企业", "任务"))
_TELLING_VERBS = frozenset(("支持", "扶持", "实施", "储备", "谋划", "竣工", "入选", "申报", "启动", "推进", "落地"))

#: Who gives money or a task, and that they gave it (两部委已|下达, 中央财政共|安排): it names no thing.
_GIVERS = re.compile(
    "(?:财政|政府|部委|[一-龥]部|局|厅|委|署|中央|国家|部门|省|市|县|区|国债|级)"
    "(?:已经|已|共|累计|将|拟|再|继续|提前|联合|专项|统筹|每年|合计|总共|另|先后)*(?:安排|下达|拨付|下拨|列支|划拨){1,2}"
    "(?P<what>[一-龥]{0,14}(?:资金|经费|专款|债券|预算内投资))?$"
)
#: The last characters of such words.
ENDS_OF_GIVING = frozenset("排达付拨支金费款券资")


@cache
def word_set(name: str) -> frozenset[str]:
    """Words of one list of the lexicon."""
    return frozenset(load_lexicon("indicators")[name].split())


@cache
def words_with_owner() -> frozenset[str]:
    """Words that name nothing without their owner."""
    return word_set("dependents") | word_set("qualifiers")


def _either(name: str) -> str:
    return one_of(longest_first(word_set(name)))


@cache
def _openings() -> dict[str, str]:
    """Openers, verbs and the whole words that begin with one, by their first character."""
    tails = f"{_either('noun_tails')}|规模(?!以上)|标准(?!化)|中心(?!城)|率(?!先)|数(?![字据控千百万])|区(?![级属域])"
    groups = {
        "whole": word_set("whole_openings"),
        "kept": word_set("kept_verbs"),
        "opener": word_set("openers"),
        "verb": word_set("dropped_verbs"),
    }
    return _by_first_character(groups, {"kept": f"(?!{tails})", "verb": f"(?!{tails})"})


@cache
def _opening_at(first: str) -> re.Pattern[str]:
    return re.compile(_openings()[first])


@cache
def _closings() -> dict[str, str]:
    """Closers and the whole words that hold one, spelled backwards, by their first character."""
    changes = [word for word, meaning in change_words().items() if meaning.reach != "noun"]
    groups = {"whole": word_set("whole_words"), "closer": word_set("closers"), "change": [*changes, "改善"]}
    return _by_first_character({name: [word[::-1] for word in words] for name, words in groups.items()}, {})


@cache
def _closing_at(first: str) -> re.Pattern[str]:
    return re.compile(_closings()[first])


def _by_first_character(groups: Mapping[str, Iterable[str]], behind: Mapping[str, str]) -> dict[str, str]:
    """What finds the words that begin with each character: which group one is of, with what stands behind it."""
    written: dict[str, list[str]] = {}
    for name, words in groups.items():
        begun: dict[str, list[str]] = {}
        for word in longest_first(words):
            begun.setdefault(word[0], []).append(re.escape(word))
        for first, own in begun.items():
            written.setdefault(first, []).append(f"(?P<{name}>{'|'.join(own)}){behind.get(name, '')}")
    return {first: "|".join(ways) for first, ways in written.items()}


@cache
def _measures() -> dict[str, tuple[str, ...]]:
    """Measures by their last character, long ones first."""
    table: dict[str, tuple[str, ...]] = {}
    for measure in longest_first(word_set("measures")):
        table[measure[-1]] = (*table.get(measure[-1], ()), measure)
    return table


def without_mark(text: str) -> str:
    """Text without the number or sign of its item."""
    found = LIST_MARK.match(text) if text[:1] in FIRST_OF_MARK else None
    return text[found.end() :] if found else text


def is_dependent(noun: str) -> bool:
    """Whether a noun needs an owner (总量, 在校生)."""
    return noun in word_set("dependents")


def is_place(noun: str) -> bool:
    """Whether a noun is only the name of a county, town or the like."""
    return noun[-1:] in _ENDS_OF_PLACE and _PLACE.fullmatch(noun) is not None and _SORT_OF_PLACE.search(noun) is None


def is_bare_plan(noun: str) -> bool:
    """Whether a noun is only words of a plan (年度计划)."""
    return noun[-1:] in _ENDS_OF_PLAN and _BARE_PLAN.fullmatch(noun) is not None


@cache
def _verbs() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    """Verbs in a row, and the first and last characters of one."""
    words = word_set("kept_verbs") | word_set("dropped_verbs")
    pattern = re.compile(f"(?:{one_of(longest_first(words))})+")
    return pattern, frozenset(word[0] for word in words), frozenset(word[-1] for word in words)


def is_only_verbs(words: str) -> bool:
    """Whether a phrase is verbs and nothing they act on (已开工改造4.66万个)."""
    pattern, starts, ends = _verbs()
    return words[:1] in starts and words[-1:] in ends and pattern.fullmatch(words) is not None


def what_is_given(subject: str) -> str | None:
    """The money in words that tell who gave it (财政部下达|补助资金); None where they tell of no giver."""
    found = _GIVERS.search(subject, max(0, len(subject) - 30)) if subject[-1:] in ENDS_OF_GIVING else None
    return (found["what"] or "") if found else None


def measure_at_end(noun: str) -> str:
    """The measure that ends a noun (货物吞吐量 → 吞吐量), or nothing."""
    for measure in _measures().get(noun[-1:], ()):
        if noun.endswith(measure):
            return measure
    return ""


def without_measure(noun: str) -> str:
    """A noun without the measure at its end; itself where nothing would be left."""
    measure = measure_at_end(noun)
    return noun[: -len(measure)] if measure and len(noun) > len(measure) + 1 else noun


def opened(text: str) -> tuple[str, str]:
    """Text without its openers and dropped verbs, and the kept verb that it then begins with."""
    firsts, first = _openings(), text[:1]
    position, verb_at = 0, -1
    while first in firsts and (found := _opening_at(first).match(text, position)):
        if found.lastgroup == "whole":
            break
        if found.lastgroup == "kept":
            return text[position:], found["kept"]
        if found.end() == len(text) and found.lastgroup == "verb" and len(found["verb"]) > 1:
            break
        verb_at = position if found.lastgroup == "verb" else -1
        position = found.end()
        first = text[position : position + 1]
    if verb_at >= 0 and text[position:] in _BARE_THINGS and text[verb_at:position] in _TELLING_VERBS:
        return text[verb_at:], ""
    return text[position:], ""


def begins_with_doing(text: str) -> bool:
    """Whether words begin with a verb of doing (建成|示范区, 改造|农田)."""
    found = _opening_at(text[0]).match(text) if text[:1] in _openings() else None
    return found is not None and found.lastgroup in ("verb", "kept")


def closed(text: str) -> tuple[str, str]:
    """Text without its closers, and the word of change that stood last."""
    firsts, first = _closings(), text[-1:]
    if first not in firsts:
        return text, ""
    backwards, position, change = text[::-1], 0, ""
    while first in firsts and (found := _closing_at(first).match(backwards, position)):
        if found.lastgroup == "whole":
            break
        if found.lastgroup == "change":
            if change or (found.end() == len(backwards) and len(found["change"]) == 1):
                break
            change = found["change"][::-1]
        position = found.end()
        first = backwards[position : position + 1]
    return text[: len(text) - position], change
