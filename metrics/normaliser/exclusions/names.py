"""Numbers inside names, titles, ranks and codes: 第39个, 前10强, “1246”, 《…》, 6:4, 30万千瓦级."""

from __future__ import annotations

import re
from string import ascii_letters

from metrics.normaliser.exclusions.signs import Signs
from metrics.normaliser.sites import Site

#: Words that end in 前 and rank nothing.
_NOT_RANKING = ("目前", "年前", "月前", "日前", "底前", "之前", "以前", "提前", "当前", "末前")
#: 其中学前35名: those of the nursery schools, not the first of a ranking.
_PRESCHOOL = re.compile(r"(?:其中|[，、：（])学前$")
#: 后10位城市: the last of a ranking, where nothing is owned by 后 (退休后10名).
_LAST_OF = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[和及与最列居率])|(?<=质量)|(?<=城市)|(?<=排名)|(?<=指数)|(?<=考核)|(?<=全[国省市]))后$"
)
_FURTHER_PLACE = re.compile(r"(?:强|甲|佳)(?=[，。；、的企县市区榜）]|$)|号(?!召)")
_PLACED = re.compile(r"(?:位列|位居|名列|排名|排位|位次|名次|列|居)[^，。；]{0,12}$")
_QUOTED_PROMISE = re.compile(r"增[长加]|达到|完成|新增|建成|提高|下降")
_CODE_BEHIND = re.compile(r"[A-Za-z]{1,3}[0-9]|“?[0-9一]号文|号线|号文|号公告|号令|版本|型(?!农)|英寸|大山|配分类")
_ONE_OF = re.compile(r"[\u4e00-\u9fff]{0,10}?(?:[和与及][\u4e00-\u9fff]{2,20}?)?之[一首最冠]")
_STAGE_OF_WORKS = re.compile("(?:校舍|工程|扩建|厂房|大楼|机组|项目建设|社宅|住宅)")
STAGES = frozenset(("期",))
#: Numbers with so many characters before a letter are those of files.
FILE_NUMBER = 13
ONE_OF_SIGNS = Signs(within="之")
_RATIO_BEHIND = re.compile(r"[：/比][0-9]")
#: Each rule's characters are those that its words begin or end with.
ORDINAL_SIGNS = Signs(front="第前", behind="强甲佳号")
RATIO_SIGNS = Signs(behind="：/比")
CODE_SIGNS = Signs(behind=f"{ascii_letters}0123456789一“号公版型英大配")
GRADE_SIGNS = Signs(behind="级型")
#: Quotations up to this length with a percentage or an amount in them are names.
SHORT_NAME, NAME = 8, 10


def is_ordinal(site: Site) -> bool:
    """第39个教师节, 全国前10位, 500强."""
    if site.match.implicit:
        return False
    tail = site.text[max(0, site.match.start - 3) : site.match.start]
    if tail.endswith("第"):
        return True
    if tail.endswith("前") and not tail.endswith(_NOT_RANKING):
        return _PRESCHOOL.search(site.text, max(0, site.match.start - 4), site.match.start) is None
    return _FURTHER_PLACE.match(site.text, site.match.end) is not None


def is_rank(site: Site) -> bool:
    """排名上升到235位, 后10位城市, 三位一体."""
    if site.match.measure not in ("位", "名"):
        return False
    if site.after.startswith("一体"):  # 三位一体
        return True
    return _PLACED.search(site.before) is not None or _LAST_OF.search(site.before) is not None


def is_in_title(site: Site) -> bool:
    """Inside 《…》 or the year of a document number."""
    return site.quoted is not None and site.quoted[0] in "《〔"


def is_slogan(site: Site) -> bool:
    """Inside a quotation that names something (“三个课堂”), unless it quotes a promise or just the word (“零事故”)."""
    quoted = site.quoted
    if quoted is None or quoted[0] in "《〔":
        return False
    if site.match.implicit and quoted[1:-1] == site.text[site.match.start : site.match.end]:
        return False
    if quoted[-2] in "。！？" and "，" in quoted:
        return False  # somebody speaks
    promises = _QUOTED_PROMISE.search(quoted) is not None
    if site.match.unit.isascii():
        return len(quoted) <= SHORT_NAME and not promises
    return not promises or len(quoted) <= NAME


def is_ratio(site: Site) -> bool:
    """6:4, 7比3; not 100万千瓦/200万千瓦时."""
    if site.match.rule.startswith("physical") and site.text.startswith("/", site.match.end):
        return False
    return _RATIO_BEHIND.match(site.text, site.match.end) is not None


def is_code(site: Site) -> bool:
    """1号文, 3个1号文件, 2号线, 5型, the name of the mountains 十万大山."""
    return _CODE_BEHIND.match(site.text, site.match.end) is not None


def is_file_number(site: Site) -> bool:
    """索引号 11330727350242958L: far too long for litres."""
    return site.match.end - site.match.start >= FILE_NUMBER and "." not in site.text[site.match.start : site.match.end]


def is_row_of_powers(site: Site) -> bool:
    """十百千万工程: a name, no number of so many."""
    return site.text.startswith(("十百千", "百千万"), site.match.start)


def is_no_multiple(site: Site) -> bool:
    """破零倍增: nothing is zero times as much."""
    return site.match.value == 0


def is_stage(site: Site) -> bool:
    """2期工程, 3期校舍: the number of a part of works."""
    return _STAGE_OF_WORKS.match(site.after) is not None


def is_grade(site: Site) -> bool:
    """30万千瓦级机组, 500亿元级园区: a size class."""
    is_measured = site.match.rule.startswith(("money", "physical", "rounded"))
    return is_measured and site.text.startswith(("级", "型企业"), site.match.end)


def is_one_of(site: Site) -> bool:
    """三个城市之一, 13个县区之首."""
    return _ONE_OF.match(site.after) is not None
