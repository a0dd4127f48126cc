"""Numbers that belong to what surrounds the message: people at a meeting, fields of comparison, page furniture."""

from __future__ import annotations

import re

from metrics.normaliser.choices import opening_with
from metrics.normaliser.exclusions.signs import Signs
from metrics.normaliser.sites import Site

_ATTEND_BEHIND = re.compile(r"[^，。；]{0,12}(?:参加|出席|参会|列席|到会|与会|收听|收看|聆听|旁听|在主会场|在分会场)")
_ATTEND = re.compile(r"参加了?(?:会议|活动|此次)|出席")
_MEETING = re.compile(
    r"会议|大会|座谈会|推进会|现场会|动员会|仪式|培训班|发布会|论坛|报告会|研讨会|宣讲会|启动会|总结会|听证会|讲座|分会场"
)
_MEETING_OR_VISIT = re.compile(
    r"会议|大会|座谈会|推进会|现场会|动员会|观摩|与会|参会|交流发言|讨论|出席|参加|到会|听取|调研组|一行"
)
_SPEAKERS_BEHIND = re.compile(
    r"[^，。；、0-9]{0,10}(?:作|做|进行)了?[^，。；]{0,6}(?:发言|汇报|表态|典型介绍|经验介绍|经验交流|交流)|[^，。；、0-9]{0,8}(?:在会上|先后发言|分别发言|交流发言)"
)
_PERSONS_OF_OFFICE = re.compile(
    r"[^，。；、0-9（]{0,10}(?:（[^）]{1,6}）)?[^，。；、0-9]{0,8}(?:校长|局长|书记|县长|乡长|镇长|主任|站长|所长|院长|园长|负责人|负责同志|分管领导|主要领导|代表|委员|骨干)"
)
#: Whose officials sat in (8个|国家和地区的领事旁听会议).
_AS_GUESTS = re.compile("[^，。；0-9]{0,30}(?:旁听|列席)")
#: Those whom a letter answers (某某等4位委员：您提出的…).
_ADDRESSED = re.compile(r"[^，。；：、0-9]{0,4}(?:委员|代表|议员)(?:：|提出|联名|您|你们)")
#: Words behind a number without which nobody speaks, is addressed or holds an office there.
_SPEECH_OR_OFFICE = re.compile(
    "发言|汇报|表态|介绍|交流|会上|校长|局长|书记|县长|乡长|镇长|站长|所长|院长|园长|主任|负责|领导|代表|委员|骨干|议员"
)
#: Words before a number without which nobody went to see something.
_WENT = re.compile("深入|观摩|参观|考察|察看|查看|视察|走进|来到|前往")
#: 深入5家企业、2个项目工地调研: where somebody went, unless it is much.
_VISITED = re.compile(r"(?:深入|观摩|参观|考察|察看|查看|视察|走进|来到|前往)(?:了|到)?(?:[^，。；]{1,12}、)?$")
_ERRAND = re.compile(r"调研|检查|督导|座谈|指导|观摩|考察|慰问|现场办公|督查")
MOST_VISITED = 20
#: Trained or hired, they are counted for themselves.
_GAINED = re.compile(r"(?:培训|选派|招聘|配备|引进|培养|新增|补充|交流|评选|表彰|选拔|轮训)[^，。；]{0,8}$")
_DIVIDED = re.compile(r"分(?:成|为)?$")
_VIEWED = re.compile(r"(?:观摩|参观|考察|察看|查看|视察)(?:了?|了?[^，。；]{1,24}等|了[^，。；]{1,24}的?)$")
_SIGHTS = re.compile(r"[^，。；、]{0,8}(?:现场|点位?|项目|企业|学校|村|单位|地方)?(?:[，。；、和及]|开展调研|$)")
_WITHIN = re.compile(r"(?:在|全国|全省|全区|全市|同类|副省级|居|位列)[^，。；]{0,8}$")
_AMONG = re.compile(
    r"[\u4e00-\u9fff]{1,10}?(?:中|里|之中|当中)(?:排|列|居|位|名|领先|率先|综合|比|较|上升|提升|前进|进位)|[\u4e00-\u9fff]{2,10}?[前后](?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[名位]"
)
#: Those that a ranking names next (浓度最低的3个|城市依次是…).
_NAMED_NEXT = re.compile(r"[\u4e00-\u9fff]{1,4}(?:依次|分别)(?:是|为)")
_RANKED = re.compile(r"(?:位居|居|列|排名|排在|名列)[^，。；]{0,6}$")
COMPARISON_SIGNS = Signs(within="依分第首前后中里")
_RANK_BEHIND = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:第[0-9一二三四五六七八九十]|首位|榜首|前[列茅])")
_COUNTER = opening_with(
    "浏点阅访查下转联咨热办电邮传编文备字打来公",
    r"(?:(?:浏览|点击|阅读|访问|查看|下载|转发)(?:次数|量|数)?：?共?\s?$"
    r"|(?:(?:联系|咨询|热线|办公)电话|电话：|邮编|传真|编号|文号|备案号|字号|字体|打印|来源：)[^，。；]{0,6}$"
    r"|公开(?:范围|类型|属性|方式|程度)：?\s?$)",
)
_COUNTER_BEHIND = re.compile(r"参与|评论|回复|点赞|收藏|已?阅读|浏览|点击|跟帖|查看")
_COLLECTION = re.compile(
    "(?:范文|模板|总结|精选|合集|通用)[（(【]?(?:精选|通用|推荐|最新|共|汇总)?$|[\u4e00-\u9fff][-—_]$"
)
_ADVERTISED = re.compile("[领购学抢起试入]|体验|下单|报名")
_WARES = re.compile("(?:VIP|vip)?(?:精品)?(?:文档|资料|模板)")
SITE_SIGNS = Signs(after="）)字领购学抢起试入体下报Vv精文资模")
TEXTS = frozenset(("篇",))
_COUNTED_BY_PAGES = frozenset(("人", "条", "次", "个"))
_LEFT_OUT = ("隐藏", "省略", "剩余", "余下", "未显示")
#: Characters of a sentence that are asked for a meeting.
SENTENCE = 160


