"""A council in the middle of its work: a dossier in every stage, meetings, rounds, letters, and everybody who looks at them.

Built once for each process; every module gets a copy of the rows, in a transaction that is undone after its last test. Each test
gives back what it changed.
"""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from raadzaal.accounts.actor import HOUSE
from raadzaal.advice import actions
from raadzaal.correspondence.actions import letters
from raadzaal.council.actions import delegate
from raadzaal.council.models import Appointment, Person
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation import wording
from raadzaal.deliberation.models import Round
from raadzaal.files import store
from raadzaal.files.sniffing import DOCX
from raadzaal.journal import clock, followers
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import actions as meetings
from raadzaal.record import actions as record
from raadzaal.record.archive.importing import bring_in
from raadzaal.record.archive.rows import listing
from raadzaal.record.models import Subscription
from raadzaal.record.search.follower import PublicSearch
from raadzaal.texts import imports
from raadzaal.texts.actions import save_draft
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.word_reply import render_for_reply
from tests.copies import Copy
from tests.dossier import Dossier, Sitting, answered
from tests.files.corpus import docx, paragraph, png
from tests.texts.word_editing import edited
from tests.world import World, council_installed

COMMITTEE, OTHER = "amo", "duo"
BACKEND = "django.contrib.auth.backends.ModelBackend"

# Who looks, and by what name in the show council. A requester is "own" of every dossier that the house was asked for.
ROLES = {
    "anonymous": "",
    "secretariat": "truus-vlietstra",
    "secretary_general": "margriet-tolsma",
    "executive": "willemijn-ter-horstink",
    "council_chair": "annelies-brouwhuis",
    "secretary": "ilse-verhage",
    "other_secretary": "dorien-hakvoort",
    "committee_chair": "lucia-fernandes-pinto",
    "committee_member": "lotte-spaanderman",
    "council_member": "wouter-swinkelaar",
    "substitute": "orlando-cijntje",
    "crown_member": "frederique-alderkamp",
    "ministry_observer": "floor-hengevoort",
    "advisory_member": "ibrahim-toure-bakker",
    "coordinator": "hans-barteling",
    "policy_officer": "shirley-pinas",
    "other_coordinator": "corrie-weststraten",
    "uninvited": "floris-egberink",
    "requester": "office-minister-szw",
    "other_requester": "office-minister-fin",
    "administrator": "guus-nettelaar",
    "former_member": "aleid-ruysenaar",
}

CANARIES = {
    "paragraph": "kanarie-alinea",
    "why_edited": "kanarie-wijzigreden",
    "taken_out": "kanarie-weggehaald",
    "typed": "kanarie-getypt",
    "argument": "kanarie-argument",
    "in_word": "kanarie-in-word",
    "file_name": "kanarie-bestand",
    "letter_subject": "kanarie-briefkop",
    "letter_body": "kanarie-brieftekst",
    "reply_begun": "kanarie-conceptreactie",
    "inside": "kanarie-eigen-beraad",
    "reply_sent": "kanarie-ingediend",
    "reply_general": "kanarie-algemeen",
    "more_time": "kanarie-uitstel",
    "remark": "kanarie-opmerking",
    "answer": "kanarie-verwerking",
    "after_round": "kanarie-na-ronde",
    "dissent": "kanarie-minderheid",
    "minority": "kanarie-afwijkend",
    "variant": "kanarie-variant",
    "judged": "kanarie-oordeel",
    "returned": "kanarie-teruggestuurd",
    "returned_name": "kanarie-reactiebestand",
    "summary": "kanarie-samenvatting",
    "closed_place": "kanarie-zaal",
    "closed_point": "kanarie-besloten-punt",
    "closed_paper": "kanarie-besloten-stuk",
    "foreign_place": "kanarie-kamer",
    "foreign": "kanarie-andere-commissie",
}


