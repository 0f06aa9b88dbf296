"""The API of a council in the middle of its work: lists to their ends, and nothing confidential in any of them."""

import pytest
from django.test import Client
from django.urls import reverse

from raadzaal.journal import followers
from raadzaal.record import dumps
from tests.house import CANARIES
from tests.record.api_asking import everything, get, path_of, told

pytestmark = pytest.mark.django_db

PUBLIC_CANARIES: set[str] = set()
"""Words that lie about in the house and may be told, by hand."""


def test_a_publication_of_the_archive_stands_among_the_others(house):
    found = {each["source"]: each for each in told("/publications")["items"]}
    whole = told(path_of(found["archive"]["url"]))
    assert [each["text"] for each in whole["paragraphs"]] == [
        "De raad beveelt woningbouw aan.",
        "De huren blijven laag.",
    ]
    assert Client().get(whole["documents"][0]["url"]).status_code == 200
    assert told(path_of(found["council"]["url"]))["paragraphs"][0]["text"] == "Inleiding"


@pytest.mark.parametrize("name", ["advices", "dossiers", "publications", "meetings"])
def test_a_list_is_told_whole_and_without_doubles(house, name):
    whole = [each["id"] for each in told(f"/{name}?limit=100")["items"]]
    for limit in (1, 2, 3):
        found, following = [], f"/{name}?limit={limit}"
        while following:
            page = told(following)
            assert len(page["items"]) <= limit
            found += [each["id"] for each in page["items"]]
            following = page["next"] and path_of(page["next"])
        assert found == whole


def test_a_cursor_of_another_list(house):
    following = path_of(told("/dossiers?limit=1")["next"])
    assert get(following.replace("dossiers", "meetings")).status_code == 400


def test_the_language_of_the_reader_changes_nothing(house):
    for path in ("/advices", "/meetings", "/dossiers?limit=100"):
        assert get(path, **{"Accept-Language": "en"}).content == get(path, **{"Accept-Language": "nl"}).content


def test_nothing_confidential_of_a_whole_house_is_told(house, index_home):
    followers.rebuild("public_search")
    said = everything()
    assert "Zorgen naast het werk" in said
    assert {name for name, words in CANARIES.items() if words in said} == PUBLIC_CANARIES


def test_a_closed_point_has_nothing_but_its_number(house):
    (meeting,) = [
        each for each in told("/meetings?state=planned")["items"] if each["id"] == house.ids["planned"]["meeting"]
    ]
    closed = [each for each in told(path_of(meeting["url"]))["agenda"] if each["closed"]]
    assert [set(each) - {"number", "closed"} for each in closed] and all(
        not value for each in closed for name, value in each.items() if name not in ("number", "closed")
    )
    papers = [paper["title"] for each in told(path_of(meeting["url"]))["agenda"] for paper in each["papers"]]
    assert papers == ["Stuk public"]


@pytest.mark.parametrize("role", ["secretariat", "council_chair", "coordinator"])
def test_who_is_signed_in_is_told_no_more(house, index_home, role):
    followers.rebuild("public_search")
    assert everything(house.client(role)) == everything()


def test_closed_meetings_are_in_no_feed_or_sitemap(house):
    closed = house.ids["closed"]["meeting"]
    said = [reverse("record:feed_meetings"), "/sitemap-vergaderingen-1.xml", reverse("meetings:calendar")]
    assert [closed in Client().get(each).content.decode() for each in said] == [False] * 3
    assert house.ids["planned"]["meeting"] in Client().get(said[0]).content.decode()


def test_nothing_confidential_is_in_the_files(house, index_home):
    made = dumps.make()
    said = "\n".join((made.folder / each.name).read_text() for each in made.files)
    assert "Zorgen naast het werk" in said
    assert {name for name, words in CANARIES.items() if words in said} == PUBLIC_CANARIES
    assert house.ids["closed"]["meeting"] not in said
