"""The noun after a number (建成20所|示范校, 95%的|区属学校通过验收) and what the words behind it say it did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from metrics.normaliser.choices import longest_first, one_of
from metrics.normaliser.indicators_phrases import without_times
from metrics.normaliser.indicators_tidying import tidy
from metrics.normaliser.indicators_words import closed, is_only_verbs, opened, word_set
from metrics.normaliser.records import Record

_END = re.compile(
    r"[，。；：！？\n、（）]|[0-9](?![GAD])|[和及与](?=[0-9约近])|当中|之中|(?<=[^高中初同平均优甲乙一二三上下])等(?![级次待于离第])"
)
_END_OF_CLAUSE = re.compile(r"[，。；：！？\n]|[0-9](?<!^[0-9])(?![0-9]{0,3}(?:小时|分钟|G|A级|天))")
_BRACKETED = re.compile(r"^（[^（）]{0,12}）|（[^（）]*）")
#: A number that only describes the thing counted (1所200张床位以上的|养老机构).
_MODIFIER = re.compile(
    r"[0-9.]+[^，。；、的]{1,8}的|[0-9.]+(?:平方米|米|吨|千伏|千瓦|兆瓦|立方米|公里|公顷|亩|元|人)及?以[上下](?=[一-龥])"
)
#: A measure that only describes the thing counted (10万台|功率超过250千瓦的充电桩).
_MEASURED = re.compile(
    r"(?![或和及与])[一-龥]{2,10}?(?:超过?|达到?|不低于|不少于|低于|高于|大于|小于|不足)[0-9.]+[^，。；、的0-9]{1,8}的(?=[一-龥]{2})"
)
#: The age of those counted (1000名|65岁以上老人).
_AGE = re.compile(r"(?:年满|年?满)?[0-9]{1,2}(?:[-~至—][0-9]{1,2})?周?岁(?:及?以[上下])?(?:的)?(?=[\u4e00-\u9fff])")
#: A list of attributes before the noun (9000名|新入学、未接种疫苗的|女生).
_ATTRIBUTES = re.compile(
    r"(?:[^，。；：、的0-9]{2,8}、){1,3}[^，。；：、的0-9]{2,8}[强高广好优快大]的(?=[\u4e00-\u9fff]{2})|[^，。；：、的0-9]{2,16}、(?:且|尚)?(?:未|已|无|没有|不)[^，。；：、的0-9]{2,16}的(?=[\u4e00-\u9fff]{2})"
)
_LOCATED = frozenset("在位")
#: Where those counted are, and nothing else (其中10家|在原特区外).
_PLACE_ALONE = re.compile(r"(?:在|位于)[^，。；、的0-9]{2,10}[外内中里]")
_START = re.compile(r"(?:的|以上的?|左右的?|以内的?|以下的?|为|是|属于|作为|余|多)+")
_STARTING = frozenset("的以左为是属作余多")
_DIGITS = frozenset("0123456789.")
_NO_NOUN = re.compile(
    r"[，。；：！？\n、）]|[和及与以并且][0-9约近上]|$|同比|环比|增长|下降|其中|进度|进展|分别|比[上去全]|较[上去全]|占|用于|不等|以上|以下|左右|并|且|达(?!标)|超过|超出|较|以来|等(?:[，。；：）、]|$)|共[0-9计约]|增加|减少|纳入|全部|均已|都已|已经|已全[部面]|标准煤|新?的?台阶|大关|关口|[两三四五六七八九十]个大?台阶|按[计期时照要进]|安排(?=[，。；]|$)"
)
#: A verb that begins the words after a number: then the noun stands before the number.
#: A count right behind another one (12类|45件民生实事): the noun stands behind both.
_NEXT_COUNT = re.compile(
    r"(?:[和及与]第[一二三四五六七八九十]批)?[0-9]{1,6}[余多]?(?:[个项件条批种类只群册部所座处家套]|大类)(?=[一-龥“])"
)
#: A rate that the counted things have (203个断面|水质优良率达100%): no part of their name.
_RATE_BEHIND = re.compile(
    r"(?P<noun>[^，。；]{2,}?)(?:[毛净]?[一-龥]{2}(?<![功效频速])率|水质优良率|占比|比重|比例)(?:平均|分别|均|都|已)*(?:达到?|为|超过?)?$"
    r"|(?P<owner>[^，。；]{2,}?)(?:增加值|生产总值|总产值|产值|营收|收入|利润|投资)(?:近|年均|同比)*(?:增长|下降|近|突破|超过?|达到?)$"
)
#: Places told by a rate that they passed (6个|省份开工率超过50%).
_THOSE_WITH_RATE = re.compile(
    "(?P<noun>省份|省市|省区|地区|城市|县区|区县|县市|县市区|乡镇|街道|单位|企业|学校|园区)"
    "(?P<rate>[一-龥]{2,8}率(?:已|均)?(?:超过?|达到?|高于|低于|不低于)[0-9.]{1,6}%(?:以上)?)"
)
#: Sizes of one thing that the last of a list names (190处|大型、800处中型灌区).
_SIZES_OF_ONE = re.compile(
    "(?P<size>[一-龥]{0,2}[大中小]型)(?:[、和及与][0-9.]{1,6}[处座个家所][一-龥]{0,2}[大中小]型){1,4}(?P<noun>[一-龥]{2,12}?)(?=任务|的|[，。；]|$)"
)
#: How something was done, before the verb that says what (成功|获聘).
_MANNERS = frozenset(
    ("成功", "稳定", "积极", "主体", "顺利", "首次", "全部", "全面", "正式", "相继", "陆续", "按期", "如期")
)
#: A state or a time right behind a number: those counted are named before (3个|正在建设).
_STATE_FIRST = re.compile(
    "正在|正(?=[进开推实施抓按])|已(?=[完开投竣交启基通全进规])|将(?=[于在被会全陆])|今年|明年|年[内底]前?|稳定(?=脱贫|达标)"
    "|全[线部面](?=贯通|通车|建成|完[成工]|[开竣]工|投产|达产|投运|铺开)"
)
_ENDS_OF_RATE = frozenset("率比例重达到为超长降近破过")
#: A further clause rather than a further thing (3家公司、总量居首).
_NO_MEMBER = re.compile("[居占达增降超第列位是比均抗让“]|总量|规模|数量")
#: Where those counted did something, before the verb (贫困群众|在产业链上|实现增收).
_WHERE_AT_END = re.compile("在[^的在]{1,8}[上中内里]$")
#: What a list that ends in 等 is a list of (视力、听力|等残疾儿童).
_LISTED = re.compile(r"等[一-龥]{2,6}?(?=[，。；！？）]|免费|提供|进行|$)")
#: Words between a noun and what it did, and particles, left at its end.
_LEFT_OVER = re.compile(
    r"(?:依次|近|约|超过?|达到?|在|于|对|正|得|(?<![退偿返归])还|共|的|和|及|与|等|已|将|均|都|也|各|扎实|首次|成功|顺利|全面|正式|相继|陆续|有序|实战化|之间|作为)+$"
)
_ENDS_OF_LEFT_OVER = frozenset("次在于对正得还近约超过达到共的和及与等已将均都也各实次功利面式继续序化间为")
#: The number with its noun is itself an attribute (新建20所的任务).
_STOPS = frozenset("，。；：！？\n、）")
_TASK = re.compile(r"的(?:大城市目标|强市目标|强县目标|任务|目标|计划|要求|规模|基础上)")
_DEED_START = re.compile(
    r"^(?:等|、|，|已经?|均|都|全部|也|将|可以?|分别|当中|之中|相继|陆续|先后|于|及(?!格|时)|和(?!谐|平))+"
)
_DONE = re.compile("^([一-龥]{1,3})了(?=[一-龥“《])")
#: A deed that says only how it was done keeps its verb up to this length (全面完成).
LONGEST_BARE_DEED = 6
#: A quotation in a noun up to this length is a name.
LONGEST_QUOTATION = 16
_NEXT_VERB = re.compile("[、和及与](?P<verb>[一-龥]{2,6}?)约?[0-9][0-9.,]*[百千万亿]*")
_LIST_OF_COUNTS = re.compile(r"(?:[、和及与][0-9.]+[万亿]?[一-龥])+")
_VERB_FIRST = re.compile(
    r"在(?![建校园职岗册编读孵研售])|对(?![外口接虾标联象])|[到由从以将把被给供于]|用(?![地水电房户能工量品具药])|完成|实现|建设|开展|实施|投入|支持|用于|推进|打造|改造|新建|解决|带动|惠及"
)


@dataclass(slots=True)
class Behind(Record):
    """Noun behind a number, and what that noun did (获国家科学技术奖)."""

    noun: str
    did: str = ""


@cache
def _predicate() -> tuple[re.Pattern[str], frozenset[str]]:
    """Predicates and the whole words that hold one, and those whole words."""
    whole = word_set("whole_predicates")
    return re.compile(one_of([*longest_first(whole), *longest_first(word_set("predicates"))])), whole


def _predicate_in(noun: str, start: int) -> int | None:
    """Place in a noun where what it did begins."""
    pattern, whole = _predicate()
    for found in pattern.finditer(noun, max(0, start - 1)):
        if found.start() >= start and found[0] not in whole:
            return found.start()
    return None


def stands_before(after: str) -> bool:
    """Whether nothing that could be counted follows the number."""
    if not after or after[0] in _STOPS or (after[0] == "（" and "）" not in after):
        return True
    if (after[0] == "的" or after[0] == "（") and _TASK.match(_unbracketed(after)):
        return True
    return _NO_NOUN.match(_BRACKETED.sub("", after, count=1) if after[0] == "（" else after) is not None


def _unbracketed(words: str) -> str:
    return _BRACKETED.sub("", words) if "（" in words else words


def begins_with_verb(after: str) -> bool:
    """Whether the words after the number begin with a verb."""
    return _VERB_FIRST.match(after) is not None


def read_after(words: str, *, is_share: bool) -> Behind:
    """Noun behind a number; behind a percentage the whole rest of the clause is what holds for the share."""
    plain = _unbracketed(words.replace(" ", "").replace("\n", ""))
    if plain[:1] in _STARTING and (found := _START.match(plain)):
        plain = plain[found.end() :]
    if (plain[:1].isdigit() or plain[:1] in "年满") and (found := _AGE.match(plain)):
        plain = plain[found.end() :]
    found = _MODIFIER.match(plain) if plain[:1] in _DIGITS else None
    if found is None and "、" in plain[:20]:
        found = _ATTRIBUTES.match(plain)
    if found is None and not is_share and "的" in plain:
        found = _MEASURED.match(plain)
    if found:
        plain = plain[found.end() :]
    if not plain or (plain[0].isdigit() and plain[1:2] != "G"):
        return Behind("")
    if is_share:
        end = _END_OF_CLAUSE.search(plain)
        whole = without_times(plain[: end.start()] if end else plain)
        return Behind(tidy(opened(whole)[0] or whole).rstrip("和与及、"))
    if "型" in plain[:5] and (found := _SIZES_OF_ONE.match(plain)):
        return Behind(f"{found['size']}{found['noun']}")
    if "率" in plain[:12] and (found := _THOSE_WITH_RATE.match(plain)):
        return Behind(f"{found['rate']}的{found['noun']}")
    end = _END.search(plain)
    if end and "“" in plain[: end.start()]:
        end = _end_outside_quotation(plain, end)
    noun = plain[: _coordinated(plain, end.start())] if end else plain
    if noun[:1] in _LOCATED and _PLACE_ALONE.fullmatch(noun):
        return Behind("")
    rest_end = _END_OF_CLAUSE.search(plain, len(noun))
    rest = plain[len(noun) : rest_end.start() if rest_end else len(plain)]
    return _with_predicate(noun, rest)


def _end_outside_quotation(plain: str, end: re.Match[str]) -> re.Match[str] | None:
    """Where a noun ends that holds a quotation with a number in it (“15分钟生活圈”试点)."""
    opens = plain.rfind("“", 0, end.start())
    closes = plain.find("”", opens)
    return _END.search(plain, closes + 1) if end.start() < closes <= opens + LONGEST_QUOTATION else end


def without_next_count(words: str) -> str:
    """Words behind a count of classes without a second count (12类|45件|民生实事)."""
    found = _NEXT_COUNT.match(words)
    return words[found.end() :] if found else words


def _coordinated(plain: str, end: int) -> int:
    """Where a noun ends that lists its things or attributes (1万名困境、留守儿童|进行…); ``end`` is the first 、."""
    first = end
    while plain[end : end + 1] == "、":
        found = _END.search(plain, end + 1)
        stop = found.start() if found else len(plain)
        at = _predicate_in(plain[end + 1 : stop], 1)
        noun = plain[end + 1 : stop] if at is None else plain[end + 1 : end + 1 + at]
        if not 2 <= len(noun) <= 10 or plain[stop : stop + 1].isdigit() or _NO_MEMBER.search(noun):
            return first
        if opened(noun)[0] != noun or is_only_verbs(noun):
            return first
        end = stop
        if at is not None:
            return end
    if end > first and plain[end : end + 1] == "等":
        found = _LISTED.match(plain, end)
        return found.end() if found else first
    return end


def noun_of_all(words: str, measure: str) -> str:
    """The noun behind the last of two counts that each have a verb (新建450万亩|、改造350万亩农田)."""
    found = _NEXT_VERB.match(words)
    if found is None or not words.startswith(measure, found.end()) or not is_only_verbs(found["verb"]):
        return ""
    rest = words[found.end() + len(measure) :]
    return "" if stands_before(rest) else read_after(rest, is_share=False).noun


def shared_deed(words: str) -> str:
    """What the members of a list of counts did together (8人和7件事|分别入选…)."""
    plain = _unbracketed(words)
    found = _LIST_OF_COUNTS.match(plain)
    return read_after(plain[found.end() :], is_share=False).did if found else ""


def _with_predicate(noun: str, rest: str) -> Behind:
    if noun[-1:] in _ENDS_OF_RATE and (found := _RATE_BEHIND.match(noun)):
        noun = found["noun"] or found["owner"]
    if noun.startswith("在") and "的" in noun:
        noun = noun.rpartition("的")[2]
    if "的" not in noun and _STATE_FIRST.match(noun):
        return Behind("", _deed(noun + rest))
    at = _predicate_in(noun, noun.rfind("的") + 2)
    if at is None:
        did = rest if rest and not rest.startswith(("、", "和", "及", "与")) else ""
        return Behind(_named(noun), _deed(did))
    if noun[:at] in _MANNERS:
        return Behind("", _deed(noun + rest))
    if noun[:at] in word_set("predicates"):
        return Behind(tidy(noun))
    return Behind(_named(noun[:at]), _deed(noun[at:] + rest))


def _named(noun: str) -> str:
    plain = tidy(_last_part(noun))
    if "在" in plain[2:]:
        plain = _WHERE_AT_END.sub("", plain)
    if plain[-1:] not in _ENDS_OF_LEFT_OVER:
        return plain
    found = _LEFT_OVER.search(plain)
    return plain[: found.start()] if found and found.start() > 1 else plain


def _last_part(noun: str) -> str:
    """Of a noun with a long attribute its last part (具有…作用的|实训基地)."""
    head, _, tail = noun.rpartition("的")
    return tail if len(noun) > 20 and head and len(tail) > 1 else noun


def _deed(words: str) -> str:
    if not words:
        return ""
    plain = _DEED_START.sub("", without_times(words))
    if "了" in plain[1:4]:
        plain = _DONE.sub(r"\1", plain, count=1)
    if plain.startswith("是"):
        return ""
    deed = closed(plain.removesuffix("任务"))[0]
    return plain if deed in _MANNERS and len(plain) <= LONGEST_BARE_DEED else tidy(deed)
