"""The kind of a statement as a value, and what the words right behind a number say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.domain.statements import StatementKind
from metrics.normaliser.confidence import OF_KIND
from metrics.normaliser.records import Record
from metrics.normaliser.sites import Site

TARGET, RESULT = StatementKind.TARGET, StatementKind.RESULT
_OF_PLAN_BEHIND = re.compile(
    r"为目标|(?:（[^）]{0,6}）)?的?(?:目标|建设任务|任务|年度目标|年度任务)(?!的(?![0-9])|清单|台账|书|(?:已)?(?:全面|全部|圆满|如期)(?:完成|落实))"
)
#: 90%以上的乡镇将达到标准: what is told of the part is to come.
_PART_TO_COME = re.compile(
    "的[^，。；0-9已]{2,20}?将(?:全部|全面|基本|陆续)?(?:达|实现|建成|完成|纳入|覆盖|享|接受|开展|配备|拥有|实施)"
)
_OUGHT_BEHIND = re.compile(r"应(?:用于|当|该|为|达|不)|将(?:于|在|全部|陆续|力争|按|继续)|作为[^，。；]{0,12}目标")
#: 超过80%的县建立了交流机制: what is told of the part is done.
_PART_DONE = re.compile("的[^，。；0-9将要拟须应力]{2,24}了(?!解)")
#: 2147个单位已分别于五月入伙: what is told of the counted things is done.
_DONE_BEHIND = re.compile(
    r"[^，。；0-9]{0,14}已[^，。；]{0,16}(?:入伙|入住|落成|建成|完工|竣工|投用|启用|通车|办结|投入使用|完成(?:建设|改造|安装|整治|施工))[，。；]"
)
#: 300公里公路安保工程，现已完成344公里: the same unit behind it counts what is done.
_DONE_OF_COUNT = re.compile(
    "[^，。；：0-9]{2,16}?(?:，(?:现|目前)?已|(?:现|目前)?已)(?:累计|超额|全部)?(?:完成|建成)[0-9]{1,9}(?:[.][0-9]{1,4})?[万亿]?"
)
_UNIT_WRITTEN = re.compile("[^0-9.万亿余多]+$")
_OPENS_PART = frozenset("；。：\n")
#: 另有6所幼儿园将于年底投入使用.
_TO_COME_BEHIND = re.compile(
    r"[^，。；0-9]{0,8}将(?:于|在|陆续|全部|分批)[^，。；]{0,24}(?:建成|完工|竣工|投用|启用|通车|投入使用|开工|交付|开放)"
)
#: 共兴建住宅450户，预计2027年入住; not where the clause tells of a beginning.
_EXPECTED_BEHIND = re.compile(
    r"[^，。；0-9]{0,8}，(?:预计|计划|拟于)[^，。；]{0,14}(?:建成|完工|竣工|落成|入住|入伙|投用|启用|通车|投入使用|交付)"
)
_BEGUN = re.compile("已|累计|目前|开工|动工|完成|现有|施工")
#: 在现有120所的基础上.
BASIS = ("的基础上", "基础上")
#: 已完成4.37万公里建设任务: so much of it is done.
_TASK_DONE = re.compile(r"(?:已|已经|累计|共)(?:全部|全面|超额|提前)?完成了?(?:约|近)?$")
DONE_BEFORE = re.compile(r"(?:完成|占|实现)(?:了|约|近)?[^，。；]{0,8}$")
#: What such words behind a number begin with.
TOLD_BEHIND = frozenset("（的目建任年应将作为基")


@dataclass(slots=True)
class KindReading(Record):
    """The kind of a statement, how sure it is (0 to 1), and what decided."""

    kind: StatementKind
    confidence: float
    reason: str


def is_done_behind(site: Site) -> bool:
    """Whether the words behind a count say that the counted things are done (…个单位已入伙); not for costs."""
    if site.match.unit == "%":
        return site.after[:1] == "的" and _PART_DONE.match(site.after) is not None
    return "已" in site.after and not site.is_money and _DONE_BEHIND.match(site.after) is not None


def is_goal_of_progress(site: Site) -> bool:
    """Whether a count opens a part of a sentence and its unit then counts what is done (300公里…，已完成344公里)."""
    text, start, end = site.text, site.match.start, site.match.end
    if "已" not in site.after or site.match.unit == "%" or text[start - 1 : start] not in _OPENS_PART:
        return False
    done = _DONE_OF_COUNT.match(text, end)
    unit = _UNIT_WRITTEN.search(text, start, end)
    return done is not None and unit is not None and text.startswith(unit[0], done.end())


def is_to_come_behind(site: Site) -> bool:
    """Whether the words behind a count say that the counted things are still to come (…所将于年底投入使用)."""
    after = site.after
    is_to_come, is_expected = "将" in after, "预计" in after or "计划" in after or "拟于" in after
    if not (is_to_come or is_expected) or site.match.unit == "%" or site.is_money:
        return False
    if is_to_come and _TO_COME_BEHIND.match(after):
        return True
    return is_expected and _EXPECTED_BEHIND.match(after) is not None and not _BEGUN.search(site.before)


def told_behind(site: Site) -> KindReading | None:
    """20所的目标任务, 80%应用于…: what the words right behind a number say."""
    if (
        _OF_PLAN_BEHIND.match(site.after)
        and not (site.match.unit == "%" and DONE_BEFORE.search(site.before))
        and not _TASK_DONE.search(site.before)
    ):
        return KindReading(TARGET, OF_KIND["number of a plan"], "number_of_plan")
    if site.after.startswith(BASIS) and "在" in site.before:
        return KindReading(RESULT, OF_KIND["number of a plan"], "basis")
    if _OUGHT_BEHIND.match(site.after) or (site.after[0] == "的" and _PART_TO_COME.match(site.after)):
        return KindReading(TARGET, OF_KIND["ought"], "ought")
    return None
