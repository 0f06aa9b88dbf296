"""The council at work, in its own words: each method is what somebody does, on the day of the world's clock."""

from datetime import datetime, time, timedelta

from django.db import transaction

from raadzaal.advice import actions
from raadzaal.advice.models import Advice
from raadzaal.correspondence.actions import letters
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Invitation, Position
from raadzaal.deliberation.queries import open_remarks, remarks
from raadzaal.journal import clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import actions as meetings
from raadzaal.meetings.models import Meeting
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.models import Node
from raadzaal.texts.queries import current
from tests.copies import Copy

PARTNERS = ("vno_ncw", "mkb_nederland", "fnv", "cnv")
TEXT = (
    Block(Kind.HEADING, 1, "Inleiding"),
    Block(Kind.PARAGRAPH, 0, "Veel werkenden zorgen voor een ander."),
    Block(Kind.PARAGRAPH, 0, "Dat gaat lang goed."),
    Block(Kind.RECOMMENDATION, 0, "Voeg het korte en het lange zorgverlof samen."),
    Block(Kind.RECOMMENDATION, 0, "Steun regionale vervangpools."),
)
STAGES = (
    "requested", "drafting", "consulting", "processing", "tabled", "adopted", "sent", "received", "answered",
    "declined", "withdrawn",
)  # fmt: skip


class Sitting:
    """A meeting of the council that is planned, called, signed for and held."""

    def __init__(self, world, meeting: Meeting) -> None:
        self.world, self.pk = world, meeting.pk

    @classmethod
    def called(cls, world, in_days: int = 12, body: str = "council") -> "Sitting":
        day = world.today + timedelta(days=in_days)
        starts_at = datetime.combine(day, time(10, 15), LEGAL_ZONE)
        meeting = meetings.plan(world.body(body), actor=world.secretariat, starts_at=starts_at, place="Raadzaal")
        meetings.convene(meeting, actor=world.secretariat)
        return cls(world, meeting)

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.select_related("body").get(pk=self.pk)

    def begin(self, absent=(), substituted=()) -> "Sitting":
        """On its day: everybody signs but the *absent*; substitutes sit on the *substituted* seats. Then it is opened."""
        self.sign(absent, substituted)
        meetings.open_meeting(self.meeting, actor=self.world.chair)
        return self

    def sign(self, absent=(), substituted=()) -> "Sitting":
        self.world.clock_at(self.meeting.starts_at.astimezone(LEGAL_ZONE).date(), 10, 20)
        meetings.sign_sheet(
            self.meeting, actor=self.world.secretariat, seats=self._sheet(set(absent), set(substituted))
        )
        return self

    def _sheet(self, absent: set[int], substituted: set[int]) -> dict[int, int]:
        from raadzaal.council.queries import composition

        sheet = {}
        for place in composition(self.world.council, self.world.today).sitting:
            if place.seat.number in substituted:
                sheet[place.seat.pk] = place.substitutes[0].person_id
            elif place.seat.number not in absent:
                sheet[place.seat.pk] = place.member.person_id
        return sheet

    def votes(self, against=(), blank=(), abstaining=()) -> dict[int, str]:
        """Everybody who signed votes in favour, but these seats."""
        other = {
            **dict.fromkeys(against, "against"),
            **dict.fromkeys(blank, "blank"),
            **dict.fromkeys(abstaining, "abstains"),
        }
        seats = self.meeting.presences.select_related("seat")
        return {each.seat_id: other.get(each.seat.number, "for") for each in seats}

    def end(self) -> None:
        meetings.close_meeting(self.meeting, actor=self.world.chair)


