"""Why bytes give no text: the error that readers raise among themselves, and what is said of kinds without a reader."""

from __future__ import annotations

from metrics.documents.types import ContentKind


class UnreadableError(Exception):
    """A document that gives no text. Its message is the reason shown to people; it never leaves this package."""


_AS_PDF = "save it as PDF or DOCX and give that file"
#: Kinds without a reader: what they are and what to do.
UNREAD = {
    ContentKind.DOC: f"a Word or WPS file of the old binary form (.doc, .wps): {_AS_PDF}",
    ContentKind.RTF: f"a Rich Text file (.rtf): {_AS_PDF}",
    ContentKind.PPT: "slides (.ppt, .pptx, .dps): save them as PDF and give that file",
    ContentKind.OFD: "an OFD file (fixed layout, GB/T 33190): open it in an OFD reader, save it as PDF, give that file",
    ContentKind.CEB: "a CEB file (Founder Apabi): open it in its reader, print it to PDF, give that file",
    ContentKind.OPEN_DOCUMENT: f"an OpenDocument file (.odt, .ods, .odp): {_AS_PDF}",
    ContentKind.MAIL: "a web archive (.mht) or a mail: open it in a browser, save it as HTML, give that file",
    ContentKind.LOCKED_OFFICE: "an Office file locked by a password: save it without one and give that file",
    ContentKind.ARCHIVE: "an archive (.zip, .rar, .7z, .gz): unpack it and give the files inside",
    ContentKind.IMAGE: "an image: there is no text in it to read; ask the bureau for a text or type the figures",
    ContentKind.BINARY: "bytes of no kind that is known: give a PDF, DOCX, XLSX, HTML or text file",
}
