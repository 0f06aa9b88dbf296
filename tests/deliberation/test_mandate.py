"""A reply as a whole: provisional, confirmed, taken back, late, with more time; and the settings of a round."""

from dataclasses import replace
from datetime import timedelta

import pytest

from raadzaal.correspondence.models import OutgoingMail
from raadzaal.council import profile
from raadzaal.council.models import Appointment
from raadzaal.council.profile.localised import Localised
from raadzaal.deliberation import actions, queries
from raadzaal.deliberation.models import Position, Reply
from raadzaal.deliberation.queries.board import board
from raadzaal.deliberation.scale import scale_of
from raadzaal.journal import followers
from raadzaal.journal.models import Entry
from tests.deliberation.makers import DEADLINE, TODAY, consultation, on_day, open_round, refused
from tests.deliberation.test_rooms import client_for, person, person_in_committee

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def submit(asked, key: str, *positions, mandate: str):
    return actions.submit_reply(asked.draft(key, *positions), actor=asked.coordinator(key), mandate=mandate)


# -- the mandate ----------------------------------------------------------------------------------------------------


def test_a_provisional_reply_is_confirmed_later_as_it_was(asked):
    reply = submit(asked, "fnv", (0, "support"), mandate="provisional")
    assert reply.provisional
    seal = reply.digest
    reply = actions.confirm_reply(reply, actor=asked.coordinator("fnv"))
    assert (reply.provisional, reply.digest) == (False, seal)


def test_or_with_changes_that_come_in_whole(asked):
    reply = submit(asked, "fnv", (0, "support"), (1, "support"), mandate="provisional")
    seal = reply.digest
    changes = [
        actions.Change(asked.nodes[0], "objection", "De leden willen dit niet"),
        actions.Change(asked.nodes[1]),
        actions.Change(asked.nodes[2], "support"),
    ]
    reply = actions.confirm_reply(reply, actor=asked.coordinator("fnv"), changes=changes)
    assert reply.digest != seal
    said = {each.node_id: each.stance for each in Position.objects.filter(reply=reply)}
    assert said == {asked.nodes[0].pk: "objection", asked.nodes[2].pk: "support"}


def test_a_change_that_is_not_whole_changes_nothing(asked):
    reply = submit(asked, "fnv", (0, "support"), mandate="provisional")
    with refused("incomplete"):
        changes = [actions.Change(asked.nodes[1], "support"), actions.Change(asked.nodes[0], "objection")]
        actions.confirm_reply(reply, actor=asked.coordinator("fnv"), changes=changes)
    assert Position.objects.get().stance == "support"
    assert Reply.objects.get().provisional


def test_after_closing_it_can_be_confirmed_only_as_it_was(asked):
    reply = submit(asked, "fnv", (0, "support"), mandate="provisional")
    asked.close()
    with refused("round_closed"):
        actions.confirm_reply(
            reply, actor=asked.coordinator("fnv"), changes=[actions.Change(asked.nodes[1], "support")]
        )
    assert not actions.confirm_reply(reply, actor=asked.coordinator("fnv")).provisional


@pytest.mark.parametrize("who", ["colleague", "other", "secretary"])
def test_only_the_own_coordinator_confirms_and_takes_back(asked, who):
    reply = submit(asked, "fnv", (0, "support"), mandate="provisional")
    actor = {
        "colleague": asked.colleague("fnv"),
        "other": asked.coordinator("cnv"),
        "secretary": asked.of_committee("secretary"),
    }[who]
    with refused("not_allowed"):
        actions.confirm_reply(reply, actor=actor)
    with refused("not_allowed"):
        actions.withdraw_reply(reply, actor=actor, reason="Omdat")


def test_a_reply_that_is_taken_back_is_a_draft_again(asked):
    reply = asked.submit("fnv", (0, "support"))
    with refused("missing"):
        actions.withdraw_reply(reply, actor=asked.coordinator("fnv"), reason=" ")
    actions.withdraw_reply(reply, actor=asked.coordinator("fnv"), reason="Verkeerde versie")
    secretary = asked.of_committee("secretary")
    assert not queries.replies_visible(secretary).exists()
    assert [row.cells for row in queries.table(asked.round, secretary) if row.cells] == []
    assert (
        next(row for row in board(asked.round) if row.invitation.organisation.key == "fnv").progress.status
        == "drafting"
    )
    asked.draft("fnv", (0, "objection", "Toch niet"))
    assert asked.submit("fnv").submitted_at


