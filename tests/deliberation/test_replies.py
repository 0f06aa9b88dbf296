import hashlib
import json
from datetime import timedelta

import pytest

from raadzaal.deliberation import actions, queries
from raadzaal.deliberation.models import Position, Reply
from raadzaal.journal.models import Entry
from raadzaal.procedure.refusals import NotAllowed
from tests.deliberation.makers import DEADLINE, TODAY, actor, on_day, refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def save(asked, reply, index=0, stance="objection", *words, key="fnv", **more):
    return actions.save_position(reply, asked.nodes[index], stance, *words, actor=asked.colleague(key), **more)


def test_a_draft_is_kept_as_it_grows_and_leaves_no_trace_in_the_journal(asked):
    reply = asked.draft("fnv", (0, "", "nog geen keuze"), (0, "objection", "Te duur", "Goedkoper"))
    position = reply.positions.get()
    assert (position.stance, position.reason, position.proposed) == ("objection", "Te duur", "Goedkoper")
    assert position.author_name == "colleague at fnv"
    assert not Entry.objects.filter(kind__startswith="deliberation").exists()


def test_an_emptied_position_is_no_position(asked):
    reply = asked.draft("fnv", (0, "support"))
    assert save(asked, reply, 0, "") is None
    assert not reply.positions.exists()


def test_two_colleagues_share_one_reply(asked):
    one = actions.start_reply(asked.invitation("fnv"), actor=asked.colleague("fnv"))
    other = actions.start_reply(asked.invitation("fnv"), actor=asked.coordinator("fnv"))
    assert one == other


def test_a_colleague_is_not_overwritten_unseen(asked):
    reply = asked.draft("fnv", (0, "support"))
    seen = actions.drafts.version(reply.positions.get())
    with on_day(TODAY + DAY):
        changed = save(asked, reply, 0, "objection", "Te duur", seen=seen)
        with refused("changed_meanwhile") as told:
            save(asked, reply, 0, "reservation", "Te traag", seen=seen)
    assert "colleague at fnv" in str(told.value)
    assert reply.positions.get().reason == changed.reason


@pytest.mark.parametrize("who", ["coordinator", "colleague"])
def test_another_organisation_cannot_touch_a_draft(asked, who):
    reply = asked.draft("fnv", (0, "support"))
    stranger = getattr(asked, who)("cnv")
    with pytest.raises(NotAllowed):
        actions.save_position(reply, asked.nodes[1], "support", actor=stranger)
    with pytest.raises(NotAllowed):
        actions.save_general(reply, "x", actor=stranger)
    with pytest.raises(NotAllowed):
        actions.start_reply(asked.invitation("fnv"), actor=stranger)
    with pytest.raises(NotAllowed):
        actions.submit_reply(reply, actor=stranger, on=TODAY)


def test_a_draft_takes_only_known_stances_on_paragraphs_of_this_text(asked):
    reply = asked.draft("fnv")
    heading = asked.milestone.lines.get(order=0).node
    with refused("not_in_draft"):
        actions.save_position(reply, heading, "support", actor=asked.colleague("fnv"))
    with refused("unknown_stance"):
        save(asked, reply, 0, "applause")
    with refused("too_long"):
        save(asked, reply, 0, "objection", "x" * 5001)
    with refused("too_long"):
        actions.save_general(reply, "x" * 20001, actor=asked.colleague("fnv"))


def test_signs_that_nobody_sees_are_taken_out(asked):
    reply = asked.draft("fnv", (0, "objection", "Te\x00 duur\r\nen traag"))
    assert reply.positions.get().reason == "Te duur\nen traag"


def test_the_coordinator_sends_the_reply_and_the_journal_holds_its_digest(asked):
    reply = asked.submit("fnv", (1, "objection", "Te duur", "Goedkoper"), (0, "support"), general="Dank")
    said = {
        "general": "Dank",
        "positions": [
            {"node": asked.nodes[0].public_id, "proposed": "", "reason": "", "stance": "support"},
            {"node": asked.nodes[1].public_id, "proposed": "Goedkoper", "reason": "Te duur", "stance": "objection"},
        ],
    }
    expected = hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    entry = Entry.objects.get(kind="deliberation.submit_reply")
    facts = json.loads(bytes(entry.body))["facts"]
    assert reply.digest == facts["digest"] == expected
    assert facts["positions"] == 2
    assert entry.audience == "organisation"
    assert entry.scope == asked.organisations["fnv"].public_id
    assert entry.dossier == asked.case.public_id
    assert b"Te duur" not in bytes(entry.body)


