"""Time expressions as named rules: what each looks like in text.

A rule is tried only where one of its first characters stands, so that reading stays linear and cheap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser import times_plans as plans
from metrics.normaliser import times_readings as readings
from metrics.normaliser import times_school_years as school_years
from metrics.normaliser.times_numerals import MINGUO_DIGITS
from metrics.normaliser.times_openings import DIGITS, NUMERALS, Opening, digit_kinds, find_openings, numeral_kinds
from metrics.normaliser.times_readings import Reference, Stretch, recurrence_words


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A named kind of expression: the characters it can begin with, its pattern, and how to read a match."""

    name: str
    first_characters: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Reference], Stretch | None]


#: One of these stands in every expression: most short words have none, and no rule need be tried in them.
SIGNS = "12年月日号季期学周天夜假冬五前今段时：:"
_SIGN = re.compile(f"[{re.escape(SIGNS)}]")
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,3})"
_TO = r"(?:[-—~]{1,2}|至|到)"
_YEAR = r"(?:19|20)[0-9]{2}"
_CN_YEAR = r"[一二][〇零O九0][〇零一二三四五六七八九O]{2}"
_MANY = rf"(?P<years>{_N})(?:{_TO}(?P<most>{_N}))?"
_NOT_INSIDE = "(?![部外容在地])"
_MONTH = (
    r"(?P<month>[0-9]{1,2}|[元正]|[一二三四五六七八九十]{1,2})月"
    r"(?:(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?P<third>底|末|初|上旬|中旬|下旬|中下旬)|份)?"
)
#: A part of a year, with or without the year before it.
_PART = (
    rf"(?:(?P<end>年底|底|年末|末)|(?P<within>年内|内{_NOT_INSIDE})|(?P<half>[上下]半年)"
    r"|(?:第(?=[一二三四1-4]季(?!节))|(?=[一二三四1-4]季度|首季))(?P<quarter>[一二三四1-4首])季度?(?:末|底)?|[前首](?P<quarters>[一二两三23])个?季度?(?:末)?"
    rf"|前(?P<months>{_N})个?月"
    rf"|(?P<from_month>[0-9]{{1,2}})月?(?:份)?{_TO}(?P<to_month>[0-9]{{1,2}})月(?:份)?(?:底|末)?"
    rf"|{_MONTH}"
    r"|(?P<term>[春秋])(?:季学期开学|季学期|季开学|学期开学|学期|季入学|季(?=[将拟]?新?(?:开学|开办|招生|启用|投用|投入使用)))|(?P<holiday>暑假|寒假)"
    r"|(?<=年)(?P<season>[春夏秋冬])[季天](?:(?=(?P<opens>[一-龥]{0,6}?(?:投用|投入使用|启用|开学|开班|招生))))?"
    r"|(?P<middle>年中|中(?=[前，。；]|提升|完成|落成|竣工|建成|投入|启用|开通|通车|推出|增至|全港))|(?P<beginning>年初|初(?![步中级次始心一二三试高期])))"
)
_Reading = Callable[[re.Match[str], Reference], Stretch | None]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _calendar_rules() -> list[tuple[str, str, str, _Reading]]:
    """Expressions that name their year or day."""
    of_year = rf"(?P<year>{_YEAR})"
    return [
        ("calendar_day", DIGITS, rf"({_YEAR})[-./]([0-9]{{1,2}})[-./]([0-9]{{1,2}})(?![0-9.])", readings.read_iso_day),
        ("clock", DIGITS, r"[0-9]{1,2}(?:[：:][0-9]{2}){1,2}(?![0-9：:])", readings.read_mention),
        ("clock", DIGITS, r"[0-9]{1,2}时[0-9]{1,2}分", readings.read_mention),
        (
            "school_years",
            DIGITS,
            rf"({_YEAR})年?(?:{_TO}|/)([0-9]{{4}}|[0-9]{{2}})年?学年度?(?P<first_term>上学期|第一学期)?",
            school_years.read_school_years,
        ),
        (
            "fiscal_years",
            DIGITS,
            rf"({_YEAR})(?:[/-]|至(?=[0-9]{{2}}(?:年|财)))([0-9]{{2}}|[0-9]{{4}})(?:年度|财政年度|财年)",
            plans.read_fiscal_years,
        ),
        (
            "fiscal_years",
            "一二",
            rf"(?:{_CN_YEAR}/[〇零一二三四五六七八九O]{{2}}(?:年度)?{_TO})?({_CN_YEAR})(?:[/-]|至)([〇零一二三四五六七八九O]{{2}})(?:财政)?年度",
            plans.read_chinese_fiscal_years,
        ),
        (
            "month_to_month",
            DIGITS,
            rf"({_YEAR})年(?:([0-9]{{1,2}})月[初底份]?)?{_TO}({_YEAR})年([0-9]{{1,2}})月[底末份]?(?![0-9])",
            readings.read_month_to_month,
        ),
        (
            "year_span",
            DIGITS,
            rf"{of_year}年?{_TO}({_YEAR}|[0-9]{{2}}(?=年))年?(?:底|末|期间|间)?(?![0-9])",
            readings.read_year_span,
        ),
        (
            "year",
            DIGITS + "民",
            rf"(?P<minguo>民国|(?<![0-9.第校历近逾满达共]))(?P<year>1[0-2][0-9]|(?<=民国)[0-9]{{2,3}})(?P<school>学)?年"
            rf"(?![来间级级内之史])(?P<whole>度(?![假日]))?{_PART}?",
            readings.read_minguo_year,
        ),
        (
            "year",
            "本今去明",
            rf"(?P<minguo>[本今去明]（)(?P<year>1[0-2][0-9])）(?P<school>学)?年(?P<whole>度(?![假日]))?{_PART}?",
            readings.read_minguo_year,
        ),
        (
            "year",
            "一民",
            rf"(?P<minguo>民国|(?<![〇零一二三四五六七八九十百第]))(?P<year>{MINGUO_DIGITS}"
            r"|(?<=民国)(?:一百)?[零〇]?[一二三四五六七八九]?十?[一二三四五六七八九])(?P<school>学)?年"
            rf"(?!级)(?P<whole>度(?![假日]))?{_PART}?",
            readings.read_chinese_minguo_year,
        ),
        ("years_listed", DIGITS, rf"{_YEAR}(?:、{_YEAR})*[、和]({_YEAR})年", readings.read_years_listed),
        ("year_span", "一二", rf"(?P<year>{_CN_YEAR})年?{_TO}({_CN_YEAR})年", readings.read_year_span),
        ("year", DIGITS, rf"{of_year} ?年(?:度(?![假日]))?{_PART}?", readings.read_year),
        ("year", "一二", rf"(?P<year>{_CN_YEAR})年{_PART}?", readings.read_year),
    ]


