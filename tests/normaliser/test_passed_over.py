"""Numbers that are no statements are passed over for a named reason; numerals of unknown units are listed."""

from __future__ import annotations

import pytest

from metrics.normaliser import read_bulletin
from metrics.normaliser.exclusions import EXCLUSIONS, excluded_by
from metrics.normaliser.paragraphs import find_clauses, read_paragraphs
from metrics.normaliser.quantities import scan_quantities
from metrics.normaliser.script import clean
from metrics.normaliser.sites import QuoteIndex, site_of

REASONS = {
    "title": "印发《支持企业20条措施》",
    "ordinal": "进入全国前10位",
    "rank": "位居全省第一，排名上升到235位",
    "slogan": "落实“三个课堂”要求",
    "ratio": "比例为6%：4%",
    "grade": "推进30万千瓦级机组改造",
    "one_of": "列入50个城市之一",
    "article": "培育一批企业，建设一个园区",
    "counted_idea": "抓好两项行动",
    "announced_idea": "抓好6个方面",
    "duration": "开展为期30天的整治",
    "unit_without_noun": "服务3岁以下儿童",
    "base_of_rate": "每1000人拥有床位",
    "threshold": "总产值2000万元以上的企业",
    "base_of_change": "比2010年的300万元增长",
    "class_by_count": "在1万名老人以上的街道布点",
    "class_size": "小学班额45人以内",
    "entitlement": "每人每年补助800元",
    "meeting": "300余人参加启动仪式",
    "comparison": "在全省21个地市中排名第一",
    "furniture": "浏览次数：120次",
    "constant": "坚守18亿亩耕地红线",
    "definition": "合格率95%以上为优秀",
    "sort_of_thing": "检查7座以上校车",
    "chapter": "条例共6章52条",
    "share_held": "产权份额须占51%以上",
    "size_of_device": "关停2座500立方米高炉",
    "address": "含锦绣花园1至12幢",
    "copy": "提交身份证复印件1份",
    "rights": "同一套住房6年内只提供1个学位",
    "proceedings": "会上7个单位作了交流发言",
    "code": "印发20个号文件，5台型设备",
}


def reasons_of(text: str, is_in_rights: bool = False) -> set[str | None]:
    cleaned = clean(text)
    (paragraph,) = read_paragraphs(cleaned)
    clauses = find_clauses(cleaned, paragraph)
    quotes = QuoteIndex(cleaned.text)
    sites = (
        site_of(cleaned.text, match, next(c for c in clauses if c.end > match.start), quotes, is_in_rights)
        for match in scan_quantities(cleaned.text).matches
    )
    return {excluded_by(site) for site in sites}


@pytest.mark.parametrize(("reason", "text"), [(k, v) for k, v in REASONS.items() if k != "code"])
def test_reason_for_passing_over(reason: str, text: str) -> None:
    assert reason in reasons_of(text, reason == "rights")


def test_every_rule_has_a_case() -> None:
    assert {rule.name for rule in EXCLUSIONS} == set(REASONS)


def test_numerals_of_unknown_units_are_listed() -> None:
    reading = read_bulletin("2024年工作要点\n1.扩大资源。新建幼儿园6所，覆盖20镇，落实“1246”思路，建设5G基站。")
    assert [numeral.quote for numeral in reading.unread] == ["20"]
    assert "镇" in reading.unread[0].reason