@dataclass
class House:
    """``ids`` are what addresses are made of, by dossier: node, round, letter and so on."""

    world: World
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    ids: dict[str, dict[str, object]] = field(default_factory=dict)
    meetings: dict[str, object] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """A browser in which somebody of this role has just signed in."""
        client = Client(raise_request_exception=False)
        if ROLES[role]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def everybody_signs_in(self) -> None:
        for role, key in ROLES.items():
            if key:
                client = Client()
                client.force_login(Person.objects.get(key=key).user, backend=BACKEND)
                self.sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def of(self, name: str) -> dict[str, object]:
        return self.ids[name]


def build(world: World) -> House:
    house = House(world)
    house.dossiers["requested"] = Dossier.requested(world)
    _drafting(house)
    _foreign(house)
    _consulting(house)
    _processing(house)
    _meetings(house)
    _papers(house)
    _tabled(house)
    _received(house)
    for name, dossier in house.dossiers.items():
        house.ids[name] = _ids(dossier) | house.ids.get(name, {})
    _neighbours(house)
    _people(house)
    _record(house)
    followers.catch_up()
    house.everybody_signs_in()
    return house


def _drafting(house: House) -> None:
    """In the committee: a text with a picture, a Word file that waits, a draft letter, and somebody half-way a sentence."""
    world = house.world
    dossier = Dossier.requested(world).accepted(COMMITTEE).written()
    secretary, marks = dossier.secretary, CANARIES
    dossier.edited(1, f"Veel werkenden zorgen voor een ander. {marks['paragraph']}", why=marks["why_edited"])
    gone = _added(dossier, Block(Kind.PARAGRAPH, 0, marks["taken_out"]))
    actions.restructure(dossier.advice, actor=secretary, change="remove", node=gone, base=1, reason="Niet meer nodig.")
    figure = _illustrated(dossier, 3)
    described = {"addressee": "minister_szw", "objective": "inclusive_society", "argument": marks["argument"]}
    actions.recommend(dossier.advice, actor=secretary, node=dossier.node(3), **described)
    save_draft(dossier.node(2), Person.objects.get(key=secretary_key(secretary)).user, notation=marks["typed"], base=1)
    letter = dossier.letter("request_accepted")
    words = {"subject": marks["letter_subject"], "body": marks["letter_body"], "revision": letter.revision}
    letters.rewrite(letter, actor=world.secretariat, **words)
    preview = imports.read_upload(_word(), dossier.advice.work, actor=secretary)
    actions.summarise(dossier.advice, actor=secretary, summary=marks["summary"])
    actions.offer_variants(dossier.advice, actor=secretary, node=dossier.node(4), notation=marks["variant"])
    house.dossiers["drafting"] = dossier
    house.ids["drafting"] = {
        "figure": figure,
        "preview": preview.public_id,
        "gone": gone.public_id,
        "typed": dossier.node(2).public_id,
        "forked": dossier.node(4).public_id,
    }


def secretary_key(actor) -> str:
    return Person.objects.get(public_id=actor.key).key


def _added(dossier: Dossier, block: Block):
    after = dossier.node(4)
    return actions.restructure(dossier.advice, actor=dossier.secretary, change="add", after=after, block=block).node


def _illustrated(dossier: Dossier, side: int) -> str:
    """With a picture; returns what it is called."""
    stored = store.put(io.BytesIO(png(side, side)), media_type="image/png")
    _added(dossier, Block(Kind.FIGURE, 0, "Zorg per regio", asset=stored.sha256, alt="Een staafdiagram"))
    return stored.sha256


def _word():
    raw = docx(paragraph("Inleiding", "Heading1") + paragraph(CANARIES["in_word"]))
    return SimpleUploadedFile(f"{CANARIES['file_name']}.docx", raw)


def _word_returned(dossier: Dossier, organisation: str):
    """The draft, as it comes back from an organisation with a remark in the margin."""
    invitation, node = dossier.invitation(organisation), dossier.node(1).public_id
    sent = render_for_reply(wording.document_of(invitation), identity=wording.identity_of(invitation))
    raw = edited(sent, lambda file: file.comment(node, CANARIES["returned"]))
    uploaded = SimpleUploadedFile(f"{CANARIES['returned_name']}.docx", raw)
    return rounds.take_returned(invitation, uploaded, actor=dossier.world.coordinator(organisation))


