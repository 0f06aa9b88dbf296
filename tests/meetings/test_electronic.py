"""Votes on the screen, seat by seat, in a council whose profile knows them; and hands that are counted."""

import pytest

from raadzaal.council import profile
from raadzaal.council.models import Appointment
from raadzaal.journal.models import Entry
from raadzaal.meetings import actions, screens
from raadzaal.meetings.models import CastVote, Decision, Meeting, Voting
from raadzaal.meetings.profile_rules import rules_from_profile
from raadzaal.procedure.refusals import NotAllowed, Refused
from tests.meetings.makers import DAY, SECRETARIAT, acting, on_day, refused
from tests.meetings.test_agenda import add

pytestmark = pytest.mark.django_db
EVERYBODY = tuple(number for number in range(12) if number != 8)


@pytest.fixture
def elsewhere(settings):
    settings.RAADZAAL_PROFILE = "voorbeeldraad"


@pytest.fixture
def held(chamber, elsewhere):
    """An electronic vote with all eleven members present."""
    meeting = chamber.opened(*EVERYBODY)
    item = add(meeting, "Huishoudelijk reglement", "adopt")
    return meeting, begin(meeting, item)


def begin(meeting, item, form="electronic"):
    with on_day(DAY):
        return actions.open_voting(meeting, actor=SECRETARIAT, item=item, form=form)


def member(chamber, number, of="members"):
    return acting("council_member" if of == "members" else "substitute", "", getattr(chamber, of)[number])


def cast(chamber, held, number, value, actor=None):
    meeting, voting = held
    who = actor or member(chamber, number)
    with on_day(DAY):
        return actions.cast(meeting, actor=who, voting=voting, seat=chamber.seats[number], value=value)


def close(held, **more):
    meeting, voting = held
    with on_day(DAY):
        return actions.close_voting(meeting, actor=SECRETARIAT, voting=voting, **more)


def codes(decision) -> list[str]:
    return [step["code"] for step in decision.explanation]


def test_the_act_knows_roll_calls_only_and_the_example_council_screens_too():
    assert rules_from_profile(profile.load("ser")).forms("matter") == ("roll_call",)
    assert rules_from_profile(profile.load("voorbeeldraad")).forms("matter") == ("show_of_hands", "electronic")
    assert rules_from_profile(profile.load("voorbeeldraad")).forms("person") == ("secret_ballot",)


def test_a_council_that_does_not_know_it_cannot_begin_one(chamber):
    meeting = chamber.opened(*range(8))
    item = add(meeting, "Huishoudelijk reglement", "adopt")
    with on_day(DAY), refused("other_form"):
        actions.open_voting(meeting, actor=SECRETARIAT, item=item, form="electronic")
    assert not Voting.objects.exists()


def test_each_seat_votes_once_and_may_change_until_the_close(chamber, held):
    cast(chamber, held, 0, "for")
    cast(chamber, held, 0, "against")
    for number in range(1, 7):
        cast(chamber, held, number, "for")
    decision = close(held)
    assert (decision.method, decision.in_favour, decision.against) == ("electronic", 6, 1)
    assert decision.result == "adopted"
    assert decision.votes.count() == 7
    assert "on_screen" in codes(decision)
    told = next(step for step in decision.explanation if step["code"] == "on_screen")
    assert told["params"]["citation"] == "Rules of procedure of the Example Council"


def test_what_has_been_said_twice_counts_once_and_stands_in_the_journal_once(chamber, held):
    first = cast(chamber, held, 0, "for")
    again = cast(chamber, held, 0, "for")
    assert first.pk == again.pk
    assert Entry.objects.filter(kind="meetings.cast").count() == 1


def test_where_the_profile_says_so_a_vote_is_final(chamber, elsewhere):
    meeting = chamber.opened(*EVERYBODY)
    voting = begin(meeting, add(meeting, "Reglement", "adopt"))
    Voting.objects.filter(pk=voting.pk).update(may_change=False)
    held = (meeting, voting)
    cast(chamber, held, 0, "for")
    cast(chamber, held, 0, "for")
    with refused("vote_final"):
        cast(chamber, held, 0, "against")


def test_nobody_votes_for_another_not_even_the_secretary(chamber, held):
    for actor in (SECRETARIAT, member(chamber, 1), member(chamber, 0, of="substitutes")):
        with pytest.raises(NotAllowed):
            cast(chamber, held, 0, "for", actor=actor)
    meeting, voting = held
    with on_day(DAY), refused("on_screen"):
        actions.record_votes(meeting, actor=SECRETARIAT, voting=voting, votes={chamber.seats[0].pk: "for"}, seen={})
    assert not CastVote.objects.exists()