def test_after_closing_nothing_is_taken_back(asked):
    reply = asked.submit("fnv", (0, "support"))
    asked.close()
    with refused("round_closed"):
        actions.withdraw_reply(reply, actor=asked.coordinator("fnv"), reason="Te laat")


def test_the_next_coordinator_goes_on_with_the_drafts(asked):
    asked.draft("fnv", (0, "objection", "Van de vorige"))
    actions.save_remark(asked.invitation("fnv"), asked.nodes[1], "", "Binnen gezegd", actor=asked.colleague("fnv"))
    first = person(asked, "de-eerste", "fnv", Appointment.Role.COORDINATOR)
    Appointment.objects.filter(person=first).update(valid_until=TODAY + 2 * DAY)
    second = person(asked, "de-volgende", "fnv", Appointment.Role.COORDINATOR)
    base = f"/werk/rondes/{asked.round.public_id}/"
    with on_day(TODAY + 3 * DAY):
        assert client_for(first).get(base).status_code == 404
        client = client_for(second)
        page = client.get(base).content.decode()
        assert "Van de vorige" in page
        assert "Binnen gezegd" in page
        assert client.post(f"{base}verzenden/", {"mandate": "provisional"}).status_code == 302
    assert Reply.objects.get().submitted_by == second.name


# -- time -----------------------------------------------------------------------------------------------------------


def ask(asked, key: str = "fnv", until=DEADLINE + 5 * DAY):
    return actions.ask_time(
        asked.invitation(key), actor=asked.coordinator(key), until=until, reason="De ledenraad is later"
    )


def answer(asked, request, granted: bool, reason: str = "Goed", until=None):
    return actions.answer_time(
        asked.round,
        actor=asked.of_committee("secretary"),
        request=request,
        granted=granted,
        until=until,
        reason=reason,
    )


def test_more_time_is_for_the_one_who_asked(asked):
    answer(asked, ask(asked), granted=True)
    assert asked.invitation("fnv").last_day == DEADLINE + 5 * DAY
    assert asked.invitation("cnv").last_day == DEADLINE


def test_a_refusal_has_its_reason_and_moves_nothing(asked):
    request = ask(asked)
    with refused("missing"):
        answer(asked, request, granted=False, reason="")
    answer(asked, request, granted=False, reason="De raad wacht")
    assert asked.invitation("fnv").last_day == DEADLINE
    with refused("answered"):
        answer(asked, request, granted=True)


def test_one_request_at_a_time(asked):
    ask(asked)
    with refused("asked"):
        ask(asked)


def test_what_one_asks_stands_in_no_journal_of_another(asked):
    answer(asked, ask(asked), granted=True)
    told = Entry.objects.filter(kind__in=["deliberation.ask_time", "deliberation.answer_time"])
    assert {(each.audience, each.scope) for each in told} == {("organisation", asked.organisations["fnv"].public_id)}


def test_a_late_reply_is_taken_after_closing_too_when_the_secretary_says_so(asked):
    asked.case.stage = "processing"
    asked.case.save()
    asked.close()
    with refused("round_closed"):
        asked.submit("fnv", (0, "support"), on=DEADLINE + 3 * DAY)
    asked.allow_late("fnv", on=DEADLINE + 3 * DAY)
    asked.invitation("fnv")
    reply = asked.submit("fnv", (0, "objection", "Toch nog"), on=DEADLINE + 3 * DAY)
    assert reply.late
    assert queries.open_remarks(asked.round).count() == 1


def test_who_still_has_time_or_has_replied_needs_no_leave(asked):
    with refused("not_late"):
        asked.allow_late("fnv", on=TODAY)
    asked.submit("fnv", (0, "support"))
    with refused("submitted"):
        asked.allow_late("fnv", on=DEADLINE + DAY)


def test_only_who_has_not_answered_is_reminded_and_told_what_is_left(asked, django_capture_on_commit_callbacks):
    asked.submit("cnv", (0, "support"))
    asked.draft("fnv", (0, "support"), (1, "objection"))
    for key in ("fnv", "cnv", "vno"):
        person(asked, f"coordinator-{key}", key, Appointment.Role.COORDINATOR)
    followers.catch_up()
    told = actions.remind(asked.round, actor=asked.of_committee("secretary"))
    assert {each.organisation.key for each in told} == {"fnv", "vno", "lto"}
    followers.catch_up()
    mails = {each.to: each.body for each in OutgoingMail.objects.all()}
    assert set(mails) == {"coordinator-fnv@x.example", "coordinator-vno@x.example"}
    assert "5" in mails["coordinator-fnv@x.example"]
    assert "6" in mails["coordinator-vno@x.example"]
    [entry] = Entry.objects.filter(kind="deliberation.remind")
    assert b"open" not in bytes(entry.body)
    with refused("reminded"):
        actions.remind(asked.round, actor=asked.of_committee("secretary"))


