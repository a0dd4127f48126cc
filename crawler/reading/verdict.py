"""Pages that are no content: challenges, pages that say they are gone, shells. Each with its reason."""

from __future__ import annotations

import re

from crawler.reading.document import Document

_BLOCKING_STATUS = {
    403: "the server refuses (403)",
    412: "challenge (412)",
    405: "refused by a firewall (405)",
    521: "challenge (521)",
    429: "too many requests (429)",
}
#: First bytes of files that servers send where a page is expected.
_FILES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP or Office"),
    (b"\xd0\xcf\x11\xe0", "old Office"),
    (b"Rar!", "RAR"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "gzip"),
)
_GONE_STATUS = frozenset({404, 410})
#: Piece of source → who asks. Only counted where the page has nothing to read: 瑞数 leaves its script on good pages.
_CHALLENGES = (
    ("$_ts", "瑞数 challenge"),
    ('r="m"', "瑞数 challenge"),
    ("__jsl_clearance", "加速乐 challenge"),
    ("__jsluid", "加速乐 challenge"),
    ("acw_sc__v2", "Aliyun WAF challenge"),
    ("acw_tc", "Aliyun WAF challenge"),
    ("c3vk", "C3VK cookie challenge"),
    ("ct6t", "cookie challenge"),
    ("_bot_sbu", "bot check"),
    ("hwwaf", "Huawei WAF"),
    ("geobl", "blocked by region"),
    ("yundun", "cloud WAF"),
    ("waf_block", "WAF"),
    ("cf-challenge", "Cloudflare challenge"),
    ("cf_chl_opt", "Cloudflare challenge"),
)
_BLOCK_WORDS = re.compile(
    r"访问(?:被|已被)(?:拦截|阻断|拒绝|禁止)|请求(?:被|已被)(?:拦截|阻断|拒绝)|您的(?:访问|请求|操作)(?:被|已被|可能|存在|过于)|安全(?:验证|检查|检测|拦截)|人机验证|滑动验证|拖动滑块|请输入验证码|请完成验证"
    r"|请开启\s?javascript|请启用\s?javascript|enable\s(?:javascript|cookies)|正在(?:进行)?(?:安全)?(?:检测|验证)(?:浏览器|您)?|浏览器安全检查|web应用防火墙|网站防火墙|创宇盾|云防护|access\sdenied"
    r"|request\sblocked|forbidden|访问过于频繁|访问频率|请稍候|请求过于频繁",
    re.IGNORECASE,
)
_GONE_WORDS = re.compile(
    r"(?:页面|网页|文件|文章|信息|内容|栏目|地址|资源|该页|此页|链接)[^，。！\n]{0,12}(?:不存在|没有找到|未找到|找不到|已(?:经)?(?:被)?(?:删除|移除|下线|撤销|失效|过期)|被删除|无法(?:找到|访问|显示)|走丢|丢了|丢失)"
    r"|(?:找不到|未找到|没有找到)[^，。！\n]{0,12}(?:页面|网页|文件|文章|信息|内容|资源)|错误代码\s?[:：]?\s?404|404\s?(?:not\sfound|错误|error|页面)|page\s(?:not\sfound|does\snot\sexist)|not\sfound|无权(?:限)?(?:访问|查看|浏览)|没有权限"
    r"|(?:网站|系统|页面|栏目)[^，。！\n]{0,10}(?:维护中|正在维护|正在建设|建设中|升级维护|已关闭|已关停|停止服务)(?!的?(?:通知|公告|通告))|正在维护|系统(?:维护|升级)(?![^，。！\n]{0,3}(?:通知|公告|通告))|已停止访问|已归档并下线|页面出错|出错了|您访问的[^，。！\n]{0,20}(?:不存在|出错|有误|已)"
    r"|(?:确认|检查|核对)(?:您|你)?(?:所)?(?:输入|访问)的?(?:网址|地址|链接)|访问的[^，。！\n]{0,10}(?:网址|地址)[^，。！\n]{0,10}(?:变更|变动|更改|改变)",
    re.IGNORECASE,
)
_TITLE_404 = re.compile(
    r"^\s*(?:404|error|出错|错误(?:页面|提示)?|提示信息|not\sfound|无标题文档)(?:\b|$)|404", re.IGNORECASE
)
_TITLE_FAULT = re.compile(
    r"^\s*(?:(?:http\s|error\s)?50[0-4](?:\s?[-:]?\s?(?:bad\sgateway|gateway\stime-?out|service\s(?:temporarily\s)?unavailable|internal\sserver\serror))?"
    r"|bad\sgateway|gateway\stime-?out|service\sunavailable|internal\sserver\serror|网关(?:错误|超时)|服务器(?:内部)?错误)\s*$",
    re.IGNORECASE,
)
_NOTHING_FOUND = re.compile(r"(?:没有找到|未找到|找不到)(?:相关|任何|符合条件)?的?(?:信息|内容|文章|资源)")
_EMPTY_LIST = re.compile(
    r"(?:暂无|没有|无)(?:相关|任何|符合条件的|更多)?(?:的)?(?:数据|信息|内容|记录|文章|结果|资料)|该栏目(?:暂)?无|栏目(?:正在)?(?:建设|更新|整理)中|no\sdata",
    re.IGNORECASE,
)
_REFRESH = re.compile(
    r"http-equiv\s{0,3}=\s{0,3}[\"']?refresh[^<>]{0,300}?url\s{0,3}=\s{0,3}[\"']?([^\"'<>\s]{1,300})", re.IGNORECASE
)
_JUMP = re.compile(r"(?:location(?:\.href)?\s{0,3}=\s{0,3}|location\.replace\s{0,3}\(\s{0,3})[\"']([^\"']{1,300})[\"']")
_SHORT_PAGE = 700
#: What an empty page says of itself follows these words.
SAYS = "the page says: "
NO_CONTENT = "the answer has no content"
#: The content of such a page is built in the browser; nothing of it is in the bytes.
SHELL = "script-only shell"


