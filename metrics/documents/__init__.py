"""Bytes of a bulletin to text. What cannot be read yet is named so, never passed on as an empty text."""

from metrics.documents.content_kinds import kind_of, misnamed
from metrics.documents.plain import plain_text
from metrics.documents.reading import text_of
from metrics.documents.types import ContentKind, DocumentText

__all__ = ["ContentKind", "DocumentText", "kind_of", "misnamed", "plain_text", "text_of"]
