"""Sections that say who is entitled to what, and what is charged: their numbers are rules, not goals or results.

A notice of rights still sets goals (参保率稳定在95%以上): where its words speak of a goal, the number is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from metrics.domain.statements import DocumentFacts, DocumentKind
from metrics.normaliser.segments import Paragraph
from metrics.normaliser.sites import Site

_NOTICE = re.compile(
    r"(?:待遇|缴费|参保|招生|入学|收费|价格|资助|补贴|补助|救助|公积金|低保|保险|申领|申报|申请|报名|招聘|招考|遴选|优惠|奖励|落户|购房|摇号)"
    r"[^。]{0,24}(?:通知|通告|公告|办法|细则|规定|简章|指南|须知|问答|解读|标准|政策)(?:[（〔【].{0,12})?$"
)
#: A notice that hands on a plan or tells of a campaign is about work to do, whatever it is about.
_WORK = re.compile(r"要点|计划(?!生育)|规划|方案|总结|报告|任务|治理|整治|行动|建设|工程|情况")
_RIGHTS_HEADING = re.compile(
    r"[一二三四五六七八九十0-9（）、.第条章\s]{0,6}(?:"
    r"(?:待遇|支付|缴费|收费|补助|补贴|资助|奖励|处罚|报销|救助|发放|保障)(?:标准|范围|政策|办法|条件|时间|对象|内容|比例)"
    r"|(?:招生|录取|报名|申请|申报|参保|招聘|申领|入学|准入)(?:对象|范围|条件|原则|办法|时间|资格|程序|要求|材料)"
    r"|(?:材料准备|所需材料|提交材料|申请材料|优待政策|优惠政策|学区划分|适用范围|收费项目|收费依据|基本条件|任职条件|评分标准)"
    r")(?:及[^。]{0,8})?$"
)
_AIM_HEADING = re.compile(r"要求|目标|任务|组织|保障措施|进展|情况|成效|计划")
_AIM = re.compile(
    r"力争|确保|拟|完成|新增|新建|扩建|改造|建成|招收|计划|累计|总额|共|已|(?:参保|覆盖|合格|达标|普及|入园|入学|巩固)率|进度|提标|下达|安排|拨付"
)
#: How far back a sentence is asked for words of a goal.
AIM_REACH = 40


def rights_paragraphs(paragraphs: Sequence[Paragraph], facts: DocumentFacts) -> frozenset[int]:
    """Paragraphs under a heading of rights, and in a notice of rights all but those that set aims."""
    is_notice = (
        bool(facts.title)
        and facts.doc_kind not in (DocumentKind.NEWS, DocumentKind.TEMPLATE)
        and _NOTICE.search(facts.title or "") is not None
        and _WORK.search(facts.title or "") is None
    )
    headings = {heading for paragraph in paragraphs for heading in paragraph.headings}
    of_rights = {heading for heading in headings if _RIGHTS_HEADING.match(heading)}
    if not of_rights and not is_notice:
        return frozenset()
    of_aims = {heading for heading in headings if _AIM_HEADING.search(heading)}
    return frozenset(
        paragraph.index
        for paragraph in paragraphs
        if not of_rights.isdisjoint(paragraph.headings) or (is_notice and of_aims.isdisjoint(paragraph.headings))
    )


def is_rule_of_rights(site: Site) -> bool:
    """A number in a section of rights, unless a goal or a sum is spoken of."""
    if not site.is_in_rights:
        return False
    start = max(site.clause.sentence_start, site.match.start - AIM_REACH)
    return _AIM.search(site.text, start, site.match.start) is None