def test_of_member_and_substitute_the_one_who_signed_votes_and_the_other_is_told(chamber, held):
    meeting, _voting = held
    with on_day(DAY):
        actions.sign_out(meeting, actor=SECRETARIAT, seat=chamber.seats[1])
        chamber.sign(meeting, substitutes=(1,))
    cast(chamber, held, 1, "against", actor=member(chamber, 1, of="substitutes"))
    with pytest.raises(NotAllowed, match=r"Vervanger 1 raad.* 2 "):
        cast(chamber, held, 1, "for")
    with on_day(DAY):
        assert chamber.substitutes[1].name in screens.why_no_vote(meeting, member(chamber, 1))
    decision = close(held)
    assert [(vote.person, vote.value) for vote in decision.votes.all()] == [(chamber.substitutes[1], "against")]


def test_a_vacant_seat_and_an_empty_one_have_no_vote(chamber, held):
    meeting, _voting = held
    with refused("not_present"):
        cast(chamber, held, 8, "for", actor=member(chamber, 8, of="substitutes"))
    Appointment.objects.filter(person=chamber.members[2]).update(valid_until=DAY)
    with refused("not_present"):
        cast(chamber, held, 2, "for")


def test_before_the_close_the_chain_shows_that_a_seat_voted_and_after_it_what(chamber, held):
    cast(chamber, held, 0, "against")
    entry = Entry.objects.get(kind="meetings.cast")
    assert b"against" not in bytes(entry.body)
    assert entry.audience == "secretariat"
    for number in range(1, 7):
        cast(chamber, held, number, "for")
    close(held)
    closing = Entry.objects.get(kind="meetings.close_voting")
    assert f'"{chamber.seats[0].public_id}":"against"' in bytes(closing.body).decode().replace(" ", "")


def test_what_came_after_the_close_was_not_counted_and_says_so(chamber, held):
    for number in range(7):
        cast(chamber, held, number, "for")
    decision = close(held)
    with refused("vote_closed"):
        cast(chamber, held, 9, "against")
    assert (decision.in_favour, decision.against) == (7, 0)


def test_no_screen_tells_before_the_close_how_it_stands(chamber, held, client):
    cast(chamber, held, 0, "against")
    meeting = Meeting.objects.select_related("body").get(pk=held[0].pk)
    with on_day(DAY):
        shown = screens.context(meeting, SECRETARIAT)
        page = client.get(f"/vergaderingen/{meeting.public_id}/scherm/").content.decode()
    assert shown["vote"].seats == [] and shown["vote"].so_far == []
    assert "1 zetel heeft gestemd" in page
    assert chamber.members[0].name not in page


def test_equal_votes_are_decided_by_the_chair_and_without_the_chair_it_is_asked_for(chamber, held):
    for number in range(5):
        cast(chamber, held, number, "for")
    for number in (5, 6, 7, 9, 10):
        cast(chamber, held, number, "against")
    with refused("chair-vote-needed"):
        close(held)
    assert not Decision.objects.exists()
    decision = close(held, casting="for")
    assert decision.result == "adopted"
    assert "casting_vote" in codes(decision)


def test_the_chair_s_own_vote_is_the_casting_one(chamber, held):
    Appointment.objects.create(
        person=chamber.members[0], role="chair", body=chamber.body, valid_from=DAY, recorded_at=held[0].opened_at
    )
    for number in range(5):
        cast(chamber, held, number, "against")
    for number in (5, 6, 7, 9, 10):
        cast(chamber, held, number, "for")
    assert close(held, casting="for").result == "rejected"


def test_hands_are_counted_without_names(chamber, elsewhere):
    meeting = chamber.opened(*EVERYBODY)
    voting = begin(meeting, add(meeting, "Reglement", "adopt"), form="")
    decision = close((meeting, voting), hands=actions.Hands({"for": 6, "against": 3, "blank": 2}))
    assert (decision.method, decision.result) == ("show_of_hands", "adopted")
    assert (decision.in_favour, decision.against, decision.blank) == (6, 3, 2)
    assert not decision.votes.exists()
    assert {"form_show_of_hands", "hands_counted"} <= set(codes(decision))


@pytest.mark.parametrize("hands", [{"for": 12}, {"for": 6, "against": 6}, {"for": 0}])
def test_more_hands_than_members_or_none_are_no_vote(chamber, elsewhere, hands):
    meeting = chamber.opened(*EVERYBODY)
    voting = begin(meeting, add(meeting, "Reglement", "adopt"), form="")
    with pytest.raises(Refused):
        close((meeting, voting), hands=actions.Hands(hands))
    assert not Decision.objects.exists()


def test_hands_by_name_are_kept_by_name(chamber, elsewhere):
    meeting = chamber.opened(*EVERYBODY)
    voting = begin(meeting, add(meeting, "Reglement", "adopt"), form="")
    votes = {chamber.seats[number].pk: "for" for number in range(7)}
    with on_day(DAY):
        actions.record_votes(meeting, actor=SECRETARIAT, voting=voting, votes=votes, seen={})
    with refused("by_name"):
        close((meeting, voting), hands=actions.Hands({"for": 3}))
    decision = close((meeting, voting))
    assert (decision.method, decision.votes.count()) == ("show_of_hands", 7)
