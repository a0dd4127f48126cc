"""What the words around a time expression make of it, and from where its relative words count.

Here the years of a document are settled: the year of writing, the year under review, the day of each dated section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.domain.statements import DocumentFacts, DocumentKind, Recurrence
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import opening_with
from metrics.normaliser.records import Record
from metrics.normaliser.segments import CleanText, Paragraph
from metrics.normaliser.times_numerals import common_years
from metrics.normaliser.times_openings import Opening
from metrics.normaliser.times_readings import Reference, Stretch, TimeRole
from metrics.normaliser.times_roles import is_named_to_speak, role_of_date
from metrics.normaliser.times_rules import TimeRule, match_times

#: A paragraph that begins with its day starts a dated section; so many make a file of dated paragraphs.
SECTION_DAY = re.compile(r"((?:19|20)[0-9]{2})[年.-]([0-9]{1,2})[月.-]([0-9]{1,2})日?(?=[\s，：:【]|$)")
LEAST_SECTIONS = 3
_CENTURIES = ("19", "20")
#: Headings that speak of a time: only these lend it to the paragraphs below.
TIMED_HEADING = opening_with(
    " \u300012下明来今目任指回总安计打重情工主思成状预决草施形建部要规项进举措实",
    r"(?:下一步|下步|下阶段|明年|来年|今后|目标|任务|指标|回顾|总结|安排|计划|打算|重点|情况|工作$|主要工作|思路|成效|成绩"
    r"|^[ 　]*(?:19|20)[0-9]{2}年[一-龥“”！]{0,8}$"  # the part of a digest (2024年这么干)
    r"|状况|预算|决算|草案|施政|形势|建议|部署|要求|规划|项目|进展|举措|措施|实事)",
)
_FRAME_LINE = re.compile("：(?<=(?:时间|日期|单位|来源|作者|编号)：)")
REVIEW = re.compile(r"回顾|总结|情况|状况|公报|决算|年报|述职|成绩|成效|大事记|综述|进展|简报|通报|快报|运行")
_GOALS_IN_HEADING = re.compile(r"目标|指标|任务|重点|布局|思路|蓝图")
CONGRESS_REPORT = "政府工作报告"
_GIVEN_IN = re.compile(r"((?:19|20)[0-9]{2})年?(?=[^，。、和及与0-9]{0,16}政府工作报告|[^0-9]*$)")
_MEETING = re.compile(r"((?:19|20)[0-9]{2}) ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日[^。0-9]{0,12}在[^。\n]{4,40}上")
#: A report on the year to come that a text without a day goes by (2024年施政报告提出).
_REPORT_GONE_BY = opening_with("12", r"(?<![到至前])((?:19|20)[0-9]{2})年《?(?:政府工作报告|施政报告|财政预算案)")
_YEAR_OF_HEADLINE = re.compile(r"((?:19|20)[0-9]{2})年(?!度)")
YEAR_IN_NAME = re.compile(r"((?:19|20)[0-9]{2})[—-]?年")
_NEXT_YEAR = re.compile("[明来]年")
_YEAR_TOLD_OF = re.compile(r"(?<![到至自从由比较—-])((?:19|20)[0-9]{2})[—-]?年(?!以来|起)")
_YEAR_NAMED = re.compile("((?:19|20)[0-9]{2})年")
#: What a report calls itself in its first lines, whatever its title leaves out (现将2020年度工作总结如下).
_SUMMARY_OF = re.compile(r"((?:19|20)[0-9]{2})年度?[^，。；：0-9]{0,12}(?:总结|述职|工作情况|汇报)")
#: A line that is but a year: the part of a chronicle.
_BARE_YEAR = re.compile("(?:19|20)[0-9]{2}年[一-龥]{0,6}")
_THIS_YEAR = ("今年", "本年")
#: A meeting of today that is named after its year; years before the text's own: compared with, or told before goals.
_MEETING_OF_YEAR = re.compile(
    r"(?:(?:今[天日]|昨[天日]|日前|近日)(?:[上下]午)?(?:（[^）]{1,8}）)?，?[^，。0-9]{0,8}|[在从自]|[^，。0-9]{1,8}日，?)((?:19|20)[0-9]{2})年[^，。0-9]{2,24}会(?:议?上|[^，。0-9]{0,14}(?:举行|召开))|召开了?(?:全[省市县区州国]|[^，。0-9《]{0,6})((?:19|20)[0-9]{2})年度?[^，。0-9]{2,24}会(?:议|，|。)"
)
_SAME_TIME = re.compile("(?:比|较|与)((?:19|20)[0-9]{2})年同期")
_YEAR_BEFORE_GOALS = re.compile(r"^\s?(20[0-9]{2})年，.*\n+\s?今年[^。；：，\n]{0,24}目标(?:是|为|：)", re.M)
#: A year that the text looks back on, and one of which it says what will be.
_TOLD_AS_OVER = re.compile("(?:19|20)[0-9]{2}年[^。；]{0,30}(?:完成|建成|达到?|累计|共|增长|投入|下降)")
_SAID_AHEAD = re.compile("(?<![到至])(?:19|20)[0-9]{2}年[^。；0-9]{0,16}?(?:[将拟要]|计划|力争|确保)")
_YEAR_MADE = re.compile("将((?:19|20)[0-9]{2})年(?:确定|定)为")
_BEGUN_THEN = re.compile("[一-龥]{0,3}?(?:建成|开工|启动|立项|签约|引进|实施)的(?=[0-9])")
#: A year that opens a paragraph is what its other sentences speak of.
_LEADS = re.compile("，|全|我|度|是")
_MARK_BEFORE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,2}[.、])?"
    r"(?:据(?:悉|了解|介绍|[^，。0-9]{2,12}介绍)，|[^，。0-9]{0,12}。?)"
)
#: Between a plan period and a year that is joined to it (“十三五”及2016年主要目标：…): the longer one dates the goals.
LONGEST_JOINT = 2
_BARE = frozenset({"part", "whole_year", "festival"})


@dataclass(slots=True)
class TimeExpression(Record):
    """One time expression in its place. ``is_bare``: it names no year of its own."""

    start: int
    end: int
    rule: str
    role: TimeRole
    first: date | None
    last: date | None
    period: Recurrence | None = None
    is_bare: bool = False


def is_of_no_year(text: str, expression: TimeExpression, words: str = "今本当") -> bool:
    """Whether it is this year, by one of these words, in a text that names none."""
    if expression.last is not None or expression.role is not TimeRole.DATE or expression.rule == "ahead":
        return False
    return text[expression.start] in words


def section_day(text: str, start: int, end: int) -> date | None:
    """Day that a paragraph begins with, as in a file of dated paragraphs."""
    found = SECTION_DAY.match(text, start, end)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def section_days(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, date]:
    """Days by paragraph index where the text is a file of dated paragraphs, else nothing."""
    days: dict[int, date] = {}
    for paragraph in paragraphs:
        if text.startswith(_CENTURIES, paragraph.start) and (day := section_day(text, paragraph.start, paragraph.end)):
            days[paragraph.index] = day
    return days if len(days) >= LEAST_SECTIONS and len(set(days.values())) > 1 else {}


def reviewed_year(facts: DocumentFacts, clean: CleanText, paragraphs: Sequence[Paragraph]) -> int | None:
    """Year that a report tells of: from its title, a heading of review, or the first words."""
    if facts.doc_kind not in (DocumentKind.REPORT, DocumentKind.MIXED):
        return None
    names = [facts.title or ""] + [clean.text[p.start : p.end] for p in paragraphs if p.is_heading]
    given_in = year_given_in(names[0], clean.text[:600])
    for name in map(common_years, (name for name in names if not given_in or name != facts.title)):
        found = YEAR_IN_NAME.search(name)
        if found and (REVIEW.search(name) or (facts.doc_kind is DocumentKind.REPORT and name == facts.title)):
            return int(found[1])
    if given_in:
        return given_in - 1
    if facts.doc_kind is DocumentKind.MIXED or sum(1 for name in names if _BARE_YEAR.fullmatch(name)) > 1:
        return None
    opening = _YEAR_TOLD_OF.search(clean.text[:200]) or _SUMMARY_OF.search(clean.text[:600])
    return int(opening[1]) if opening else None


def year_given_in(title: str, head: str = "") -> int | None:
    """Year in which a report to a people's congress is given; it tells of the year before.

    It stands in the title (2026年政府工作报告) or in the line of the meeting in ``head`` (2026年1月28日在…会议上).
    """
    if CONGRESS_REPORT not in title:
        return None
    found = _GIVEN_IN.search(common_years(title)) or _MEETING.search(head)
    return int(found[1]) if found else None


def year_gone_by(text: str, *, is_loose: bool) -> int | None:
    """Year of the report that a text goes by which says nothing of its own day (2024年施政报告提出).

    With ``is_loose`` (news and the like) one year named alone, not as an end or a start, is that of the text.
    """
    plain = common_years(text)
    found = _REPORT_GONE_BY.search(plain)
    if found or not is_loose:
        return int(found[1]) if found else None
    if (year := _year_of_event(plain)) is not None:
        return year
    named = {int(year[1]) for year in _YEAR_NAMED.finditer(plain)}
    told = {int(year[1]) for year in _YEAR_TOLD_OF.finditer(plain)}
    if len(told) != 1 or (len(named) > 1 and not _says_this_year(plain)):
        return None
    if _says_this_year(plain) and (len(named) > 1 or _TOLD_AS_OVER.search(plain)) and not _SAID_AHEAD.search(plain):
        return None
    return told.pop() if min(named) in told else None


def _says_this_year(text: str) -> bool:
    return any(word in text for word in _THIS_YEAR)


def _year_of_event(text: str) -> int | None:
    """The year that news speaks from: of the meeting it reports, or the one after a year it compares with, if one."""
    if not _says_this_year(text):
        return None
    years = {int(found[1] or found[2]) for found in _MEETING_OF_YEAR.finditer(text)}
    years |= {int(year) + 1 for year in (*_SAME_TIME.findall(text), *_YEAR_BEFORE_GOALS.findall(text))}
    years |= {int(found[1]) for found in _YEAR_MADE.finditer(text)}
    return years.pop() if len(years) == 1 else None


def lends_its_time(heading: str) -> bool:
    """Whether a heading's time holds for the paragraphs below it."""
    return bool(TIMED_HEADING.search(heading)) and not _FRAME_LINE.search(heading)


