"""A long text with many organisations and frozen versions, written straight into the tables."""

from datetime import timedelta

from raadzaal.council.models import Organisation
from raadzaal.deliberation.models import Invitation, Position, Reply, Round
from raadzaal.journal import acts, clock
from raadzaal.texts import actions as texts
from raadzaal.texts.models import Node, Revision, Work
from tests.dossier import Dossier

STANCES = ("support", "support", "support", "reservation", "support", "no_view", "support", "objection", "support")
WORDS = "De raad vindt dat {place} van de werkgevers en werknemers hierover afspraken maken in versie {version}."


def large(world, paragraphs: int, organisations: int = 12, versions: int = 5) -> Dossier:
    """Every second version goes to the organisations, which all say something of three paragraphs in four."""
    dossier = Dossier.requested(world).accepted()
    with acts.act():
        work = dossier.advice.work or _work(dossier)
        nodes = _nodes(work, paragraphs)
        parties = _parties(organisations)
        for version in range(1, versions + 1):
            _edit(work, nodes, version)
            key = "sent" if version % 2 else "green"
            frozen = texts.freeze(work, key, actor=world.secretary, on=world.today)
            if version % 2:
                _round(dossier, frozen, parties, nodes, version)
    return dossier


def _work(dossier: Dossier) -> Work:
    advice = dossier.advice
    advice.work = Work.objects.create(dossier_id=advice.public_id)
    advice.save()
    return advice.work


def _nodes(work: Work, paragraphs: int) -> list[Node]:
    """A heading goes before every fortieth paragraph."""
    return Node.objects.bulk_create([Node(work=work) for _each in range(paragraphs + -(-paragraphs // 40))])


def _edit(work: Work, nodes: list[Node], version: int) -> None:
    """Other words in one paragraph out of eight."""
    now = clock.now()
    changed = [(at, node) for at, node in enumerate(nodes) if version == 1 or (at + version) % 8 == 0]
    Revision.objects.filter(node__in=[node for _at, node in changed], superseded_at=None).update(superseded_at=now)
    Revision.objects.bulk_create(
        Revision(
            node=node,
            work=work,
            number=version,
            position=(at + 1) * 1000,
            kind="heading" if at % 41 == 0 else "paragraph",
            notation=f"Hoofdstuk over de arbeidsmarkt {at}"
            if at % 41 == 0
            else WORDS.format(place=at, version=version),
            author="x",
            author_name="x",
            made_at=now,
        )
        for at, node in changed
    )


def _parties(count: int) -> list[Organisation]:
    found = list(Organisation.objects.filter(kind="social_partner").order_by("pk")[:count])
    more = [
        Organisation(
            key=f"org{at}", name=f"Organisatie van {at}", kind="social_partner", group=("employers", "workers")[at % 2]
        )
        for at in range(count - len(found))
    ]
    return found + Organisation.objects.bulk_create(more)


def _round(dossier: Dossier, frozen, parties, nodes: list[Node], version: int) -> None:
    today = clock.today()
    opened = Round.objects.create(
        case_id=dossier.pk,
        milestone=frozen,
        committee=dossier.advice.committee,
        opened_on=today,
        deadline=today + timedelta(days=20),
        closed_on=today,
    )
    invitations = Invitation.objects.bulk_create([Invitation(round=opened, organisation=each) for each in parties])
    replies = Reply.objects.bulk_create([Reply(invitation=each, submitted_at=clock.now()) for each in invitations])
    Position.objects.bulk_create(
        [
            Position(
                reply=reply,
                node=node,
                stance=STANCES[(at * 7 + place * 3 + version) % len(STANCES)],
                reason="Dit moet beter worden onderbouwd." if (at + place) % 9 == 0 else "",
                author_name="x",
                changed_at=clock.now(),
            )
            for place, reply in enumerate(replies)
            for at, node in enumerate(nodes)
            if at % 41 and (at + place) % 4
        ],
        2000,
    )
