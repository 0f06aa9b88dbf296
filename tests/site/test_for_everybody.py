"""Pages for everybody: made once, never older than the house, and never somebody's own."""

import gzip
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse
from django.urls import reverse

from raadzaal.council.models import Person
from raadzaal.ui import for_everybody
from raadzaal.ui.for_everybody import Page, Shelf
from tests.dossier import Dossier

THE_STATE = 1
"""The one query that tells whether anything changed."""


@pytest.fixture
def shelf(monkeypatch) -> Shelf:
    made = Shelf(1024 * 1024)
    monkeypatch.setattr(for_everybody, "shelf", made)
    return made


@pytest.fixture
def dossiers() -> str:
    return reverse("advice:dossiers")


def signed_in(client, key: str):
    client.force_login(Person.objects.get(key=key).user)
    return client


@pytest.mark.usefixtures("shelf", "world")
def test_a_page_is_made_once(client, dossiers, django_assert_num_queries):
    first = client.get(dossiers)
    with django_assert_num_queries(THE_STATE):
        again = client.get(dossiers)
    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)


@pytest.mark.usefixtures("world")
def test_who_has_the_page_is_told_so(client, dossiers):
    first = client.get(dossiers)
    again = client.get(dossiers, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == "private, no-cache"
    assert "Cookie" in first["Vary"]


@pytest.mark.usefixtures("shelf", "world")
@pytest.mark.parametrize(
    ("accepts", "packed"),
    [
        ("gzip, deflate, br", True),
        ("br, gzip;q=0.5", True),
        ("", False),
        ("br", False),
        ("gzip;q=0, br", False),
        ("x-gzipped", False),
    ],
)
def test_it_goes_out_packed_to_who_can_unpack_it(client, dossiers, accepts, packed):
    plain = client.get(dossiers)
    got = client.get(dossiers, headers={"Accept-Encoding": accepts})
    assert got.get("Content-Encoding") == ("gzip" if packed else None)
    assert (gzip.decompress(got.content) if packed else got.content) == plain.content
    assert got["ETag"] == plain["ETag"]
    assert int(got["Content-Length"]) == len(got.content)


@pytest.mark.usefixtures("shelf")
def test_an_act_is_seen_at_once(client, dossiers, world):
    before = client.get(dossiers)
    dossier = Dossier.requested(world).accepted()
    after = client.get(dossiers, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert dossier.advice.title in after.content.decode()


@pytest.mark.usefixtures("shelf")
def test_a_minute_later_it_is_made_anew(client, dossiers, world, django_assert_max_num_queries):
    client.get(dossiers)
    world.clock_at(world.today, 10, 1)
    with django_assert_max_num_queries(20) as made:
        client.get(dossiers)
    assert len(made) > THE_STATE


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("visitor_first", [True, False])
def test_who_is_signed_in_has_a_page_of_their_own(client, dossiers, shelf, visitor_first):
    """Their name stands on it. It is not kept, and they are not given the page of a visitor."""
    if visitor_first:
        client.get(dossiers)
    own = signed_in(client, "jasper-oldenkamp").get(dossiers)
    kept = [gzip.decompress(page.packed) for _state, page in shelf._pages.values()]
    assert b"Oldenkamp" in own.content
    assert "ETag" not in own
    assert not any(b"Oldenkamp" in body for body in kept)
    client.logout()
    client.cookies.clear()
    assert b"Oldenkamp" not in client.get(dossiers).content


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("cookie", ["sessionid", "messages", "anything"])
def test_a_cookie_that_may_matter_keeps_one_away_from_the_shelf(client, dossiers, shelf, cookie):
    client.cookies[cookie] = "x"
    assert "ETag" not in client.get(dossiers)
    assert not shelf._pages


@pytest.mark.usefixtures("world")
def test_what_does_not_exist_is_not_kept(client, shelf):
    assert client.get(reverse("advice:advice", args=[1999, 1])).status_code == 404
    assert not shelf._pages


@pytest.mark.usefixtures("shelf", "world")
def test_each_language_is_a_page_of_its_own(client, dossiers):
    dutch, english = client.get(dossiers), client.get(f"/en{dossiers}")
    assert dutch["ETag"] != english["ETag"]
    assert client.get(dossiers).content == dutch.content


def test_of_all_who_ask_at_once_one_has_it_made(shelf, rf):
    made = []

    @for_everybody.for_everybody(lambda: 1)
    def view(request):
        made.append(request)
        time.sleep(0.05)
        return HttpResponse("page")

    def ask(_each):
        request = rf.get("/")
        request.session, request.user = SessionBase(), AnonymousUser()
        return view(request).content

    with ThreadPoolExecutor(4) as visitors:
        assert list(visitors.map(ask, range(8))) == [b"page"] * 8
    assert len(made) == 1


def page(body: bytes) -> Page:
    return Page(body, (), '"tag"')


def test_the_shelf_throws_out_what_was_asked_for_longest_ago():
    shelf = Shelf(room=30)
    for key in "abc":
        shelf.put(key, 1, page(b"x" * 10))
    shelf.get("a", 1)
    shelf.put("d", 1, page(b"x" * 10))
    assert [key for key in "abcd" if shelf.get(key, 1)] == ["a", "c", "d"]


def test_the_shelf_gives_no_page_of_another_state():
    shelf = Shelf(room=30)
    shelf.put("a", 1, page(b"old"))
    assert shelf.get("a", 2) is None
    shelf.put("a", 2, page(b"new"))
    assert shelf.get("a", 1) is None
    assert shelf.get("a", 2).packed == b"new"


def test_the_shelf_keeps_nothing_larger_than_itself():
    shelf = Shelf(room=30)
    shelf.put("a", 1, page(b"x" * 31))
    assert shelf.get("a", 1) is None
