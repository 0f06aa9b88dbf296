"""The pages of a dossier that grow: the text, and the table of reactions, as the secretary of the committee opens them."""

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

PARAGRAPHS, FEW = 400, 40
WORDS = 70
ORGANISATIONS = 12
REQUESTS = 40
STANCES = ("support", "support", "reservation", "support", "objection", "support")


def figures(world) -> Iterator[Figure]:
    long, short = (_consulted(world, paragraphs) for paragraphs in (PARAGRAPHS, FEW))
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(public_id=long.secretary.key).user)
    empty = Page(client, reverse("site:home"))
    for name, address in (("text", text_page), ("reactions", reactions_page)):
        page, small = Page(client, address(long)), Page(client, address(short))
        ask_in_turn(page, empty)
        small.ask()
        yield from _told(f"{name}, {PARAGRAPHS} paragraphs", page, empty)
        yield Figure(f"{name}: queries", page.queries, "count", f"{FEW} paragraphs", small.queries)


def text_page(dossier: Dossier) -> str:
    return reverse("advice:text", args=[dossier.advice.public_id])


def reactions_page(dossier: Dossier) -> str:
    return reverse("deliberation:reactions", args=[dossier.advice.rounds.last().public_id])


@dataclass
class Page:
    """What the times and queries of one address were, over all requests."""

    client: Client
    url: str
    whole: Stopwatch = field(default_factory=Stopwatch)
    database: Stopwatch = field(default_factory=Stopwatch)
    queries: int = 0
    size: int = 0

    def ask(self) -> None:
        self._inside, self.queries = 0.0, 0
        with self.whole.running(), connection.execute_wrapper(self._timed):
            response = self.client.get(self.url)
        if response.status_code != 200:
            raise RuntimeError(f"{self.url}: {response.status_code}")
        self.database.times.append(self._inside)
        self.size = len(response.content)

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
    return dossier.round_closed()


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
