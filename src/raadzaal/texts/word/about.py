"""What other parts of a Word file say about its text: the names of styles, the targets of links."""

from xml.parsers import expat

from raadzaal.files.zips import Archive

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "


def links_of(archive: Archive, part: str) -> dict[str, str]:
    """Where the links of a part lead, by their id."""
    folder, _slash, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    found: dict[str, str] = {}

    def start(_tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode") == "External" and attributes.get("Type", "").endswith("/hyperlink"):
            found[attributes.get("Id", "")] = attributes.get("Target", "")

    if name in archive.names:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.Parse(archive.read(name), True)
    return found


def styles_of(archive: Archive) -> dict[str, str]:
    """The name of each style by its id."""
    found: dict[str, str] = {}
    here = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal here
        if tag == W + "style":
            here = attributes.get(W + "styleId", "")
        elif tag == W + "name" and here:
            found.setdefault(here, attributes.get(W + "val", ""))

    if "word/styles.xml" in archive.names:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = start
        parser.Parse(archive.read("word/styles.xml"), True)
    return found
