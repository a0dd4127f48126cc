"""What surrounds a bulletin on every page: navigation, share bars, buttons, footers. Known by marks and words."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.reading.document import Document, Node
from crawler.reading.text import word_set

#: Class and id names of page parts that hold no bulletin text; whole words between separators.
_PARTS = re.compile(
    r"(?:^|[-_#\d])(?:nav(?:igation|bar|s)?|menu|sub-?menu|footer|foot|bottom|header|topbar|toolbar|breadcrumb|crumbs?|crumb_?nav"
    r"|copyright|banquan\w*|mianze\w*|disclaimer|sidebar|friend-?links?|friendlink|yqlj|links?box|login|search(?:box)?|sitemap|barrierfree|weizhi|dqwz"
    r"|location|position|mbx|wz_top|address_?bar|path|bread|banner|logo|daohang|dh)(?:$|[-_\d])"
)
#: Share bars, QR codes, font switches, related lists: furniture even inside a body container.
_WIDGETS = re.compile(
    r"(?:^|[-_#])(?:bdshare\w*|bdsharebuttonbox|share|share-?box|shares?|social\w*|fenxiang|fengxiang|fxiang|ewm|erweima|qrcode\w*|qr|qr_container"
    r"|sweep|saoma|print\w*|dayin|fontsize|font-?size|zihao|related|relevant|xgxw|xgwj|xglj|prevnext|prev-next|pre_next|page_?turn"
    r"|shang_?xia|sxp|wp_visitcount|visitcount|toolbox|gwds_\w+|jiathis\w*|usercontrol|userctrl|close|jiucuo)(?:$|[-_\d])"
)
#: ``entry-header``, ``article-footer``: parts of the bulletin, in spite of their names.
_OF_ARTICLE = re.compile(
    r"(?:article|entry|detail|news|post|content|zw|wz)[-_]?(?:header|head|top|title|bottom|position)"
)
_TAGS = frozenset({"nav", "footer", "aside"})

_LINE = re.compile(
    r"^[\[【（(<>《|·•\-\s]*(?:"
    r"扫一扫.{0,24}|用?微信扫.{0,24}|扫码.{0,20}|手机(?:扫描|查看).{0,20}|打印(?:本页|此页|文本|文章|正文|页面)?|我要打印|打印[\s|｜/]*关闭.{0,12}"
    r"|关闭(?:本页|窗口|此页|页面)?|返回(?:顶部|首页|列表|上一页)?|收藏(?:本页)?|加入收藏|设为首页|分享(?:到|至|按钮)?[:：]?.{0,40}|字[号体][:：]?.{0,20}"
    r"|大\s?中\s?小|[大中小]|上一[篇页条则个][:：]?.{0,120}|下一[篇页条则个][:：]?.{0,120}|(?:没有了|无|暂无)"
    r"|编辑[:：].{0,20}|责任编辑[:：].{0,60}|责编[:：].{0,20}|(?:浏览|点击|阅读|访问)(?:次数|量|数|率)?[:：]\s{0,3}(?:[\[(（]?\s?\d{0,9}\s?[\])）]?\s?(?:人?次|人)?)?\s{0,3}(?:[【\[(（|].{0,10})?|(?:已)?(?:被)?浏览\s?\d*\s?次?"
    r"|(?:您|你)?(?:现在|当前)?(?:的)?(?:所在)?位置(?:是)?\s?[:：].{0,80}|当前位置.{0,80}|网站标识码.{0,60}|政府网站标识码.{0,60}"
    r"|.{0,40}公网安备.{0,40}|.{0,40}ICP备.{0,60}|版权所有.{0,60}|.{0,30}版权所有.{0,60}|copyright.{0,120}"
    r"|网站(?:纠错|地图|声明)|无障碍.{0,10}|长者(?:模式|版)|纠错|(?:本文)?二维码|责任编辑"
    r"|(?:全屏|语音)?朗读|听新闻|相关(?:稿件|新闻|文章|信息|链接|阅读|解读|文档|推荐|报道)\s?[:：]?|文章纠错|我要纠错|【?我要纠错】?|【?打印】?\s*【?关闭】?"
    r")[\]】）)>》|\s]*$",
    re.IGNORECASE,
)
_MENU_WORDS = word_set(
    "打印 关闭 打印本页 关闭窗口 关闭本页 收藏 分享 返回顶部 大 中 小 字体 字号 默认 超大 朗读 纠错 复制链接 "
    "新浪微博 微信 qq空间 微博"
)
_SEPARATORS = re.compile(r"[\s|｜\[\]【】（）()/、：:,，·>]+")
_BRACKETED = re.compile(r"【[^【】]{1,80}】|\[[^\[\]]{1,80}\]")
_OWNER_LINE = re.compile(r"^(?:主办|承办|技术支持|协办|开办)(?:单位)?\s?[:：]")
#: The long line of a footer: whose the rights are, and where to reach them.
_RIGHTS = re.compile(r"版权所有|copyright|©", re.IGNORECASE)
_CONTACT = re.compile(r"ICP备|地址[:：]|电话[:：]|邮编[:：]|技术支持|All Rights", re.IGNORECASE)
#: The number that every government site shows in its footer.
_SITE_CODE = re.compile(r"网站标识码\s?[:：]?\s?(?:bm)?\d{6,10}", re.IGNORECASE)
#: Lines that only close a page: a label without files, the name under a QR code.
_TAIL = re.compile(r"^(?:附件|附件下载)\s?[:：]?$|^[\u4e00-\u9fff]{2,14}(?:微信公众号|官方微信|官方微博|微信二维码)$")
#: Words that open the list of related pages below a bulletin.
_RELATED = re.compile(
    r"^[【\[]?(?:相关(?:稿件|新闻|文章|信息|链接|阅读|解读|文档|推荐|报道|政策)|延伸阅读|推荐阅读|热[点门](?:新闻|推荐|资讯|文章|视频)|最新文章)[】\]]?\s?[:：]?$"
)


@lru_cache(maxsize=8192)
def _name_part(marks: tuple[str, ...]) -> bool:
    return any(_PARTS.search(mark) and not _OF_ARTICLE.search(mark) for mark in marks)


@lru_cache(maxsize=8192)
def _name_widget(marks: tuple[str, ...]) -> bool:
    return any(_WIDGETS.search(mark) for mark in marks)


def is_page_part(node: Node) -> bool:
    """True for navigation, header, footer and the like, by element name or marks."""
    return node.tag in _TAGS or (bool(node.marks) and _name_part(node.marks))


def is_widget(node: Node) -> bool:
    """True for share bars, print buttons, QR codes: dropped wherever they stand."""
    return bool(node.marks) and _name_widget(node.marks)


def is_in_page_part(document: Document, index: int) -> bool:
    """True where an ancestor below the body is a page part that holds less than half of the page's running text."""
    whole = document.plain[-1] or 1
    for node in document.ancestors(index):
        if node.tag in ("body", "html"):
            return False
        if is_page_part(node) and document.plain_length(node.index, node.end) < whole / 2:
            return True
    return False


