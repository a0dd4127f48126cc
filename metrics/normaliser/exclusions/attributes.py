"""Constants and attributes: numbers that tell of what sort something is, not how much of it there is."""

from __future__ import annotations

import re

from metrics.normaliser.exclusions.signs import Signs
from metrics.normaliser.sites import Site

_CONSTANT_BEHIND = re.compile(
    r"(?:以上|以内)?的?(?:基本农田|永久基本农田|耕地保护)?(?:耕地)?(?:红线|底线任务)|编组|半径|间隔|口径|次列车"
    r"|制式|电压等级|直饮水标准|股权|股份|产权|面值|一档|档位|赛道|分制|寸|周岁|的?(?:企业|个人)?所得税|的?增值税|的?关税|的?(?:优惠)?税率"
)
#: 公交1元线路, 2元一票制: what a ride costs.
_FARE = re.compile("(?:公交|乘车|坐公交|线路|一票)")
HIGHEST_FARE = 10
CONSTANT_SIGNS = Signs(behind="公乘坐线一以的基永耕红底编半间口次制电直股产面一档赛分寸周企个所增关优税")
SURVEY_SIGNS = Signs(within="抽")
_SURVEY = re.compile("[^，。；、0-9]{0,6}抽样调查")
_DEFINES = re.compile(
    r"(?:[（(][^）]{0,6}）)?(?:者|的)?(?:为|评为|定为|视为|属于|认定为)(?:优秀|良好|合格|不合格|及格|达标|一等|二等|三等|[A-E特甲乙丙])"
)
DEFINITION_SIGNS = Signs(after="（(者的为评定视属认")
#: 分值统一设置为：产出指标50分、效益指标30分: how a form is marked.
_MARKS = re.compile("分值(?:统一|分别)?(?:设置|设定|规定|设)?(?:为|：|是)|(?:满分|总分|权重)(?:为|：|是)?[0-9]")
_VEHICLE = re.compile(
    r"的?(?:[^，。；0-9]{0,4})?(?:校车|客车|货车|车辆|大额|超大|班额|大班|自然村|村庄|聚居|小区|船舶|渔船|锅炉)"
)
_STOREYS = re.compile("的?[^，。；0-9]{0,6}(?:建筑|住宅|楼房|楼宇|大楼|高楼|高层|写字楼)")
#: 在云岭商城2层举办: where something went on.
_ON_FLOOR = re.compile("(?:在|位于)[^，。；]{1,14}$")
_HELD_THERE = re.compile("(?:举办|举行|开展|设立|设有|设置|开设|展出|大厅|会议室|窗口)")
FLOORS = frozenset(("层", "楼"))
#: 边境3公里以内120个村: a strip of land tells which ones.
_ALONG = ("边境", "沿线", "周边", "两侧", "沿岸", "沿海", "方圆")
_COUNTED_THERE = re.compile("的?[0-9一二三四五六七八九十百]+[个户处座家所]")
STRIP_UNITS = frozenset(("km", "m"))
_CHAPTERS = re.compile(r"[0-9一二三四五六七八九十]+章$|共?[0-9一二三四五六七八九十]+章[0-9一二三四五六七八九十]+节$")
CHAPTER_UNITS = frozenset(("条", "节", "款"))
_SHARE_HELD = re.compile(
    r"(?:产权份额|股权|持股|股份|控股|出资比例|首付款?比例|首付|笔试|面试|成绩|权(?<!责任权)重|得分|分值|级承担|级分担|财政承担|财政分担|级负担)(?:比例)?(?:须|应|需|不|占|为|低于|少于|达到?)*$"
)
#: What those words end with.
SHARE_HELD_SIGNS = Signs(before="额权股份例付试绩重分值担须应需不占为于达到")
_ADDRESS_BEFORE = re.compile(r"(?:花园|小区|家园|新村|公寓|苑|路|街|弄|巷|里|庄|村)[^，。；]{0,2}$")
ADDRESS_UNITS = frozenset(("幢", "栋", "座", "单元", "室", "弄", "组", "层"))
VILLAGE_UNITS = ADDRESS_UNITS | {"个"}
_VILLAGE_GROUPS = re.compile(r"居民小组|村民小组|社区居委会所辖")
_COPIES = re.compile(r"(?:复印件|原件|照片|申请表|证明|材料|简历|户口簿|身份证|一式)[^，。；]{0,6}$|共印$")
#: Furnaces are called by what they hold.
_FURNACE = re.compile(r"的?[\u4e00-\u9fff]{0,4}?(?:高炉|焦炉|转炉|电炉|矿热炉)")
_COUNTED_RIGHT_BEFORE = re.compile(r"[0-9一二两三四五六七八九十][台座套艘只口]$")
_DEVICE_COUNTED = re.compile(
    r"的?[\u4e00-\u9fff]{0,6}?(?:锅炉|机组|变压器|主变|储罐|油罐|起重机|吊车|货轮|货船)(?:共|各)?[0-9一二两三四五六七八九十]{1,3}[台座套艘]"
)
#: A measure by which works and devices are called: what each of them holds or gives.
DEVICE_UNITS = frozenset(("m3", "t", "t/h", "kW", "MW", "kV.A", "MV.A", "L", "孔"))
_NOUN_BEHIND = re.compile("的?[\u4e00-\u9fff]")
#: The list of those who get a copy is not longer.
COPIES_REACH = 80
#: So far before a mark it is told how marks are given.
MARKS_REACH = 60
COPY_UNITS = frozenset(("份", "张", "套", "式"))