def looks_ahead(heading: str) -> bool:
    """Whether a heading of a plan is about its goals, not about what was reached before."""
    return _GOALS_IN_HEADING.search(heading) is not None and REVIEW.search(heading) is None


def writing_reference(facts: DocumentFacts, review: int | None) -> Reference:
    """From where relative words count in the whole document."""
    day = day_of_writing(facts, review)
    is_of_next_year = facts.doc_kind is not DocumentKind.REPORT or CONGRESS_REPORT in (facts.title or "")
    after_review = 1 if is_of_next_year else 0
    year = facts.plan_year or (day.year if day else None) or (review + after_review if review else None)
    if day and facts.doc_kind is not DocumentKind.PLAN:
        year = day.year
    elif review and facts.doc_kind is DocumentKind.MIXED and _NEXT_YEAR.search(facts.title or ""):
        year = review
    year = year or _year_in_title_of_news(facts)
    bare = review or year
    return Reference(year or _first_year_planned(facts), day, bare, facts.plan_year)


def day_of_writing(facts: DocumentFacts, review: int | None) -> date | None:
    """The day from which a text speaks; a page put up long after the time it speaks of has none (a report of 2016)."""
    day = facts.published or facts.signed
    title = facts.title or ""
    in_title = review is not None and (str(review) in title or year_given_in(title) == review + 1)
    spoken_of = facts.plan_year or (review + 1 if review is not None and in_title else None)
    return None if day and spoken_of and day.year > spoken_of else day


