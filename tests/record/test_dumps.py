"""Files with everything that is public: whole, made once, true to their checksums."""

import csv
import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from raadzaal.journal import clock
from raadzaal.record import dumps
from tests.dossier import Dossier, at_stage

pytestmark = pytest.mark.django_db


def lines(made: dumps.Dump, name: str) -> list[dict]:
    return [json.loads(line) for line in (made.folder / name).read_text().splitlines()]


def test_they_tell_what_the_api_tells(world, index_home, settings):
    settings.ADDRESS = "http://testserver"
    at_stage(world, "received").published()
    made = dumps.make()
    for name in ("advices", "dossiers", "publications", "meetings", "organisations", "bodies"):
        told = lines(made, f"{name}.jsonl")
        listed = json.loads(Client().get(f"/api/v1/{name}").content)["items"]
        assert told == [json.loads(Client().get(each["url"]).content) for each in listed]
        with (made.folder / f"{name}.csv").open(newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert [row["url"] for row in rows] == [each["url"] for each in listed]


def test_their_checksums_are_right(world, index_home):
    made = dumps.make()
    sums = dict(reversed(line.split("  ")) for line in (made.folder / dumps.SUMS).read_text().splitlines())
    for each in made.files:
        content = (made.folder / each.name).read_bytes()
        assert (each.size, each.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert each.name == dumps.SUMS or sums[each.name] == each.sha256
        answer = Client().get(reverse("record:dump", args=[each.name]))
        assert b"".join(answer.streaming_content) == content
        assert (
            Client()
            .get(reverse("record:dump", args=[each.name]), headers={"If-None-Match": answer["ETag"]})
            .status_code
            == 304
        )


def test_asked_a_hundred_times_they_are_made_once(world, index_home, monkeypatch):
    made = dumps.make()
    monkeypatch.setattr(dumps, "_made", lambda seq: pytest.fail("made again"))
    assert {dumps.make() for _each in range(100)} == {made}
    for _each in range(100):
        assert Client().get(reverse("record:open_data")).status_code == 200
    call_command("dump", stdout=io.StringIO())


def test_the_worker_makes_them_once_a_day_and_only_for_news(world, index_home):
    dumps.keep_up()
    first = dumps.current()
    Dossier.requested(world)
    dumps.keep_up()
    assert dumps.current() == first
    with clock.at(clock.now() + timedelta(hours=25)):
        dumps.keep_up()
        second = dumps.current()
        assert len(lines(second, "dossiers.jsonl")) == 1
    with clock.at(clock.now() + timedelta(hours=60)):
        dumps.keep_up()
    assert dumps.current() == second


def test_a_maker_that_dies_leaves_what_was_there(world, index_home, monkeypatch):
    first = dumps.make()
    Dossier.requested(world)
    with monkeypatch.context() as broken:
        broken.setattr(dumps, "_table", lambda *_each: (_ for _ in ()).throw(OSError("no room")))
        with pytest.raises(OSError, match="no room"):
            dumps.make()
    assert dumps.current() == first
    assert len(lines(dumps.make(), "dossiers.jsonl")) == 1
    assert (
        len([each for each in (index_home.parent / "dumps").iterdir() if each.is_dir() and not each.is_symlink()]) <= 2
    )


@pytest.mark.parametrize("name", ["made.json", "nope.csv", "..", ".lock", "%2e%2e%2fsecret.key", "current"])
def test_nothing_else_can_be_taken(world, index_home, name):
    dumps.make()
    assert Client().get(f"/open-data/bestanden/{name}").status_code == 404


def test_a_cell_is_no_formula(world, index_home):
    advice = Dossier.requested(world).advice
    type(advice).objects.filter(pk=advice.pk).update(title="=HYPERLINK(1)")
    with (dumps.make().folder / "dossiers.csv").open(newline="") as stream:
        assert [row["title"] for row in csv.DictReader(stream)] == ["'=HYPERLINK(1)"]


def test_before_they_are_made(world, index_home):
    assert "worden gemaakt" in Client().get(reverse("record:open_data")).content.decode()
    assert Client().get(reverse("record:dump", args=["advices.csv"])).status_code == 404