def file_reason(content: bytes) -> str | None:
    """What kind of file bytes are that are no page at all, by their first bytes."""
    return next((f"{name} file, not a page" for magic, name in _FILES if content.startswith(magic)), None)


def status_reason(status: int) -> str | None:
    """Why a status alone means that the page is refused."""
    return _BLOCKING_STATUS.get(status)


def is_gone_status(status: int) -> bool:
    """True for answers that say the page is no more."""
    return status in _GONE_STATUS


def block_reason(source: str, text: str, links: int) -> str | None:
    """Who stands before a page that has nothing to read, or None; ``text`` is what is visible."""
    lowered = source[:200_000].lower()
    small = len(text) < 400 and links < 30
    for piece, reason in _CHALLENGES:
        if piece in lowered and small:
            return reason
    match = _BLOCK_WORDS.search(text[:2000]) if len(text) < _SHORT_PAGE else None
    return f"refused: {match.group()}" if match else None


def gone_reason(page_title: str, text: str, message: str) -> str | None:
    """The words with which a page of status 200 says that it is not there; ``message`` is its main text."""
    if _TITLE_404.search(page_title[:200]) and len(text) < 3000:
        return f"title: {page_title[:40]}"
    for candidate, longest in ((page_title, 60), (message, 250), (text, _SHORT_PAGE)):
        match = _GONE_WORDS.search(candidate) if 0 < len(candidate) <= longest else None
        if match:
            return match.group()
    return None


def fault_reason(page_title: str) -> str | None:
    """The page title of a server's or gateway's error page; such a page says nothing about the bulletin."""
    match = _TITLE_FAULT.match(page_title[:80])
    return f"error page: {match.group().strip()}" if match else None


def finds_nothing(words: str) -> bool:
    """True for words that on a column say that it has no items, and on other pages that the page is gone."""
    return bool(_NOTHING_FOUND.search(words))


def empty_reason(document: Document, source: str, text: str) -> str:
    """What an empty page is, in words for the person who looks after the source."""
    if not source.strip():
        return NO_CONTENT
    match = _EMPTY_LIST.search(text) if len(text) < 5000 else None
    if match:
        return f"{SAYS}{match.group()}"
    jump = _REFRESH.search(source[:20_000]) or (_JUMP.search(source[:20_000]) if len(text) < 200 else None)
    if jump:
        return f"the page only leads on to {jump.group(1)}"
    if document.first("frameset") or (document.first("iframe") and len(text) < 200):
        return "the content stands in a frame"
    if document.scripts and len(text) < 400:
        return SHELL
    return "no list and no running text found"