def is_furniture_line(line: str) -> bool:
    """True for a line of buttons and labels that belongs to the page, not to the bulletin."""
    if len(line) > 130:
        return False
    if _LINE.match(line) or _SITE_CODE.search(line) or _are_buttons(line):
        return True
    words = [word for word in _SEPARATORS.split(line.lower()) if word]
    return (
        not words and bool(line) and not any(char.isalnum() for char in line) and len(line) < 4 and line != "略"
    ) or (bool(words) and all(word in _MENU_WORDS for word in words))


def _are_buttons(line: str) -> bool:
    """True for a row of buttons, each in its brackets: 【纠错】【责任编辑：苏禾】【打印】."""
    pieces = _BRACKETED.findall(line) if line[:1] in "【[" else []
    return len(pieces) > 1 and not _BRACKETED.sub("", line).strip() and all(map(_LINE.match, pieces))


def is_footer_line(line: str) -> bool:
    """True for the owner's line of a footer; the notice of an event has such lines of its own."""
    if len(line) <= 80 and _OWNER_LINE.match(line):
        return True
    return len(line) <= 300 and bool(_RIGHTS.search(line)) and bool(_CONTACT.search(line))


def is_tail(line: str) -> bool:
    """True for a line that says nothing where it is the last one."""
    return len(line) <= 24 and bool(_TAIL.match(line))


def opens_related(line: str) -> bool:
    """True for the heading over links to other pages below a bulletin."""
    return len(line) <= 16 and bool(_RELATED.match(line))
