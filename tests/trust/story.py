"""The acts that are tried, in the order of one long story, so that each finds the council as it would be.

``prepare`` looks up what the act needs and gives the act itself, to be called once: only that call is interrupted or raced.
"""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

from django.test import override_settings

from raadzaal.advice import actions
from raadzaal.advice.models import Advice, Response
from raadzaal.correspondence import mailing
from raadzaal.correspondence.actions import letters
from raadzaal.council.models import Organisation, Person
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Reply
from raadzaal.deliberation.queries.replies import remarks
from raadzaal.demo import cast
from raadzaal.demo.install import install
from raadzaal.journal import clock, erasure, followers
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.journal.models import Entry, Head
from raadzaal.meetings import actions as meetings
from raadzaal.meetings.models import Meeting
from raadzaal.texts.blocks import to_data
from raadzaal.texts.finding import Sought, hits
from raadzaal.texts.models import ImportPreview
from raadzaal.texts.queries import current, latest
from tests.dossier import PARTNERS, TEXT, Dossier, Sitting
from tests.world import TERM_BEGINS, TODAY, World

CARE, HOUSING, SCHOOL, PENSION, TRAVEL, ENERGY, SPORT = (
    "Zorg",
    "Wonen",
    "School",
    "Pensioen",
    "Reizen",
    "Energie",
    "Sport",
)
LATE = "cnv"
REPLYING = set(PARTNERS) - {LATE}
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
Prepare = Callable[[World], Callable[[], object]]


@dataclass(frozen=True)
class Act:
    """``before``: what happens in the story in between. ``repeats``: done again, it is done again, and rightly so.

    ``resumes``: it is made of several transactions, and is finished by doing it again. ``council``: the key of its profile, where
    it is done in another council than the one of the story.
    """

    name: str
    prepare: Prepare
    before: Callable[[World], object] | None = None
    repeats: bool = False
    resumes: bool = False
    council: str = ""


@dataclass(frozen=True)
class Scene:
    """The database right before an act, and what time it was."""

    act: Act
    database: object
    now: datetime

    def on(self, database) -> "Scene":
        return replace(self, database=database)


STORY: list[Act] = []
EXAMPLE = "voorbeeldraad"


@cache
def _asking_for_votes() -> str:
    """A folder with the example council, in which a vote is held only when somebody asks for one."""
    _FOLDERS.append(tempfile.TemporaryDirectory())
    source = files("raadzaal") / "profiles" / EXAMPLE / "profile-2025-01-01.yaml"
    told, asked = "form: show_of_hands, only_on_request: false", "form: show_of_hands, only_on_request: true"
    words = source.read_text(encoding="utf-8")
    assert words.count(told) == 1
    made = Path(_FOLDERS[0].name) / EXAMPLE / "profile-2025-01-01.yaml"
    made.parent.mkdir()
    made.write_text(words.replace(told, asked), encoding="utf-8")
    return _FOLDERS[0].name


_FOLDERS: list[tempfile.TemporaryDirectory] = []


def there(council: str):
    """The settings of the installation of that council."""
    given = {"RAADZAAL_PROFILE": council, "RAADZAAL_PROFILE_DIRS": (_asking_for_votes(),)} if council else {}
    return override_settings(**given)


def tell(name: str, **more):
    """Declare the act that the function prepares."""

    def wrap(prepare: Prepare) -> Prepare:
        STORY.append(Act(name, prepare, **more))
        return prepare

    return wrap


def names(council: str = "") -> set[str]:
    return {act.name for act in STORY if act.council == council}


def play(database, wanted: set[str], beginning: Callable[[], None], council: str = "") -> dict[str, Scene]:
    """Play the story of *council* in *database*, up to the last wanted act; before each a copy is kept. In a child."""
    from django.db import connection

    scenes = {}
    with ExitStack() as clocks:
        clocks.enter_context(there(council))
        beginning()
        world = World(clocks)
        world.clock_at(TODAY)
        for act in (each for each in STORY if each.council == council):
            if act.before:
                act.before(world)
            if act.name in wanted:
                connection.close()
                scenes[act.name] = Scene(act, database.copy(act.name), clock.now())
            if len(scenes) == len(wanted):
                break
            act.prepare(world)()
    return {name: replace(scene, act=replace(scene.act, prepare=None, before=None)) for name, scene in scenes.items()}


