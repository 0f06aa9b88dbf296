"""Advices: what was recommended, how it was carried, what became of it. Values are keys, not words."""

from raadzaal.advice.models import FollowUp, Kind, Status
from raadzaal.advice.stages import Stage
from raadzaal.deliberation.models import Dissent
from raadzaal.record.api.declaring import DAY, KEY, LINK, NUMBER, OBJECT, TEXT, YES_NO, Field, Many, Shape, one_of
from raadzaal.record.api.shapes.meetings import decision
from raadzaal.record.api.shapes.names import body_name, document, organisation_name, to

follow_up = Shape(
    "FollowUp",
    "Something that became known of a recommendation.",
    (
        Field("on", DAY, "When."),
        Field("status", one_of(Status.values), "What follows from it."),
        Field("evidence", one_of(FollowUp.Evidence.values), "What shows it."),
        Field("source", TEXT, "Where it stands."),
        Field("passage", TEXT, "The words of it, or empty."),
    ),
)
recommendation = Shape(
    "Recommendation",
    "A recommendation, with what became of it.",
    (
        Field("id", KEY, "Its id.", lambda row: row.recommendation.public_id),
        Field("paragraph", KEY, "The id of its paragraph.", lambda row: row.node_id),
        Field("number", TEXT, "The number of its paragraph."),
        Field("label", TEXT, "What it is called in the text, or empty."),
        Field("html", TEXT, "Its words.", lambda row: row.text),
        Field("addressee", TEXT, "For whom it is meant.", lambda row: row.recommendation.addressee),
        Field("objective", KEY, "The objective that it serves.", lambda row: row.recommendation.objective),
        Field("argument", TEXT, "On what it rests.", lambda row: row.recommendation.argument),
        Field("status", one_of(Status.values), "What became of it so far."),
        Field("path", Many(follow_up), "How it came to that, oldest first."),
    ),
)
answer = Shape(
    "Answer",
    "A letter in which advice is answered.",
    (
        Field("id", KEY, "Its id.", lambda row: row.public_id),
        Field("on", DAY, "Its date."),
        Field("sender", organisation_name, "Who answers."),
        Field("reference", TEXT, "Its mark, or empty."),
        Field("subject", TEXT, "Its subject."),
        Field("text", TEXT, "Its text."),
    ),
)
holder = Shape(
    "Holder",
    "A seat from which another view is held.",
    (
        Field("group", KEY, "The side of the council."),
        Field("organisation", organisation_name, "The organisation that is shown for the seat.", empty=True),
        Field("person", TEXT, "Who sits there, where the seat is shown for no organisation.", empty=True),
    ),
)
dissent = Shape(
    "Dissent",
    "A view in an advice that is not everybody's (art. 45 Wet op de SER).",
    (
        Field("id", KEY, "Its id.", lambda row: row.dissent.public_id),
        Field("form", one_of(Dissent.Form.values), "How it was recorded.", lambda row: row.dissent.form),
        Field("paragraph", KEY, "The id of the paragraph that it is about, if it is about one.",
              lambda row: row.dissent.node.public_id if row.dissent.node_id else None, empty=True),
        Field("text", TEXT, "What they hold.", lambda row: row.dissent.text),
        Field("holders", Many(holder), "Who hold it."),
    ),
)  # fmt: skip
_ADVICE = (
    Field("id", KEY, "Its id.", lambda row: row.publication.public_id),
    Field("number", TEXT, "As the council writes it."),
    Field("year", NUMBER, "The year of adoption.", lambda row: row.publication.year),
    Field("serial", NUMBER, "The serial in that year.", lambda row: row.publication.serial),
    Field("kind", one_of(Kind.values), "What it is.", lambda row: row.dossier.kind),
    Field("title", TEXT, "Its title.", lambda row: row.dossier.title),
    Field("titleEn", TEXT, "Its title in English, or empty.", lambda row: row.dossier.title_en),
    Field("adoptedOn", DAY, "When it was adopted.", lambda row: row.publication.adopted_on),
    Field("publishedOn", DAY, "When it was published.", lambda row: row.publication.published_on),
    Field("summary", TEXT, "In short, or empty.", lambda row: row.publication.summary),
    Field("summaryEn", TEXT, "In short, in English, or empty.", lambda row: row.publication.summary_en),
    Field("committee", body_name, "The committee that prepared it.", lambda row: row.dossier.committee, empty=True),
    Field(
        "requestedBy", Many(organisation_name), "Empty where the council began it itself.", lambda row: row.requesters
    ),
    Field("answered", YES_NO, "Whether it was answered.", lambda row: row.dossier.stage == Stage.ANSWERED),
    Field("unanimous", YES_NO, "Nobody differs in the text, and nobody voted against or blank."),
    Field("page", LINK, "The page for people.", lambda row: row.url),
    Field("dossier", LINK, "Its dossier.", lambda row: to("dossiers", row.dossier.public_id)),
    Field("url", LINK, "All that is known of it.", lambda row: to("advices", row.publication.public_id)),
)
advice = Shape("Advice", "A published advice.", _ADVICE)
advice_whole = Shape(
    "AdviceWhole",
    "A published advice, with what was recommended, how it was carried and what became of it.",
    (
        *_ADVICE,
        Field("recommendations", Many(recommendation), "In the order of the text."),
        Field("answers", Many(answer), "Oldest first."),
        Field("dissents", Many(dissent), "Views that are not everybody's.", lambda row: row.views),
        Field("decisions", Many(decision), "Of public meetings, oldest first."),
        Field("support", OBJECT, "Who carried each paragraph at adoption, as far as the council opens it.", empty=True),
        Field("documents", Many(document), "The text in every form."),
    ),
)  # fmt: skip
