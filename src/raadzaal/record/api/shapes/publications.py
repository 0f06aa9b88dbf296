"""Publications of now and of the archive, and what a search finds in them."""

from raadzaal.record.api.declaring import DAY, KEY, LINK, NUMBER, TEXT, Field, Many, Shape, one_of
from raadzaal.record.api.shapes.names import document, to
from raadzaal.record.models import Item

_PUBLICATION = (
    Field("id", KEY, "Its id."),
    Field("source", one_of(("council", "archive")), "Kept here from the beginning, or brought in from the archive."),
    Field("kind", one_of(Item.Kind.values), "What it is."),
    Field("number", TEXT, "As the council writes it, or empty."),
    Field("title", TEXT, "Its title."),
    Field("theme", TEXT, "Its theme, or empty."),
    Field("on", DAY, "When it was adopted."),
    Field("summary", TEXT, "In short, or empty."),
    Field("page", LINK, "The page for people."),
    Field("url", LINK, "All that is known of it.", lambda row: to("publications", row.id)),
)
publication = Shape("Publication", "A publication, of now or of the archive.", _PUBLICATION)
paragraph = Shape(
    "Paragraph",
    "A paragraph with its address.",
    (
        Field("id", KEY, "Its id within the text."),
        Field("number", TEXT, "Its number."),
        Field("text", TEXT, "Its words."),
        Field("page", LINK, "Where it stands for people."),
    ),
)
publication_whole = Shape(
    "PublicationWhole",
    "A publication with its text.",
    (
        *_PUBLICATION,
        Field("quality", one_of(Item.Quality.values), "How well the text could be read."),
        Field("documents", Many(document), "The text, or the original, in every form."),
        Field("paragraphs", Many(paragraph), "The text."),
    ),
)
hit = Shape(
    "Hit",
    "What was found, with the paragraph that fits best.",
    (
        Field("kind", KEY, "What it is."),
        Field("title", TEXT, "Its title.", lambda row: "".join(each.text for each in row.title)),
        Field("number", TEXT, "Its number, or empty."),
        Field("on", DAY, "Its date.", lambda row: row.day, empty=True),
        Field("theme", TEXT, "Its theme, or empty."),
        Field("committee", TEXT, "The committee, or empty."),
        Field("status", KEY, "Where the answer stands, or empty."),
        Field("paragraph", TEXT, "The number of the paragraph, or empty.", lambda row: row.label),
        Field("words", TEXT, "From the paragraph.", lambda row: "".join(each.text for each in row.words)),
        Field("page", LINK, "Where it stands for people.", lambda row: row.url),
    ),
)  # fmt: skip
facet_value = Shape(
    "FacetValue",
    "How many there are of something.",
    (
        Field("value", TEXT, "Of what.", lambda row: row["value"]),
        Field("count", NUMBER, "How many.", lambda row: row["count"]),
    ),
)