def begin() -> None:
    Head.objects.get_or_create(pk=1)
    with clock.at(datetime.combine(TERM_BEGINS, time(9), LEGAL_ZONE)), override_settings(EMAIL_BACKEND=NOWHERE):
        install(TODAY)
    for organisation in Organisation.objects.all():
        Organisation.objects.filter(pk=organisation.pk).update(
            email=f"{organisation.key.replace('_', '-')}@post.example"
        )


def ready(scene: Scene) -> Callable[[], object]:
    """The act of *scene*, in its own time, in the present database."""
    return prepared(scene, the_world(scene))


def prepared(scene: Scene, world: World) -> Callable[[], object]:
    return next(act.prepare for act in STORY if act.name == scene.act.name)(world)


def the_world(scene: Scene) -> World:
    _CLOCKS.enter_context(there(scene.act.council))
    _CLOCKS.enter_context(clock.at(scene.now))
    return World(_CLOCKS)


_CLOCKS = ExitStack()
"""Kept for as long as the process lives: a clock that nobody holds runs again."""


# -- where things are --------------------------------------------------------------------------------------------------


def dossier(world: World, title: str) -> Dossier:
    return Dossier(world, Advice.objects.get(title=title))


def request(world: World, title: str, **more) -> dict:
    return {
        "actor": world.minister_szw,
        "title": title,
        "requesters": [world.organisation("minister_szw")],
        "letter": "Ik vraag de raad advies.",
        "questions": ["Wat is er nodig?"],
        "addressee": "De minister",
        "deadline": world.today + timedelta(days=200),
        **more,
    }


def requested(world: World, title: str, **more) -> Dossier:
    return Dossier(world, actions.file(**request(world, title, **more)))


def the_meeting() -> Meeting:
    return Meeting.objects.filter(body__key="council").order_by("pk").first()


def member(number: int) -> dict:
    person = cast.member(number)
    return {"seat": cast.seat(number), "person": person, "actor": cast.actor(person.key)}


def item_of(title: str):
    return Advice.objects.get(title=title).agenda_items.select_related("meeting__body").order_by("pk").last()


# -- how dossiers begin and end early ----------------------------------------------------------------------------------


@tell("advice.file", repeats=True)
def _(world):
    return partial(actions.file, **request(world, CARE))


@tell("advice.initiate", repeats=True)
def _(world):
    return partial(actions.initiate, actor=world.executive, title=HOUSING, committee=world.sea, ground="prepare")


@tell("advice.decline", before=lambda world: requested(world, SCHOOL))
def _(world):
    return partial(actions.decline, dossier(world, SCHOOL).advice, actor=world.executive, reason="Al besloten.")


@tell("advice.withdraw", before=lambda world: requested(world, PENSION))
def _(world):
    return partial(actions.withdraw, dossier(world, PENSION).advice, actor=world.minister_szw, reason="Niet nodig.")


@tell("advice.accept")
def _(world):
    evidence = {"committee": world.sea, "ground": "prepare"}
    return partial(actions.accept, dossier(world, CARE).advice, actor=world.executive, **evidence)


# -- the text ----------------------------------------------------------------------------------------------------------


@tell("advice.restructure", repeats=True)
def _(world):
    case = dossier(world, CARE)
    return partial(actions.restructure, case.advice, actor=case.secretary, change="add", after=None, block=TEXT[0])


def preview(world) -> ImportPreview:
    case = dossier(world, CARE)
    blocks = [to_data(block) for block in TEXT]
    return ImportPreview.objects.create(
        work=case.advice.work, file="f" * 64, file_name="advies.docx", blocks=blocks,
        made_by=case.secretary.key, made_at=clock.now(),
    )  # fmt: skip


