"""A request that everybody agrees on, until it is known what became of its recommendations."""

from datetime import date

from raadzaal.advice import actions
from raadzaal.advice.models import FollowUp, Status
from raadzaal.correspondence.models import Letter, OutgoingMail
from raadzaal.journal import followers
from raadzaal.journal.models import Entry
from raadzaal.meetings.models import Decision
from raadzaal.publications.models import PublicEvent
from tests.dossier import Dossier, Sitting, answered


def test_from_request_to_an_answered_recommendation(world):
    # Given a minister who asks for advice, and an executive committee that accepts
    dossier = Dossier.requested(world)
    assert dossier.stage == "requested"
    assert dossier.letter("request_received").state == Letter.State.DRAFT
    world.days_later(7)
    dossier.accepted("sea", "prepare")
    assert dossier.letter_sent("request_accepted").sent_by == world.secretariat.name

    # When the committee writes, asks the organisations, and works in their remarks
    dossier.written().frozen("white").consulted()
    world.days_later(20)
    dossier.replied("fnv", p3=("reservation", "De vergoeding ontbreekt."))
    for organisation in ("vno_ncw", "mkb_nederland", "cnv"):
        dossier.replied(organisation, p1=("support", ""))
    dossier.round_closed()
    revision = dossier.edited(3, "Voeg het verlof samen en vergoed het.", why="Op verzoek van de FNV")
    dossier.disposed("fnv", "taken_over", worked_in=revision)
    dossier.frozen("green")

    # And the council adopts it without a vote
    sitting = Sitting.called(world)
    dossier.tabled(sitting)
    sitting.begin(absent=[33], substituted=[5])
    decision = dossier.adopted()
    sitting.end()
    assert (decision.result, decision.present, decision.sitting) == (Decision.Result.ADOPTED, 35, 36)
    publication = dossier.advice.publication
    assert (publication.year, publication.serial) == (2026, 1)

    # Then it goes to the minister, who has three months from the day of receipt (art. 24 Kaderwet adviescolleges)
    world.clock_at(date(2026, 10, 13))
    dossier.sent()
    world.clock_at(date(2026, 10, 15))
    dossier.received().published()
    term = dossier.advice.terms.get()
    assert (term.rule, term.since, term.due) == ("response", date(2026, 10, 15), date(2027, 1, 15))

    # And the answer stops the clock
    world.clock_at(date(2026, 12, 20))
    letter = answered(world, dossier)
    assert dossier.stage == "answered"
    assert dossier.advice.terms.get().stopped_on == date(2026, 12, 20)
    first, second = dossier.advice.recommendations.all()
    _follow(dossier, first, Status.ADOPTED, letter)
    _follow(dossier, second, Status.PARTLY, letter)
    assert [each.follow_ups.last().status for each in (first, second)] == ["adopted", "partly"]

    # And the public can follow all of it, and the mail goes once to each addressee with an address
    followers.catch_up()
    followers.catch_up()
    kinds = list(
        PublicEvent.objects.filter(dossier=dossier.advice.public_id).order_by("seq").values_list("kind", flat=True)
    )
    assert kinds[0] == "advice.file"
    assert "advice.answer" in kinds
    assert "advice.edit" not in kinds
    assert OutgoingMail.objects.count() == OutgoingMail.objects.values("key").distinct().count()


def _follow(dossier, recommendation, status, letter):
    actions.follow_up(
        dossier.advice,
        actor=dossier.world.secretariat,
        recommendation=recommendation,
        status=status,
        evidence=FollowUp.Evidence.LETTER,
        source="Kabinetsreactie, eerste bladzijde",
        response=letter,
    )


def test_every_act_tells_who_did_it_and_as_what(world):
    dossier = Dossier.requested(world).accepted()
    filed, accepted = Entry.objects.filter(dossier=dossier.advice.public_id)
    assert filed.role == f"requester@{world.organisation('minister_szw').public_id}"
    assert accepted.actor == world.executive.key
    assert accepted.role.startswith("executive_committee@")
