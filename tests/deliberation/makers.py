"""A committee that consults four organisations on a frozen text of six paragraphs."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from raadzaal.accounts.actor import Actor, Capacity
from raadzaal.advice.models import Advice
from raadzaal.council.models import Body, Organisation
from raadzaal.deliberation import actions
from raadzaal.journal import acts, clock
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.models import Milestone, MilestoneLine, Node, Revision, Work

TODAY = date(2026, 3, 2)
DEADLINE = date(2026, 3, 30)
ASKED = (("fnv", "workers"), ("cnv", "workers"), ("vno", "employers"), ("lto", "employers"))


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def on_day(day: date):
    return clock.at(noon(day))


def actor(role: str, scope: str = "", name: str = "") -> Actor:
    return Actor(key=f"{role}-{scope}"[:26], name=name or f"{role} {scope}", capacities=(Capacity(role, scope),))


@dataclass
class Consultation:
    case: Advice
    committee: Body
    organisations: dict[str, Organisation]
    milestone: Milestone
    nodes: list[Node]
    round: object = None
    extra: dict = field(default_factory=dict)

    def coordinator(self, key: str) -> Actor:
        return actor("organisation_coordinator", self.organisations[key].public_id, f"coordinator of {key}")

    def colleague(self, key: str) -> Actor:
        return actor("organisation_member", self.organisations[key].public_id, f"colleague at {key}")

    def of_committee(self, role: str) -> Actor:
        return actor(f"committee_{role}", self.committee.public_id, role)

    def invitation(self, key: str):
        return self.round.invitations.get(organisation=self.organisations[key])

    def draft(self, key: str, *positions, general: str = ""):
        """Each position: index of the paragraph, stance, and optionally reason and proposal."""
        who = self.colleague(key)
        reply = actions.start_reply(self.invitation(key), actor=who)
        for index, stance, *words in positions:
            actions.save_position(reply, self.nodes[index], stance, *words, actor=who)
        if general:
            actions.save_general(reply, general, actor=who)
        return reply

    def submit(self, key: str, *positions, general: str = "", on: date = TODAY):
        with on_day(on):
            reply = self.draft(key, *positions, general=general)
            return actions.submit_reply(reply, actor=self.coordinator(key), on=on)

    def allow_late(self, key: str, on: date) -> None:
        with on_day(on):
            secretary = self.of_committee("secretary")
            actions.allow_late(
                self.round, actor=secretary, invitation=self.invitation(key), reason="Vakantie in de branche"
            )

    def close(self, on: date = DEADLINE + timedelta(days=1)):
        with on_day(on), acts.act():
            self.round = actions.close_round(self.round, on=on)


def frozen_text(work: Work, paragraphs: int) -> tuple[Milestone, list[Node]]:
    milestone = Milestone.objects.create(
        work=work, key="sent", number=1, frozen_at=noon(TODAY), frozen_on=TODAY, author="secretary", digest="0" * 64
    )
    nodes = []
    for place in range(paragraphs + 1):
        node = Node.objects.create(work=work)
        kind = "heading" if place == 0 else "paragraph"
        words = f"Paragraaf {place}"
        revision = Revision.objects.create(
            node=node,
            work=work,
            position=place,
            kind=kind,
            notation=words,
            author="x",
            author_name="x",
            made_at=noon(TODAY),
        )
        MilestoneLine.objects.create(
            milestone=milestone,
            node=node,
            revision=revision,
            order=place,
            number=str(place or 1),
            label=str(place or "1"),
            html=f"<p>{words}</p>",
        )
        if place:
            nodes.append(node)
    return milestone, nodes


def consultation(paragraphs: int = 6, asked=ASKED, opened: bool = True) -> Consultation:
    committee = Body.objects.create(key="duo", name="Commissie Duurzame Ontwikkeling", kind=Body.Kind.STANDING)
    work = Work.objects.create(dossier_id="w")
    case = Advice.objects.create(
        procedure="advice",
        profile_version="2024-04-01",
        stage="consulting",
        title="Groene groei",
        opened_on=TODAY,
        committee=committee,
        work=work,
    )
    organisations = {
        key: Organisation.objects.create(key=key, name=key.upper(), kind="social_partner", group=group)
        for key, group in asked
    }
    milestone, nodes = frozen_text(work, paragraphs)
    made = Consultation(case, committee, organisations, milestone, nodes)
    if opened:
        made.round = open_round(made)
    return made


def open_round(made: Consultation, **changed):
    given = {"organisations": made.organisations.values(), "deadline": DEADLINE, "on": TODAY} | changed
    organisations, deadline = given.pop("organisations"), given.pop("deadline")
    with on_day(TODAY), acts.act():
        return actions.open_round(
            made.case, made.milestone, organisations, deadline, actor=made.of_committee("secretary"), **given
        )


class refused:  # noqa: N801 -- reads as a sentence: with refused("late"):
    """Expects a refusal with this code, and says the message out loud: it must have one."""

    def __init__(self, code: str) -> None:
        self.code, self.raises = code, pytest.raises(Refused)

    def __enter__(self):
        self.caught = self.raises.__enter__()
        return self.caught

    def __exit__(self, *error):
        seen = self.raises.__exit__(*error)
        if seen:
            assert self.caught.value.code == self.code
            assert "%(" not in str(self.caught.value)
        return seen