@tell("advice.bring_in", before=preview)
def _(world):
    case = dossier(world, CARE)
    return partial(actions.bring_in, case.advice, actor=case.secretary, preview=case.advice.work.previews.last())


@tell("advice.edit", repeats=True)
def _(world):
    case, index = dossier(world, CARE), 1
    change = {"node": case.node(index), "notation": "Veel mensen zorgen voor een ander.", "base": 1}
    return partial(actions.edit, case.advice, actor=case.secretary, **change)


@tell("advice.revise")
def _(world):
    case = dossier(world, CARE)
    sought = {"sought": Sought("zorgen"), "replacement": "werken"}
    found = next((line for line in current(case.advice.work) if "zorgen" in line.block.notation), None)
    ticked = {found.node_id: (found.revision, [hit.key for hit in hits(found.kept, sought["sought"])])} if found else {}
    return partial(actions.revise, case.advice, actor=case.secretary, change="replace", ticked=ticked, **sought)


@tell("advice.recommend", repeats=True)
def _(world):
    case = dossier(world, CARE)
    told = {"addressee": "minister_szw", "objective": "inclusive_society", "argument": "Praten helpt."}
    return partial(actions.recommend, case.advice, actor=case.secretary, node=case.node(3), **told)


@tell("advice.offer_variants")
def _(world):
    case = dossier(world, CARE)
    offer = {"node": case.node(2), "notation": "Dat gaat even goed."}
    return partial(actions.offer_variants, case.advice, actor=case.secretary, **offer)


@tell("advice.summarise", repeats=True)
def _(world):
    return partial(actions.summarise, dossier(world, CARE).advice, actor=world.secretary, summary="Kort en goed.")


@tell("advice.freeze", repeats=True)
def _(world):
    return partial(actions.freeze, dossier(world, CARE).advice, actor=world.secretary, milestone="white")


# -- the round ---------------------------------------------------------------------------------------------------------


@tell("advice.consult")
def _(world):
    asked = [world.organisation(key) for key in PARTNERS]
    deadline = world.today + timedelta(days=28)
    return partial(
        actions.consult, dossier(world, CARE).advice, actor=world.secretary, organisations=asked, deadline=deadline
    )


@tell("advice.extend_reply")
def _(world):
    more = {"organisation": world.organisation("cnv"), "until": world.today + timedelta(days=40), "reason": "Vakantie."}
    return partial(actions.extend_reply, dossier(world, CARE).advice, actor=world.secretary, **more)


@tell("deliberation.open_group")
def _(world):
    until = world.today + timedelta(days=7)
    asked = dossier(world, CARE).invitation("fnv")
    return partial(rounds.open_group, asked, "Sector Zorg", until, actor=world.coordinator("fnv"))


@tell("deliberation.let_in")
def _(world):
    colleague = Person.objects.get(public_id=world.policy_officer("fnv").key)
    asked = dossier(world, CARE).invitation("fnv")
    return partial(rounds.let_in, asked, actor=world.coordinator("fnv"), people=[colleague])


@tell("deliberation.invite", repeats=True)
def _(world):
    who = {"name": "Noor Bergwerf", "email": "noor@zorg.example", "site": "https://raad.example/"}
    return partial(rounds.invite, dossier(world, CARE).invitation("fnv"), actor=world.coordinator("fnv"), **who)


@tell("deliberation.show_out")
def _(world):
    asked = dossier(world, CARE).invitation("fnv")
    guest = asked.guests.get(name="Noor Bergwerf")
    return partial(rounds.show_out, asked, guest, actor=world.coordinator("fnv"))


@tell("deliberation.ask_time")
def _(world):
    more = {"until": world.today + timedelta(days=39), "reason": "De ledenraad komt later bijeen."}
    return partial(rounds.ask_time, dossier(world, CARE).invitation("fnv"), actor=world.coordinator("fnv"), **more)


@tell("deliberation.answer_time")
def _(world):
    case = dossier(world, CARE)
    answer = {"request": case.invitation("fnv").time_requests.get(), "granted": False, "until": None}
    reason = "De raad vergadert kort daarna."
    return partial(rounds.answer_time, case.advice.rounds.last(), actor=case.secretary, reason=reason, **answer)


