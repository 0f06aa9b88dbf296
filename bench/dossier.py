"""The pages of a dossier that grow, with five versions kept: the text, the table of reactions and the support map as the secretary
of the committee opens them, a paragraph as it is opened and saved, and the draft as an organisation opens and answers it.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench import text
from bench.figures import Figure, Stopwatch
from raadzaal.accounts.actor import Actor, Capacity
from raadzaal.advice import actions
from raadzaal.council.models import Organisation, Person
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Invitation, Position
from raadzaal.journal import clock
from raadzaal.texts.models import Node
from tests.dossier import Dossier

PARAGRAPHS, FEW = 400, 48
WORDS = 70
ORGANISATIONS = 12
REQUESTS = 40
KEPT = 5
STANCES = ("support", "support", "reservation", "support", "objection", "support")


def figures(world) -> Iterator[Figure]:
    long, short = (_consulted(world, paragraphs) for paragraphs in (PARAGRAPHS, FEW))
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(public_id=long.secretary.key).user)
    empty = Page(client, reverse("site:home"))
    for name, address in (
        ("text", text_page),
        ("reactions", reactions_page),
        ("support map", support_page),
        ("opening a paragraph", edit_page),
    ):
        page, small = Page(client, address(long)), Page(client, address(short))
        ask_in_turn(page, empty)
        small.ask()
        yield from _told(f"{name}, {PARAGRAPHS} paragraphs", page, empty)
        yield Figure(f"{name}: queries", page.queries, "count", f"{FEW} paragraphs", small.queries)
    yield from _saves("saving a paragraph", Saving(client, long), Saving(client, short))
    yield from _saves("reacting on a paragraph", Reacting(_reopened(long)), Reacting(_reopened(short)))


def _saves(name: str, long: "Saving | Reacting", short: "Saving | Reacting") -> Iterator[Figure]:
    """In turn, each time other words; counted as pages are."""
    ask_in_turn(long, short)
    for what, ours, theirs in zip(
        ("median", "p95"), long.whole.milliseconds(), short.whole.milliseconds(), strict=True
    ):
        yield Figure(f"{name}, {PARAGRAPHS} paragraphs: {what}", ours, "ms", f"{FEW} paragraphs", theirs)
    yield Figure(f"{name}: queries", long.queries, "count", f"{FEW} paragraphs", short.queries)


def text_page(dossier: Dossier) -> str:
    return reverse("advice:text", args=[dossier.advice.public_id])


def reactions_page(dossier: Dossier) -> str:
    return reverse("deliberation:reactions", args=[dossier.advice.rounds.last().public_id])


def support_page(dossier: Dossier) -> str:
    return reverse("advice:support", args=[dossier.advice.public_id])


def edit_page(dossier: Dossier) -> str:
    return reverse("advice:edit", args=[dossier.advice.public_id, _paragraphs(dossier)[0].public_id])


def _paragraphs(dossier: Dossier) -> list[Node]:
    return list(Node.objects.filter(work=dossier.advice.work, revisions__kind="paragraph").distinct().order_by("pk"))


def _reopened(dossier: Dossier) -> Dossier:
    """A second round, for reacting in."""
    asked = list(Organisation.objects.order_by("pk")[:ORGANISATIONS])
    deadline = dossier.world.today + timedelta(days=28)
    dossier.frozen("white")
    actions.consult(dossier.advice, actor=dossier.secretary, organisations=asked, deadline=deadline)
    return dossier


@dataclass
class Page:
    """What the times and queries of one address were, over all requests."""

    client: Client
    url: str
    whole: Stopwatch = field(default_factory=Stopwatch)
    database: Stopwatch = field(default_factory=Stopwatch)
    queries: int = 0
    size: int = 0
    expected: int = 200

    def ask(self) -> None:
        self._inside, self.queries = 0.0, 0
        with self.whole.running(), connection.execute_wrapper(self._timed):
            response = self._asked()
        if response.status_code != self.expected:
            raise RuntimeError(f"{self.url}: {response.status_code}")
        self.database.times.append(self._inside)
        self.size = len(response.content)

    def _asked(self):
        return self.client.get(self.url)

    def _timed(self, execute, statement, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(statement, params, many, context)
        finally:
            self._inside += time.perf_counter() - begun
            self.queries += 1

    def forget(self) -> None:
        self.whole.times.clear()
        self.database.times.clear()


class Saving(Page):
    """Other words for the same paragraph, every time on what was saved the time before."""

    def __init__(self, client: Client, dossier: Dossier) -> None:
        super().__init__(client, edit_page(dossier), expected=302)
        self.node, self.chance = _paragraphs(dossier)[0], Random(7)

    def _asked(self):
        words, base = text.prose(self.chance, WORDS), self.node.revisions.count()
        return self.client.post(self.url, {"notation": words, "shape": "paragraph", "base": base, "reason": ""})


class Reacting(Page):
    """A reservation with other reasons, every time on another paragraph."""

    def __init__(self, dossier: Dossier) -> None:
        self.running, self.nodes = dossier.advice.rounds.last(), _paragraphs(dossier)
        organisation = Organisation.objects.filter(invitation__round=self.running, kind="social_partner").first()
        officer = dossier.world.policy_officer(organisation.key)
        client = Client(SERVER_NAME="localhost")
        client.force_login(Person.objects.get(public_id=officer.key).user)
        super().__init__(client, "", expected=302)
        self.chance, self.at = Random(7), 0

    def _asked(self):
        self.at = (self.at + 1) % len(self.nodes)
        self.url = reverse("deliberation:save_position", args=[self.running.public_id, self.nodes[self.at].public_id])
        return self.client.post(self.url, {"stance": "reservation", "reason": text.prose(self.chance, 30), "seen": ""})


def ask_in_turn(*pages: Page) -> None:
    """The first request of each compiles templates and is not counted."""
    for page in pages:
        page.ask()
        page.forget()
    for _ in range(REQUESTS):
        for page in pages:
            page.ask()


def _told(name: str, page: Page, empty: Page) -> Iterator[Figure]:
    for what, ours, theirs in zip(
        ("median", "p95"), page.whole.milliseconds(), empty.whole.milliseconds(), strict=True
    ):
        yield Figure(f"{name}: {what}", ours, "ms", "home page", theirs)
    inside, whole = page.database.median * 1000, page.whole.median * 1000
    yield Figure(f"{name}: in the database", inside, "ms", "whole request", whole)


def _consulted(world, paragraphs: int) -> Dossier:
    dossier = text.drafting(world, text.blocks(paragraphs, WORDS))
    asked = list(Organisation.objects.order_by("pk")[:ORGANISATIONS])
    dossier.frozen("white")
    actions.consult(
        dossier.advice, actor=dossier.secretary, organisations=asked, deadline=world.today + timedelta(days=28)
    )
    nodes = list(Node.objects.filter(work=dossier.advice.work, revisions__kind="paragraph"))
    for invitation in Invitation.objects.filter(round=dossier.advice.rounds.last()).select_related("organisation"):
        _reply(invitation, nodes)
    dossier.round_closed()
    for _version in range(KEPT - dossier.advice.work.milestones.count()):
        dossier.frozen("white")
    return dossier


def _reply(invitation: Invitation, nodes: list[Node]) -> None:
    """An answer on every paragraph, written at once and sent by the act."""
    organisation, chance = invitation.organisation, Random(invitation.pk)
    coordinator = Actor(
        "coordinator", str(organisation), (Capacity("organisation_coordinator", organisation.public_id),)
    )
    reply = rounds.start_reply(invitation, actor=coordinator)
    Position.objects.bulk_create([_position(reply, node, chance) for node in nodes], 200)
    rounds.submit_reply(reply, actor=coordinator)


def _position(reply, node: Node, chance: Random) -> Position:
    stance = chance.choice(STANCES)
    reason = "" if stance == "support" else text.prose(chance, 40)
    proposed = text.prose(chance, 25) if stance == "objection" else ""
    written = {"author_name": "A. Schrijver", "changed_at": clock.now()}
    return Position(reply=reply, node=node, stance=stance, reason=reason, proposed=proposed, **written)
