"""What people do to a Word file before they send it back, done to its XML."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from lxml import etree

from raadzaal.texts.word.identity import mark_of

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
AUTHOR, AT = "A. Bakker", "2026-03-05T10:00:00Z"


def w(name: str) -> str:
    return f"{{{NS}}}{name}"


class WordFile:
    def __init__(self, raw: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self._ids = 5_000

    def saved(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return stream.getvalue()

    def paragraph(self, node_id: str) -> etree._Element:
        mark = next(each for each in self.root.iter(w("bookmarkStart")) if each.get(w("name")) == mark_of(node_id))
        return next(mark.iterancestors(w("p")))

    def holding(self, words: str) -> etree._Element:
        return next(each for each in self.root.iter(w("p")) if words in "".join(each.itertext()))

    def words(self, paragraph: etree._Element) -> list[etree._Element]:
        """The runs with words of the text itself."""
        return [
            run
            for run in paragraph.iter(w("r"))
            if run.find(w("t")) is not None
            and run.find(f"{w('rPr')}/{w('rStyle')}[@{w('val')}='RaadzaalNumber']") is None
        ]

    def run(self, words: str, *, deleted: bool = False) -> etree._Element:
        run = etree.Element(w("r"))
        text = etree.SubElement(run, w("delText" if deleted else "t"))
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return run

    def change(self, kind: str, *runs: etree._Element, author: str = AUTHOR) -> etree._Element:
        self._ids += 1
        changed = etree.Element(w(kind), {w("id"): str(self._ids), w("author"): author, w("date"): AT})
        changed.extend(runs)
        return changed

    def type(self, node_id: str, words: str, *, tracked: bool = False, author: str = AUTHOR) -> None:
        """At the end of the paragraph."""
        run = self.run(words)
        last = self.words(self.paragraph(node_id))[-1]
        host = last.getparent() if last.getparent().tag == w("hyperlink") else last
        host.addnext(self.change("ins", run, author=author) if tracked else run)

    def replace_all(self, node_id: str, words: str) -> None:
        runs = self.words(self.paragraph(node_id))
        runs[0].find(w("t")).text = words
        for run in runs[1:]:
            run.getparent().remove(run)

    def strike(self, node_id: str, author: str = AUTHOR) -> None:
        """Every word of the paragraph taken out, tracked, with its end."""
        paragraph = self.paragraph(node_id)
        for run in list(paragraph.iter(w("r"))):
            for text in run.iter(w("t")):
                text.tag = w("delText")
            change = self.change("del", author=author)
            run.addprevious(change)
            change.append(run)
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        marks = properties.find(w("rPr"))
        if marks is None:
            marks = etree.SubElement(properties, w("rPr"))
        marks.append(self.change("del", author=author))

    def remove(self, node_id: str) -> None:
        paragraph = self.paragraph(node_id)
        paragraph.getparent().remove(paragraph)

    def add_after(self, node_id: str, words: str) -> None:
        new = etree.Element(w("p"))
        new.append(self.run(words))
        self.paragraph(node_id).addnext(new)

    def move(self, node_id: str, after: str) -> None:
        self.paragraph(after).addnext(self.paragraph(node_id))

    def split(self, node_id: str) -> None:
        """Enter in the middle of the words: the bookmark goes on to the end of the second half."""
        paragraph = self.paragraph(node_id)
        second = etree.Element(w("p"))
        run = self.words(paragraph)[0]
        words = run.find(w("t")).text
        middle = words.find(" ", len(words) // 2)
        run.find(w("t")).text = words[:middle]
        rest = list(run.itersiblings())
        new = deepcopy(run)
        new.find(w("t")).text = words[middle + 1 :]
        second.append(new)
        second.extend(rest)
        paragraph.addnext(second)

    def merge(self, node_id: str, following: str) -> None:
        """Backspace at the start of the second: its number is taken off by hand."""
        first, second = self.paragraph(node_id), self.paragraph(following)
        first.append(self.run(" "))
        for child in list(second):
            if child.tag != w("pPr") and not (child.tag == w("r") and child not in self.words(second)):
                first.append(child)
        second.getparent().remove(second)

    def strip_bookmarks(self) -> None:
        for name in ("bookmarkStart", "bookmarkEnd"):
            for each in list(self.root.iter(w(name))):
                each.getparent().remove(each)

    def strip_identity(self) -> None:
        self.strip_bookmarks()
        self.parts = {name: part for name, part in self.parts.items() if not name.startswith("customXml/")}
        for name in ("[Content_Types].xml", "word/_rels/document.xml.rels", "docProps/custom.xml"):
            root = etree.fromstring(self.parts[name])
            for each in list(root):
                if "customXml" in str(each.attrib) or "Raadzaal" in str(each.attrib):
                    root.remove(each)
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def comment(self, node_id: str, words: str, author: str = AUTHOR) -> None:
        self._ids += 1
        key = str(self._ids)
        comments = etree.fromstring(self.parts["word/comments.xml"])
        comment = etree.SubElement(comments, w("comment"), {w("id"): key, w("author"): author, w("date"): AT})
        etree.SubElement(comment, w("p")).append(self.run(words))
        self.parts["word/comments.xml"] = etree.tostring(
            comments, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        run = self.words(self.paragraph(node_id))[0]
        run.addprevious(etree.Element(w("commentRangeStart"), {w("id"): key}))
        sign = etree.Element(w("r"))
        etree.SubElement(sign, w("commentReference"), {w("id"): key})
        run.addnext(sign)
        run.addnext(etree.Element(w("commentRangeEnd"), {w("id"): key}))


def edited(raw: bytes, *edits: Callable[[WordFile], object]) -> bytes:
    file = WordFile(raw)
    for edit in edits:
        edit(file)
    return file.saved()


def through_libreoffice(raw: bytes, folder: Path) -> bytes:
    source, out = folder / "terug.docx", folder / "lo"
    source.write_bytes(raw)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (out / source.name).read_bytes()
