"""Labels of header tables and source lines, by what they announce. Words without their blanks; a word stands once."""

from __future__ import annotations

from enum import StrEnum


class FieldName(StrEnum):
    """What a label announces; OTHER labels only end the value before them."""

    PUBLISHED = "published"
    WRITTEN = "written"
    SOURCE = "source"
    NUMBER = "document_number"
    TITLE = "title"
    OTHER = "other"


#: One row a rank: what it announces, how well (0 says it best), the words.
_ROWS: tuple[tuple[FieldName, int, str], ...] = (
    (FieldName.PUBLISHED, 0, "发布日期 发布时间 发表时间 发表日期 发布于 发稿时间 发稿日期 信息发布日期 信息发布时间"),
    (FieldName.PUBLISHED, 1, "公开日期 公开时间 公布日期 公布时间 发文日期 发文时间 上网日期 上网时间 挂网时间"),
    (FieldName.PUBLISHED, 1, "刊发时间 信息时间 文章发布时间"),
    (FieldName.PUBLISHED, 2, "时间 日期 录入时间 录入日期 添加时间 上传时间 创建时间 更新时间 更新日期 入库时间"),
    (FieldName.WRITTEN, 0, "成文日期 成文时间 生成日期 生成时间 制发日期 印发日期 签发日期 写作日期"),
    (
        FieldName.SOURCE,
        0,
        "来源 信息来源 文章来源 稿件来源 内容来源 新闻来源 稿源 出处 文件来源 来源单位 转自 资料来源",
    ),
    (FieldName.SOURCE, 1, "发布机构 发文机关 发布机关 制发机关 发文单位 发文机构 发布单位 发布部门 公开机构"),
    (
        FieldName.SOURCE,
        1,
        "信息公开机构 公开责任部门 制定机关 颁布单位 发布者 责任部门 供稿单位 信息提供 供稿 供稿部门",
    ),
    (FieldName.SOURCE, 2, "发布人 录入者 作者"),
    (FieldName.NUMBER, 0, "发文字号 文号 发文号 文件编号 文件号 公文文号 发文文号 文件字号 文书号"),
    (FieldName.TITLE, 0, "标题 名称 信息名称 文件名称 公文名称 文件标题 公文标题 信息标题 文章标题"),
    (
        FieldName.OTHER,
        0,
        "浏览次数 浏览量 浏览 点击数 点击率 点击次数 点击量 点击 访问次数 访问量 阅读次数 阅读量 阅读数",
    ),
    (FieldName.OTHER, 0, "点阅次数 点阅 点阅数 阅读 字体 字号 字体大小 打印 分享 分享到 视力保护色 保护视力色"),
    (
        FieldName.OTHER,
        1,
        "索引号 信息索引号 索取号 索引 主题分类 信息分类 组配分类 体裁分类 题材分类 分类 服务对象 服务对象分类",
    ),
    (
        FieldName.OTHER,
        1,
        "主题词 关键词 关键字 有效性 有效期 时效状态 效力状态 时效 公开方式 公开范围 公开形式 公开类别",
    ),
    (FieldName.OTHER, 1, "公开属性 公开类型 内容概述 概述 摘要 简介 语种 信息格式 格式 载体分类 载体类型 统一登记号"),
    (
        FieldName.OTHER,
        1,
        "登记号 统一编号 生效日期 实施日期 施行日期 废止日期 失效日期 失效时间 所属栏目 栏目 所属分类",
    ),
    (
        FieldName.OTHER,
        1,
        "文章类型 所属类别 所属主题 文件类型 公文种类 文种 相关信息 编号 信息类别 信息类型 信息有效性",
    ),
    (FieldName.OTHER, 1, "公文时效 备注 签发人 签发时间"),
    (FieldName.OTHER, 2, "编辑 责任编辑 责编 审核 审核人 审核者 审稿 校对 编审 签发 摄影 摄影者 图片 撰稿 撰稿人"),
    (FieldName.OTHER, 2, "通讯员 记者 大小 相关附件 主办单位 承办单位 联系电话"),
)
#: The same words in traditional script, character by character; 發佈 is as common as 發布.
_TRADITIONAL = str.maketrans(
    "发来时间机构关标题称号资讯单门闻点阅浏览数编辑责录创号总签稿军达类别属实废开会审对图写语种载体统记录网",
    "發來時間機構關標題稱號資訊單門聞點閱瀏覽數編輯責錄創號總簽稿軍達類別屬實廢開會審對圖寫語種載體統記錄網",
)


def _forms(word: str) -> set[str]:
    traditional = word.translate(_TRADITIONAL)
    return {word, traditional, traditional.replace("布", "佈")}


LABELS: dict[str, tuple[FieldName, int]] = {
    form: (name, rank) for name, rank, words in _ROWS for word in words.split() for form in _forms(word)
}
LONGEST_LABEL = max(map(len, LABELS))
