"""Whether a number is a level or an amount of change, and the words that decide it."""

from __future__ import annotations

import pytest

from metrics.lexicon.loader import load_lexicon
from metrics.normaliser.change import direction_of
from metrics.normaliser.change_words import change_words
from tests.normaliser.reading_parts import parts_of

CASES = [
    # growth of rates and amounts
    ("工业增加值增长8%左右。", "8%", "increase"),
    ("居民消费价格上涨2.1%。", "2.1%", "increase"),
    ("审批事项精简58%。", "58%", "decrease"),
    ("单位能耗下降3.2%。", "3.2%", "decrease"),
    ("办理时限压缩一半以上。", "一半", "decrease"),
    ("比例提高了2个百分点。", "2个百分点", "increase"),
    ("同比分别增长15%、14%和13%。", "13%", "increase"),
    ("药品平均降价61%。", "61%", "decrease"),
    ("再生水利用量较10年前提高了4.6倍。", "4.6倍", "increase"),
    ("产值翻一番。", "翻一番", "increase"),
    ("实现8%左右的增长。", "8%", "increase"),
    # a noun of change is the change even with a verb of level
    ("消费价格涨幅控制在3%以内。", "3%", "increase"),
    ("工业增速回升到7%。", "7%", "increase"),
    ("排放降幅达到5%。", "5%", "decrease"),
    ("人口自然增长率为3%。", "3%", "level"),
    # a level reached
    ("覆盖率提高到92%。", "92%", "level"),
    ("浓度下降到30微克/立方米。", "30微克/立方米", "level"),
    ("不良率降至1.8%。", "1.8%", "level"),
    ("增加值达到65亿元。", "65亿元", "level"),
    ("存量增至300个。", "300个", "level"),
    ("自来水普及率由90%提高到95%。", "95%", "level"),
    # counts added or taken away
    ("新增学位3000个。", "3000个", "increase"),
    ("新增院士5人、专家16人。", "16人", "increase"),
    ("新增3个友城、20个伙伴城市。", "20个", "increase"),
    ("减少农村贫困人口1000万人。", "1000万人", "decrease"),
    ("为企业减少税费180亿元。", "180亿元", "decrease"),
    ("减免各类税费122亿元。", "122亿元", "decrease"),
    ("常住人口比上年末减少1.2万人。", "1.2万人", "decrease"),
    ("126种药品新增进入目录。", "126种", "increase"),
    # parts and members of what is added
    ("新增泊位6000个以上，其中立体停车楼1200个。", "1200个", "increase"),
    ("新增装机200万千瓦，其中风电80万千瓦、光伏120万千瓦，储能规模达到100万千瓦。", "120万千瓦", "increase"),
    ("新增装机200万千瓦，其中风电80万千瓦、光伏120万千瓦，储能规模达到100万千瓦。", "100万千瓦", "level"),
    ("收入3680万元，比2007年增加420万元；其中财政拨款3200万元。", "3200万元", "level"),
    ("新增高新技术企业15家，试点企业10家左右。", "10家", "increase"),
    ("新增助餐点63个，累计达218个。", "218个", "level"),
    ("城镇新增就业目标4800人、粮食总产量12.6万吨。", "12.6万吨", "level"),
    ("增速较1—10月加快0.4个百分点。", "0.4个百分点", "increase"),
    ("增速比上月放缓1.2个百分点。", "1.2个百分点", "decrease"),
    ("加快建设污水厂3座。", "3座", "level"),
    ("参与人次成长8%。", "8%", "increase"),
    ("重污染天数同比减少5天。", "5天", "decrease"),
    # money cut by an audit or from costs; another verb after a list is none
    ("核减政府投资140亿元。", "140亿元", "decrease"),
    ("审计节减资金6100万元。", "6100万元", "decrease"),
    ("项目审减率24.6%。", "24.6%", "level"),
    ("降低企业用电成本30亿元。", "30亿元", "decrease"),
    ("降低企业用电成本4亿元，化解不良贷款111亿元。", "111亿元", "level"),
    ("新增“四上”企业150家，推动10家企业挂牌。", "10家", "level"),
    ("增长17%；新增就业3万人，城镇登记失业率2.25%。", "2.25%", "level"),
    ("资金以年均25%的速度递增。", "25%", "increase"),
    ("争取新增耕地交易资金13亿元。", "13亿元", "level"),
    ("新增耕地500公顷。", "500公顷", "increase"),
    # what only looks like change
    ("巩固提升45个村。", "45个", "level"),
    ("药品价格下降31%，为群众让利1300万元。", "1300万元", "level"),
    ("小区数由120个调减为98个。", "98个", "level"),
    ("新建学校20所。", "20所", "level"),
    ("新登记市场主体28万户。", "28万户", "level"),
    ("新引进金融机构13家。", "13家", "level"),
    ("新增学位3000个，改造学校5所。", "5所", "level"),
    ("新增企业600家、上市企业11家，上市企业总数52家。", "52家", "level"),
    ("新增国家级质量提升示范区3个。", "3个", "increase"),
    ("打造增长极5个。", "5个", "level"),
    ("查处减速带问题60处。", "60处", "level"),
    ("经济增长介乎2%至3%。", "2%至3%", "increase"),
    # how the things were added is one word with the adding; another verb behind it is none
    ("新增建设医疗床位431张。", "431张", "increase"),
    ("新增改造老旧小区75个。", "75个", "increase"),
    ("新增学位和改造小区75个。", "75个", "level"),
    ("新增建设用地4万亩，消化存量土地6万亩。", "6万亩", "level"),
    # those whom a cut of fees helps do not become fewer
    ("减免学费5120人。", "5120人", "level"),
    ("减免学费51万元。", "51万元", "decrease"),
    # what is done of a goal of change is change; another verb after a new one is none
    ("城镇新增就业目标1200人，实际完成1138人。", "1138人", "increase"),
    ("城镇就业目标1200人，实际完成1138人。", "1138人", "level"),
    ("新增师范类专业2个，停招专业4个。", "4个", "level"),
    ("新增公交路线12条、购置公交车45辆。", "45辆", "level"),
    # a gap to another body is a level, to an earlier time a change
    ("比全省平均水平高出47点。", "47点", "level"),
    ("增长3.1%，低于年初预期4.9个百分点。", "4.9个百分点", "level"),
    ("高于全省平均增速1.5个百分点。", "1.5个百分点", "level"),
    ("轮候时间较去年多了约1年。", "1年", "increase"),
    ("比上年末提高0.8个百分点。", "0.8个百分点", "increase"),
    ("比上年低2个百分点。", "2个百分点", "decrease"),
    ("准入标准不低于上年度人均收入的60%。", "60%", "level"),
    # better air is less of what is in it
    ("PM2.5平均浓度改善17%。", "17%", "decrease"),
    ("PM2.5平均浓度为32微克/立方米，同比改善8.6%。", "8.6%", "decrease"),
    ("优良天数比例改善2个百分点。", "2个百分点", "increase"),
    # a rate that has its own verb in a list; a part of all growth is a share
    ("工业增加值增长8%、对工业增长的贡献率达70%。", "70%", "level"),
    ("参保率提高5个百分点。", "5个百分点", "increase"),
    ("数字产业占全省增量的30%。", "30%", "level"),
    ("进出口额9.5万亿元，贡献了全国24%的增量。", "24%", "level"),
    # a new level behind a list mark ends what was said of change
    ("铁路里程新增1700公里、突破7000公里。", "7000公里", "level"),
    ("铁路里程新增1700公里、公路3000公里。", "3000公里", "increase"),
    ("地区生产总值增长5%、迈上3万亿元台阶。", "3万亿元", "level"),
    ("城镇新增就业60万人以上、省外务工劳动力稳定在600万人左右。", "600万人", "level"),
    ("增加充电设施到至少15万个。", "15万个", "level"),
    # remarks, goals and gaps to several bodies between a word of change and its number
    ("地区生产总值比上年增长（可比价）9.8%。", "9.8%", "increase"),
    ("地区生产总值增长的预期目标为8%。", "8%", "increase"),
    ("增加值增长要达到5%左右。", "5%", "increase"),
    ("增幅比全国、全省分别低0.8、0.7个百分点。", "0.7个百分点", "level"),
    ("增幅比去年、前年分别低0.8、0.7个百分点。", "0.7个百分点", "decrease"),
    # words that act on things change no figure
    ("加快6个电站建设。", "6个", "level"),
    ("改善2000间厕所。", "2000间", "level"),
    ("空气中六项污染物浓度有5项同比下降。", "5项", "level"),
    ("污染物浓度同比下降5%。", "5%", "decrease"),
    # what is added, opened or taken in
    ("增补义务教育学位2万个。", "2万个", "increase"),
    ("增设幼儿园33所，审批设立民办幼儿园48所。", "48所", "level"),
    ("养老保险扩面10万人。", "10万人", "increase"),
    ("扩面试点项目30个。", "30个", "level"),
    ("新增水土流失治理面积200平方公里。", "200平方公里", "increase"),
    ("新增学位3000个、治理河道20公里。", "20公里", "level"),
    ("新增劳动力人均受教育年限达到13.5年。", "13.5年", "level"),
    ("新增43个飞行器起降点、58条航线。", "58条", "increase"),
    ("一般公共预算收入比上年减收1070万元。", "1070万元", "decrease"),
    ("免收学费51万元。", "51万元", "decrease"),
    # the same change said again; a list does not go on behind a semicolon
    ("开支减少138亿元，即4.1%。", "4.1%", "decrease"),
    ("开支为138亿元，即4.1%。", "4.1%", "level"),
    ("棉花470万公顷，减少34万公顷；油料1398万公顷。", "1398万公顷", "level"),
    ("全年新增供养对象142人，自然减员135人。", "135人", "decrease"),
    ("支出同比增支7184万元。", "7184万元", "increase"),
    ("新增就业57人，实施康复救助270人。", "270人", "level"),
    ("免除2900名学生学费，支持1067名学生升学。", "1067名", "level"),
    ("孕期增补叶酸服用率90%以上。", "90%", "level"),
    # words of all and none are levels
    ("能耗下降率等约束性指标全部完成。", "全部", "level"),
    # prices moved, burdens lightened, reliefs added
    ("铁路运价下调43%。", "43%", "decrease"),
    ("电价上调至0.6元。", "0.6元", "level"),
    ("减轻企业负担1.2亿元。", "1.2亿元", "decrease"),
    ("减轻学费2600人。", "2600人", "level"),
    ("新增减税降费15亿元。", "15亿元", "increase"),
    ("减税降费15亿元。", "15亿元", "decrease"),
    ("新增专项债券已发行22亿元。", "22亿元", "level"),
    ("一律按不低于5%的幅度压减支出。", "5%", "decrease"),
    ("恩格尔系数从42%下降为38%。", "38%", "level"),
    ("平均浓度分别下降6微克、4微克。", "4微克", "decrease"),
    ("经济年均增长保持在6.5%以上。", "6.5%", "increase"),
    # what a sum hands on to its parts and a list to its members, and what owns its number
    ("现已新增线路20条，其中市本级17条、云岭县3条。", "3条", "increase"),
    ("现已新增线路20条，其中市本级17条；优化线路41条。", "41条", "level"),
    ("新增铁路910公里，铁路运营总里程1200公里。", "1200公里", "level"),
    ("新增轨道交通运营里程40公里。", "40公里", "increase"),
    ("新增科技企业9家，创省级技术中心1家。", "1家", "level"),
    ("新增美丽乡村1个，省级示范镇3个、示范点5个。", "5个", "increase"),
    ("新增基本生活保障参保人数3万人。", "3万人", "increase"),
    ("新增减税降费9亿元，降低物流成本5亿元。", "5亿元", "decrease"),
]


@pytest.mark.parametrize(("text", "quote", "direction"), CASES, ids=[f"{text}-{quote}" for text, quote, _ in CASES])
def test_direction(text: str, quote: str, direction: str) -> None:
    parts = parts_of(text, quote)
    assert str(direction_of(parts.clean, parts.match, parts.clause)) == direction


def test_no_word_of_change_rises_and_falls() -> None:
    lexicon = load_lexicon("change")
    rising = {word for reach in ("close", "far", "nouns") for word in lexicon[reach]["increase"].split()}
    falling = {word for reach in ("close", "far", "nouns") for word in lexicon[reach]["decrease"].split()}
    assert not rising & falling
    assert not set(change_words()) & set(lexicon["false_friends"].split())
