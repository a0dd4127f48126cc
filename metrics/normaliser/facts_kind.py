"""The kind of a document: who wrote it, and whether it looks back, ahead or both ways.

Title and headings of a paper tell it where they can; a text that has neither is judged by its body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from metrics.domain.statements import DocumentKind
from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.choices import opening_with
from metrics.normaliser.facts_evidence import found_evidence, weigh
from metrics.normaliser.facts_template import is_template
from metrics.normaliser.sections_reviewed import ends_a_review
from metrics.normaliser.segments import CleanText, Paragraph

PLANNED_YEAR = re.compile(
    r"((?:19|20)[0-9]{2})年(?:度)?(?:(?!总结|情况|回顾|成效|明年)[一-龥“”]){0,12}(?:计划|打算|思路|安排|工作要点|重点工作|主要任务|工作任务|工作目标|工作重点|预期目标|奋斗目标|工作建议|工作总体|预算草案|主要工作|谋划(?!了)|展望|设想)"
)
REVIEWED_YEAR = re.compile(r"((?:19|20)[0-9]{2})年(?:度)?[一-龥、]{0,12}(?:回顾|总结|完成情况|工作情况|执行情况)")
#: Goals and outlooks: each opens with one word, which a search finds several times faster than one of two.
_GOALS = (
    re.compile(r"预期目标(?:是|为|：|建议|如下|和|(?<=主要预期目标))"),
    re.compile(r"展望(?:20[0-9]{2}年|“?十[一二三四五六]五)[^。]{0,80}[0-9]"),
)
#: A title that names what was done and what comes (…工作开展情况及下步打算).
_BOTH_WAYS = re.compile(
    r"(?:情况|总结|回顾)[^，。]{0,2}[和及暨与、][^，。]{0,16}(?:打算|思路|工作计划|工作安排|工作要点|谋划|展望|设想)"
)
_DONE_HEADING = re.compile(r"(?:开展|完成|落实|推进|进展|执行)情况(?![和及暨与、])")
#: The name by which a paper calls itself in its first sentences.
_NAMES_ITSELF = opening_with(
    "，。现",
    r"(?:[，。]特?制[定订](?P<laid>(?:本|如下|以下)[^，。\n]{1,20}|(?<=特制.)[^，。\n]{2,50}(?:规划|计划|方案|意见|办法|措施))[，。：]"
    r"|现将(?P<told>[^，。\n]{4,60}?)(?:汇报|报告|总结|通报)如下)",
)
_FIGURE = re.compile(r"[0-9](?:%|万|亿|个|所|家|公里|套|人|项|处|座|亩|元|名|场|次|户|栋|部|吨|床|张)")
#: A headline says what happened; a word of plans in it is not what the text is.
_HEADLINE = re.compile(
    r"被|如期|圆满|部署|推进$|激励|发布$|出台|启动|获|迎|突破|逾|再添|亮|跑出|掀|助力|[！!]|[将拟](?:新建|建设|改造|完成|推|投|新增)"
)
_STILL_THIS_YEAR = re.compile("全年[将拟]")
#: So far from the end of a title a noun is still what the title names.
_TAIL = 3
_BRACKETS_BEHIND = re.compile(r"（[^（）]{1,20}）$")
#: The line above an annex, and its first lines.
_ANNEX = re.compile(r"附[ 　]*件[ 　]*[0-9一二三四五六七八九十]{0,2}[ 　]*：?")
#: A day that the maker of a page puts before its text.
_LETTERED_DAY = re.compile(r"^date [0-9]{4}-[0-9]{2}-[0-9]{2} ?")
#: Lines of the page above a text.
_LABELLED = re.compile(r"[- ]*(?:关键[字词]|来源|稿源|标签|摘要|作者|责编)[ 　]*：")
YEAR_IN = re.compile(r"(?:19|20)[0-9]{2}")
LINES_BELOW_ANNEX, LONGEST_ANNEX_TITLE = 2, 60
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
#: Years after and before that of publication, so many at most.
MOST_YEARS = 4
HEAD = 600
BODY = 3000
TEXT = 6000
END = 120
MASTHEAD_LINES, LONGEST_MASTHEAD = 8, 150
OPENING = 260
OPENING_PARAGRAPHS, SHORTEST_OPENING = 16, 25
#: Least weight of the evidence that others wrote a text.
LEAST_OF_OTHERS = 3.5
MANY_MARKS = 2
#: A text both ways has no more than so many times the evidence of what was done as of what comes.
MOST_APART = 2


@cache
def _marks(name: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("documents")[name])


def kind_of(
    clean: CleanText, paragraphs: Sequence[Paragraph], title: str | None, published: date | None
) -> DocumentKind:
    """Kind of a document by its (simplified) title, its headings, the words of its text and its years."""
    if is_template(clean.text, title):
        return DocumentKind.TEMPLATE
    places = places_of(clean, paragraphs, title)
    if _is_news(places):
        return DocumentKind.NEWS
    is_review, is_plan = _looks(clean.text, paragraphs, title)
    if is_review != is_plan and (annex := annex_title(clean.text, paragraphs)):
        is_review, is_plan = is_review or _names_a_review(annex), is_plan or _names_a_plan(annex)
    if is_review and is_plan:
        return DocumentKind.MIXED
    if is_review or is_plan:
        return DocumentKind.REPORT if is_review else DocumentKind.PLAN
    return _kind_by_body(places, published)


def is_named_by(title: str | None, kind: DocumentKind) -> bool:
    """Whether a (simplified) title itself names a plan, or a report; else headings or the words of a text told."""
    if not title:
        return False
    if kind is DocumentKind.PLAN:
        return _names_a_plan(title)
    return bool(_marks("report_titles").search(title)) or _tells_progress(title)


def _is_news(places: Mapping[str, str]) -> bool:
    """Whether the evidence that others wrote a text outweighs that of its office.

    A paper by its title is not looked at further when nothing above or at the beginning of its text says otherwise.
    """
    above = {name: places[name] for name in ("title", "masthead", "opening", "head")}
    others = weigh("written_by_others", above)
    if not others and weigh("written_by_the_office", {"title": places["title"]}):
        return False
    others += weigh("written_by_others", {name: place for name, place in places.items() if name not in above})
    return others >= LEAST_OF_OTHERS and others > weigh("written_by_the_office", places)


def places_of(clean: CleanText, paragraphs: Sequence[Paragraph], title: str | None) -> dict[str, str]:
    """The parts of a text in which evidence is looked for."""
    text = clean.text
    return {
        "title": (title or "").rstrip("）（试行 "),
        "masthead": f"\n{_masthead(text, paragraphs)}",
        "opening": _opening(text, paragraphs, title),
        "head": f"\n{text[:HEAD]}",
        "body": f"\n{text[:BODY]}",
        "text": f"\n{text[:TEXT]}",
        "end": text[-END:],
    }


def _masthead(text: str, paragraphs: Sequence[Paragraph]) -> str:
    lines = (text[p.start : p.end] for p in paragraphs[:MASTHEAD_LINES])
    return "\n".join(line for line in lines if len(line) <= LONGEST_MASTHEAD and "。" not in line)


def _opening(text: str, paragraphs: Sequence[Paragraph], title: str | None) -> str:
    """Beginning of the first paragraph of running text, after title and frame lines."""
    for paragraph in paragraphs[:OPENING_PARAGRAPHS]:
        line = text[paragraph.start : min(paragraph.end, paragraph.start + OPENING)].lstrip()
        line = _LETTERED_DAY.sub("", line)
        if _LABELLED.match(line):
            continue
        if len(line) >= SHORTEST_OPENING and ("，" in line or "。" in line) and line != title:
            return line
    return ""


def _looks(text: str, paragraphs: Sequence[Paragraph], title: str | None) -> tuple[bool, bool]:
    """Whether title and headings speak of a period past, and of one coming."""
    named = title or ""
    plan_title, report_title = _names_a_plan(named), bool(_marks("report_titles").search(named))
    own = given_name(text) if plan_title == report_title else _told_review(text) if plan_title else None
    if own and not (plan_title and report_title):
        plan_title, report_title = _names_a_plan(own), bool(_marks("report_titles").search(own))
    if _tells_progress(named):
        return True, False
    headings = [(p.start, text[p.start : min(p.end, p.start + 40)]) for p in paragraphs if p.is_heading]
    reviewing = next((h for _, h in headings if _marks("reviewing_headings").search(h)), None)
    if plan_title and not report_title:
        return reviewing is not None and REVIEWED_YEAR.search(reviewing) is not None, True
    if not report_title and reviewing is None:
        return False, False
    if reviewing is None and _is_plan_part(named, text):
        return False, True
    if plans_year_told_of(text):
        return True, True
    if PLANNED_YEAR.search(named) or _BOTH_WAYS.search(named) or "计划草案" in named or _tells_goals(text):
        return True, True
    return True, any(_is_coming(h) and _FIGURE.search(text, at) for at, h in headings)


def plans_year_told_of(text: str) -> bool:
    """Whether the first lines of a text say what the whole year it tells of will still bring (全年将新建学校178所)."""
    return _STILL_THIS_YEAR.search(text, 0, HEAD) is not None


def _tells_goals(text: str) -> bool:
    return any(goals.search(text) for goals in _GOALS)


def _is_coming(heading: str) -> bool:
    """Whether a heading opens the part on what comes (重点工作); 重点工作开展情况 tells what was done."""
    if _DONE_HEADING.search(heading) and not _BOTH_WAYS.search(heading):
        return False
    return _marks("coming_headings").search(heading) is not None


def given_name(text: str) -> str | None:
    """What a paper calls itself in its first sentences (特制定…规划。 现将…情况汇报如下); None when it does not."""
    found = _NAMES_ITSELF.search(text, 0, HEAD)
    return (found["told"] or found["laid"]) if found else None


def _told_review(text: str) -> str | None:
    """The review that a paper under the name of a plan says to give (工作意见 … 现将工作情况总结如下)."""
    found = _NAMES_ITSELF.search(text, 0, HEAD)
    told = found["told"] if found else None
    return told if told and _names_a_review(told) else None


def _is_plan_part(title: str, text: str) -> bool:
    """Whether of a government's report only the part on the coming year is given: nothing in it was done."""
    return "政府工作报告" in title and "done" not in found_evidence("looking_back", {"text": text[:TEXT]})


