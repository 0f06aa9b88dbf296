"""The text as OpenDocument, the open format on the list of Forum Standaardisatie that Dutch government bodies accept."""

from __future__ import annotations

from raadzaal.texts.document import Document
from raadzaal.texts.word_export import by_pandoc


def render_odt(document: Document) -> bytes:
    """The same blocks, numbers and notes as the Word file."""
    return by_pandoc(document, "odt")
