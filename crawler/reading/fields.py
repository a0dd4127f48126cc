"""Labelled fields around a bulletin: the header table of 政府信息公开 and the line 来源 … 发布时间 … under the title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crawler.reading.dates import parse_date
from crawler.reading.document import BLOCKS, TEXT, Document
from crawler.reading.text import clean

#: Stands between inline elements in a line: a value ends where its element ends.
BORDER = "\x1f"
_INLINE = frozenset("span em i b strong font a label small u time cite var".split())
_LONGEST_LABEL = 8


class FieldName(StrEnum):
    """What a label announces; OTHER labels only end the value before them."""

    PUBLISHED = "published"
    WRITTEN = "written"
    SOURCE = "source"
    NUMBER = "document_number"
    TITLE = "title"
    OTHER = "other"


#: Labels without their blanks, by what they announce, best first: the place in the row is the rank.
_LABELS: tuple[tuple[FieldName, tuple[str, ...]], ...] = (
    (FieldName.PUBLISHED, ("发布日期 发布时间 发表时间 发表日期 发布于 发稿时间 发稿日期 信息发布日期 信息发布时间 发布",)[0:1]
        + ("公开日期 公开时间 公布日期 公布时间 发文日期 发文时间 上网日期 上网时间 挂网时间 刊发时间 信息时间 文章发布时间",)
        + ("时间 日期 录入时间 录入日期 添加时间 上传时间 创建时间 更新时间 更新日期 入库时间",)),
    (FieldName.WRITTEN, ("成文日期 成文时间 生成日期 生成时间 制发日期 印发日期 签发日期 写作日期",)),
    (FieldName.SOURCE, ("来源 信息来源 文章来源 稿件来源 内容来源 新闻来源 稿源 出处 文件来源 来源单位 转自",)
        + ("发布机构 发文机关 发布机关 制发机关 发文单位 发文机构 发布单位 发布部门 公开机构 信息公开机构 公开责任部门 制定机关 颁布单位 发布者 责任部门 供稿单位 信息提供 供稿 供稿部门 单位 部门",)
        + ("发布人 录入者 作者",)),
    (FieldName.NUMBER, ("发文字号 文号 发文号 文件编号 文件号 公文文号 发文文号 文件字号 文书号",)),
    (FieldName.TITLE, ("标题 名称 信息名称 文件名称 公文名称 文件标题 公文标题 信息标题 文章标题",)),
    (FieldName.OTHER, (
        "索引号 信息索引号 索引 主题分类 信息分类 组配分类 体裁分类 题材分类 分类 服务对象 服务对象分类 主题词 关键词 关键字 有效性 有效期 时效状态 "
        "效力状态 时效 公开方式 公开范围 公开形式 公开类别 公开属性 公开类型 内容概述 概述 摘要 简介 语种 信息格式 格式 浏览次数 浏览量 浏览 点击数 点击率 点击次数 点击量 点击 "
        "访问次数 访问量 阅读次数 阅读量 阅读数 阅读 字体 字号 编辑 责任编辑 责编 审核 审核人 审核者 审稿 校对 编审 签发 摄影 摄影者 图片 撰稿 撰稿人 打印 分享 分享到 载体分类 载体类型 "
        "统一登记号 登记号 统一编号 生效日期 实施日期 施行日期 废止日期 失效日期 失效时间 所属栏目 栏目 所属分类 文章类型 所属类别 所属主题 视力保护色 保护视力色 通讯员 记者 文件类型 公文种类 "
        "文种 字体大小 大小 相关信息 相关附件 编号 信息类别 信息类型 信息有效性 公文时效 备注 主办单位 承办单位 联系电话 签发人 签发时间",)),
)  # fmt: skip
LABELS: dict[str, tuple[FieldName, int]] = {
    label: (name, rank) for name, ranks in _LABELS for rank, labels in enumerate(ranks) for label in labels.split()
}
_BOUNDARY = frozenset(" \t\u3000\xa0|｜[]【】（）()<>《》·•;；,，。、/\x1f")
_CUTS = ("|", "｜", "【", "[", "\u3000\u3000", "  ", "\xa0\xa0", "（点击", "字号", "字体", "浏览", "点击")


@dataclass(frozen=True, slots=True)
class Field:
    """One label with its value as it stands; ``rank`` 0 is the label that says it best."""

    name: FieldName
    rank: int
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class HeaderFields:
    """The best value of each field that a page's header names."""

    published: date | None = None
    published_rank: int = 9
    written: date | None = None
    source: str = ""
    source_rank: int = 9
    document_number: str = ""
    title: str = ""