def annex_title(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    """Title of a second paper on the same page: after a line 附件, a paper's name in a line of its own."""
    for at, paragraph in enumerate(paragraphs[1:], start=1):
        if text[paragraph.start] != "附" or not _ANNEX.fullmatch(text, paragraph.start, paragraph.end):
            continue
        for below in paragraphs[at + 1 : at + 1 + LINES_BELOW_ANNEX]:
            line = text[below.start : below.end]
            if len(line) <= LONGEST_ANNEX_TITLE and YEAR_IN.search(line) and "，" not in line:
                return line
    return None


def _names_a_review(title: str) -> bool:
    return bool(_marks("report_titles").search(title)) and not _names_a_plan(title)


def _names_a_plan(title: str) -> bool:
    """Whether a title names a plan: a headline does only with its last words (…被列入改造计划 is none)."""
    found = [mark.end() for mark in _marks("plan_titles").finditer(title)]
    if not found:
        return False
    headline = _HEADLINE.search(title)
    if headline is None or "关于" in title[: headline.start() + 2] or "《" in title:
        return True
    return "被" not in title and found[-1] >= len(_BRACKETS_BEHIND.sub("", title)) - _TAIL


def _tells_progress(title: str) -> bool:
    """Whether a title announces a notice of what was done so far; what it asks for at its end makes it no plan."""
    return bool(_marks("progress_titles").search(title)) and not _marks("coming_titles").search(title)


def _kind_by_body(places: Mapping[str, str], published: date | None) -> DocumentKind:
    ahead, back = found_evidence("looking_ahead", places), found_evidence("looking_back", places)
    lays_down = ahead.get("rules", 0) + ahead.get("chapters", 0) >= MANY_MARKS
    to_come, told = sum(ahead.values()), sum(back.values())
    done = back.get("done", 0)
    if done < MANY_MARKS and ends_a_review(places["text"]):  # then 取得新成效 is no wish
        done += back.get("achieved", 0)
    is_both = ahead.get("to_come", 0) >= MANY_MARKS and done >= MANY_MARKS
    if is_both and not lays_down and to_come * MOST_APART > told:
        is_review = published is None and _is_review_up_to_its_last_year(places, told)
        return DocumentKind.REPORT if is_review else DocumentKind.MIXED
    later, earlier = _years_around(places["text"], published)
    return DocumentKind.PLAN if to_come + later > told + earlier else DocumentKind.REPORT


def _is_review_up_to_its_last_year(places: Mapping[str, str], done: float) -> bool:
    """Whether an undated text looks ahead in nothing but 到2015年, the last year that it names: that was told of."""
    text = places["text"]
    last = max(_YEAR.findall(text), default="")
    ahead = found_evidence("looking_ahead", {**places, "text": text.replace(f"到{last}年", "")})
    return ahead.get("to_come", 0) < MANY_MARKS and sum(ahead.values()) < done


def _years_around(text: str, published: date | None) -> tuple[int, int]:
    """How many years after, and how many before, the year of publication a text names."""
    if published is None:
        return 0, 0
    years = [int(year) for year in _YEAR.findall(text)]
    later = sum(1 for year in years if year > published.year)
    earlier = sum(1 for year in years if year < published.year)
    return min(later, MOST_YEARS), min(earlier, MOST_YEARS)
