"""Who the council is made of."""

from django.urls import reverse

from raadzaal.council.models import Body, Organisation
from raadzaal.record.api.declaring import DAY, KEY, LINK, NUMBER, TEXT, Field, Many, Shape, one_of
from raadzaal.record.api.shapes.names import organisation_name, to

organisation = Shape(
    "Organisation",
    "An organisation that the council deals with.",
    (
        Field("key", KEY, "Its key, which stays."),
        Field("name", TEXT, "Its name."),
        Field("nameEn", TEXT, "Its name in English, or empty."),
        Field("shortName", TEXT, "Its short name, or empty."),
        Field("kind", one_of(Organisation.Kind.values), "What it is to the council."),
        Field("group", KEY, "The side of the council, or empty."),
        Field("page", LINK, "The page for people.", lambda row: reverse("council:organisation", args=[row.key])),
        Field("url", LINK, "This.", lambda row: to("organisations", row.key)),
    ),
)
body = Shape(
    "Body",
    "The council, its executive committee, or one of its committees.",
    (
        Field("key", KEY, "Its key, which stays."),
        Field("name", TEXT, "Its name."),
        Field("nameEn", TEXT, "Its name in English, or empty."),
        Field("kind", one_of(Body.Kind.values), "What it is."),
        Field("basis", TEXT, "By which rule it is there, or empty."),
        Field("setUpOn", DAY, "Since when.", empty=True),
        Field("closedOn", DAY, "Until when.", empty=True),
        Field("url", LINK, "This.", lambda row: to("bodies", row.key)),
    ),
)
seat = Shape(
    "Seat",
    "A numbered place in a body on a day.",
    (
        Field("number", NUMBER, "Its number.", lambda row: row.seat.number),
        Field("group", KEY, "The side of the council.", lambda row: row.seat.group),
        Field("organisation", organisation_name, "The organisation that is shown for it.", empty=True),
        Field("member", TEXT, "Who sits there; nobody while it is vacant.",
              lambda row: row.member.person.name if row.member else None, empty=True),
        Field("substitutes", Many(TEXT), "Who may take it.", lambda row: [each.person.name for each in row.substitutes]),
    ),
)  # fmt: skip