def test_the_board_tells_how_far_and_the_secretary_answers_on_it(asked):
    request = ask(asked)
    submit(asked, "cnv", (0, "support"), mandate="provisional")
    secretary = client_for(person_in_committee(asked))
    url = f"/werk/rondes/{asked.round.public_id}/voortgang/"
    page = secretary.get(url).content.decode()
    assert "De ledenraad is later" in page
    refusal = secretary.post(url, {"do": "refuse", "about": request.public_id})
    assert refusal.status_code == 422
    key = request.public_id
    assert secretary.post(url, {"do": "grant", "about": key, f"{key}-reason": "Goed"}).status_code == 302
    assert secretary.post(url, {"do": "remind"}).status_code == 302
    assert asked.invitation("fnv").last_day == DEADLINE + 5 * DAY


def test_pages_of_the_coordinator(asked):
    coordinator = client_for(person(asked, "coordinator-fnv", "fnv", Appointment.Role.COORDINATOR))
    base = f"/werk/rondes/{asked.round.public_id}/"
    day = (DEADLINE + 5 * DAY).isoformat()
    assert coordinator.post(f"{base}uitstel/", {"until": day}).status_code == 422
    assert coordinator.post(f"{base}uitstel/", {"until": day, "reason": "Ledenraad"}).status_code == 302
    asked.draft("fnv", (0, "support"))
    assert coordinator.post(f"{base}verzenden/", {}).status_code == 422
    assert coordinator.post(f"{base}verzenden/", {"mandate": "provisional"}).status_code == 302
    key = asked.nodes[0].public_id
    wrong = coordinator.post(f"{base}bevestigen/", {f"{key}-stance": "objection", f"{key}-proposed": "Anders"})
    assert wrong.status_code == 422
    assert "Anders" in wrong.content.decode()
    given = {f"{key}-stance": "objection", f"{key}-reason": "De leden", f"{key}-proposed": "Anders"}
    assert coordinator.post(f"{base}bevestigen/", given).status_code == 302
    assert Position.objects.get().stance == "objection"
    assert coordinator.get(f"{base}bevestigen/").status_code == 404
    assert coordinator.post(f"{base}intrekken/", {"reason": "Verkeerd"}).status_code == 302
    assert Reply.objects.get().submitted_at is None


# -- the settings of a round ----------------------------------------------------------------------------------------


def test_a_round_offers_its_own_scale(db):
    with on_day(TODAY):
        made = consultation(opened=False)
        support, _reservation, objection, _no_view = profile.active().rounds.stances
        asks = replace(support, needs_reason=True, question=Localised({"nl": "Wat maakt dit werkbaar?", "en": "What?"}))
        made.round = open_round(made, scale=[asks, objection], replies_seen="own_in")
        assert [each.key for each in scale_of(made.round)] == ["support", "objection"]
        with refused("unknown_stance"):
            made.draft("fnv", (0, "no_view"))
        reply = made.draft("fnv", (0, "support"))
        with refused("incomplete"):
            actions.submit_reply(reply, actor=made.coordinator("fnv"))
        client = client_for(person(made, "coordinator-fnv", "fnv", Appointment.Role.COORDINATOR))
        page = client.get(f"/werk/rondes/{made.round.public_id}/").content.decode()
        assert "Wat maakt dit werkbaar?" in page


def test_a_scale_has_two_stances_of_the_council_at_least(db):
    with on_day(TODAY):
        made = consultation(opened=False)
        with refused("short_scale"):
            open_round(made, scale=profile.active().rounds.stances[:1])


def test_others_react_with_a_standing_of_their_own(db):
    with on_day(TODAY):
        made = consultation(opened=False, asked=(("fnv", "workers"), ("cpb", ""), ("jongeren", "")))
        pk = made.organisations["jongeren"].pk
        open_round(made, standings={pk: "youth", made.organisations["fnv"].pk: "expert"})
        told = {each.organisation.key: each.standing for each in made.case.rounds.get().invitations.all()}
        assert told == {"fnv": "party", "cpb": "advisory", "jongeren": "youth"}
