"""Word files beside a bulletin: a good one, and one that grows beyond all bounds when it is opened."""

from __future__ import annotations

import io
import zipfile

from crawler.samples.docx import MEDIA_TYPE, docx_of

WORD = MEDIA_TYPE
_LINES = ("任务分解表", "各学校按照职责分工抓好落实，每季度报送进展情况。")
_PADDED = "word/document.xml"


def good_word_file() -> bytes:
    """A Word file of two lines."""
    return docx_of(_LINES)


def changed_word_file() -> bytes:
    """The good file with another line."""
    return docx_of((*_LINES, "全年开展专项督导不少于6次。"))


def word_bomb(size: int = 400_000_000) -> bytes:
    """The same file with ``size`` blanks in its text: some hundred kilobytes that ask for gigabytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_word_file())) as good, zipfile.ZipFile(packed, "w") as bomb:
        for name in good.namelist():
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = good.read(name)
            with bomb.open(entry, "w", force_zip64=True) as stream:
                stream.write(content)
                for _ in range(size // 1_000_000 if name == _PADDED else 0):
                    stream.write(b" " * 1_000_000)
    return packed.getvalue()