def _foreign(house: House) -> None:
    """The same in another committee, at the request of another minister."""
    dossier = Dossier.requested(house.world, by=("minister_fin",)).accepted(OTHER).written()
    dossier.edited(1, f"Dit gaat over duurzaamheid. {CANARIES['foreign']}")
    dossier.frozen("white").consulted(("vcp",))
    dossier.replied("vcp", p1=("objection", CANARIES["foreign"]))
    house.world.days_later(1)
    house.dossiers["foreign"] = dossier


def _consulting(house: House) -> None:
    """With the organisations: one writes, one has sent, one got more time."""
    world = house.world
    dossier = Dossier.requested(world).accepted(COMMITTEE).written().frozen("white").consulted()
    until = world.today + timedelta(days=33)
    fnv = world.coordinator("fnv")
    actions.extend_reply(
        dossier.advice,
        actor=dossier.secretary,
        organisation=world.organisation("fnv"),
        until=until,
        reason=CANARIES["more_time"],
    )
    reply = rounds.start_reply(dossier.invitation("fnv"), actor=fnv)
    rounds.save_position(
        reply, dossier.node(1), "objection", CANARIES["reply_begun"], actor=world.policy_officer("fnv")
    )
    officer, room = world.policy_officer("fnv"), dossier.invitation("fnv")
    inside = rounds.save_remark(room, dossier.node(1), "objection", CANARIES["inside"], actor=officer)
    sent = rounds.start_reply(dossier.invitation("cnv"), actor=world.coordinator("cnv"))
    rounds.save_general(sent, CANARIES["reply_general"], actor=world.coordinator("cnv"))
    dossier.replied("cnv", p1=("reservation", CANARIES["reply_sent"]))
    call = dossier.letter_sent("call_for_reactions")
    returned = _word_returned(dossier, "fnv")
    house.dossiers["consulting"] = dossier
    begun, sent = (each.positions.exclude(node=None).get().public_id for each in (reply, sent))
    house.ids["consulting"] = {
        "begun_position": begun,
        "sent_position": sent,
        "call": call.public_id,
        "returned": returned.public_id,
        "inner_remark": inside.public_id,
    }


def _processing(house: House) -> None:
    """Back in the committee: one remark answered, one open, the text further than what the organisations saw."""
    world = house.world
    dossier = Dossier.requested(world).accepted(COMMITTEE).written().frozen("white").consulted()
    reply = rounds.start_reply(dossier.invitation("fnv"), actor=world.coordinator("fnv"))
    rounds.save_position(reply, dossier.node(3), "reservation", CANARIES["remark"], actor=world.policy_officer("fnv"))
    dossier.replied("fnv").replied("cnv", p1=("objection", "Dit gaat ons te ver."))
    dossier.all_support(("vno_ncw", "mkb_nederland")).round_closed()
    answered_remark, open_remark = dossier.remark("fnv"), dossier.remark("cnv")
    dossier.disposed("fnv", "taken_over", reason=CANARIES["answer"])
    seen = dossier.advice.rounds.last().milestone
    dossier.edited(3, f"Voeg het verlof samen. {CANARIES['after_round']}")
    told = {"node": dossier.node(3), "since": seen, "verdict": "changed", "reason": CANARIES["judged"]}
    rounds.overrule(dossier.advice, actor=dossier.secretary, **told)
    seats = [world.seat(1), world.seat(2)]
    actions.dissent(
        dossier.advice,
        actor=dossier.secretary,
        text=CANARIES["dissent"],
        seats=seats,
        form="in_text",
        node=dossier.node(2),
    )
    house.dossiers["processing"] = dossier
    house.ids["processing"] = {"position": open_remark.public_id, "answered": answered_remark.public_id}


def _meetings(house: House) -> None:
    """Planned and called, of the council in public and of two committees behind closed doors."""
    world = house.world
    places = {"planned": "", "closed": "closed_place", "foreign_closed": "foreign_place"}
    for name, body, days in (("planned", "council", 80), ("closed", COMMITTEE, 81), ("foreign_closed", OTHER, 82)):
        starts_at = datetime.combine(world.today + timedelta(days=days), time(10, 15), LEGAL_ZONE)
        house.meetings[name] = meetings.plan(
            world.body(body),
            actor=world.secretariat,
            starts_at=starts_at,
            place=CANARIES.get(places[name], ""),
        )


