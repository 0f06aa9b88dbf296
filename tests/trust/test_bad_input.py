"""What goes wrong at a desk: pressed twice, an old page, a term that ended, a paste that is too long. Nothing is lost or done twice."""

import contextlib
import logging
import re
import time
from datetime import timedelta
from html import unescape
from itertools import count
from traceback import format_exception

import pytest
from django import forms
from django.db import transaction
from django.urls import reverse

from raadzaal.advice.models import Advice
from raadzaal.council.models import Appointment, Organisation
from raadzaal.journal.models import Entry
from raadzaal.procedure.models import Term
from raadzaal.texts.models import Revision
from tests.house import ROLES, House
from tests.trust.harness import FULL, dice
from tests.trust.planted_pages import STANCE_WORDS, act
from tests.trust.planting import Planted, hidden_beside, typed

pytestmark = [pytest.mark.django_db, pytest.mark.trial, pytest.mark.pages, pytest.mark.timeout(3600 if FULL else 300)]

KEPT = "Dit is met zorg getypt."


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def entries() -> int:
    return Entry.objects.exclude(kind="refused").count()


@contextlib.contextmanager
def nothing_kept():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def page_of(client, url: str) -> dict:
    """The hidden fields of a page with a form, as a browser would send them along."""
    page = client.get(url).content.decode().partition("<main")[2]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def as_shown(form: forms.Form) -> dict:
    """What stands in a form when it is opened, as a browser would send it back."""
    shown = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in shown.items() if value not in (None, False, "")}


# -- every form with words ------------------------------------------------------------------------------------------------