class Dossier:
    def __init__(self, world, advice: Advice) -> None:
        self.world, self.pk = world, advice.pk

    @property
    def advice(self) -> Advice:
        """As it stands now."""
        return Advice.objects.get(pk=self.pk)

    @property
    def stage(self) -> str:
        return self.advice.stage

    def node(self, index: int) -> Node:
        """A paragraph of the text, counted from 0."""
        return Node.objects.get(public_id=current(self.advice.work)[index].node_id)

    # -- how it begins -----------------------------------------------------------------------------------------------

    @classmethod
    def requested(
        cls, world, by=("minister_szw",), *, wanted_in: int | None = 180, of_council_itself=False
    ) -> "Dossier":
        deadline = None if wanted_in is None else world.today + timedelta(days=wanted_in)
        advice = actions.file(
            actor=world.office(by[0]),
            title="Zorgen naast het werk",
            requesters=[world.organisation(key) for key in by],
            letter="Ik vraag de raad advies.",
            questions=["Wat hebben werkenden nodig?"],
            addressee="De minister van Sociale Zaken en Werkgelegenheid",
            deadline=deadline,
            of_council_itself=of_council_itself,
        )
        return cls(world, advice)

    @classmethod
    def initiated(cls, world, **more) -> "Dossier":
        evidence = {"title": "Wonen waar werk is", "committee": world.sea, "ground": "prepare"} | more
        return cls(world, actions.initiate(actor=world.executive, **evidence))

    def accepted(self, committee: str = "sea", ground: str = "prepare") -> "Dossier":
        actions.accept(self.advice, actor=self.world.executive, committee=self.world.body(committee), ground=ground)
        return self

    # -- in the committee --------------------------------------------------------------------------------------------

    @property
    def secretary(self):
        return self.world.secretary_of(self.advice.committee.key)

    def written(self) -> "Dossier":
        after = None
        for block in TEXT:
            revision = actions.restructure(self.advice, actor=self.secretary, change="add", after=after, block=block)
            after = revision.node
        for index in (3, 4):
            actions.recommend(
                self.advice,
                actor=self.secretary,
                node=self.node(index),
                addressee="minister_szw",
                objective="inclusive_society",
                argument="Vroeg praten voorkomt uitval.",
            )
        return self

    def edited(self, index: int, text: str, why: str = "") -> int:
        node = self.node(index)
        base = node.revisions.get(superseded_at=None).number
        return actions.edit(self.advice, actor=self.secretary, node=node, notation=text, base=base, reason=why).number

    def frozen(self, milestone: str) -> "Dossier":
        actions.freeze(self.advice, actor=self.secretary, milestone=milestone)
        return self

    # -- the round ---------------------------------------------------------------------------------------------------

    def consulted(self, organisations=PARTNERS, days: int = 28) -> "Dossier":
        asked = [self.world.organisation(key) for key in organisations]
        deadline = self.world.today + timedelta(days=days)
        actions.consult(self.advice, actor=self.secretary, organisations=asked, deadline=deadline)
        return self

    def invitation(self, organisation: str) -> Invitation:
        return Invitation.objects.get(round=self.advice.rounds.last(), organisation__key=organisation)

    def replied(self, organisation: str, **positions: tuple[str, ...]) -> "Dossier":
        """``p1=("objection", "reason", "proposal")``: a stance per paragraph, a reason, and where it is so other words."""
        coordinator = self.world.coordinator(organisation)
        reply = rounds.start_reply(self.invitation(organisation), actor=coordinator)
        for name, said in positions.items():
            rounds.save_position(reply, self.node(int(name[1:])), *said, actor=coordinator)
        rounds.submit_reply(reply, actor=coordinator)
        return self

    def all_support(self, organisations=PARTNERS) -> "Dossier":
        for key in organisations:
            self.replied(key, p1=("support", ""), p3=("support", ""))
        return self

    def round_closed(self) -> "Dossier":
        actions.close_round(self.advice, actor=self.secretary)
        return self

    def remark(self, organisation: str) -> Position:
        return open_remarks(self.advice).get(reply__invitation__organisation__key=organisation)

    def said(self, organisation: str) -> Position:
        """The remark of an organisation in the last round, answered or not."""
        return remarks(self.advice.rounds.last()).get(reply__invitation__organisation__key=organisation)

    def disposed(self, organisation: str, outcome: str, reason: str = "De commissie volgt dit.", **more) -> "Dossier":
        remark = self.remark(organisation)
        actions.dispose(self.advice, actor=self.secretary, position=remark, outcome=outcome, reason=reason, **more)
        return self

    # -- the council, and after --------------------------------------------------------------------------------------

    def tabled(self, sitting: Sitting) -> "Dossier":
        actions.table(self.advice, actor=self.secretary, meeting=sitting.meeting)
        return self

    def rescheduled(self, sitting: Sitting) -> "Dossier":
        actions.reschedule(self.advice, actor=self.secretary, meeting=sitting.meeting)
        return self

    def adopted(self, votes: dict | None = None, **more):
        method = "without_vote" if votes is None else "roll_call"
        return actions.adopt(self.advice, actor=self.world.chair, method=method, votes=votes, **more)

    def concluded(self) -> "Dossier":
        actions.conclude(self.advice, actor=self.world.chair_of(self.advice.committee.key))
        return self

    def sent(self) -> "Dossier":
        actions.send(self.advice, actor=self.world.secretariat)
        return self

    def received(self) -> "Dossier":
        actions.receipt(self.advice, actor=self.world.secretariat, received_on=self.world.today)
        return self

    def published(self) -> "Dossier":
        actions.publish(self.advice, actor=self.world.secretariat)
        return self

    def corrected(self, index=1, wrong="werkenden", right="mensen") -> "Dossier":
        told = {"node": self.node(index), "wrong": wrong, "right": right, "reason": "Een verschrijving."}
        actions.correct(self.advice, actor=self.world.secretariat, **told)
        return self

    def taken_back(self, reason="Er stond een persoonsgegeven in.") -> "Dossier":
        actions.take_back(self.advice, actor=self.world.secretariat, reason=reason)
        return self

    def letter(self, template: str):
        """The last one of its kind."""
        return self.advice.letters.filter(template=template).first()

    def letter_sent(self, template: str):
        letters.send(self.letter(template), actor=self.world.secretariat)
        return self.letter(template)

    # -- shortcuts ---------------------------------------------------------------------------------------------------

    def to_processing(self) -> "Dossier":
        """From the committee through a round in which everybody supports the text."""
        self.written().frozen("white").consulted()
        self.world.days_later(14)
        return self.all_support().round_closed()

    def to_tabled(self, sitting: Sitting | None = None) -> "Dossier":
        self.to_processing().frozen("green")
        return self.tabled(sitting or Sitting.called(self.world))

    def to_adopted(self) -> "Dossier":
        sitting = Sitting.called(self.world, in_days=40)
        self.to_tabled(sitting)
        sitting.begin()
        self.adopted()
        sitting.end()
        return self

    def to_received(self) -> "Dossier":
        self.to_adopted()
        self.world.days_later(3)
        self.sent()
        self.world.days_later(2)
        return self.received()