def _papers(house: House) -> None:
    """On the agenda of a meeting to come: a point with papers, and one behind closed doors."""
    actor, meeting = house.world.secretariat, house.meetings["planned"]
    item = meetings.add_item(meeting, actor=actor, title="Werkprogramma", kind="talk")
    closed = {"title": CANARIES["closed_point"], "kind": "persons", "closed": True}
    house.papers["persons"] = meetings.add_item(meeting, actor=actor, **closed).public_id
    words = {"members": CANARIES["closed_paper"], "public": "Voor iedereen."}
    for name, access in (("paper", "members"), ("public_paper", "public")):
        held = store.put(io.BytesIO(docx(paragraph(words[access]))), media_type=DOCX)
        kept = {"title": f"Stuk {access}", "file": held, "file_name": "stuk.docx", "access": access}
        house.papers[name] = meetings.add_paper(meeting, actor=actor, item=item, **kept).public_id


def _tabled(house: House) -> None:
    """Before the council, whose meeting is open."""
    dossier = Dossier.requested(house.world).accepted(COMMITTEE)
    sitting = Sitting.called(house.world, in_days=22)
    dossier.to_processing()
    held = {"text": CANARIES["minority"], "seats": [house.world.seat(1)], "form": "in_text", "node": dossier.node(2)}
    actions.dissent(dossier.advice, actor=dossier.secretary, **held)
    dossier.frozen("green").tabled(sitting)
    sitting.begin()
    house.dossiers["tabled"] = dossier
    house.meetings["open"] = sitting.meeting


def _received(house: House) -> None:
    """Adopted: not sent; sent; received and published; answered."""
    world = house.world
    followed = [Dossier.requested(world).accepted(COMMITTEE).written() for _each in range(4)]
    figure = [_illustrated(dossier, 5) for dossier in followed][0]
    for dossier in followed:
        dossier.frozen("white").consulted().all_support().round_closed().frozen("green")
    sitting = Sitting.called(world, in_days=12)
    for dossier in followed:
        dossier.tabled(sitting)
    sitting.begin(absent=[33])
    for dossier in followed:
        dossier.adopted()
    sitting.end()
    adopted, sent, received, done = followed
    for dossier in (sent, received, done):
        dossier.sent()
    for dossier in (received, done):
        dossier.received().published()
    answered(world, done)
    done.corrected()
    house.dossiers |= {"adopted": adopted, "sent": sent, "received": received, "answered": done}
    house.meetings["past"] = sitting.meeting
    house.ids |= {name: {"figure": figure} for name in ("adopted", "sent", "received", "answered")}
    house.ids["answered"]["number"] = 1
    house.ids["sent"]["offered"] = sent.letter("advice_offered").public_id


def _ids(dossier: Dossier) -> dict[str, object]:
    advice = dossier.advice
    letter = advice.letters.order_by("pk").first()
    found: dict[str, object] = {"public_id": advice.public_id, "letter": letter.public_id if letter else ""}
    if advice.work and advice.work.revisions.exists():
        found |= {
            "node": dossier.node(1).public_id,
            "recommendation": dossier.node(3).public_id,
            "work": advice.work.public_id,
        }
        found["version"] = last.public_id if (last := advice.work.milestones.last()) else ""
    if running := advice.rounds.last():
        found["round"] = running.public_id
    if publication := getattr(advice, "publication", None):
        found |= {"year": publication.year, "serial": publication.serial, "published": publication.public_id}
    if item := advice.agenda_items.last():
        found |= {"meeting": item.meeting.public_id, "item": item.public_id}
    return found


