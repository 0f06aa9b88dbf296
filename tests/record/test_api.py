"""The API of the public record: what it answers, what it refuses, and what it never tells."""

import json

import pytest
from django.test import Client

from raadzaal.journal import followers
from tests.advice.test_page_queries import counts
from tests.counting import client_of
from tests.dossier import Dossier, answered, at_stage
from tests.record.api_asking import API, PROBLEM, get, path_of, told

pytestmark = pytest.mark.django_db
# -- what it answers ---------------------------------------------------------------------------------------------------


def test_an_advice_with_what_became_of_it(world):
    dossier = at_stage(world, "received")
    dossier.published()
    answered(world, dossier)
    (listed,) = told("/advices")["items"]
    whole = told(path_of(listed["url"]))
    assert {name: whole[name] for name in listed} == listed
    assert whole["answered"] and whole["unanimous"] and whole["title"] == "Zorgen naast het werk"
    assert [each["label"] for each in whole["recommendations"]] == ["R1", "R2"]
    assert whole["answers"][0]["sender"]["key"] == "minister_szw"
    assert [each["result"] for each in whole["decisions"]] == ["adopted"]
    assert [each["format"] for each in whole["documents"]] == ["pdf", "word", "odt", "akoma_ntoso", "json", "markdown"]
    for each in whole["documents"]:
        assert Client().get(each["url"]).status_code == 200
    assert whole["support"]["paragraphs"]


def test_a_dossier_with_its_timeline(world):
    dossier = at_stage(world, "consulting")
    followers.catch_up()
    (listed,) = told("/dossiers")["items"]
    whole = told(path_of(listed["url"]))
    assert (whole["id"], whole["stage"], whole["advice"]) == (dossier.advice.public_id, "consulting", None)
    assert [each["stage"] for each in whole["stages"]] == ["requested", "drafting", "consulting"]
    assert "file" in [each["step"] for each in whole["timeline"]]
    assert Client().get(whole["consultations"][0]["draft"]).status_code == 200


def test_the_seats_of_the_council_on_a_day(world):
    seats = told("/seats?on=2026-04-15")["items"]
    assert [each["number"] for each in seats] == list(range(1, len(seats) + 1))
    assert {each["group"] for each in seats} == {"employers", "workers", "crown"}
    assert told("/seats?on=1990-01-01")["items"] == []


def test_search_says_what_the_page_says(world, index_home):
    at_stage(world, "received").published()
    followers.rebuild("public_search")
    found = told("/search?q=vervangpool")
    assert found["total"] == 1 and found["items"][0]["kind"] == "advice"
    assert "vervangpools" in found["items"][0]["words"]
    assert Client().get(found["items"][0]["page"].partition("#")[0]).status_code == 200


# -- lists that go on --------------------------------------------------------------------------------------------------


def test_what_comes_in_meanwhile_shifts_nothing(world):
    for _each in range(4):
        Dossier.requested(world)
    first = told("/dossiers?limit=2")
    world.days_later(1)
    Dossier.requested(world)
    second = told(path_of(first["next"]))
    ids = [each["id"] for each in (*first["items"], *second["items"])]
    assert len(set(ids)) == 4 and second["next"] is None


MADE_UP = ["x", "", "AAAA", "WyJhIl0", "bnVsbA", "WyJkb3NzaWVycyIsIDEsIDJd", "%00", "é", "x" * 300, "WyJkb3NzaWVycyIsICIyMDI2LTk5LTk5IiwgImFhIl0"]  # fmt: skip


@pytest.mark.parametrize("cursor", MADE_UP)
def test_a_cursor_that_was_made_up(db, cursor):
    answer = get(f"/dossiers?cursor={cursor}")
    assert answer.status_code == 400 and answer["Content-Type"] == PROBLEM
    assert json.loads(answer.content)["errors"][0]["location"] == {"name": "cursor"}


