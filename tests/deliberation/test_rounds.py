from datetime import timedelta

import pytest

from raadzaal.deliberation import actions, queries
from raadzaal.journal import acts
from raadzaal.procedure.refusals import Refused
from tests.deliberation.makers import DEADLINE, TODAY, consultation, on_day, open_round, refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_opening_invites_each_organisation_once_and_remembers_who_asks():
    made = consultation(opened=False)
    twice = [*made.organisations.values(), *made.organisations.values()]
    opened = open_round(made, organisations=twice)
    assert opened.invitations.count() == 4
    assert opened.committee == made.committee
    assert opened.role_scopes()["committee_secretary"] == {made.committee.public_id}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"organisations": []}, "no_organisations"),
        ({"deadline": None}, "no_deadline"),
        ({"deadline": TODAY}, "deadline_too_early"),
        ({"deadline": TODAY + 400 * DAY}, "deadline_too_late"),
    ],
)
def test_a_round_needs_organisations_and_a_sensible_last_day(changed, code):
    with refused(code):
        open_round(consultation(opened=False), **changed)


def test_a_second_round_waits_for_the_first(asked):
    with refused("round_open"):
        open_round(asked)
    asked.close()
    assert open_round(asked).pk != asked.round.pk


def test_writers_refuse_to_write_outside_an_act(asked):
    with pytest.raises(acts.NoAct):
        actions.close_round(asked.round, on=TODAY)
    with pytest.raises(acts.NoAct):
        actions.open_round(asked.case, asked.milestone, [], DEADLINE, actor=asked.of_committee("secretary"), on=TODAY)
    with pytest.raises(acts.NoAct):
        actions.extend(asked.round, asked.organisations["fnv"], DEADLINE + DAY, on=TODAY)


def extend(asked, key="fnv", until=DEADLINE + 7 * DAY, reason="Congres"):
    with acts.act():
        return actions.extend(asked.round, asked.organisations[key], until, reason, on=TODAY)


def test_one_organisation_gets_more_time_and_the_others_do_not(asked):
    extended = extend(asked)
    assert extended.last_day == DEADLINE + 7 * DAY
    assert asked.invitation("cnv").last_day == DEADLINE


def test_more_time_is_given_as_often_as_the_profile_says(asked):
    extend(asked)
    with refused("extended_enough"):
        extend(asked, until=DEADLINE + 14 * DAY)


def test_more_time_is_later_and_not_for_who_was_not_asked_or_has_replied(asked):
    with refused("deadline_too_early"):
        extend(asked, until=DEADLINE)
    asked.submit("fnv", (0, "support"))
    with refused("submitted"):
        extend(asked)
    asked.invitation("cnv").delete()
    with refused("not_asked"):
        extend(asked, "cnv")
    asked.close()
    with refused("round_closed"):
        extend(asked, "vno")


def test_a_round_closes_when_the_last_day_is_over(asked):
    with refused("round_runs") as told:
        asked.close(on=DEADLINE)
    assert "FNV" in str(told.value)
    asked.close(on=DEADLINE + DAY)
    assert asked.round.closed_on == DEADLINE + DAY


def test_a_round_closes_earlier_when_every_reply_is_in(asked):
    for key in asked.organisations:
        asked.submit(key, (0, "support"))
    asked.close(on=TODAY)
    assert asked.round.closed_on == TODAY


def test_a_round_waits_for_who_got_more_time(asked):
    extend(asked, "lto")
    with refused("round_runs") as told:
        asked.close(on=DEADLINE + DAY)
    assert "LTO" in str(told.value)
    assert "FNV" not in str(told.value)


def test_a_round_closes_once(asked):
    asked.close()
    with refused("round_closed"):
        asked.close()


def test_progress_tells_how_far_each_organisation_is(asked):
    actions.mark_opened(asked.invitation("cnv"), actor=asked.colleague("cnv"))
    asked.draft("vno", (0, "support"))
    asked.submit("lto", (0, "support"))
    told = {each.invitation.organisation.key: each.status for each in queries.progress(asked.round)}
    assert told == {"fnv": "invited", "cnv": "opened", "vno": "drafting", "lto": "submitted"}


def test_an_organisation_sees_what_waits_for_it_until_it_has_replied(asked):
    organisation = {asked.organisations["fnv"].public_id}
    assert [each.round for each in queries.waiting_for(organisation)] == [asked.round]
    asked.draft("fnv", (0, "support"))
    assert queries.waiting_for(organisation).count() == 1
    asked.submit("fnv")
    assert not queries.waiting_for(organisation)


def test_nothing_waits_in_a_closed_round_or_dossier(asked):
    asked.case.closed_on = TODAY
    asked.case.save()
    assert not queries.waiting_for([asked.organisations["fnv"].public_id])


def test_only_the_organisation_itself_marks_that_it_has_looked(asked):
    with pytest.raises(Refused):
        actions.mark_opened(asked.invitation("cnv"), actor=asked.coordinator("fnv"))
    with on_day(TODAY):
        actions.mark_opened(asked.invitation("cnv"), actor=asked.coordinator("cnv"))
    first = asked.invitation("cnv").opened_at
    with on_day(DEADLINE):
        actions.mark_opened(asked.invitation("cnv"), actor=asked.coordinator("cnv"))
    assert asked.invitation("cnv").opened_at == first