def drafted(world, key: str) -> Reply:
    case, who = dossier(world, CARE), world.coordinator(key)
    reply = rounds.start_reply(case.invitation(key), actor=who)
    rounds.save_position(reply, case.node(1), "objection", "Dit kan korter.", actor=who)
    rounds.save_position(reply, case.node(3), "support", actor=who)
    return reply


@tell("deliberation.submit_reply", before=lambda world: [drafted(world, key) for key in PARTNERS])
def _(world):
    reply = Reply.objects.get(invitation__organisation__key="fnv")
    return partial(rounds.submit_reply, reply, actor=world.coordinator("fnv"))


@tell("deliberation.withdraw_reply")
def _(world):
    reply = Reply.objects.get(invitation__organisation__key="fnv")
    return partial(rounds.withdraw_reply, reply, actor=world.coordinator("fnv"), reason="De verkeerde versie.")


def sent_provisionally(world) -> None:
    reply = Reply.objects.get(invitation__organisation__key="fnv")
    rounds.submit_reply(reply, actor=world.coordinator("fnv"), mandate="provisional")


@tell("deliberation.confirm_reply", before=sent_provisionally)
def _(world):
    reply = Reply.objects.get(invitation__organisation__key="fnv")
    changes = [rounds.Change(dossier(world, CARE).node(4), "support")]
    return partial(rounds.confirm_reply, reply, actor=world.coordinator("fnv"), changes=changes)


@tell("deliberation.remind")
def _(world):
    case = dossier(world, CARE)
    return partial(rounds.remind, case.advice.rounds.last(), actor=case.secretary)


def others_reply(world) -> None:
    """All but one, whose last day then passes."""
    for key in REPLYING - {"fnv"}:
        reply = Reply.objects.get(invitation__organisation__key=key)
        rounds.submit_reply(reply, actor=world.coordinator(key))
    world.days_later(41)


@tell("deliberation.allow_late", before=others_reply, repeats=True)
def _(world):
    case = dossier(world, CARE)
    late = {"invitation": case.invitation(LATE), "reason": "De ledenraad kwam later bijeen."}
    return partial(rounds.allow_late, case.advice.rounds.last(), actor=case.secretary, **late)


@tell("advice.close_round")
def _(world):
    return partial(actions.close_round, dossier(world, CARE).advice, actor=world.secretary)


@tell("advice.dispose", repeats=True)
def _(world):
    case = dossier(world, CARE)
    remark = remarks(case.advice).get(reply__invitation__organisation__key="fnv")  # answered already, when tried again
    answer = {"position": remark, "outcome": "taken_over", "reason": "Terecht."}
    return partial(actions.dispose, case.advice, actor=case.secretary, **answer)


@tell("advice.take_over")
def _(world):
    case = dossier(world, CARE)
    remark = case.said("vno_ncw")
    words = {"positions": [remark], "notation": "Veel mensen zorgen naast hun werk.", "reason": "Korter."}
    return partial(actions.take_over, case.advice, actor=case.secretary, base=latest(remark.node).number, **words)


@tell("advice.choose_variant")
def _(world):
    case = dossier(world, CARE)
    choices = {case.node(2).public_id: "B"}
    return partial(
        actions.choose_variant, case.advice, actor=case.secretary, choices=choices, reason="Breder gedragen."
    )


def reworded(world) -> None:
    dossier(world, CARE).edited(1, "De werkgever moet zorgverlof betalen, en de overheid draagt bij.")


@tell("deliberation.overrule", before=reworded, repeats=True)
def _(world):
    case = dossier(world, CARE)
    seen = case.advice.rounds.last().milestone
    judged = {"node": case.node(1), "since": seen, "verdict": "changed", "reason": "Er staat iets anders."}
    return partial(rounds.overrule, case.advice, actor=case.secretary, **judged)