def is_head_count_of_meeting(site: Site) -> bool:
    """300余人参加会议."""
    if site.match.unit not in ("人", "人次"):
        return False
    start = site.clause.sentence_start
    sentence = site.text[start : min(site.clause.sentence_end, start + SENTENCE)]
    if not _MEETING.search(sentence):
        return False
    return _ATTEND_BEHIND.match(site.after) is not None or _ATTEND.search(sentence) is not None


def _went_there(site: Site) -> bool:
    if _VISITED.search(site.before) is None or _ERRAND.search(site.after) is None:
        return False
    return site.match.value is not None and site.match.value <= MOST_VISITED


def is_of_proceedings(site: Site) -> bool:
    """观摩了5个现场, 7个单位作了交流发言, 分3组讨论, 23所学校校长: what went on at a meeting."""
    match, before, after = site.match, site.before, site.after
    is_group = is_sight = False
    if ("席" in after or "旁听" in after) and _AS_GUESTS.match(after):
        return True
    if _SPEECH_OR_OFFICE.search(after):
        if _SPEAKERS_BEHIND.match(after):
            return True
        if match.unit == "人" and _ADDRESSED.match(after):
            return True
        is_group = _is_of_office(site)
    if before.endswith("一行"):
        return match.unit == "人"
    if _WENT.search(before):
        if _went_there(site):
            return True
        is_sight = _VIEWED.search(before) is not None and _SIGHTS.match(after) is not None
    is_group = is_group or (match.measure == "组" and _DIVIDED.search(before) is not None)
    return (is_group or is_sight) and _is_at_a_meeting(site)


def _is_of_office(site: Site) -> bool:
    return _PERSONS_OF_OFFICE.match(site.after) is not None and _GAINED.search(site.before) is None


def _is_at_a_meeting(site: Site) -> bool:
    start = site.clause.sentence_start
    return _MEETING_OR_VISIT.search(site.text, start, min(site.clause.sentence_end, start + SENTENCE)) is not None


def is_field_of_comparison(site: Site) -> bool:
    """在全省21个地级市中排第一: what is compared with, not what was reached."""
    after = site.after
    if site.before.endswith("的") and "最" in site.before[-4:] and _NAMED_NEXT.match(after):
        return True
    if ("第" in after or "首" in after or "前" in after) and _RANKED.search(site.before):
        return _RANK_BEHIND.match(after) is not None
    if "中" not in after and "里" not in after and "名" not in after and "位" not in after:
        return False
    return _WITHIN.search(site.before) is not None and _AMONG.match(site.after) is not None


def is_of_a_collection(site: Site) -> bool:
    """年终总结精选5篇: what a site of model texts says of itself."""
    return _COLLECTION.search(site.before) is not None


def is_of_the_site(site: Site) -> bool:
    """0元领资料, 此处隐藏545个字, 10万精品文档: words of the site about its page or its wares."""
    match, after = site.match, site.after
    if match.measure in TEXTS:
        return False
    if match.rule.startswith("bare") and _WARES.match(after):
        return True
    if after.startswith("字"):
        return match.measure == "个" and site.before.endswith(_LEFT_OUT)
    return site.is_money and match.value == 0 and _ADVERTISED.match(after) is not None


def is_page_furniture(site: Site) -> bool:
    """浏览次数：100次, 0条评论: a counter in a line of the page."""
    match = site.match
    if match.measure in _COUNTED_BY_PAGES and _COUNTER_BEHIND.match(site.after):
        return True
    is_bounded = match.outer_start < match.start  # 阅读量超过100万 is a result
    return not is_bounded and _COUNTER.search(site.before) is not None