def _relative_rules() -> list[tuple[str, str, str, _Reading]]:
    """Expressions that count from the text, and stretches of years."""
    words = _any_of(load_lexicon("periods")["relative_years"])
    tasks = "目标任务|任务目标|计划任务|建设任务|计划|目标|任务"
    years_past = rf"(?:近|过去|这)(?:的)?(?:{_N}|几)个?年(?:多)?(?:以?来|间|时间)?|近年来?|过去一年|这一年"
    years_back = rf"(?:{_N}|几|多)年(?:多)?(?:以来|来(?![^，。；、]{{0,1}}[看说])|间(?!隔))"
    return [
        (
            "annual_plan",
            "年全",
            rf"(?:年度|全年)(?:的)?(?:{tasks})(?:总?量|数|的)?|年度(?=[约近超]?[0-9])(?<![0-9每本上下跨今全各去]..)",
            readings.read_annual_plan,
        ),
        (
            "relative_year",
            "今本当明来后去上前",
            rf"(?P<word>{words})(?!轻|级|龄|货|(?<=后年)[产销均处供发接]){_PART}?",
            readings.read_relative_year,
        ),
        ("this_school_year", "本", r"本学年度?", school_years.read_this_school_year),
        ("next_school_year", "下新", r"[下新](?:一)?学年度?", school_years.read_next_school_year),
        ("this_term", "本下新上", r"[本下新上]学[期年]", readings.read_mention),
        ("winter_spring", "今", r"今冬明春", readings.read_ahead_winter),
        ("winter_spring", "去", r"去冬今春", readings.read_past_winter),
        (
            "ahead",
            "未今往",
            rf"(?:未来|今后|往后)(?:的)?{_MANY}个?年(?:左右)?(?:的?时间)?(?:内|里|间)?",
            readings.read_ahead,
        ),
        (
            "ahead",
            DIGITS + NUMERALS,
            rf"{_MANY}年间(?=，?[一-龥]{{0,6}}(?:计划(?!生育)|将|拟|规划))",
            readings.read_ahead,
        ),
        (
            "within",
            DIGITS + NUMERALS,
            rf"{_MANY}年(?:左右)?(?:的?时间)?(?:之内|以内|内{_NOT_INSIDE})",
            readings.read_within,
        ),
        ("within", DIGITS + NUMERALS, rf"(?<=[用过]){_MANY}年(?:左右)?的?时间", readings.read_within),
        ("past_years", "近过这", years_past, readings.read_past),
        ("years_back", DIGITS + NUMERALS + "几多", years_back, readings.read_past),
        ("years_ago", DIGITS + NUMERALS, rf"{_N}年(?:之前|以前|前(?!期|后|列))", readings.read_before_now),
    ]