@tell("deliberation.confirm", before=lambda world: dossier(world, CARE).frozen("green"))
def _(world):
    reply = Reply.objects.get(invitation__organisation__key="fnv")
    said = {"node": dossier(world, CARE).node(1), "stance": "support", "reason": "Zo is het goed."}
    return partial(rounds.confirm, reply, actor=world.coordinator("fnv"), **said)


# -- the council -------------------------------------------------------------------------------------------------------


@tell("meetings.plan")
def _(world):
    starts_at = datetime.combine(world.today + timedelta(days=30), time(10, 15), LEGAL_ZONE)
    return partial(meetings.plan, world.council, actor=world.secretariat, starts_at=starts_at, place="Raadzaal")


@tell("meetings.convene")
def _(world):
    return partial(meetings.convene, the_meeting(), actor=world.secretariat)


def ready_for_the_council(world) -> None:
    """Every remark is answered; one more draft goes to the council, and one is closed by its committee."""
    case = dossier(world, CARE)
    for key in REPLYING - {"fnv", "vno_ncw"}:
        case.disposed(key, "noted")
    case.frozen("green")
    waiting = requested(world, SPORT).accepted().to_processing().frozen("green")
    actions.table(waiting.advice, actor=world.secretary, meeting=the_meeting())
    referred = requested(world, TRAVEL).accepted().to_processing().frozen("green")
    actions.table(referred.advice, actor=world.secretary, meeting=the_meeting())
    mandated = requested(world, ENERGY).accepted(ground="mandate")
    mandated.to_processing().frozen("green")


@tell("advice.table", before=ready_for_the_council)
def _(world):
    return partial(actions.table, dossier(world, CARE).advice, actor=world.secretary, meeting=the_meeting())


def day_of_the_meeting(world) -> None:
    world.clock_at(the_meeting().starts_at.astimezone(LEGAL_ZONE).date(), 10, 20)


@tell("meetings.sign_in", before=day_of_the_meeting)
def _(world):
    return partial(meetings.sign_in, the_meeting(), **member(5))


@tell("meetings.sign_out")
def _(world):
    return partial(meetings.sign_out, the_meeting(), seat=cast.seat(5), actor=world.secretariat)


@tell("meetings.sign_sheet", repeats=True)
def _(world):
    seats = {cast.seat(number).pk: cast.member(number).pk for number in range(1, 37)}
    return partial(meetings.sign_sheet, the_meeting(), actor=world.secretariat, seats=seats)


@tell("meetings.open_meeting")
def _(world):
    return partial(meetings.open_meeting, the_meeting(), actor=world.chair)


@tell("meetings.ask_for_vote", repeats=True)
def _(world):
    who = member(7)
    return partial(meetings.ask_for_vote, item_of(CARE), person=who["person"], actor=who["actor"])


@tell("advice.refer_back")
def _(world):
    return partial(actions.refer_back, dossier(world, TRAVEL).advice, actor=world.chair, reason="Kijk nog eens.")


@tell("advice.conclude")
def _(world):
    return partial(actions.conclude, dossier(world, ENERGY).advice, actor=world.committee_chair)


@tell("advice.adopt")
def _(world):
    votes = Sitting(world, the_meeting()).votes(against=(3, 4), blank=(9,))
    return partial(actions.adopt, dossier(world, CARE).advice, actor=world.chair, method="roll_call", votes=votes)


@tell("advice.dissent", repeats=True)
def _(world):
    view = {"text": "Wij zien dit anders.", "seats": [cast.seat(3)], "form": "minority_note"}
    return partial(actions.dissent, dossier(world, CARE).advice, actor=world.secretary, **view)


@tell("advice.take_note")
def _(world):
    return partial(actions.take_note, dossier(world, ENERGY).advice, actor=world.chair, meeting=the_meeting())


@tell("meetings.close_meeting")
def _(world):
    return partial(meetings.close_meeting, the_meeting(), actor=world.chair)


@tell("advice.reschedule", before=lambda world: Sitting.called(world, in_days=60))
def _(world):
    later = Meeting.objects.filter(body__key="council").order_by("pk").last()
    return partial(actions.reschedule, dossier(world, SPORT).advice, actor=world.secretary, meeting=later)