def answered(world, *dossiers: Dossier, partly=(), subject: str = "Kabinetsreactie"):
    """One letter that answers these advices, and others in part."""
    return actions.register_response(
        actor=world.secretariat,
        sender=world.organisation("minister_szw"),
        subject=subject,
        text="Het kabinet neemt het advies over.",
        wholly=[each.advice for each in dossiers],
        partly=[each.advice for each in partly],
    )


def at_stage(world, stage: str) -> Dossier:
    """A dossier that has come so far by acts alone, an advice of the council at a minister's request.

    The first of a test is a copy of one for which the acts were done before.
    """
    if not world.is_new:
        return _brought_to(world, stage)
    if stage not in _made:
        _made[stage] = _make(world, stage)
    copy, moment, pk = _made[stage]
    copy.put()
    world.clock_at(moment.date(), moment.hour, moment.minute)
    return Dossier(world, Advice.objects.get(pk=pk))


_made: dict[str, tuple[Copy, datetime, int]] = {}


def _make(world, stage: str) -> tuple[Copy, datetime, int]:
    """What is new in the database when it is there, the time by then, and its key; the database itself stays as it was."""
    before = Copy.taken()
    with transaction.atomic(), clock.at(clock.now()):
        dossier = _brought_to(world, stage)
        found = Copy.taken().since(before), clock.now().astimezone(LEGAL_ZONE), dossier.pk
        transaction.set_rollback(True)
    return found


def _brought_to(world, stage: str) -> Dossier:
    dossier = Dossier.requested(world)
    if stage == "declined":
        actions.decline(dossier.advice, actor=world.executive, reason="Het kabinet heeft al besloten.")
        return dossier
    if stage == "withdrawn":
        actions.withdraw(dossier.advice, actor=world.minister_szw, reason="Niet meer nodig.")
        return dossier
    return dossier if stage == "requested" else _further(world, dossier.accepted(), stage)


def _further(world, dossier: Dossier, stage: str) -> Dossier:
    if stage == "drafting":
        return dossier.written()
    if stage == "consulting":
        return dossier.written().frozen("white").consulted()
    if stage == "processing":
        return dossier.to_processing()
    if stage == "tabled":
        return dossier.to_tabled()
    return _finished(world, dossier, stage)


def _finished(world, dossier: Dossier, stage: str) -> Dossier:
    if stage == "adopted":
        return dossier.to_adopted()
    if stage == "sent":
        return dossier.to_adopted().sent()
    dossier.to_received()
    if stage == "answered":
        answered(world, dossier)
    return dossier
