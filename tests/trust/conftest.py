"""The database that the trials begin with: migrated, and otherwise empty. Each trial works on copies of it."""

import os
import sqlite3
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.trust import harness, story, story_elsewhere, story_meetings, story_record  # noqa: F401 -- the story goes on there
from tests.trust.databases import PostgresDatabase, Server, SqliteFile, carry_over, cluster, programs, scratch
from tests.trust.postbox import Postbox, opened


@pytest.fixture(scope="session")
def empty(django_db_setup, django_db_blocker) -> Iterator[SqliteFile | PostgresDatabase]:
    harness.BLOCKERS[:] = [django_db_blocker]
    with django_db_blocker.unblock():
        made = _sqlite() if connection.vendor == "sqlite" else _postgres()
        yield from made


def _sqlite() -> Iterator[SqliteFile]:
    with scratch() as folder:
        path = folder / "empty.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(path) as target:
            connection.connection.backup(target)
        target.close()
        connection.close()
        yield SqliteFile(path)


def _postgres() -> Iterator[PostgresDatabase]:
    told = connection.settings_dict
    given = Server(told["HOST"] or "127.0.0.1", int(told["PORT"] or 5432), told["USER"], told["PASSWORD"] or "")
    migrated = PostgresDatabase(given, told["NAME"])
    connection.close()
    if programs() is None:
        made = migrated.copy("empty")
        yield made
        made.drop()
        return
    with cluster() as own:
        made = PostgresDatabase(own.server, "empty")
        carry_over(migrated, made)
        yield made


RACED = {
    "advice.accept", "advice.edit", "advice.close_round", "meetings.sign_in", "advice.conclude", "advice.send",
    "followers.catch_up", "mail.deliver", "advice.register_response", "advice.revise", "advice.choose_variant",
}  # fmt: skip


@pytest.fixture(scope="session")
def scenes(empty) -> dict[str, story.Scene]:
    """The council right before an act, per name: all acts in full, else those with a race of their own and some by chance."""
    chance = harness.dice("which acts")
    here, elsewhere = sorted(story.names()), sorted(story.names(story.EXAMPLE))
    if not (harness.FULL or "RAADZAAL_TRUST_ACTS" in os.environ):
        here, elsewhere = RACED | set(chance.sample(here, 8)), chance.sample(elsewhere, 3)
    stage, other = empty.copy("story"), empty.copy("elsewhere")
    played = harness.in_child(stage, lambda: story.play(stage, set(here), story.begin)).get()
    told = set(elsewhere), story_elsewhere.begin, story.EXAMPLE
    return played | harness.in_child(other, lambda: story.play(other, *told)).get()


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    """All mail goes to a server of our own."""
    with opened() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        yield box