def too_few_came(world) -> None:
    Sitting.called(world, in_days=10)
    world.days_later(11)


@tell("meetings.call_again", before=too_few_came)
def _(world):
    meeting = Meeting.objects.filter(body__key="council", starts_at__lt=clock.now()).latest("starts_at")
    starts_at = datetime.combine(world.today + timedelta(days=8), time(10), LEGAL_ZONE)
    return partial(meetings.call_again, meeting, actor=world.secretariat, starts_at=starts_at)


# -- letters, and the advice on its way --------------------------------------------------------------------------------


@tell("correspondence.rewrite")
def _(world):
    letter = dossier(world, CARE).letter("request_received")
    words = {"subject": "Uw vraag", "body": "Dank voor uw vraag.", "revision": 0}  # the one that was on the screen
    return partial(letters.rewrite, letter, actor=world.secretariat, **words)


@tell("correspondence.drop")
def _(world):
    letter = dossier(world, CARE).letter("call_for_reactions")
    return partial(letters.drop, letter, actor=world.secretariat, reason="Niet meer nodig.")


def earlier_mail_has_gone(world) -> None:
    followers.catch_up()
    mailing.deliver()


@tell("correspondence.send", before=earlier_mail_has_gone)
def _(world):
    return partial(letters.send, dossier(world, CARE).letter("request_received"), actor=world.secretariat)


@tell("advice.send")
def _(world):
    return partial(actions.send, dossier(world, CARE).advice, actor=world.secretariat)


@tell("followers.catch_up", resumes=True)
def _(world):
    return followers.catch_up


@tell("mail.deliver", resumes=True)
def _(world):
    return mailing.deliver


@tell("advice.publish")
def _(world):
    return partial(actions.publish, dossier(world, CARE).advice, actor=world.secretariat)


@tell("advice.receipt", before=lambda world: world.days_later(3))
def _(world):
    return partial(actions.receipt, dossier(world, CARE).advice, actor=world.secretariat, received_on=world.today)


def nearly_due(world) -> None:
    dossier(world, ENERGY).sent().received()
    world.days_later(85)


@tell("advice.remind", before=nearly_due, repeats=True)
def _(world):
    return partial(actions.remind, dossier(world, CARE).advice, actor=world.secretariat)


@tell("advice.explain_delay", repeats=True)
def _(world):
    return partial(
        actions.explain_delay, dossier(world, CARE).advice, actor=world.secretariat, reason="Meer tijd nodig."
    )


def letter_that_answers(world, **advices) -> dict:
    words = {"subject": "Reactie", "text": "Het kabinet neemt het over."}
    return {
        "actor": world.secretariat,
        "on": world.today,
        "sender": world.organisation("minister_szw"),
        **words,
        **advices,
    }


@tell("advice.register_response")
def _(world):
    told = letter_that_answers(world, wholly=[dossier(world, ENERGY).advice], partly=[dossier(world, CARE).advice])
    return partial(actions.register_response, **told)


@tell("advice.answer_in_part", repeats=True)
def _(world):
    evidence = {"actor": world.secretariat, "response": Response.objects.get()}
    return partial(actions.answer_in_part, dossier(world, CARE).advice, **evidence)


@tell("advice.answer")
def _(world):
    return partial(
        actions.answer, dossier(world, CARE).advice, actor=world.secretariat, response=Response.objects.get()
    )


@tell("advice.follow_up", repeats=True)
def _(world):
    case = dossier(world, CARE)
    status = {"status": "adopted", "evidence": "letter", "source": "Kamerbrief", "response": Response.objects.get()}
    what = case.advice.recommendations.get()
    return partial(actions.follow_up, case.advice, actor=world.secretariat, recommendation=what, **status)


@tell("journal.erase")
def _(world):
    entry = Entry.objects.filter(kind="advice.dispose").first()
    who = {"actor": world.secretariat.key, "role": "secretariat", "ground": "art. 17 AVG"}
    return partial(erasure.erase, entry.seq, "reason", **who)
