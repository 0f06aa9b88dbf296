"""An index of hand-written documents, without a council."""

from datetime import date

from raadzaal.record.search import finding, store
from raadzaal.record.search.documents import Document, Part

YEAR = date(2024, 5, 16)


def document(key: str, title: str, *paragraphs: str, **more) -> Document:
    parts = tuple(Part(text, f"p-{key}{at}") for at, text in enumerate(paragraphs))
    return Document(
        **{"key": f"item:{key}", "kind": "advice", "url": f"/{key}/", "on": YEAR, "parts": parts} | more, title=title
    )


def index(*documents: Document) -> None:
    made = store.Beside()
    made.fill(documents)
    made.take_over()


def found(typed: str, *, groups=(), **chosen) -> list[str]:
    """The addresses of what is found, in order, without the paragraph."""
    hits = finding.find(typed, chosen=chosen, groups=groups).hits
    return [hit.url.partition("#")[0].strip("/") for hit in hits]


def marked(typed: str) -> list[str]:
    """What is marked in the first hit's paragraph."""
    return [each.text for each in finding.find(typed, chosen={}).hits[0].words if each.marked]
