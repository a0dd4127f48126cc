"""Cleaning: one form for all scripts and widths, with true offsets back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.lexicon.loader import load_script_table
from metrics.normaliser.script import MOST_REPLACED, clean

CLEANED = {
    "教育提質(zhì)行動": "教育提质行动",
    "學(xué)校績(jī)效(xiào)": "学校绩效",
    "中小学学位【读:wèi】4000个": "中小学学位4000个",
    "学位【读者问】4000个": "学位【读者问】4000个",
    "新增學位１２３４個，占３５．５％": "新增学位1234个，占35.5%",
    "投入 2.4 亿元": "投入2.4亿元",
    "共1 250所": "共1250所",
    "国内生产总值(GDP)增长": "国内生产总值（GDP）增长",
    "1,234人,其中": "1,234人，其中",
    "「口袋公園」": "“口袋公园”",
    "制定計畫": "制定计划",
    "\u200b零宽\ufeff": "零宽",
    "2023 年 10 月": "2023年10月",
    "12  34": "12  34",
}
WRAPPED = "全年实现地区生产总值增长百分之八，财政总收入增\n长12.5%，建成投用小微企业园109\n个。\n二、下一步打算"
UNWRAPPED = "全年实现地区生产总值增长百分之八，财政总收入增长12.5%，建成投用小微企业园109个。\n二、下一步打算"


@pytest.mark.parametrize(("source", "text"), CLEANED.items())
def test_cleaned_text(source: str, text: str) -> None:
    assert clean(source).text == text


def test_lines_broken_by_an_editor_are_joined_and_headings_are_not() -> None:
    assert clean(WRAPPED).text == UNWRAPPED
    heading = "一、加强党对教育工作的全面领导，办好人民满意的教育\n继续实施强基工程。"
    assert clean(heading).text == heading


@given(st.text(alphabet="教育 校學質(zhì)（é)0123456789,.，。 \n\t“」％X\u200b", max_size=60))
def test_offsets_lead_back_to_the_source(source: str) -> None:
    cleaned = clean(source)
    offsets = [cleaned.source_offset(at) for at in range(len(cleaned.text) + 1)]
    assert offsets[-1] == len(source)
    assert offsets == sorted(set(offsets))


def test_a_span_is_cut_from_the_source_as_it_stands() -> None:
    cleaned = clean("推送報道１３８條(tiáo)。")
    start = cleaned.text.index("138条")
    assert cleaned.source[slice(*cleaned.source_span(start, start + 4))] == "１３８條"


def test_a_form_is_not_brought_to_another_one() -> None:
    """Characters are replaced one after the other: what one becomes must not be replaced again."""
    forms = load_script_table()
    assert not [chr(form) for form in forms.values() if forms.get(form, form) != form]


@pytest.mark.parametrize("many", [MOST_REPLACED // 2, MOST_REPLACED * 2])
def test_many_different_characters_are_brought_to_the_same_forms_as_few(many: int) -> None:
    others = list(load_script_table().items())[:many]
    around = "教育局的工作总结" * 4
    assert clean("".join(around + chr(other) for other, _ in others)).text == "".join(
        around + chr(form) for _, form in others
    )
