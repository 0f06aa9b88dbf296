"""Following by e-mail: confirmed first, told once, ended in one click; nobody is missed and no address is flooded."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from raadzaal.correspondence import mailing
from raadzaal.correspondence.models import OutgoingMail
from raadzaal.correspondence.queries import outbox
from raadzaal.journal import clock, followers
from raadzaal.journal.models import Entry
from raadzaal.record.alerts import follower, mails, subscribing
from raadzaal.record.models import Awaited, Subscription
from tests.dossier import Dossier, at_stage

pytestmark = pytest.mark.django_db
READER = "lezer@elders.example"


@pytest.fixture
def fresh(world, index_home):
    """Everything that happened before is read."""
    followers.catch_up()
    return world


def asked(what="advices", about="", email=READER, pace="at_once", status=302):
    answer = Client().post(f"{reverse('record:follow')}?wat={what}&over={about}", {"email": email, "pace": pace})
    assert answer.status_code == status
    return answer


def followed(what="advices", about="", email=READER, pace="at_once") -> Subscription:
    asked(what, about, email, pace)
    found = Subscription.objects.get(email=email, what=what, about=about)
    Client().post(reverse("record:following", args=[found.key]), {"pace": pace})
    found.refresh_from_db()
    return found


def sent(kind="alert") -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(key__startswith=f"{kind}:").order_by("pk"))


def publish(world) -> Dossier:
    dossier = at_stage(world, "received")
    dossier.published()
    followers.catch_up()
    return dossier


# -- asking and confirming ---------------------------------------------------------------------------------------------


def test_nothing_is_sent_before_it_is_confirmed(fresh):
    asked()
    (mail_,) = sent("confirm")
    assert mail_.to == READER
    publish(fresh)
    assert sent() == []
    (address,) = re.findall(r"http://localhost:8000(/volgen/\S+)", mail_.body)
    assert Client().get(address).status_code == 200
    assert Subscription.objects.get().confirmed_at is None, "a program that looks at mail opens addresses"
    Client().post(address, {"pace": "weekly"})
    assert Subscription.objects.get().confirmed_at and Subscription.objects.get().pace == "weekly"


def test_fifty_thousand_confirmations_are_not_sent_to_one_address(fresh):
    for at in range(200):
        asked("search", f"q=woord{at}")
    asked("search", "q=woord1", email=READER.upper())
    assert len(sent("confirm")) == subscribing.ASKS_A_DAY
    with clock.at(clock.now() + timedelta(days=2)):
        asked("search", "q=woord1")
    assert len(sent("confirm")) == subscribing.ASKS_A_DAY + 1


def test_nobody_learns_whether_an_address_is_known(fresh):
    followed()
    first = asked()
    assert first["Location"] == asked(email="ander@elders.example")["Location"]
    assert len(sent("confirm")) == 2


def test_what_was_never_confirmed_is_forgotten(fresh):
    asked()
    confirmed = followed(email="ander@elders.example")
    with clock.at(clock.now() + timedelta(days=8)):
        subscribing.forget_unconfirmed()
    assert list(Subscription.objects.all()) == [confirmed]


@pytest.mark.parametrize("email", ["", "x", "a@b", "a@b.example\nBcc: c@d.example", "x" * 250 + "@b.example"])
def test_what_is_no_address(fresh, email):
    page = asked(email=email, status=422).content.decode()
    assert 'aria-invalid="true"' in page and not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("what", "about"),
    [
        ("advices", "x"),
        ("committee", "nope"),
        ("committee", "council"),
        ("dossier", "nope"),
        ("search", ""),
        ("search", "q" * 501),
        ("x", ""),
    ],
)
def test_what_cannot_be_followed(fresh, what, about):
    asked(what, about, status=404)


# -- what is told ------------------------------------------------------------------------------------------------------


def test_who_follows_hears_of_a_new_advice(fresh):
    wanted = {
        "advices": ("advices", ""), "committee": ("committee", "sea"), "search": ("search", "q=vervangpool"),
        "other committee": ("committee", "cca"), "other search": ("search", "q=zeppelin"),
    }  # fmt: skip
    for name, (what, about) in wanted.items():
        followed(what, about, email=f"{name.replace(' ', '-')}@elders.example")
    dossier = publish(fresh)
    publication = dossier.advice.publication
    page = reverse("advice:advice", args=[publication.year, publication.serial])
    told = {each.to.partition("@")[0] for each in sent() if page in each.body}
    assert told == {"advices", "committee", "search"}
    assert {each.to.partition("@")[0] for each in sent()} == told


def test_who_follows_a_dossier_hears_each_public_step_and_no_other(fresh):
    dossier = Dossier.requested(fresh)
    followers.catch_up()
    followed("dossier", dossier.advice.public_id)
    before = Entry.objects.latest("seq").seq
    dossier.accepted().written().frozen("white")
    followers.catch_up()
    steps = Entry.objects.filter(seq__gt=before, dossier=dossier.advice.public_id, audience="public")
    assert len(sent()) == steps.filter(kind__startswith="advice.").count() > 0
    assert all("zorgt" not in each.body and "Zorgen naast het werk" in each.subject for each in sent())


def test_one_thing_reaches_one_address_once(fresh):
    for what, about in (("advices", ""), ("committee", "sea"), ("search", "q=vervangpool")):
        followed(what, about)
    publish(fresh)
    published = Entry.objects.get(kind="advice.publish")
    assert len([each for each in sent() if each.key.endswith(f":{published.seq}")]) == 1


def test_dying_in_between_neither_loses_nor_doubles(fresh, monkeypatch):
    for at in range(6):
        followed(email=f"lezer{at}@elders.example")
    monkeypatch.setattr(follower, "AT_ONCE", 2)
    dossier = at_stage(fresh, "received")
    dossier.published()
    real, calls = mails.alert, []

    def dies(*given):
        calls.append(given)
        if len(calls) == 4:
            raise OSError("killed")
        return real(*given)

    monkeypatch.setattr(mails, "alert", dies)
    with pytest.raises(ExceptionGroup):
        followers.catch_up()
    assert sent() == []
    followers.catch_up()
    followers.catch_up()
    assert sorted(each.to for each in sent()) == [f"lezer{at}@elders.example" for at in range(6)]


def test_the_weekly_mail(fresh):
    subscription = followed(pace="weekly")
    first, second = publish(fresh), publish(fresh)
    assert sent() == [] and Awaited.objects.count() == 2
    with clock.at(subscription.confirmed_at + timedelta(days=6)):
        assert follower.send_digests() == 0
    with clock.at(subscription.confirmed_at + timedelta(days=60)):
        assert [follower.send_digests() for _each in range(3)] == [1, 0, 0]
    (mail_,) = sent("digest")
    for dossier in (first, second):
        publication = dossier.advice.publication
        assert reverse("advice:advice", args=[publication.year, publication.serial]) in mail_.body
    assert not Awaited.objects.exists()


def test_in_the_language_in_which_it_was_asked(fresh):
    Client().post(f"/en{reverse('record:follow')}", {"email": READER, "pace": "at_once"})
    found = Subscription.objects.get()
    Client().post(f"/en/volgen/{found.key}/", {"pace": "at_once"})
    publish(fresh)
    assert "Change or end it" in sent()[0].body and "/en/" in sent()[0].body


# -- the way out -------------------------------------------------------------------------------------------------------


def test_one_click_ends_it_and_nothing_is_kept(fresh):
    """RFC 8058: a post without cookies or token, from a program."""
    subscription = followed()
    publish(fresh)
    mailing.deliver()
    message = mail.outbox[-1]
    assert message.to == [READER] and "Zorgen naast het werk" in message.subject
    address = message.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    assert program.get(address).status_code == 302 and Subscription.objects.exists()
    for _each in range(2):
        assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    publish(fresh)
    assert len(sent()) == 1
    assert Client().get(reverse("record:following", args=[subscription.key])).status_code == 404


def test_nobody_in_the_house_sees_who_follows(fresh):
    followed()
    publish(fresh)
    assert sent() and not outbox(fresh.secretariat).filter(to=READER).exists()


def test_each_list_offers_it(fresh):
    dossier = publish(fresh)
    key = dossier.advice.committee.key
    pages = {
        reverse("advice:published"): reverse("record:follow"),
        reverse(
            "advice:public_dossier", args=[dossier.advice.public_id]
        ): f"wat=dossier&over={dossier.advice.public_id}",
        reverse("council:committee", args=[key]): f"wat=committee&over={key}",
        f"{reverse('record:search')}?q=vervangpool&soort=advice": "wat=search&over=q%3Dvervangpool%26soort%3Dadvice",
    }
    for page, address in pages.items():
        said = Client().get(page).content.decode().replace("&amp;", "&")
        assert address in said, page
        (link,) = re.findall(r'href="([^"]*volgen/[^"]*)"', said)
        assert Client().get(link).status_code == 200
