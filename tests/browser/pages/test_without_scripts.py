"""The work itself needs no scripts: a request, a reaction, a sentence and a roll call go with forms alone."""

import pytest
from playwright.sync_api import expect

from raadzaal.advice.models import Advice
from raadzaal.deliberation.models import Position
from raadzaal.meetings.models import RollCallVote
from raadzaal.texts.queries import current
from tests.browser.pages.test_keyboard import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PLAIN = {"java_script_enabled": False}


def test_a_minister_files_a_request(visit, house):
    page = visit("requester", **PLAIN).open(url("advice:file"))
    page.get_by_label("Onderwerp van de aanvraag").fill("Nachtwerk en rust")
    page.locator("textarea[name=letter]").fill("Ik vraag de raad om advies.")
    page.locator("textarea[name=questions]").fill("Wat is nodig?\nWat kost het?")
    page.locator("input[name=deadline]").fill("2027-12-01")
    page.locator("[name=addressee]").fill("De minister van Sociale Zaken en Werkgelegenheid")
    page.get_by_role("button", name="Advies aanvragen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nachtwerk en rust")
    advice = Advice.objects.get(title="Nachtwerk en rust")
    assert (advice.stage, advice.request.questions) == ("requested", ["Wat is nodig?", "Wat kost het?"])


def test_an_organisation_reacts_to_a_paragraph(visit, house):
    ids = house.of("consulting")
    page = visit("coordinator", **PLAIN).open(url("deliberation:round", ids["round"]))
    form = page.locator(f"form[action*='{ids['recommendation']}']")
    form.locator("xpath=ancestor::details").locator("summary").click()
    form.locator("input[value=objection]").check()
    form.locator("textarea[name=reason]").fill("Dit gaat te ver.")
    form.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    kept = Position.objects.get(node__public_id=ids["recommendation"], reply__invitation__organisation__key="fnv")
    assert (kept.stance, kept.reason) == ("objection", "Dit gaat te ver.")


def test_a_secretary_edits_a_paragraph(visit, house):
    ids = house.of("drafting")
    page = visit("secretary", **PLAIN).open(url("advice:edit", ids["public_id"], ids["node"]))
    page.get_by_label("Tekst", exact=True).fill("Werkenden zorgen **samen**.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("Werkenden zorgen samen.")).to_be_visible()
    lines = {line.node_id: line.block.notation for line in current(house.dossiers["drafting"].advice.work)}
    assert lines[ids["node"]] == "Werkenden zorgen **samen**."


def test_a_chair_records_a_roll_call(visit, house):
    ids = house.of("tabled")
    page = visit("council_chair", **PLAIN).open(url("advice:act", ids["public_id"], "adopt"))
    page.locator("input[name=method][value=roll_call]").check()
    for members in page.locator("roll-call fieldset").all():
        members.locator("input[value=for]").check()
    page.locator("roll-call fieldset").nth(2).locator("input[value=against]").check()
    page.get_by_role("button", name="Besluit van de raad vastleggen").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    votes = RollCallVote.objects.filter(decision__item__public_id=ids["item"])
    assert votes.filter(value="against").count() == 1
    assert house.dossiers["tabled"].stage == "adopted"
