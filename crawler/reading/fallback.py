"""The last resort for running text: a general extractor, asked only where marks and density found nothing."""

from __future__ import annotations

from crawler.reading.furniture import is_furniture_line

#: It recurses, and its cost grows faster than the page: only pages of ordinary size are handed on.
_LONGEST_SOURCE = 150_000
_MOST_TAGS = 3000
_LEAST_TEXT = 100


def extract_text(source: str) -> str:
    """Paragraphs that trafilatura finds, without furniture; empty where there are too few to be an article."""
    if len(source) > _LONGEST_SOURCE or source.count("<") > _MOST_TAGS:
        return ""
    # Imported here: it takes half a second, and hardly any page needs it.
    import trafilatura

    try:
        text = trafilatura.extract(source, include_comments=False, include_tables=True) or ""
    except RecursionError:
        return ""
    lines = [line.strip() for line in text.split("\n")]
    kept = "\n".join(line for line in lines if line and not is_furniture_line(line))
    return kept if len(kept) >= _LEAST_TEXT else ""
