"""Paragraphs under their headings, sentences and clauses."""

from __future__ import annotations

from metrics.normaliser.paragraphs import LONGEST_CLAUSE, LONGEST_SENTENCE, find_clauses, read_paragraphs
from metrics.normaliser.script import clean

TEXT = """2024年云岭县教育工作要点
一、总体要求
坚持稳中求进，办好教育。
二、重点任务
（一）扩大资源。新建幼儿园6所。
1.优化布局。合并教学点3个。
（二）提升质量。开展督导2次。
项目\t数量
| 学校 | 12 |
●加强宣传。推送报道30条。"""


def headings_of(opening: str) -> tuple[str, ...]:
    cleaned = clean(TEXT)
    return next(p.headings for p in read_paragraphs(cleaned) if cleaned.text.startswith(opening, p.start))


def test_headings_above_a_paragraph() -> None:
    assert headings_of("坚持稳中求进") == ("一、总体要求",)
    assert headings_of("（一）") == ("二、重点任务", "（一）扩大资源")
    assert headings_of("1.优化") == ("二、重点任务", "（一）扩大资源", "1.优化布局")
    assert headings_of("（二）") == ("二、重点任务", "（二）提升质量")
    assert headings_of("●") == ("二、重点任务", "（二）提升质量", "●加强宣传")


def test_headings_and_table_rows_are_told() -> None:
    cleaned = clean(TEXT)
    kinds = {cleaned.text[p.start : p.start + 3]: (p.is_heading, p.is_table_row) for p in read_paragraphs(cleaned)}
    assert kinds["202"] == (True, False)
    assert kinds["一、总"] == (True, False)
    assert kinds["坚持稳"] == (False, False)
    assert kinds["项目\t"] == kinds["| 学"] == (False, True)


def test_items_in_one_line_are_paragraphs() -> None:
    cleaned = clean("会议强调。一、做好招生。招收900人。二、抓好基建。（一）新建校舍2栋。●三项工作。")
    assert len(read_paragraphs(cleaned)) == 5


def test_clauses_cover_a_paragraph_and_know_their_sentence() -> None:
    cleaned = clean("新建6所，改建4所；投入3亿元。培训教师200名，其中校长10名")
    (paragraph,) = read_paragraphs(cleaned)
    clauses = find_clauses(cleaned, paragraph)
    assert "".join(cleaned.text[c.start : c.end] for c in clauses) == cleaned.text
    assert [cleaned.text[c.sentence_start : c.sentence_end][:3] for c in clauses] == ["新建6"] * 3 + ["培训教"] * 2


def test_text_without_a_stop_is_cut_by_length() -> None:
    cleaned = clean("各校、" * 9000)
    (paragraph,) = read_paragraphs(cleaned)
    clauses = find_clauses(cleaned, paragraph)
    assert max(c.end - c.start for c in clauses) <= LONGEST_CLAUSE
    assert max(c.sentence_end - c.sentence_start for c in clauses) <= LONGEST_SENTENCE + LONGEST_CLAUSE
    assert clauses[-1].end == paragraph.end