def _bare_rules() -> list[tuple[str, str, str, _Reading]]:
    """Recurring periods, parts of a year without the year, five-year plans, holidays, the present."""
    lexicon = load_lexicon("periods")
    yearly = _any_of(lexicon["yearly_outputs"].split())
    not_after = "0-9每学今明去本当上全近前来平半少青老多一二三四五六七八九十两几中"
    outputs = "|".join(
        rf"(?<![{not_after}]){mark}(?:{_any_of(lexicon[name].split())})"
        for mark, name in (("年", "yearly_outputs"), ("月", "monthly_outputs"), ("日", "daily_outputs"))
    )
    plan_span = rf"(?:规划)?(?:期间|时期|期内|期末|末期|末|中后期|后[{NUMERALS}]年)"
    holiday_days = rf"(?:前(?P<days>[0-9]{{1,2}}|[{NUMERALS}])天|之?前)"
    return [
        (
            "recurrence",
            "每年月日周季学",
            rf"(?<![{NUMERALS}])(?:(?<![0-9])|(?<=[A-Za-z.][0-9])(?=年均)|(?<=[A-Za-z]10)(?=年均))(?:{_any_of(recurrence_words())})(?![级龄])",
            readings.read_recurrence,
        ),
        (
            "yearly_mean",
            DIGITS + NUMERALS,
            rf"(?<![0-9{NUMERALS}第])(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,2}})年平均(?=每年|增长|递增|增速|增幅|增加|提高|下降|降低|减少)",
            plans.read_yearly_mean,
        ),
        ("output", "年月日", outputs, readings.read_output),
        ("year_output", "年", rf"(?<![0-9本上下跨今全])年度(?:{yearly})", readings.read_output),
        (
            "part",
            DIGITS + NUMERALS + "年上下第前首元正春秋暑寒",
            rf"(?<![0-9{NUMERALS}第.每青少老成常多几学周历提]){_PART}",
            readings.read_part,
        ),
        ("whole_year", "全", r"全年", readings.read_whole),
        (
            "plan_period",
            '“"十',
            rf"(?<![{NUMERALS}])[“\"]?十(?P<ordinal>[一二三四五六七八])五[”\"]?"
            rf"(?:前(?P<early>[{NUMERALS}])年|(?P<span>{plan_span}))?",
            plans.read_plan_period,
        ),
        (
            "festival",
            "元春清“五教国年",
            rf"({_any_of(lexicon['festivals'])})(?:节|假期|长假|期间){{0,2}}{holiday_days}",
            readings.read_festival,
        ),
        ("now", "截到目迄至现", rf"(?:{_any_of(lexicon['now'])})", readings.read_now),
        (
            "plan_period",
            "第",
            rf"第十(?P<ordinal>[一二三四五六七八])个五年(?P<span>{plan_span})?",
            plans.read_plan_period,
        ),
        ("day", DIGITS, r"(?<![0-9.])[0-9]{1,2}[日号](?=[-前起至—，、上下晚在召）])", readings.read_mention),
    ]


@cache
def time_rules() -> tuple[TimeRule, ...]:
    """All rules, most specific first."""
    table = [*_calendar_rules(), *_relative_rules(), *_bare_rules()]
    return tuple(TimeRule(name, first, re.compile(pattern), read) for name, first, pattern, read in table)


@cache
def _rules_by_kind() -> dict[str, tuple[TimeRule, ...]]:
    """Rules by the kind of an opening, most specific first."""
    rules = time_rules()
    firsts = {character for rule in rules for character in rule.first_characters if character not in DIGITS}
    table = {first: tuple(rule for rule in rules if first in rule.first_characters) for first in firsts}
    for kind, names in digit_kinds().items():
        table[kind] = tuple(rule for rule in rules if rule.name in names and "0" in rule.first_characters)
    for kind, names in numeral_kinds().items():
        table[kind] = tuple(rule for rule in table[kind[0]] if rule.name in names)
    return table


def may_tell_time(text: str) -> bool:
    """Whether a text has a character that every expression of time has one of."""
    return _SIGN.search(text) is not None


def match_times(
    text: str, start: int, end: int, openings: Sequence[Opening] | None = None
) -> list[tuple[TimeRule, re.Match[str]]]:
    """All non-overlapping matches of the rules in ``text[start:end]``, leftmost first, then by order of the rules.

    ``openings`` are those of that stretch where they are already known.
    """
    matches: list[tuple[TimeRule, re.Match[str]]] = []
    table = _rules_by_kind()
    position = start
    for opening in find_openings(text, start, end) if openings is None else openings:
        at = opening.start
        if at < position:
            continue
        for rule in table[opening.kind]:
            match = rule.pattern.match(text, at, end)
            if match and match.end() > at:
                matches.append((rule, match))
                position = match.end()
                break
    return matches
