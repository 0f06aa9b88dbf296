"""Public meetings: agenda, decisions, votes."""

from django.urls import reverse

from raadzaal.meetings.models import AgendaItem, Decision, Meeting, RollCallVote
from raadzaal.record.api.declaring import DAY, INSTANT, KEY, LINK, NUMBER, TEXT, YES_NO, Field, Many, Shape, one_of
from raadzaal.record.api.shapes.names import body_name, of_inner, to

correction = Shape(
    "Correction",
    "A vote that was counted or written down wrongly: what it should have been.",
    (
        Field("correctedAt", INSTANT, "When it was put right."),
        Field("result", one_of(Decision.Result.values), "What follows."),
        Field("inFavour", NUMBER, "Votes for."),
        Field("against", NUMBER, "Votes against."),
        Field("blank", NUMBER, "Blank votes."),
        Field("reason", TEXT, "Why."),
    ),
)
decision = Shape(
    "Decision",
    "What a meeting decided.",
    (
        Field("id", KEY, "Its id.", lambda row: row.public_id),
        Field("on", DAY, "When."),
        Field("method", one_of(Decision.Method.values), "How."),
        Field("result", one_of(Decision.Result.values), "What."),
        Field("sitting", NUMBER, "Members in office."),
        Field("present", NUMBER, "Members present."),
        Field("inFavour", NUMBER, "Votes for, by roll call."),
        Field("against", NUMBER, "Votes against, by roll call."),
        Field("blank", NUMBER, "Blank votes, by roll call."),
        Field("abstaining", NUMBER, "Members who took no part because of an interest of their own."),
        Field("corrections", Many(correction), "What was put right since.", lambda row: row.corrections.all()),
    ),
)
vote = Shape(
    "Vote",
    "The vote of one member.",
    (
        Field("seat", NUMBER, "The number of the seat.", lambda row: row.seat.number),
        Field("person", TEXT, "Who voted.", lambda row: row.person.name),
        Field("vote", one_of(RollCallVote.Value.values), "What.", lambda row: row.value),
    ),
)
roll_call = Shape(
    "DecisionWithVotes",
    "What a meeting decided, with the vote of each member if there was a roll call.",
    (*decision.fields, Field("votes", Many(vote), "Empty without a roll call.", lambda row: row.votes.all())),
)

paper = Shape(
    "Paper",
    "A paper that everybody may read.",
    (
        Field("id", KEY, "Its id.", lambda row: row.public_id),
        Field("title", TEXT, "Its title."),
        Field("url", LINK, "Where it is.",
              lambda row: reverse("meetings:paper", args=[row.item.meeting.public_id, row.public_id])),
    ),
)  # fmt: skip
point = Shape(
    "AgendaPoint",
    "A point of the agenda. Of one behind closed doors only the number is told.",
    (
        Field("number", TEXT, "Its number."),
        Field("closed", YES_NO, "Whether it is not public."),
        Field("title", TEXT, "What it is about.", empty=True),
        Field("kind", one_of(AgendaItem.Kind.values), "What it is there for.", empty=True),
        Field("dossier", LINK, "Its dossier.", lambda row: to("dossiers", row.dossier) if row.dossier else None, empty=True),
        Field("decisions", Many(roll_call), "What was decided."),
        Field("papers", Many(paper), "Papers that everybody may read."),
    ),
)  # fmt: skip
_MEETING = (
    Field("id", KEY, "Its id.", lambda row: row.public_id),
    Field("body", body_name, "Who meet."),
    Field("startsAt", INSTANT, "When."),
    Field("place", TEXT, "Where, or empty."),
    Field("state", one_of(Meeting.State.values), "How it stands."),
    Field("call", NUMBER, "1, or 2 where too few members came the first time."),
    Field("page", LINK, "The page for people.", lambda row: reverse("meetings:meeting", args=[row.public_id])),
    Field("url", LINK, "All that is known of it.", lambda row: to("meetings", row.public_id)),
)
meeting = Shape("Meeting", "A public meeting.", _MEETING)


meeting_whole = Shape(
    "MeetingWhole",
    "A public meeting with its agenda.",
    (
        *of_inner(_MEETING, "meeting"),
        Field("agenda", Many(point), "In order.", lambda row: row.points),
        Field("minutes", LINK, "The minutes, once they are published.",
              lambda row: reverse("meetings:minutes_public", args=[row.meeting.public_id]) if row.minutes else None, empty=True),
    ),
)  # fmt: skip
