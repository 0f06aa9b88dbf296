"""Feeds, sitemaps, citations and what search engines are told: whole, valid, and of nothing that is not public."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from raadzaal.journal import followers
from tests.advice.test_page_queries import counts
from tests.counting import client_of
from tests.dossier import Dossier, answered, at_stage

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).parents[2].parent / "shared/standards"
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "d": "https://standaarden.overheid.nl/diwoo/metadata/",
}
FEEDS = ["feed_published", "feed_dossiers", "feed_meetings", "feed_archive"]


def xml(address: str, status: int = 200):
    answer = Client().get(address)
    assert answer.status_code == status, answer.content
    return etree.fromstring(answer.content)


def texts(root, path: str) -> list[str]:
    return [each if isinstance(each, str) else each.text for each in root.xpath(path, namespaces=NAMES)]


@pytest.fixture
def published(world) -> Dossier:
    dossier = at_stage(world, "received")
    dossier.published()
    followers.catch_up()
    return dossier


# -- feeds -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_has_what_atom_asks_for(published, name):
    """RFC 4287, 4.1.1 and 4.1.2."""
    root = xml(reverse(f"record:{name}"))
    for each in (root, *root.findall("a:entry", NAMES)):
        assert all(
            each.find(f"a:{part}", NAMES) is not None and each.find(f"a:{part}", NAMES).text
            for part in ("id", "title", "updated")
        )
        assert each.xpath("a:link/@href", namespaces=NAMES)
    ids = texts(root, "a:entry/a:id")
    assert len(set(ids)) == len(ids)
    assert texts(root, "a:link[@rel='self']/@href") == [f"http://testserver{reverse(f'record:{name}')}"]
    assert texts(root, "a:author/a:name")


def test_a_feed_opens_what_it_tells_of(published):
    for name in ("feed_published", "feed_dossiers", "feed_meetings"):
        (address,) = texts(xml(reverse(f"record:{name}")), "a:entry/a:link/@href")
        assert Client().get(address).status_code == 200


def test_the_feed_of_a_dossier_tells_each_step_once(published):
    titles = texts(xml(reverse("record:feed_dossier", args=[published.advice.public_id])), "a:entry/a:title")
    assert titles and len(set(titles)) == len(titles)


def test_the_feed_of_one_committee(published):
    key = published.advice.committee.key
    feed = reverse("record:feed_published")
    assert len(texts(xml(f"{feed}?commissie={key}"), "a:entry/a:id")) == 1
    assert texts(xml(f"{feed}?commissie=cca"), "a:entry/a:id") == []
    assert Client().get(f"{feed}?commissie=nope").status_code == 404
    assert f"{feed}?commissie={key}" in Client().get(reverse("council:committee", args=[key])).content.decode()


def test_a_search_has_a_feed_of_its_own(published, index_home):
    followers.rebuild("public_search")
    page = Client().get(reverse("record:search"), {"q": "vervangpool", "soort": "advice"}).content.decode()
    (address,) = re.findall(r'<link rel="alternate" [^>]*href="([^"]+)"', page)
    root = xml(address.replace("&amp;", "&"))
    assert len(texts(root, "a:entry/a:id")) == 1
    feed = reverse("record:feed_search")
    assert [Client().get(feed, {"q": typed}).status_code for typed in ("", "-x", "x" * 301)] == [422] * 3


@pytest.mark.parametrize("stage", ["requested", "processing", "adopted", "sent", "received"])
def test_no_feed_or_sitemap_tells_of_an_advice_before_it_is_published(world, stage):
    at_stage(world, stage)
    followers.catch_up()
    assert texts(xml(reverse("record:feed_published")), "a:entry/a:id") == []
    assert "adviezen-1" not in str(texts(xml("/sitemap.xml"), "//s:loc"))
    assert Client().get("/sitemapindex-diwoo-infocat010.xml").status_code == 404
    said = Client().get(reverse("record:feed_dossiers")).content.decode()
    assert "vervangpools" not in said and "Zorgen naast het werk" in said


@pytest.mark.parametrize("name", ["feed_dossiers", "feed_meetings"])
def test_questions_of_a_feed_do_not_grow(world, name):
    found = counts(
        client_of(world.anybody), reverse(f"record:{name}"), lambda: (Dossier.requested(world), followers.catch_up())
    )
    assert len(set(found)) == 1, found


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("advice:published", "feed_published"),
        ("advice:dossiers", "feed_dossiers"),
        ("meetings:list", "feed_meetings"),
        ("record:items", "feed_archive"),
    ],
)
def test_a_list_tells_of_its_feed_in_its_head_and_on_the_page(world, page, feed):
    said = Client().get(reverse(page)).content.decode()
    assert '<link rel="alternate" type="application/atom+xml" title="' in said.partition("</head>")[0]
    assert said.count(f'href="{reverse(f"record:{feed}")}"') == 2


# -- sitemaps ----------------------------------------------------------------------------------------------------------


def test_robots_find_everything_that_is_public_and_nothing_else(published):
    robots = Client().get("/robots.txt").content.decode()
    assert "Disallow: /werk/" in robots
    for sitemap in re.findall(r"Sitemap: (\S+)", robots):
        for file in texts(xml(sitemap), "//s:loc"):
            for address in texts(xml(file), "//s:loc"):
                assert Client().get(address).status_code == 200, address


@pytest.mark.skipif(not SHARED.exists(), reason="the schemas are not on this machine")
def test_sitemaps_are_valid_to_their_schemas(published):
    schema = etree.XMLSchema(etree.parse(str(SHARED / "sitemap/sitemap.xsd")))
    for address in ("/sitemap-paginas.xml", "/sitemap-adviezen-1.xml", "/sitemap-dossiers-1.xml"):
        schema.assertValid(xml(address))
    metadata = etree.XMLSchema(etree.parse(str(SHARED / "diwoo-0.9.8/diwoo-metadata.offline.xsd")))
    documents = xml("/sitemap-diwoo-infocat010-adviezen-1.xml").findall(".//d:Document", NAMES)
    assert documents
    for each in documents:
        metadata.assertValid(each)


def test_metadata_for_the_national_index(published):
    root = xml("/sitemap-diwoo-infocat010-adviezen-1.xml")
    assert texts(root, "//d:publisher/@resource") == ["https://identifier.overheid.nl/tooi/id/oorg/oorg10223"]
    assert texts(root, "//d:informatiecategorie/@resource") == [
        "https://identifier.overheid.nl/tooi/def/thes/kern/c_99a836c7"
    ]
    assert texts(root, "//d:officieleTitel") == ["Zorgen naast het werk"]
    (file,) = texts(root, "//s:loc")
    assert Client().get(file)["Content-Type"] == "application/pdf"


# -- citations and what search engines are told ------------------------------------------------------------------------


def cited(dossier: Dossier, form: str) -> str:
    publication = dossier.advice.publication
    answer = Client().get(reverse("record:citation", args=[publication.year, publication.serial, form]))
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    return answer.content.decode()


def test_an_advice_as_others_cite_it(published):
    assert re.fullmatch(
        r"Sociaal-Economische Raad, Zorgen naast het werk \(advies \d\d/\d\d\), \d+ \w+ \d{4}, http://testserver/t/\w+/\w+/\n",
        cited(published, "txt"),
    )
    (told,) = json.loads(cited(published, "csl.json"))
    assert (
        told["type"] == "report"
        and told["title"] == "Zorgen naast het werk"
        and told["issued"]["date-parts"][0][0] == 2026
    )
    assert Client().get(told["URL"]).status_code == 302
    ris = cited(published, "ris").split("\r\n")
    assert ris[0] == "TY  - RPRT" and ris[-2] == "ER  - " and all(re.match(r"[A-Z]\w  - ", line) for line in ris[:-1])


def test_signs_that_mean_something_in_bibtex(published):
    advice = published.advice
    advice.title = "50% meer {zorg} & werk_\\nu\nregel"
    type(advice).objects.filter(pk=advice.pk).update(title=advice.title)
    said = cited(published, "bib")
    assert r"title = {{50\% meer \{zorg\} \& werk\_\textbackslash{}nu regel}}" in said
    assert said.startswith("@techreport{SER-2026-1,\n") and said.endswith("\n}\n")


def test_what_search_engines_are_told_of_an_advice(world, published):
    answered(world, published)
    publication = published.advice.publication
    publication.case.title = "</script><b>Zorgen & werk"
    publication.case.save()
    page = Client().get(reverse("advice:advice", args=[publication.year, publication.serial])).content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(script)
    assert told["@type"] == "Report" and told["name"] == "</script><b>Zorgen & werk"
    assert told["datePublished"] == publication.published_on.isoformat()
    assert '<meta property="og:type" content="article">' in page
    assert "&lt;/script&gt;&lt;b&gt;Zorgen &amp; werk" in re.search(r'og:title" content="([^"]*)"', page)[1]