@pytest.mark.parametrize(
    "question",
    [
        "/advices?limit=0", "/advices?limit=101", "/advices?limit=1e2", "/advices?limit=-1", "/advices?year=1", "/advices?answered=1",
        "/advices?kind=book", "/advices?kind=", "/advices?made=up", "/advices?limit=1&limit=2", "/seats?on=2026-02-30",
        "/seats?on=2099-01-01", "/seats?knownOn=2099-01-01", "/seats?on=20260415", "/search?page=0", "/search?page=101",
        "/search?q=" + "x" * 301, "/search?q=-niet", "/search?sort=best", "/advices?committee=" + "x" * 251,
    ],
)  # fmt: skip
def test_a_question_that_is_not_right(world, index_home, question):
    followers.rebuild("public_search")
    answer = get(question)
    problem = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"], problem["status"]) == (400, PROBLEM, 400)
    assert problem["title"] and problem["detail"] and problem["errors"]


@pytest.mark.parametrize(
    "path", ["/", "/advices/", "/advices/nope", "/persons", "/seats?body=nope", "/dossiers/a/b", "/meetings/x"]
)
def test_what_is_not_there(world, path):
    answer = get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)


# -- how it answers ----------------------------------------------------------------------------------------------------


def test_what_was_there_already_is_not_sent_again(world):
    first = get("/dossiers")
    again = get("/dossiers", **{"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content and again["API-Version"] == "1.0.0"
    Dossier.requested(world)
    assert get("/dossiers", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_every_site_may_read_it(world):
    for path in ("/dossiers", "/nope", "/dossiers?limit=x"):
        answer = get(path, Origin="https://elders.example")
        assert answer["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Credentials" not in answer
        assert answer["API-Version"] == "1.0.0"


# -- what it never tells -----------------------------------------------------------------------------------------------

# Words that lie about in the house and may be told, because what they stand in was published or is a public draft.
BY_STAGE = """
requested  | dossiers
drafting   | dossiers
consulting | dossiers
processing | dossiers
tabled     | dossiers meetings
adopted    | dossiers meetings
sent       | dossiers meetings
received   | dossiers meetings
published  | dossiers meetings advices publications
declined   | dossiers
withdrawn  | dossiers
"""


@pytest.mark.parametrize("line", BY_STAGE.strip().splitlines())
def test_by_stage(world, line):
    stage, expected = (part.strip() for part in line.split("|"))
    dossier = at_stage(world, "received" if stage == "published" else stage)
    if stage == "published":
        dossier.published()
    lists = {name: told(f"/{name}")["items"] for name in ("dossiers", "advices", "publications", "meetings")}
    assert {name for name, items in lists.items() if items} == set(expected.split())
    said = everything_of(dossier)
    assert ("vervangpools" in said) == (stage == "published")
    assert ("In het kort" in said or "summary" in said) == (stage == "published")


def everything_of(dossier) -> str:
    parts = [get(f"/dossiers/{dossier.advice.public_id}").content.decode()]
    parts += [json.dumps(told(path_of(each["url"]))) for each in told("/advices")["items"]]
    parts += [json.dumps(told(path_of(each["url"]))) for each in told("/meetings")["items"]]
    return "\n".join(parts)


# -- what it costs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/dossiers?limit=100", "/search?q=zorgen", "/meetings?limit=100"])
def test_questions_to_the_database_do_not_grow(world, index_home, path):
    client = client_of(world.anybody)
    found = counts(client, API + path, lambda: (Dossier.requested(world), followers.catch_up()))
    assert len(set(found)) == 1, found


def test_questions_of_a_list_of_advices_do_not_grow(world):
    client = client_of(world.anybody)

    def publish():
        dossier = Dossier.requested(world, ("minister_szw",)).accepted("cca", "own").written()
        dossier.frozen("white").consulted().all_support().round_closed().frozen("green").concluded()
        dossier.published()

    publish()
    for path in ("/advices?limit=100", "/publications?limit=100"):
        found = counts(client, API + path, publish)
        assert len(set(found)) == 1, (path, found)
