"""What several answers hold: links, and names of organisations and bodies."""

from functools import partial

from raadzaal.record.api.declaring import KEY, LINK, TEXT, Field, Shape, attribute

API = "/api/v1"


def to(collection: str, key):
    return f"{API}/{collection}/{key}"


organisation_name = Shape(
    "OrganisationName",
    "An organisation, in short.",
    (
        Field("key", KEY, "Its key, which stays."),
        Field("name", TEXT, "Its name."),
        Field("url", LINK, "More about it.", lambda row: to("organisations", row.key)),
    ),
)
body_name = Shape(
    "BodyName",
    "A body of the council, in short.",
    (
        Field("key", KEY, "Its key, which stays."),
        Field("name", TEXT, "Its name."),
        Field("url", LINK, "More about it.", lambda row: to("bodies", row.key)),
    ),
)
document = Shape(
    "Document",
    "A text in one form.",
    (
        Field("format", KEY, "Which form."),
        Field("mediaType", TEXT, "Its media type."),
        Field("url", LINK, "Where it is."),
        Field("sha256", KEY, "Its digest, as the journal has it.", empty=True),
    ),
)


def taken(each: Field, row):
    return each.value(row) if each.value else getattr(row, attribute(each.name))


def of_inner(fields: tuple[Field, ...], name: str) -> tuple[Field, ...]:
    """The same fields, of what the row holds under *name*."""
    return tuple(Field(each.name, each.kind, each.about, partial(_inner, each, name), each.empty) for each in fields)


def _inner(each: Field, name: str, row):
    return taken(each, getattr(row, name))
