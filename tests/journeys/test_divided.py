"""A council that does not agree: a roll call, a differing view in the text, a minority note (arts. 24-26 and 45 Wet op de SER)."""

import pytest

from raadzaal.advice import actions
from raadzaal.meetings import actions as meetings
from raadzaal.meetings.models import Decision, RollCallVote
from raadzaal.procedure.refusals import Refused
from tests.dossier import Dossier, Sitting

EMPLOYERS = tuple(range(1, 13))


def test_a_majority_adopts_and_the_minority_is_heard(world):
    # Given a draft from which the employers differ in one paragraph, which the draft says
    dossier = Dossier.requested(world).accepted().to_processing()
    actions.dissent(
        dossier.advice,
        actor=dossier.secretary,
        text="Een deel van de raad kiest voor een andere weg.",
        seats=[world.seat(number) for number in EMPLOYERS],
        form="in_text",
        node=dossier.node(2),
    )
    sitting = Sitting.called(world)
    dossier.frozen("green").tabled(sitting)

    # When a member asks for a vote, and six vote against
    sitting.begin(absent=[34], substituted=[3])
    item = dossier.advice.agenda_items.get()
    meetings.ask_for_vote(item, person=world.person("bart-zonderland"), actor=world.actor("bart-zonderland"))
    with pytest.raises(Refused) as refused:
        dossier.adopted()
    assert refused.value.code == "vote_asked"
    decision = dossier.adopted(sitting.votes(against=[2, 4, 9, 10, 11, 12], blank=[33]))

    # Then the advice is adopted, each member's vote is known, and two of the minority add a note
    assert decision.result == Decision.Result.ADOPTED
    assert (decision.in_favour, decision.against, decision.blank) == (28, 6, 1)
    by_substitute = RollCallVote.objects.get(decision=decision, seat=world.seat(3))
    assert by_substitute.person == world.person("femke-ottevanger")
    note = actions.dissent(
        dossier.advice,
        actor=world.secretary_general,
        text="Twee leden vinden de wachttijd te lang.",
        seats=[world.seat(9), world.seat(10)],
        form="minority_note",
    )
    assert {seat.number for seat in note.seats.all()} == {9, 10}
    sitting.end()
    assert dossier.stage == "adopted"
    assert dossier.advice.dissents.count() == 2


def test_who_was_not_there_cannot_add_a_minority_note(world):
    dossier = Dossier.requested(world).accepted()
    sitting = Sitting.called(world, in_days=40)
    dossier.to_tabled(sitting)
    sitting.begin(absent=[17])
    dossier.adopted(sitting.votes(against=[20]))
    with pytest.raises(Refused) as refused:
        actions.dissent(
            dossier.advice,
            actor=world.secretary_general,
            text="Wij zijn het er niet mee eens.",
            seats=[world.seat(17), world.seat(20)],
            form="minority_note",
        )
    assert (refused.value.code, refused.value.field) == ("not_defended", "seats")
    assert not dossier.advice.dissents.exists()


def test_a_lost_vote_sends_the_draft_back_to_the_committee(world):
    dossier = Dossier.requested(world).accepted()
    sitting = Sitting.called(world, in_days=40)
    dossier.to_tabled(sitting)
    sitting.begin()
    decision = dossier.adopted(sitting.votes(against=range(1, 20)))
    assert decision.result == Decision.Result.REJECTED
    assert dossier.stage == "processing"
    assert dossier.letter("advice_offered") is None