def is_constant(site: Site) -> bool:
    """18亿亩耕地红线, 6节编组, 500米半径, 0301次列车."""
    if site.is_money and _FARE.match(site.text, site.match.end):
        return site.match.value is not None and site.match.value <= HIGHEST_FARE
    return _CONSTANT_BEHIND.match(site.text, site.match.end) is not None


def is_sample_of_survey(site: Site) -> bool:
    """1%人口抽样调查."""
    return "抽样" in site.after and _SURVEY.match(site.text, site.match.end) is not None


def is_definition(site: Site) -> bool:
    """90分以上为优秀."""
    return _DEFINES.match(site.after) is not None


def is_mark_of_form(site: Site) -> bool:
    """产出指标50分、效益指标30分 where the sentence tells how marks are given."""
    start = max(site.clause.sentence_start, site.match.start - MARKS_REACH)
    return _MARKS.search(site.text, start, site.match.end) is not None


def is_sort_of_thing(site: Site) -> bool:
    """7座以上校车, 66人以上超大班额, 自然村（20户以上）."""
    match, text = site.match, site.text
    if match.outer_end == match.end:
        return False
    if match.measure in FLOORS:  # 15层以上高层建筑12座
        return _STOREYS.match(site.after) is not None
    if _VEHICLE.match(site.after):
        return match.unit in ("座", "人", "户", "艘", "台", "张")
    return (
        text.startswith("（", match.start - 1) and text.startswith("）", match.outer_end) and match.unit in ("户", "人")
    )


def is_floor(site: Site) -> bool:
    """在商城2层举办: a place, no number of storeys."""
    return _HELD_THERE.match(site.after) is not None and _ON_FLOOR.search(site.before) is not None


def is_strip_of_land(site: Site) -> bool:
    """边境3公里以内120个自然村: which of them are counted."""
    return site.before.endswith(_ALONG) and _COUNTED_THERE.match(site.after) is not None


def is_chapter(site: Site) -> bool:
    """共6章52条."""
    return site.match.measure in CHAPTER_UNITS and _CHAPTERS.search(site.before) is not None


def is_share_held(site: Site) -> bool:
    """产权份额须占51%以上."""
    return site.match.unit == "%" and _SHARE_HELD.search(site.before) is not None


def is_size_of_device(site: Site) -> bool:
    """2座1070立方米高炉, 30万千瓦机组2台: the measure tells how big each of them is."""
    if _FURNACE.match(site.after):
        return True
    if _COUNTED_RIGHT_BEFORE.search(site.before):
        return _NOUN_BEHIND.match(site.after) is not None
    return _DEVICE_COUNTED.match(site.after) is not None


def is_address(site: Site) -> bool:
    """锦绣花园1至12幢."""
    if site.match.value_max is None or "in_characters" in site.match.rule or _VILLAGE_GROUPS.match(site.after):
        return False
    return _ADDRESS_BEFORE.search(site.before) is not None


def is_group_of_village(site: Site) -> bool:
    """东湖村16个居民小组, in a section of rights."""
    return site.is_in_rights and _VILLAGE_GROUPS.match(site.after) is not None


def is_copy(site: Site) -> bool:
    """户口簿复印件1份."""
    if _COPIES.search(site.before) is not None:
        return True
    is_in_brackets = site.before[-1:] in "（(" and site.after[:1] in "）)"
    return is_in_brackets and "抄送" in site.text[max(0, site.match.start - COPIES_REACH) : site.match.start]
