"""Every page of the site, in both languages, on a desk by day and in the hand by night, as those who may see it: nothing for axe to find.

Which pages there are and who sees them stands in the table of addresses; an address without a row fails there.
"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from raadzaal.accounts.actor import ANYBODY
from tests.browser.pages.visiting import sideways, unheard
from tests.house import ROLES
from tests.site.test_urls_by_role import ACCOUNT, ROWS, account_url, data_of, url_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What is fetched and not read on a screen.
NO_PAGE = (
    "advice:pdf", "advice:word", "advice:odt", "advice:akoma_ntoso", "advice:json", "advice:markdown", "advice:figure",
    "advice:draft_figure", "advice:tabled_figure", "advice:text_figure", "advice:support_csv", "advice:support_json", "deliberation:word",
    "advice:kept_word", "advice:kept_pdf",
    "deliberation:outcome_pdf", "deliberation:outcome_word",
    "meetings:calendar", "meetings:calendar_file", "meetings:paper", "meetings:bundle", "meetings:state", "meetings:archive",
    "record:original", "council:popolo", "record:suggestions",
)  # fmt: skip
FOR_PROGRAMS = ("open_data:", "record:feed_", "record:citation")
PAGES = [
    row for row in ROWS if row.name not in NO_PAGE and not row.name.startswith(FOR_PROGRAMS) and 200 in row.get.values()
]
REFUSED = [row for row in ROWS if 422 in row.post.values() and 200 in row.get.values()]
DESK = {"width": 1280, "color_scheme": "light"}
HAND = {"width": 390, "color_scheme": "dark"}


def seen_by(row) -> list[str]:
    """The first and the last who may see it: what they may do there differs most."""
    may = [role for role in ROLES if row.get.get(role) == 200]
    return list(dict.fromkeys((may[0], may[-1]))) if row.inside and row.name != "advice:act" else may[:1]


def look(visitor, url: str) -> list:
    page = visitor.open(url)
    found = unheard(page)
    if sideways(page):
        found.append(("scrolls sideways", url))
    return [(url, *each) for each in found]


@pytest.mark.parametrize("name", sorted({row.name for row in PAGES}))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_can_be_used_by_everybody(visit, house, name, language):
    found, rows = [], [row for row in PAGES if row.name == name]
    for row in rows if language == "nl" else rows[:1]:
        with translation.override(language):
            url = url_of(row, house)
        for role in seen_by(row)[: 2 if language == "nl" else 1]:
            found += look(visit(role, **(DESK if language == "nl" else HAND)), url)
    assert found == []


@pytest.mark.parametrize("name", sorted({row.name for row in REFUSED}))
def test_a_form_that_was_refused_tells_everybody_why(visit, house, name):
    row = next(row for row in REFUSED if row.name == name)
    role = next(role for role in ROLES if row.post.get(role) == 422)
    with translation.override("nl"):
        url = url_of(row, house)
    visitor = visit(role, **HAND)
    page = visitor.open_posted(url, data_of(row) | {"do": "save"})
    assert page.get_by_role("alert").count()
    assert unheard(page) == []


@pytest.mark.parametrize("line", ACCOUNT.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_signing_in_can_be_done_by_everybody(visit, line, language):
    name, got, _posted = (part.strip() for part in line.split("|"))
    with translation.override(language):
        url = account_url(name)
    found = []
    for role, status in zip(("anonymous", "council_member"), got.split(), strict=True):
        if status == "200":
            found += look(visit(role, **(DESK if language == "nl" else HAND)), url)
    assert found == []


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "429.html", "500.html"])
def test_bad_news_is_told_to_everybody(visit, template):
    visitor = visit("anonymous", **HAND)
    request = RequestFactory().get("/")
    request.user, request.actor = AnonymousUser(), ANYBODY
    html = render_to_string(template, request=request)
    page = visitor.shown("/nieuws/", html.encode())
    assert (unheard(page), sideways(page)) == ([], False)