def zone_lines(document: Document, start: int, end: int) -> list[str]:
    """Visible text of a range, one block a line, with borders where inline elements begin and end."""
    lines: list[str] = []
    buffer: list[str] = []
    ends: list[int] = []

    def flush() -> None:
        line = "".join(buffer).strip(" \t\r\n\u3000\xa0" + BORDER)
        buffer.clear()
        if line:
            lines.append(line)

    for node in document.nodes[start:end]:
        while ends and ends[-1] <= node.index:
            ends.pop()
            flush()
        if node.tag == TEXT:
            if not node.hidden:
                buffer.append(node.text.replace("\n", " ") if "\n" in node.text else node.text)
        elif node.tag == "br":
            flush()
        elif node.tag in BLOCKS:
            flush()
            ends.append(node.end)
        elif node.tag in _INLINE:
            buffer.append(BORDER)
        elif node.tag == "script":
            buffer.append(_written_by_script(node.text))
    flush()
    return lines


def _written_by_script(source: str) -> str:
    """A value that a small script writes in its place: ``if ("某局" != "") document.write("来源：某局")``."""
    if len(source) > 2000 or "document.write" not in source:
        return ""
    literal = source.partition("document.write")[2].partition("(")[2].strip()
    if literal[:1] not in ("'", '"'):
        return ""
    text = literal[1:].partition(literal[0])[0]
    return "" if "<" in text else text


def read_fields(lines: Iterable[str]) -> list[Field]:
    """All labelled fields of the lines, in order."""
    found: list[Field] = []
    waiting: Field | None = None
    for line in lines:
        alone = LABELS.get(_bare(line))
        if alone is not None:
            waiting = Field(*alone, _bare(line), "")
            found.append(waiting)
            continue
        in_line = _fields_in_line(line)
        if waiting is not None and not in_line and len(line) <= 400:
            found[-1] = Field(waiting.name, waiting.rank, waiting.label, _value(line, waiting.name))
        found.extend(in_line)
        waiting = in_line[-1] if in_line and not in_line[-1].value else None
    return found


def _bare(line: str) -> str:
    if len(line) > 30:
        return ""
    return "".join(line.replace(BORDER, "").split()).strip(":：[]【】")


def _fields_in_line(line: str) -> list[Field]:
    """Labels with a colon; the value of each ends where the next label begins."""
    if len(line) > 2000:
        return []
    places = [place for place in (_label_before(line, at) for at, char in enumerate(line) if char in ":：") if place]
    found = []
    for number, (_, at, label) in enumerate(places):
        stop = places[number + 1][0] if number + 1 < len(places) else len(line)
        name, rank = LABELS[label]
        found.append(Field(name, rank, label, _value(line[at + 1 : stop], name)))
    return found


def _label_before(line: str, colon: int) -> tuple[int, int, str] | None:
    """The longest known label that ends at a colon and begins at a border: its start, the colon, the label."""
    label, best, position = "", None, colon - 1
    while position >= 0 and colon - position <= 3 * _LONGEST_LABEL:
        char = line[position]
        if char not in " \t\u3000\xa0\x1f":
            label = char + label
            if len(label) > _LONGEST_LABEL:
                break
            if label in LABELS and (position == 0 or line[position - 1] in _BOUNDARY or line[position - 1].isdigit()):
                best = (position, colon, label)
        position -= 1
    return best


def _value(text: str, name: FieldName) -> str:
    if name is not FieldName.SOURCE:
        return clean(text.replace(BORDER, ""))
    value = next((piece for piece in text.split(BORDER) if piece.strip()), "").strip()
    for cut in _CUTS:
        value = value.partition(cut)[0] if value.find(cut) > 0 else value
    return clean(value)


def best_fields(fields: list[Field]) -> HeaderFields:
    """One value a field: the best label counts, and of equal labels the last (nearest to the body)."""
    published = _best(fields, FieldName.PUBLISHED)
    written = _best(fields, FieldName.WRITTEN)
    source = _best(fields, FieldName.SOURCE)
    number = _best(fields, FieldName.NUMBER)
    title = _best(fields, FieldName.TITLE)
    return HeaderFields(
        published=parse_date(published.value) if published else None,
        published_rank=published.rank if published else 9,
        written=parse_date(written.value) if written else None,
        source=source.value if source else "",
        source_rank=source.rank if source else 9,
        document_number=number.value if number and len(number.value) <= 60 else "",
        title=title.value if title else "",
    )


def _best(fields: list[Field], name: FieldName) -> Field | None:
    best: Field | None = None
    for field in fields:
        if field.name is name and _holds(field) and (best is None or field.rank <= best.rank):
            best = field
    return best


def _holds(field: Field) -> bool:
    value = field.value
    if field.name in (FieldName.PUBLISHED, FieldName.WRITTEN):
        return len(value) <= 80 and parse_date(value) is not None
    if field.name is FieldName.SOURCE:
        return 1 < len(value) <= 60 and parse_date(value) is None and any(char.isalpha() for char in value)
    return len(value) > 1 and value not in ("无", "暂无")
