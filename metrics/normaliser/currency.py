"""Which money 元 is: the yuan, or the dollar or pataca of the place that a text in traditional script speaks from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.normaliser.segments import CleanText, QuantityMatch

#: Words of a place's own affairs: one that is sure, or several of the others; else a text speaks of the yuan.
_PLACES = tuple(
    (currency, re.compile(sure), re.compile(marks))
    for currency, sure, marks in (
        (
            "HKD",
            "特首|施政报告|立法会|港府|香港特别行政区政府|香港特区政府|房委会",
            "财政司|政务司|律政司|本港|全港|港铁|新界|九龙|港岛|财政预算案|差饷|公屋|居屋|强积金|文凭试|一笔过"
            "|屋苑|环境局局长|香港(?=[^，。；\n]{0,6}[局署处])|20[0-9]{2}[/-][0-9]{2}(?=学年|年度)|至二[〇一二三]年度",
        ),
        (
            "TWD",
            "新台币|(?:新北|台北|高雄|台中|台南|桃园|新竹|基隆|嘉义|屏东|彰化|云林|南投|苗栗|宜兰|花莲|台东)(?:市政府|县政府|市长|县长|市议会|县议会|[市县](?:立|[一-龥]{2}局长?))",
            "国小|国中|公所|社宅|台北|台湾|新北|高雄|台中|台南|桃园|县府|市府|县市|民国|立法院|行政院|学年度|里长|立委|机车",
        ),
        (
            "MOP",
            "澳门特别行政区政府|澳门特区政府|澳门元|澳门币|教育暨青年",
            "入网学校|回归教育|澳门(?=居民|的)|澳门(?=[^，。；\n]{0,6}[局署处司])|特区政府|本澳|全澳|氹仔|路环|司长|立法会",
        ),
    )
)
SURE, ENOUGH = 3, 3
#: Common characters of traditional script; so many of them tell a text that is written in it.
_TRADITIONAL = "們個國對為這與來說時會學車區縣億萬員達將總費額業開"
LEAST_TRADITIONAL = 4
#: In simplified script only the office that speaks of its own budget is sure.
_IN_SIMPLIFIED = re.compile("(?:^|\n)[^，。；\n]{0,8}财政司(?:司长)?(?:财政预算案)?演[辞词]")
#: A financial year that is written so is one of Hong Kong, in either script (二零一四/一五年度).
_FINANCIAL_YEAR = re.compile("二[零〇][零〇一二][零〇一二三四五六七八九]/[零〇一二三四五六七八九]{2}(?:年度|财政年度)")
#: What yuan are written as; sums whose unit is left out (拨款5000万) have none.
_LOCAL_WORDS = frozenset(("元", "块钱", ""))
#: How much of a text is asked where it speaks from.
_ASKED = 6000


def in_local_currency(clean: CleanText, matches: Sequence[QuantityMatch]) -> list[QuantityMatch]:
    """The quantities of a text, with 元 in the money of the place that it speaks from."""
    sums = [at for at, match in enumerate(matches) if match.unit == "CNY" and match.measure in _LOCAL_WORDS]
    found = list(matches)
    currency = _local_currency(clean) if sums else "CNY"
    if currency != "CNY":
        for at in sums:
            found[at] = found[at]._replace(unit=currency)
    return found


def _local_currency(clean: CleanText) -> str:
    source = clean.source[:_ASKED]
    opening = clean.text[:_ASKED]
    if sum(map(source.__contains__, _TRADITIONAL)) < LEAST_TRADITIONAL:
        if "/" in opening and _FINANCIAL_YEAR.search(opening):
            return "HKD"
        return "HKD" if "财政司" in opening and _IN_SIMPLIFIED.search(opening) else "CNY"
    weights = {name: _weight(opening, sure, marks) for name, sure, marks in _PLACES}
    heaviest = max(weights, key=weights.__getitem__)
    return heaviest if weights[heaviest] >= ENOUGH else "CNY"


def _weight(opening: str, sure: re.Pattern[str], marks: re.Pattern[str]) -> int:
    return SURE * len(set(sure.findall(opening))) + len(set(marks.findall(opening)))
