"""Notices that pass on a paper: their day stands between their last sentence and the title of that paper."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.normaliser.segments import Paragraph

NOTICE_LINES, LONGEST_PIECE, LONGEST_SIGNER = 6, 40, 20


def passes_on(text: str, paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether a day stands between the last sentence of a notice and the title of what it passes on."""
    below = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    if below is None or below.end - below.start > LONGEST_PIECE or not _is_signed_above(text, paragraphs, at):
        return False
    is_title = not any(mark in text[below.start : below.end] for mark in "。，；")
    return is_title and any(_opens_notice(text, p) for p in paragraphs[:NOTICE_LINES])


def _opens_notice(text: str, line: Paragraph) -> bool:
    """Whether a line is the title of a notice, or the offices that it is for (各相关处室、直属单位：)."""
    if text.endswith("通知", line.start, line.end):
        return True
    return text.startswith("各", line.start) and text[line.end - 1] == "："


def _is_signed_above(text: str, paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether a sentence ends above a day, or above the one line between them that can be who signed."""
    above = paragraphs[at - 1]
    if text[above.end - 1] == "。":
        return True
    signer = text[above.start : above.end]
    is_name = len(signer) <= LONGEST_SIGNER and not any(mark in signer for mark in "，；：")
    return is_name and at > 1 and text[paragraphs[at - 2].end - 1] == "。"