class Careless(Planted):
    """Before each form is sent as it should be, it is sent as it should not; after it, once more."""

    def __init__(self, house: House, *, wholly: bool) -> None:
        super().__init__(house)
        self.wholly, self.wrong, self.chance, self.turn = wholly, [], dice("careless"), count(1)

    def _words(self, name: str, field: forms.Field) -> str:
        return f"{KEPT} {next(self.turn)}"

    def send(self, who, url: str, made: type[forms.Form], *, prefix: str = "", page: str = "", **more):
        client = self.browser(who)
        good = {f"{prefix}{name}": self._words(name, made.base_fields[name]) for name in typed(made)} | more
        hidden = hidden_beside(client, page or url, url, good)
        if hidden is None:
            self.wrong.append(f"{made.__name__} is not on {page or url}")
        good = (hidden or {}) | good
        if self.wholly or self.chance.random() < 0.25:
            self._floods(client, url, made, prefix, good)
        for name in (name for name, field in made.base_fields.items() if isinstance(field, forms.DateField)):
            self._is_refused(
                client, url, good | {f"{prefix}{name}": "2027-02-30"}, f"{made.__name__}.{name} 30 February"
            )
        self._unseen(client, url, made, prefix, good)
        answer = self._post(client, url, good)
        if answer.status_code != 302:
            self.wrong.append(f"{made.__name__} at {url}: {answer.status_code}")
        self._again(client, url, made, good)
        return answer

    def _post(self, client, url: str, data: dict):
        for value in data.values():
            if hasattr(value, "seek"):
                value.seek(0)
        return client.post(url, data)

    def _is_refused(self, client, url: str, data: dict, what: str, limit: float = 2.0) -> None:
        with nothing_kept():
            before, began = entries(), time.process_time()
            answer = self._post(client, url, data)
            took, came = time.process_time() - began, entries() - before
        page = unescape(answer.content.decode())
        if answer.status_code != 422 or came:
            self.wrong.append(f"{what}: {answer.status_code}, {came} acts")
        elif not re.search(r'class="(?:field-error|notice error|errorlist)', page):
            self.wrong.append(f"{what}: no message")
        elif any(str(value).startswith(KEPT) for value in data.values()) and KEPT not in page:
            self.wrong.append(f"{what}: what was typed is gone")
        if took > limit:
            self.wrong.append(f"{what}: {took:.1f} s")

    def _floods(self, client, url: str, made, prefix: str, good: dict) -> None:
        """Ten megabytes pasted where a text belongs."""
        names = [name for name in typed(made) if name not in ("alt", "because")]
        names = names or [name for name in good if name.startswith(STANCE_WORDS)]
        if not names:
            return  # only numbers and choices
        name = self.chance.choice(names)
        flood = "Een hele bibliotheek. " * (10 * 1024**2 // 22)
        self._is_refused(client, url, good | {f"{prefix}{name}": flood}, f"{made.__name__}.{name} flooded", limit=6.0)

    def _unseen(self, client, url: str, made, prefix: str, good: dict) -> None:
        """Signs that nobody can see, and those that turn the reading order around, are never kept."""
        unseen = (
            "Zo\x07 is\u202e het\u2066 goed\ufeff.\x00"
            if self.chance.random() < 0.5
            else "Zo\x07 is\u202e het\u2066 goed\ufeff."
        )
        data = good | {f"{prefix}{name}": unseen for name in typed(made)}
        with nothing_kept():
            answer = self._post(client, url, data)
            last = Revision.objects.order_by("pk").last().notation
        if answer.status_code not in (302, 422):
            self.wrong.append(f"{made.__name__} with unseen signs: {answer.status_code}")
        if set(last) & set("\x07\u202e\u2066\ufeff\x00"):
            self.wrong.append(f"{made.__name__} keeps unseen signs")

    def _again(self, client, url: str, made, good: dict) -> None:
        """The same form sent a second time, as by a double click."""
        before = entries()
        with transaction.atomic():
            answer = self._post(client, url, good)
            status, told = answer.status_code, answer.exc_info and "".join(format_exception(*answer.exc_info))[-600:]
            came = entries() - before
            transaction.set_rollback(True)
        if came or status >= 500:
            self.wrong.append(f"{made.__name__} twice: {status}, {came} acts more {told or ''}")


def test_every_form_bears_what_people_do(house):
    careless = Careless(house, wholly=FULL).all()
    assert "\n".join(careless.wrong) == ""


# -- every step of a dossier, twice ------------------------------------------------------------------------------------------


def steps(house) -> dict[str, tuple[str, str, dict]]:
    """Those without words of their own; the others are in the test above."""
    partners = [Organisation.objects.get(key=key).pk for key in ("fnv", "vno_ncw")]
    received_on = house.world.today.isoformat()
    return {
        "withdraw": ("requested", "requester", {"reason": KEPT}),
        "decline": ("requested", "executive", {"reason": KEPT}),
        "freeze": ("drafting", "secretary", {"milestone": "white"}),
        "consult": ("drafting", "secretary", {"organisations": partners, "deadline": "2026-12-20"}),
        "close_round": ("consulting", "secretary", {}),
        "summarise": ("drafting", "secretary", {"summary": KEPT}),
        "table": ("processing", "secretary", {"meeting": house.meetings["planned"].pk}),
        "adopt": ("tabled", "council_chair", {"method": "without_vote"}),
        "refer_back": ("tabled", "council_chair", {"reason": KEPT}),
        "send": ("adopted", "secretariat", {}),
        "receipt": ("sent", "secretariat", {"received_on": received_on}),
        "publish": ("sent", "secretariat", {}),
        "remind": ("received", "secretariat", {}),
        "explain_delay": ("received", "secretariat", {"reason": KEPT}),
    }


STEPS = [
    "withdraw",
    "decline",
    "freeze",
    "consult",
    "close_round",
    "summarise",
    "table",
    "adopt",
    "refer_back",
    "send",
    "receipt",
    "publish",
    "remind",
    "explain_delay",
]


def _made_ready(house, name: str) -> None:
    if name == "consult":
        house.dossiers["drafting"].frozen("white")
    if name == "table":
        house.dossiers["processing"].disposed("cnv", "noted").frozen("green")
    if name == "remind":
        Term.objects.filter(case=house.dossiers["received"].pk).update(due=house.world.today + timedelta(days=3))


@pytest.mark.parametrize("name", STEPS)
def test_a_step_pressed_twice_is_taken_once(house, name):
    about, role, data = steps(house)[name]
    url, client = act(house, about, name), house.client(role)
    with nothing_kept():
        _made_ready(house, name)
        opened = client.get(url)
        assert not opened.context["refusal"], str(opened.context["refusal"])
        sent = as_shown(opened.context["form"]) | page_of(client, url) | data
        before = Entry.objects.filter(kind=f"advice.{name}").count()
        assert client.post(url, sent).status_code == 302
        second = client.post(url, sent, follow=True)
        assert Entry.objects.filter(kind=f"advice.{name}").count() == before + 1
        assert second.status_code in (200, 404, 409, 422)
        told = second.content.decode()
        assert "twee keer verstuurd" in told or 'class="notice' in told or second.status_code == 404


def test_a_request_sent_twice_is_one_request(house):
    client, url = house.client("requester"), reverse("advice:file")
    told = {"title": KEPT, "kind": "advice", "requesters": [Organisation.objects.get(key="minister_szw").pk]}
    told |= {"letter": KEPT, "questions": KEPT, "deadline": "2027-06-01", "addressee": "De minister"}
    with nothing_kept():
        sent = page_of(client, url) | told
        assert client.post(url, sent).status_code == 302
        again = client.post(url, sent, follow=True)
        assert Advice.objects.filter(title=KEPT).count() == 1
        assert again.status_code == 200 and KEPT in again.content.decode()
        anew = page_of(client, url) | told
        assert client.post(url, anew).status_code == 302
        assert Advice.objects.filter(title=KEPT).count() == 2


def test_what_was_refused_can_be_sent_again_from_the_same_page(house):
    client, url = house.client("requester"), reverse("advice:file")
    told = {"title": KEPT, "kind": "advice", "requesters": [Organisation.objects.get(key="minister_szw").pk]}
    told |= {"letter": KEPT, "questions": KEPT, "deadline": "2020-06-01", "addressee": "De minister"}
    with nothing_kept():
        sent = page_of(client, url) | told
        assert client.post(url, sent).status_code == 422
        assert client.post(url, sent | {"deadline": "2027-06-01"}).status_code == 302


# -- a page that was open while others worked -----------------------------------------------------------------------------------


def test_an_old_page_is_told_and_keeps_its_words(house):
    url, client = act(house, "requested", "decline"), house.client("executive")
    with nothing_kept():
        old = page_of(client, url) | {"reason": KEPT}
        Advice.objects.filter(pk=house.dossiers["requested"].pk).update(revision=7)
        answer = client.post(url, old)
        assert answer.status_code == 409
        assert KEPT in answer.content.decode() and 'class="notice error' in answer.content.decode()
        assert client.post(url, page_of_answer(answer) | {"reason": KEPT}).status_code == 302


def page_of_answer(answer) -> dict:
    found = re.findall(
        r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode().partition("<main")[2]
    )
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_paragraph_that_somebody_changed_meanwhile_shows_both(house):
    ids, client = house.of("drafting"), house.client("secretary")
    url = reverse("advice:edit", args=[ids["public_id"], ids["recommendation"]])
    with nothing_kept():
        sent = page_of(client, url) | {"notation": KEPT, "shape": "recommendation"}
        house.dossiers["drafting"].edited(3, "Een ander was eerder.")
        answer = client.post(url, sent)
        assert answer.status_code == 409
        page = answer.content.decode()
        assert KEPT in page and "Een ander was eerder." in page


# -- after a term ended yesterday ----------------------------------------------------------------------------------------------------

LATE = {
    "secretary": [("summarise", {"summary": KEPT})],
    "executive": [("decline", {"reason": KEPT})],
}


@pytest.mark.parametrize("role", LATE)
def test_whose_term_ended_yesterday_does_nothing_and_keeps_the_words(house, role):
    """The page was opened when the role was still held."""
    about = "drafting" if role == "secretary" else "requested"
    with nothing_kept():
        client = house.client(role)
        for name, data in LATE[role]:
            sent = page_of(client, act(house, about, name)) | data
            Appointment.objects.filter(person__key=ROLES[role]).update(valid_until=house.world.today)
            before = entries()
            answer = client.post(act(house, about, name), sent)
            assert answer.status_code == 403
            assert KEPT in answer.content.decode()
            assert entries() == before


def test_a_term_that_ends_tomorrow_still_counts_today(house):
    with nothing_kept():
        Appointment.objects.filter(person__key=ROLES["secretary"]).update(
            valid_until=house.world.today + timedelta(days=1)
        )
        url, client = act(house, "drafting", "summarise"), house.client("secretary")
        assert client.post(url, page_of(client, url) | {"summary": KEPT}).status_code == 302
