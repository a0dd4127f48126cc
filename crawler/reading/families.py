"""CMS families: one row each. Where a family shows itself, where its body stands, how its addresses look.

A newcomer adds a row here and two page cases in ``tests/reading/cases``; nothing else, unless its lists need code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """One CMS. ``signs`` are pieces of markup; ``bodies`` are class names, ``#ids`` and element names, lower case."""

    name: str
    signs: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    article_url: str = ""
    list_url: str = ""

    def owns_article(self, url: str) -> bool:
        """True where the address is that of an article of this family."""
        return bool(self.article_url and re.search(self.article_url, url))

    def owns_list(self, url: str) -> bool:
        """True where the address is that of a column of this family."""
        return bool(self.list_url and re.search(self.list_url, url))


FAMILIES: tuple[Family, ...] = (
    Family(
        "ucap",
        signs=("<ucapcontent", "<publishtime", "ucapcontent", '"channelid" content', "common_list.shtml", "zwgklist"),
        bodies=("ucapcontent", "#zoomcon", ".zoomcon"),
        article_url=r"/(?:content_\d{12,}\.html|c\d{4,}/\d{6}/[0-9a-f]{8,32}\.s?html|content\.shtml)$",
        list_url=r"/(?:[a-z]{0,20}list(?:_\w{1,12})?\.shtml|common/search/)",
    ),
    Family(
        "gkmlpt",
        signs=("/gkmlpt/", "window._config"),
        bodies=(".article-content", ".content-box"),
        article_url=r"/content/(?:\d+/\d+/)?post_\d+\.html$",
        list_url=r"/gkmlpt/(?:index|api)",
    ),
    Family(
        "hanweb",
        signs=(
            "大汉网络",
            "hanweb",
            "zjeg_rss.content",
            "jpage/dataproxy",
            "<datastore>",
            "jpaas-publish",
            "/art/art_",
        ),
        bodies=("#zoom", ".bt_content", ".bt-content", ".article-conter", ".main-txt", ".artile_zw"),
        comments=(("zjeg_rss.content.begin", "zjeg_rss.content.end"), ("<$[信息内容]>begin", "<$[信息内容]>end")),
        article_url=r"/art/(?:\d{4}/\d{1,2}/\d{1,2}/art_\w+|\d{4}/art_[0-9a-f]{32})\.html$",
        list_url=r"/col/col\d+/(?:index\.html)?|dataproxy\.jsp|/front/page/build/unit",
    ),
    Family(
        "trs",
        signs=(
            "trs_editor",
            "createpagehtml",
            "trs_ueditor",
            "trs_paper",
            "oldsrc=",
            "/govsearch/",
            "trs_",
            "ucap-content",
        ),
        bodies=(
            ".trs_editor",
            ".trs_editor_view",
            ".trs_ueditor",
            ".view",
            "#ucap-content",
            ".ucap-content",
            ".pages_content",
        ),
        article_url=r"/t20\d{6}_\d+\.s?html?$|/content_\d+\.html?$",
        list_url=r"/index(?:_\d+)?\.s?html?$",
    ),
    Family(
        "vsb",
        signs=("visual sitebuilder", "_sitegray", "vsb_content", "v_news_content", "wbtreeid", "vsb.css"),
        bodies=(
            "#vsb_content",
            ".v_news_content",
            "#vsb_newscontent",
            "#vsb_content_2",
            "#vsb_content_4",
            "#vsb_content_100",
        ),
        article_url=r"/info/\d+/\d+\.html?$|wbnewsid=\d+",
        list_url=r"urltype=tree\.TreeTempUrl",
    ),
    Family(
        "sudy",
        signs=("wp_articlecontent", "wp_paging", "wp_news_w", "sudy", "/_upload/tpl/", "frag="),
        bodies=(".wp_articlecontent",),
        article_url=r"/c\d+a\d+/page(?:m)?\.(?:html?|psp)$|articleid=\d+",
        list_url=r"/list\d*\.(?:html?|psp)$",
    ),
    Family(
        "siteserver",
        signs=("siteserver", "stl:", "/sitefiles/"),
        bodies=("#article_content", ".article_content"),
        article_url=r"/contents/\d+/\d+\.s?html$",
        list_url=r"/channels/\d+(?:_\d+)?\.s?html$",
    ),
    Family(
        "powereasy",
        signs=("powereasy", "{pe.begin", "jquery.pe.ajax", "$.pe.ajax", "pe100_"),
        bodies=("#fontzoom", ".contxt", "#newscontent"),
        article_url=r"/item/\d+\.aspx$",
        list_url=r"/category_\d+/(?:index(?:_\d+)?\.aspx)?$",
    ),
    Family(
        "dedecms",
        signs=("dedecms", "/templets/default", "dede_"),
        bodies=(".arc_body", ".viewbox_content"),
        article_url=r"/\d{4}/\d{4}/\d+\.html$|/plus/view\.php",
        list_url=r"/list_\d+_\d+\.html$|/plus/list\.php",
    ),
    Family(
        "anhui",
        signs=("ls.pagination", "/site/label/8888", "j-fontcontent", "/content/column/"),
        bodies=(".j-fontcontent", ".wzcon", ".newscontnet"),
        article_url=r"/(?:content|openness)/(?:article|detail)/(?:content/)?\w+",
        list_url=r"/(?:content|openness)/column/\w+",
    ),
    Family("easysite", signs=("easysite-", "eportal/ui"), bodies=(".easysite-news-text", "#easysitetext")),
    Family(
        "plain",
        bodies=(
            "#bodylabel",
            "#articlecontent",
            "#article-content",
            ".article-content",
            ".article_con",
            ".articlecontent",
            ".news_content",
            ".news-content",
            ".newscontent",
            ".detail-content",
            ".detail_content",
            ".entry-content",
            ".custom_unionstyle",
            ".zwnr",
            "#wenzhang-content",
            ".xl_content",
            ".conten_text",
            ".content_text",
            "#zw",
            "#content_body",
            "#contentarea",
            "#js_content",
        ),
    ),
)

#: Signs stand in the head, or with the scripts and the maker's name at the end.
_HEAD, _TAIL = 12_000, 6_000
PLAIN = FAMILIES[-1]
#: Body mark → its rank: marks that only a CMS writes come before names that any designer may choose.
BODY_RANKS: dict[str, int] = {
    mark.removeprefix("."): (1 if family is PLAIN else 0) for family in reversed(FAMILIES) for mark in family.bodies
}
#: Comment marks around a body: start → end.
BODY_COMMENTS: dict[str, str] = {start: end for family in FAMILIES for start, end in family.comments}


def find_family(source: str, url: str | None) -> Family:
    """The family by address first (markup survives migrations, addresses do not), then by most signs in the markup."""
    address = (url or "").lower()
    ends = source if len(source) <= _HEAD + _TAIL else source[:_HEAD] + source[-_TAIL:]
    # Signs are looked for in the Latin letters alone: several times faster than among Chinese ones.
    letters = ends.encode("ascii", "ignore").decode("ascii").lower()
    best, best_score = PLAIN, 0
    for family in FAMILIES:
        score = sum(1 for sign in family.signs if sign in (letters if sign.isascii() else ends))
        if score and address and (family.owns_article(address) or family.owns_list(address)):
            score += 3
        if score > best_score:
            best, best_score = family, score
    if best is PLAIN and address:
        return next((family for family in FAMILIES if family.owns_article(address)), PLAIN)
    return best