def _neighbours(house: House) -> None:
    """What belongs to another dossier, committee or organisation, to be named in the wrong place."""
    ids = house.ids
    for name, meeting in house.meetings.items():
        item = meeting.items.first()
        ids[name] = {
            "meeting": meeting.public_id,
            "item": item.public_id if item else "",
            "tabled_item": ids["tabled"]["item"],
        }
    ids["planned"] |= house.papers
    ids["open"]["other_paper"] = ids["past"]["other_paper"] = house.papers["paper"]
    for name in ("drafting", "consulting", "processing", "received"):
        ids[name]["foreign_node"] = ids["foreign"]["node"]
    ids["drafting"]["other_figure"], ids["received"]["other_figure"] = (
        ids["received"]["figure"],
        ids["drafting"]["figure"],
    )
    for name in ("consulting", "tabled"):
        ids[name]["figure"] = ids["drafting"]["figure"]
    ids["processing"]["sent_position"] = ids["consulting"]["sent_position"]
    ids["processing"]["foreign_preview"] = ids["consulting"]["foreign_preview"] = ids["drafting"]["preview"]
    Round.objects.filter(public_id=ids["foreign"]["round"]).update(draft_public=False)
    ids["closed_draft"] = {"round": ids["foreign"]["round"], "figure": ids["drafting"]["figure"]}


def _people(house: House) -> None:
    """Somebody everybody may look up, somebody not, and somebody who stands in for a colleague."""
    world = house.world
    lent = Appointment.objects.on(world.today).get(
        person=world.person("pim-wassenberg"), role=Appointment.Role.SECRETARY
    )
    until = world.today + timedelta(days=30)
    delegated = delegate(
        lent, actor=world.secretariat, delegate=world.person("leyla-sarikaya"), since=world.today, until=until
    )
    house.ids["people"] = {
        "member": world.person(ROLES["council_member"]).public_id,
        "officer": world.person(ROLES["policy_officer"]).public_id,
        "appointment": lent.public_id,
        "number": delegated.pk,
        "key": COMMITTEE,
    }


@dataclass(frozen=True)
class Played:
    """What was built, with every row of it, and the moment at which it stood there."""

    house: House
    rows: Copy
    signed_in: list[Session]
    moment: datetime


@cache
def _played() -> Played:
    """Made once, in a transaction that is undone."""
    with transaction.atomic():
        with council_installed() as world:
            house = build(world)
            made = Played(house, Copy.taken(), list(Session.objects.all()), clock.now())
        transaction.set_rollback(True)
    return made


@contextmanager
def put_up() -> Iterator[House]:
    """The house in the database that is open now, at the moment at which it was built."""
    played = _played()
    played.rows.put()
    Session.objects.bulk_create(played.signed_in)
    followers.rebuild(PublicSearch.name)
    house = played.house
    with house.world.again_at(played.moment):
        yield House(
            house.world,
            house.dossiers,
            deepcopy(house.ids),
            deepcopy(house.meetings),
            dict(house.sessions),
            dict(house.papers),
        )


@pytest.fixture(scope="module")
def the_house(django_db_setup, django_db_blocker) -> Iterator[House]:
    with django_db_blocker.unblock(), transaction.atomic():
        with put_up() as house:
            yield house
        transaction.set_rollback(True)


@pytest.fixture
def house(the_house, db) -> House:
    """As it was built, whatever earlier tests did in it."""
    return the_house


def _record(house: House) -> None:
    """The lists that the secretariat keeps for who searches, and an older publication that was brought in."""
    group = record.add_synonyms(["aow", "ouderdomspensioen"], actor=house.world.secretariat)
    house.ids["record"] = {"public_id": group.public_id}
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "1953-07 Woningbouw.txt"
        text.write_text("De raad beveelt woningbouw aan.\n\nDe huren blijven laag.")
        (Path(folder) / "zonder jaar.txt").write_text("Van wanneer is dit?")
        brought = bring_in(listing(Path(folder)), actor=HOUSE)
    house.ids["archive"] = {"public_id": brought.items.get().public_id}
    house.ids["import"] = {"public_id": brought.public_id}
    told = {
        "email": "lezer@elders.example",
        "what": "advices",
        "pace": "weekly",
        "language": "nl",
        "asked_at": clock.now(),
    }
    Subscription.objects.create(key="sleutel-van-een-lezer", **told)
    house.ids["followed"] = {"key": "sleutel-van-een-lezer"}
