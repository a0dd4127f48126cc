"""Whether news sets out by announcing a plan or its goals: then what it tells without a word of tense is promised."""

from __future__ import annotations

import re

from metrics.domain.statements import DocumentFacts
from metrics.normaliser.choices import opening_with

_PLAN = r"《[^《》\n]{0,50}(?:规划|计划|方案|要点|纲要|预算案)[^《》\n]{0,16}》"
_ISSUED = "印发|出台|发布|公布|披露|下发|下达|审议通过|获批|批复"
_PERIOD = "“?十[一二三四五六七八]五”?"
_GOALS = r"(?:确定|明确|提出)了?“?[^，。；的完]{0,12}(?:时期|期间|年)[^，。；的完]{0,16}(?:目标|任务)(?:[。，：\n]|$)"
#: 印发《…规划》; 《…方案》近日出台; 《…计划》明确, but not …实施以来.
_ANNOUNCED = opening_with(
    "印出发公披下审获批《确明提预“十制读图解介说",
    rf"(?:(?:{_ISSUED})(?:了|的)?[^，。；《]{{0,12}}{_PLAN}(?!的?(?:实施|印发|完成|执行|落实|进展)?(?:以来|后|情况))"
    rf"|{_PLAN}[^，。；《]{{0,10}}(?:{_ISSUED}|提出|明确|确定)(?!以来|后|的)|{_GOALS}"
    rf"|(?:读懂|图解|解读)(?:丨|｜|：)?{_PLAN}|{_PLAN}(?:政策|文件|图文)?(?:解读|图解)"
    rf"|{_PERIOD}[^，。；《\n]{{0,10}}规划[ \u3000]?(?:{_ISSUED}|提出|明确|确定)(?!以来|后|的)"
    rf"|(?:公布|发布|披露|提出|制定)了?[^，。；《\n]{{0,12}}{_PERIOD}[^，。；《\n完]{{0,10}}目标"
    rf"|(?:介绍|说明)[^，。；《]{{0,16}}{_PLAN}[^，。；完]{{0,4}}(?:目标|内容|措施|任务)"
    r"|提出(?:以下|如下)[^，。；\n]{0,8}(?:措施|目标|任务|举措)：|预算案[^，。；\n]{0,6}(?:措施|重点)[^，。；\n]{0,6}(?:[：\n]|$))",
)
#: 2026年民生实事项目出炉; 今年该局将围绕三个方面发力。: the year whose deeds are announced.
_OF_YEAR = opening_with(
    "2今明选票确决敲公发推产",
    r"(?:(?P<deeds>20[0-9]{2})年[^，。；\n]{2,16}实事项目?(?:[^，。；\n]{0,6}(?:发布|公布|出炉|敲定|揭晓|亮相|确定))"
    r"|(?:选出|票决|确定|敲定|公布|发布|推出|产生)[^。；，\n]{0,12}(?P<settled>20[0-9]{2})年[^，。；\n]{0,20}(?:实事|民生)项目"
    r"(?![^，。；\n]{0,8}(?:完成|进展|落实|兑现|成效|推进))"
    r"|(?:确定|决定)了?，?(?:在?今年|明年|(?P<vowed>20[0-9]{2})年)[^，。；\n]{0,16}(?:办好|办理|实施|抓好|兴办|民办)[^，。；\n]{0,6}[件项]"
    r"[^，。；\n]{0,8}实事"
    r"|(?P<held>20[0-9]{2})年，[^。；\n]{0,80}(?:将|要)(?:集中力量|重点|着力|全力|继续)?(?:办好|办理|兴办|实施|抓好)[^，。；\n]{0,6}[件项大]"
    r"[^，。；\n]{0,8}实事"
    r"|(?:今年|明年)，?[^，。；\n]{0,10}[这哪]些[^，。；\n]{0,8}(?:将|要|会)"
    r"|(?:今年|明年|(?P<year>20[0-9]{2})年)[^，。；\n]{0,12}，?[^，。；\n]{0,12}(?:将|要|计划)"
    r"(?:重点|着力|围绕|聚焦|从|全力|继续)?[^。；0-9\n]{0,40}"
    r"(?:方面|发力|工作|举措|年度目标|[哪这]些(?:新?变化|新?项目|[好实大]事)|这[样么]干)[^，。；0-9\n]{0,6}[。：？！\n])",
)
#: Signs that the announced is looked back on.
_LOOKS_BACK = re.compile(r"以来|完成|取得|成效|进展|回顾|收官|兑现|落地|办结")
LEAD = 500


def announcement(text: str, part: tuple[int, int]) -> int | None:
    """Where the words at the beginning of news begin that tell that a plan was issued."""
    found = _ANNOUNCED.search(text, part[0], min(part[1], part[0] + LEAD))
    return found.start() if found else None


def plan_announced(text: str, facts: DocumentFacts, part: tuple[int, int]) -> int | None:
    """From where on news announces, in its first sentences, a plan or the deeds of a year; None where it looks back.

    ``part`` is the span of the news in a file of several.
    """
    if facts.title and _LOOKS_BACK.search(facts.title):
        return None
    start, end = part[0], min(part[1], part[0] + LEAD)
    if (announced := announcement(text, part)) is not None:
        return announced
    found = _OF_YEAR.search(text, start, end)
    if found is None:
        return None
    year = found["deeds"] or found["settled"] or found["vowed"] or found["held"] or found["year"]
    is_open = year is None or facts.published is None or int(year) >= facts.published.year
    return start if is_open else None
