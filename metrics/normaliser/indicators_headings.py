"""What the heading of an item or the sentence before names, for numbers that leave their thing out."""

from __future__ import annotations

import re

from metrics.normaliser.indicators_reader import WINDOW, Reader
from metrics.normaliser.indicators_words import opened, without_mark

#: A heading that is a title, a list of themes or a sentence names no owner.
_NO_TOPIC = re.compile(
    r"[，。：]|(?:19|20)[0-9]{2}年|(?:计划|要点|方案|报告|通知|意见|公报|规划|总结|大事记|目标|措施|情况|重点|打算|安排|回顾"
    r"|[0-9]/[0-9]|记者|成效|做法|任务|要求|工作|问题|状况|草案|成绩)$"
)
#: A heading that calls to do something names no thing, unless it names a project.
_CALL = re.compile("(?:奋力|坚持|坚定|毫不)(?!.*(?:工程|项目|行动|计划)$)")
#: The number that a heading ends with (新建社区食堂|10个).
_NUMBER_AT_END = re.compile(r"[0-9.]+[万亿]?[一-龥]{1,4}$")
#: Totals that a sentence may open with, of what the sentence before is about (经营主体持续壮大。总量达…).
_OPENING_TOTALS = frozenset(("总量", "总数", "总规模", "规模", "产值", "总产值", "产量", "营收", "总额"))
_SUBJECT_SAID = re.compile(
    "(?P<of>[一-龥“”]{2,8}产业(?!化))|(?P<short>[一-龥“”]{2,10}?)(?:持续|不断|加快|稳中|稳步|快速|加速|蓬勃|增量|扩量|提质|平稳|显著|明显|有序|发展壮大)"
)


def noun_of_heading(reader: Reader) -> str:
    """Thing that the nearest heading names, or nothing."""
    headings = reader.clause.paragraph.headings
    if not headings:
        return ""
    plain = _NUMBER_AT_END.sub("", without_mark(headings[-1]).partition("：")[0].strip())
    if len(plain) > 20 or _NO_TOPIC.search(plain) or _CALL.match(plain):
        return ""
    return opened(plain)[0]


def subject_said_before(reader: Reader, noun: str) -> str:
    """What the sentence before is about, where a total opens its own sentence."""
    start = reader.clause.sentence_start
    if noun not in _OPENING_TOTALS or reader.clause.start != start:
        return ""
    said = reader.text[max(reader.clause.paragraph.start, start - 2 * WINDOW) : start].rstrip("。；")
    found = _SUBJECT_SAID.match(said[max(said.rfind("。"), said.rfind("；")) + 1 :])
    topic = (found["of"] or found["short"]) if found else ""
    return topic if opened(topic)[0] == topic else ""
