"""Reference areas and departments, as the name of an issuer tells them: 清河县教育局 speaks for 清河县."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

#: The last character of an area's name.
AREA_ENDINGS = "省市区县旗州盟镇乡"
#: Words in which such a character ends no area.
_NO_AREA = (
    "市场",
    "市政",
    "市容",
    "区块",
    "县域",
    "乡村",
    "镇街",
    "区域",
    "省级",
    "市级",
    "区级",
    "县级",
    "城市",
    "地区",
    "城镇",
    "城乡",
    "州际",
)
_LEAST_LENGTH = 2
#: Issuers of the whole country, who bear no area in their name.
COUNTRY = "全国"
_NATIONAL_BEGINNINGS = ("国家", "国务院", "中共中央", "全国", "中华人民共和国")
_PARTY_DEPARTMENTS = ("组织部", "宣传部", "统战部", "武装部", "社会工作部")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who says something: the area, and its department there ("" for the area's government or a nameless issuer)."""

    area: str
    department: str


def issuer_named(name: str | None, known_area: str = "") -> Issuer:
    """The issuer of a text; the area that its source is known to serve fills in what the name leaves out.

    甘肃省清河县教育局 and 清河县教育局 on a page of 清河县 are one issuer; 临江市教育局 on that page is another.
    """
    plain = unicodedata.normalize("NFKC", name or "").replace(" ", "")
    area = COUNTRY if _is_national(plain) else reference_area(plain)
    if area == COUNTRY:
        return Issuer(area, plain.removeprefix("中华人民共和国"))
    department = plain[len(area) :]
    if known_area and (not area or area.endswith(known_area) or known_area.endswith(area)):
        area = known_area
    return Issuer(area, department.removeprefix("人民政府"))


def reference_area(name: str) -> str:
    """The leading area of an issuer's name, "" where it has none (ministries)."""
    end = 0
    for place, character in enumerate(name):
        if character in AREA_ENDINGS and place - end + 1 >= _LEAST_LENGTH and not _is_inside_word(name, place):
            end = place + 1
    return name[:end]


def _is_inside_word(name: str, place: int) -> bool:
    return name[place : place + 2] in _NO_AREA or name[max(0, place - 1) : place + 1] in _NO_AREA


def _is_national(name: str) -> bool:
    if name.startswith(_NATIONAL_BEGINNINGS):
        return True
    return name.endswith("部") and not reference_area(name) and not name.endswith(_PARTY_DEPARTMENTS)