def test_a_colleague_who_does_not_coordinate_cannot_send(asked):
    reply = asked.draft("fnv", (0, "support"))
    with pytest.raises(NotAllowed):
        actions.submit_reply(reply, actor=asked.colleague("fnv"), on=TODAY)
    with pytest.raises(NotAllowed):
        actions.submit_reply(reply, actor=actor("committee_secretary", asked.committee.public_id), on=TODAY)


@pytest.mark.parametrize("position", [(0, "objection"), (0, "reservation"), (0, "", "een reden zonder standpunt")])
def test_a_reservation_or_objection_says_why_and_a_reason_has_a_stance(asked, position):
    reply = asked.draft("fnv", position, (1, "support"))
    with refused("incomplete") as told:
        actions.submit_reply(reply, actor=asked.coordinator("fnv"), on=TODAY)
    assert told.value.params["labels"] == "1"
    assert Reply.objects.get(pk=reply.pk).submitted_at is None


def test_an_empty_reply_is_no_reply_but_general_remarks_alone_are(asked):
    reply = asked.draft("fnv")
    with refused("empty_reply"):
        actions.submit_reply(reply, actor=asked.coordinator("fnv"), on=TODAY)
    assert asked.submit("cnv", general="Wij steunen het geheel.").submitted_at


def test_a_reply_is_sent_once_and_then_fixed(asked):
    reply = asked.submit("fnv", (0, "support"))
    with refused("submitted"):
        actions.submit_reply(reply, actor=asked.coordinator("fnv"), on=TODAY)
    with refused("submitted"):
        save(asked, reply, 1, "support")
    with refused("submitted"):
        actions.save_general(reply, "Nog iets", actor=asked.coordinator("fnv"))


def test_the_last_day_itself_is_on_time_and_the_day_after_too_late(asked):
    assert not asked.submit("fnv", (0, "support"), on=DEADLINE).late
    with refused("too_late"):
        asked.submit("cnv", (0, "support"), on=DEADLINE + DAY)


def test_what_the_secretary_takes_after_the_last_day_is_marked_late(asked):
    asked.allow_late("cnv", on=DEADLINE + DAY)
    assert asked.submit("cnv", (0, "support"), on=DEADLINE + DAY).late


def test_after_closing_nothing_comes_in_any_more(asked):
    reply = asked.draft("fnv", (0, "support"))
    asked.close()
    with refused("round_closed"):
        actions.submit_reply(reply, actor=asked.coordinator("fnv"), on=TODAY)
    with refused("round_closed"):
        save(asked, reply, 1, "support")
    with refused("round_closed"):
        actions.start_reply(asked.invitation("cnv"), actor=asked.coordinator("cnv"))


def test_a_closed_dossier_needs_no_replies(asked):
    reply = asked.draft("fnv", (0, "support"))
    asked.case.closed_on = TODAY
    asked.case.save()
    with refused("case_closed"):
        actions.submit_reply(reply, actor=asked.coordinator("fnv"), on=TODAY)


def test_what_is_missing_is_told_before_sending(asked):
    reply = asked.draft("fnv", (0, "support"), (1, "objection"), (2, "", "waarom"))
    told = queries.completeness(queries.places(asked.round, reply))
    assert (told.total, told.done, told.ready) == (6, 1, False)
    assert [(each.line.label, each.missing) for each in told.incomplete] == [("2", "reason"), ("3", "stance")]
    assert len(told.unanswered) == 3
    save(asked, reply, 1, "objection", "Te duur")
    save(asked, reply, 2, "")
    assert queries.completeness(queries.places(asked.round, reply)).ready
    assert Position.objects.count() == 2
