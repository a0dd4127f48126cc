"""Time expressions as named rules: what each looks like in text.

A rule is tried only where one of its first characters stands, so that reading stays linear and cheap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser import times_readings as readings
from metrics.normaliser.times_readings import Reference, Stretch, recurrence_words


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A named kind of expression: the characters it can begin with, its pattern, and how to read a match."""

    name: str
    first_characters: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Reference], Stretch | None]


DIGITS = "0123456789"
NUMERALS = "一二三四五六七八九十两"
#: What can follow the number that begins a time expression.
_AFTER_NUMBER = "年月日号季时学个至到、和/.：:—~-"
#: What can follow the first character of one that begins with a word (今年, 上半年, 每学期, “十四五”, 国庆).
_AFTER_WORD = "年半季去来后前目今庆师阶度均月学个周星天日昼一二三四五六七八九十两几多0-9第明冬底末初中内节旦关到至止为当产值能出处供销营接吞旅客发用节减加提服培招主利纳综可运输生消土新投捕屠收标工租检期”暑寒假"
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,3})"
_TO = r"(?:[-—~]{1,2}|至|到)"
_YEAR = r"(?:19|20)[0-9]{2}"
_CN_YEAR = r"[一二][〇零O九0][〇零一二三四五六七八九O]{2}"
_BEFORE = r"(?P<before>之前|以前|前(?![一二三四五六七八九十两0-9列沿后期往进瞻景述提]))"
_PART = (
    r"(?:(?P<end>年底|底|年末|末)|(?P<within>年内|内(?![部外容在地涵]))|(?P<half>[上下]半年)|第?(?P<quarter>[一二三四1-4])季度(?:末|底)?"
    rf"|[前首](?P<quarters>[一二两三23])个?季度?(?:末)?|前(?P<months>{_N})个?月"
    rf"|(?P<from_month>[0-9]{{1,2}})月?(?:份)?{_TO}(?P<to_month>[0-9]{{1,2}})月(?:份)?(?:底|末)?"
    r"|(?P<month>[0-9]{1,2}|[元正]|[一二三四五六七八九十]{1,2})月"
    r"(?:(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?P<third>底|末|初|上旬|中旬|下旬|中下旬)|份)?"
    r"|(?P<term>[春秋])(?:季学期开学|季学期|季开学|学期开学|学期|季入学)|(?P<holiday>暑假|寒假)|(?P<middle>年中|中(?=[前，。；]))"
    r"|(?P<beginning>年初|初(?![步中级次始心一二三试高期])))"
)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def time_rules() -> tuple[TimeRule, ...]:
    """All rules, most specific first."""
    lexicon = load_lexicon("periods")
    many = rf"(?P<years>{_N})(?:{_TO}(?P<most>{_N}))?"
    words = _any_of(lexicon["relative_years"])
    outputs = "|".join(
        rf"(?<![0-9每学今明去本当上全近前来平半少青老多一二三四五六七八九十两几中]){mark}(?:{_any_of(lexicon[name].split())})"
        for mark, name in (("年", "yearly_outputs"), ("月", "monthly_outputs"), ("日", "daily_outputs"))
    )
    table: list[tuple[str, str, str, Callable[[re.Match[str], Reference], Stretch | None]]] = [
        ("calendar_day", DIGITS, rf"({_YEAR})[-./]([0-9]{{1,2}})[-./]([0-9]{{1,2}})(?![0-9.])", readings.read_iso_day),
        ("clock", DIGITS, r"[0-9]{1,2}(?:[：:][0-9]{2}){1,2}(?![0-9：:])|[0-9]{1,2}时[0-9]{1,2}分", readings.read_mention),
        ("school_years", DIGITS, rf"({_YEAR})年?(?:{_TO}|/)([0-9]{{4}}|[0-9]{{2}})年?学年度?(?P<first_term>上学期|第一学期)?", readings.read_school_years),
        ("fiscal_years", DIGITS, rf"({_YEAR})[/-]([0-9]{{2}}|[0-9]{{4}})(?:年度|财政年度|财年)", readings.read_fiscal_years),
        ("month_to_month", DIGITS, rf"({_YEAR})年([0-9]{{1,2}})月{_TO}({_YEAR})年([0-9]{{1,2}})月底?", readings.read_month_to_month),
        ("year_span", DIGITS, rf"(?P<year>{_YEAR})年?{_TO}({_YEAR}|[0-9]{{2}}(?=年))年?(?:底|末|期间|间)?(?![0-9])", readings.read_year_span),
        ("years_listed", DIGITS, rf"{_YEAR}(?:、{_YEAR})*[、和]({_YEAR})年", readings.read_years_listed),
        ("year_span", "一二", rf"(?P<year>{_CN_YEAR})年?{_TO}({_CN_YEAR})年", readings.read_year_span),
        ("year", DIGITS, rf"(?P<year>{_YEAR}) ?年(?:度(?![假日]))?{_PART}?", readings.read_year),
        ("year", "一二", rf"(?P<year>{_CN_YEAR})年{_PART}?", readings.read_year),
        ("annual_plan", "年全", r"(?:年度|全年)(?:的)?(?:目标任务|任务目标|计划任务|建设任务|计划|目标|任务)(?:总?量|数|的)?", readings.read_annual_plan),
        ("relative_year", "今本当明来后去上前", rf"(?P<word>{words})(?!轻|级|龄|货){_PART}?", readings.read_relative_year),
        ("winter_spring", "今", r"今冬明春", readings.read_ahead_winter),
        ("ahead", "未今往", rf"(?:未来|今后|往后)(?:的)?{many}个?年(?:左右)?(?:的?时间)?(?:内|里|间)?", readings.read_ahead),
        ("within", DIGITS + NUMERALS, rf"{many}年(?:左右)?(?:的?时间)?(?:之内|以内|内(?![部外容在地]))", readings.read_within),
        ("within", DIGITS + NUMERALS, rf"(?<=[用过]){many}年(?:左右)?的?时间", readings.read_within),
        ("past_years", "近过这", rf"(?:近|过去|这)(?:的)?(?:{_N}|几)个?年(?:多)?(?:以?来|间|时间)?|近年来?|过去一年|这一年", readings.read_past),
        ("years_back", DIGITS + NUMERALS + "几多", rf"(?:{_N}|几|多)年(?:多)?(?:以来|来(?![^，。；、]{{0,1}}[看说])|间(?!隔))", readings.read_past),
        ("years_ago", DIGITS + NUMERALS, rf"{_N}年(?:之前|以前|前(?!期|后|列))", readings.read_before_now),
        ("recurrence", "每年月日周季学", rf"(?<![0-9{NUMERALS}])(?:{_any_of(recurrence_words())})(?![级龄])", readings.read_recurrence),
        ("output", "年月日", outputs, readings.read_output),
        ("year_output", "年", rf"(?<![0-9本上下跨今全])年度(?:{_any_of(lexicon['yearly_outputs'].split())})", readings.read_output),
        ("part", DIGITS + NUMERALS + "年上下第前首元正春秋暑寒", rf"(?<![0-9{NUMERALS}第.每青少老成常多几学周历]){_PART}", readings.read_part),
        ("whole_year", "全", r"全年", readings.read_whole),
        ("plan_period", "“\"十", rf"(?<![{NUMERALS}])[“\"]?十(?P<ordinal>[一二三四五六七八])五[”\"]?(?:前(?P<early>[{NUMERALS}])年|(?P<span>(?:规划)?(?:期间|时期|期内|期末|末期|末|中后期|后[{NUMERALS}]年)))?", readings.read_plan_period),
        ("festival", "元春清“五教国年", rf"({_any_of(lexicon['festivals'])})(?:节|假期|长假|期间)*(?:前(?P<days>[0-9]{{1,2}}|[{NUMERALS}])天|之?前)", readings.read_festival),
        ("now", "截到目迄至现", rf"(?:{_any_of(lexicon['now'])})", readings.read_now),
        ("day", DIGITS, r"(?<![0-9.])[0-9]{1,2}[日号](?=[-前起至—，、上下晚在召）])", readings.read_mention),
    ]  # fmt: skip
    return tuple(TimeRule(name, first, re.compile(pattern), read) for name, first, pattern, read in table)


@cache
def _rules_by_character() -> tuple[re.Pattern[str], dict[str, tuple[TimeRule, ...]]]:
    table: dict[str, list[TimeRule]] = {}
    for rule in time_rules():
        for character in rule.first_characters:
            table.setdefault(character, []).append(rule)
    words = "".join(c for c in sorted(table) if c not in DIGITS + NUMERALS)
    trigger = rf"[0-9](?<![0-9][0-9])[0-9]*+(?=[ {_AFTER_NUMBER}])|[{NUMERALS}]{{1,3}}(?=[{_AFTER_NUMBER}〇零O五])|[{words}](?=[{_AFTER_WORD}])"
    return re.compile(trigger), {c: tuple(rules) for c, rules in table.items()}


def match_times(text: str, start: int, end: int) -> Iterator[tuple[TimeRule, re.Match[str]]]:
    """All non-overlapping matches of the rules in ``text[start:end]``, leftmost first, then by order of the rules."""
    trigger, table = _rules_by_character()
    position = start
    for mark in trigger.finditer(text, start, end):
        at = mark.start()
        if at < position:
            continue
        for rule in table[text[at]]:
            match = rule.pattern.match(text, at, end)
            if match and match.end() > at:
                yield rule, match
                position = match.end()
                break
