"""The text as OpenDocument says what the Word file says."""

import io
import zipfile

from lxml import etree

from raadzaal.texts.odt import render_odt
from tests.texts.test_printed_forms import BLOCKS
from tests.texts.test_word_reply import document

ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def test_it_holds_the_numbers_the_words_and_the_notes():
    raw = render_odt(document(*BLOCKS))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        root = etree.fromstring(archive.read("content.xml"))
    said = " ".join(" ".join(root.itertext()).split())
    headings = [" ".join("".join(each.itertext()).split()) for each in root.iter(f"{ODF_TEXT}h")]
    assert headings[1] == "1.1 Overwegingen"
    assert "8 R1 Verhoog het loon." in said
    assert "Bron: CPB." in said
    assert len(list(root.iter(f"{ODF_TEXT}note"))) == 3