def _year_in_title_of_news(facts: DocumentFacts) -> int | None:
    """The one year in the headline of undated news (召开2022年第三次全体会议); 2022年度 may be the year before."""
    if facts.doc_kind is not DocumentKind.NEWS:
        return None
    named = {int(found[1]) for found in _YEAR_OF_HEADLINE.finditer(facts.title or "")}
    return named.pop() if len(named) == 1 else None


def _first_year_planned(facts: DocumentFacts) -> int | None:
    """First year of the period that the title of an undated plan names (“十四五”规划: what was before is past)."""
    if facts.doc_kind is not DocumentKind.PLAN or not facts.title:
        return None
    named = expressions_in(facts.title, 0, len(facts.title), Reference())
    return next((e.first.year for e in named if e.first and e.rule in ("plan_period", "year_span")), None)


def section_reference(day: date) -> Reference:
    """From where relative words count in a dated section."""
    return Reference(day.year, day, day.year, None)


def expressions_in(
    text: str, start: int, end: int, reference: Reference, openings: Sequence[Opening] | None = None
) -> list[TimeExpression]:
    """Time expressions of one paragraph; a part without a year takes the year named before it in its sentence.

    ``openings`` are the places in it where one may begin, if they are already known.
    """
    expressions: list[TimeExpression] = []
    sentence_year = leading_year = None
    where, year_where = reference, None
    last_end = start
    plan_end = -2 * LONGEST_JOINT
    for rule, match in match_times(text, start, end, openings):
        at, behind = match.span()
        if text.find("。", last_end, at) >= 0:
            sentence_year = leading_year
        if sentence_year != year_where:
            year_where = sentence_year
            where = reference._replace(bare_year=sentence_year) if sentence_year else reference
        stretch = rule.read(match, where)
        if stretch is None:
            continue
        last_end = behind
        if rule.name in ("year", "relative_year") and stretch.year:
            sentence_year = stretch.year
            if rule.name == "year" and _LEADS.match(text, behind) and _MARK_BEFORE.fullmatch(text, start, at):
                leading_year = stretch.year  # 2024年，…。全年…
        if rule.name != "relative_year" or not _is_part_of_a_word(text, match):
            placed = _placed(text, rule, match, stretch)
            is_mention = _tells_which(text, placed, reference)
            if rule.name == "plan_period":
                plan_end = behind
            elif 0 < at - plan_end <= LONGEST_JOINT and text[at - 1] in "及和暨与":
                is_mention = True
            expressions.append(placed._replace(role=TimeRole.MENTION) if is_mention else placed)
    return expressions


def _tells_which(text: str, expression: TimeExpression, reference: Reference) -> bool:
    """Whether a year before the one planned for says which things are meant (2023年开工的42个项目)."""
    if expression.role is not TimeRole.DATE or expression.last is None or reference.plan_year is None:
        return False
    return expression.last.year < reference.plan_year and _BEGUN_THEN.match(text, expression.end) is not None


def _is_part_of_a_word(text: str, match: re.Match[str]) -> bool:
    """Whether a year such as 今年 is but the end, or the middle, of another word."""
    return text[match.start() - 1 : match.start()] in set(load_lexicon("periods")["not_after"].get(match["word"], ""))


def _placed(text: str, rule: TimeRule, match: re.Match[str], stretch: Stretch) -> TimeExpression:
    role = stretch.role
    if rule.name == "plan_period" and role is TimeRole.MENTION and is_named_to_speak(text, match.end()):
        role = TimeRole.DATE
    elif role is TimeRole.DATE:
        role = role_of_date(text, match.start(), match.end(), is_span=rule.name.endswith(("span", "years")))
    return TimeExpression(
        match.start(), match.end(), rule.name, role, stretch.first, stretch.last, stretch.period, rule.name in _BARE
    )
