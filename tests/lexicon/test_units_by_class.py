"""Units and measure words by class: each as a bulletin writes it, with what is kept."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.normaliser import read_bulletin

#: Measure words that keep their name.
MEASURES = """
    册次 家次 个次 园 校 标箱 班次 航线 床 对 例 宗 起 件次 台次 车次 人天 学时 担 株 羽 头 只 匹 尾 艘
    架 列 节 盏 根 块 面 本 份 门 节课 支 名额 床日 机位 泊位 顶 套件 工位 展位 教学班 人月 场次 % ‰
"""
#: Written → canonical unit.
UNITS = {word: word for word in MEASURES.split()} | {
    "张床位": "张",
    "名": "人",
    "位": "人",
    "标准箱": "标箱",
    "千伏安": "kV.A",
    "兆瓦时": "MW.h",
    "吉瓦": "GW",
    "千瓦时": "kW.h",
    "兆瓦": "MW",
    "分贝": "dB",
    "公斤": "kg",
    "吨标准煤": "t",
    "标准立方米": "m3",
    "微克/立方米": "ug/m3",
    "毫克/升": "mg/L",
    "公里/小时": "km/h",
    "立方米/秒": "m3/s",
    "TB": "TBy",
    "元": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "日元": "JPY",
    "港元": "HKD",
    "澳门元": "MOP",
    "新台币": "TWD",
    "英镑": "GBP",
    "澳元": "AUD",
    "加元": "CAD",
    "韩元": "KRW",
    "卢布": "RUB",
    "新加坡元": "SGD",
    "瑞士法郎": "CHF",
    "泰铢": "THB",
    "个百分点": "[pp]",
}
#: Written → canonical unit and value of three of them.
SCALED = {"公顷": ("m2", 30000), "万千瓦时": ("kW.h", 30000), "亿千瓦时": ("kW.h", 300000000), "千米": ("km", 3)}
#: Words that begin like a measure word and are none.
NO_UNITS = (
    "面积",
    "校长",
    "担保",
    "顶层",
    "对口",
    "例如",
    "节约",
    "门户",
    "部门",
    "条件",
    "本科",
    "支持",
    "份额",
    "起步",
    "园区建设",
)


@pytest.mark.parametrize("word", [*UNITS, *SCALED])
def test_unit_is_read(word: str) -> None:
    unit, value = SCALED.get(word) or (UNITS[word], 3)
    (statement,) = read_bulletin(f"云岭县2023年工作总结\n全年完成总量3{word}。").statements
    assert (statement.unit, statement.value) == (unit, Decimal(value))


@pytest.mark.parametrize("word", NO_UNITS)
def test_other_words_are_no_units(word: str) -> None:
    assert read_bulletin(f"云岭县2023年工作总结\n推进3{word}工作。").statements == ()
