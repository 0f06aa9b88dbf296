"""Dossiers with what happened in them."""

from django.urls import reverse

from raadzaal.advice.models import Kind
from raadzaal.advice.stages import Stage
from raadzaal.record.api.declaring import DAY, KEY, LINK, TEXT, Field, Many, Shape, one_of
from raadzaal.record.api.loading import published_of
from raadzaal.record.api.shapes.names import body_name, of_inner, organisation_name, to

happened = Shape(
    "Event",
    "A step that was taken.",
    (Field("on", DAY, "When."), Field("step", KEY, "Which; the names stand in the description of the procedure.")),
)
reached = Shape(
    "StageReached",
    "When a dossier came into a stage.",
    (Field("stage", one_of(Stage.values), "Which."), Field("on", DAY, "When.")),
)
term = Shape(
    "Term",
    "A legal term.",
    (
        Field("rule", KEY, "By which rule."),
        Field("since", DAY, "From when it counts."),
        Field("due", DAY, "Its last day.", empty=True),
        Field("stoppedOn", DAY, "When it was met or ended.", empty=True),
    ),
)
consultation = Shape(
    "Consultation",
    "A draft on which the organisations were asked; what they said is not public.",
    (
        Field("openedOn", DAY, "From when."),
        Field("deadline", DAY, "Until when."),
        Field("closedOn", DAY, "When it was closed.", empty=True),
        Field("draft", LINK, "The draft.", lambda row: reverse("advice:draft", args=[row.public_id])),
    ),
)
_DOSSIER = (
    Field("id", KEY, "Its id.", lambda row: row.public_id),
    Field("title", TEXT, "Its title."),
    Field("titleEn", TEXT, "Its title in English, or empty."),
    Field("kind", one_of(Kind.values), "What it is to become."),
    Field("stage", one_of(Stage.values), "Where it stands."),
    Field("openedOn", DAY, "When it began."),
    Field("closedOn", DAY, "When it ended.", empty=True),
    Field("committee", body_name, "The committee that works on it.", empty=True),
    Field("requestedBy", Many(organisation_name), "Empty where the council began it itself.",
          lambda row: row.request.requesters.all() if row.requested else ()),
    Field("deadline", DAY, "When the advice is wanted.",
          lambda row: row.request.deadline if row.requested else None, empty=True),
    Field("advice", LINK, "The advice, once it is published.",
          lambda row: to("advices", found.public_id) if (found := published_of(row)) else None, empty=True),
    Field("page", LINK, "The page for people.", lambda row: reverse("advice:public_dossier", args=[row.public_id])),
    Field("url", LINK, "All that is known of it.", lambda row: to("dossiers", row.public_id)),
)  # fmt: skip
dossier = Shape("Dossier", "A dossier that everybody may follow.", _DOSSIER)


dossier_whole = Shape(
    "DossierWhole",
    "A dossier, with what happened in it.",
    (
        *of_inner(_DOSSIER, "dossier"),
        Field("questions", Many(TEXT), "What was asked.",
              lambda row: row.dossier.request.questions if row.dossier.requested else ()),
        Field("stages", Many(reached), "When it came where, oldest first.", lambda row: row.dossier.stages_reached.all()),
        Field("timeline", Many(happened), "What happened in public, oldest first."),
        Field("terms", Many(term), "The legal terms that run or ran."),
        Field("consultations", Many(consultation), "Drafts that were public.", lambda row: row.rounds),
        Field("meetings", Many(LINK), "Public meetings on whose agenda it stands.",
              lambda row: [to("meetings", each.public_id) for each in row.sittings]),
    ),
)  # fmt: skip
