"""Files of text in the encodings that Chinese offices keep: told apart by reading, and never guessed from garbage."""

from __future__ import annotations

import pytest

from metrics.documents import plain_text

PLAN = "云溪县教育局2026年工作要点\n\n年底前新建公办幼儿园12所，总投资3.98亿元，智慧校园建成率达90%。\n"
HANT = "某市2026年施政重點\n\n全年興建公營房屋單位二萬個，學生宿位增至3,000個，在年底前完成。\n"
TABLE = "学校\t人数\n一中\t1200\n二中\t980\n"


@pytest.mark.parametrize(
    ("text", "encoding", "note"),
    [
        (PLAN, "utf-8", None),
        (PLAN, "gb18030", "not UTF-8; read as GB18030"),
        (PLAN, "gb2312", "not UTF-8; read as GB18030"),
        (HANT, "utf-8", None),
        (HANT, "big5", "not UTF-8; read as Big5"),
        (HANT, "gb18030", "not UTF-8; read as GB18030"),
        (TABLE, "gbk", "not UTF-8; read as GB18030"),
        (PLAN, "utf-16", "not UTF-8; read as UTF-16"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_is_in(text: str, encoding: str, note: str | None):
    assert plain_text(text.encode(encoding)) == (text, note)


def test_a_mark_of_utf8_stays_so_that_places_are_those_of_the_file():
    assert plain_text(b"\xef\xbb\xbf" + PLAN.encode()) == ("\ufeff" + PLAN, None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (PLAN.encode()[:50] + b"\xe5" + PLAN.encode()[50:], "not UTF-8 at byte"),
        (bytes(range(128, 256)) * 20, "nor GB18030 or Big5; save it as UTF-8"),
        ("これは年間計画ではありません。".encode("shift_jis"), "not UTF-8 at byte 0"),
        (b"plan \xff", "not UTF-8 at byte 5"),
        (b"plan \x00", "zero byte at character 5"),
    ],
    ids=["a byte too many", "every byte", "Shift-JIS", "Latin", "binary"],
)
def test_what_is_in_none_of_them_is_refused(content: bytes, message: str):
    with pytest.raises(ValueError, match=message):
        plain_text(content)
