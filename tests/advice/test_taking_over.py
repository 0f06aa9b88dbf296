"""Words that organisations propose come into the text with one act, and their remarks are answered by it."""

import re

import pytest
from django.urls import reverse

from raadzaal.advice import actions
from raadzaal.deliberation.actions.answers import AnsweredMeanwhile
from raadzaal.deliberation.models import Disposition
from raadzaal.journal.models import Entry
from raadzaal.journal.verification import verify
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.queries import latest
from tests.advice.refusing import refused
from tests.counting import client_of
from tests.dossier import Dossier

pytestmark = pytest.mark.django_db
SENT = "Veel werkenden zorgen voor een ander."
FNV = "Veel werkenden zorgen jarenlang voor een ander."
CNV = "Veel werkenden zorgen voor een ander, vaak onbetaald."
VNO = "Veel werkenden zorgen kort voor een ander."


@pytest.fixture
def proposed(world):
    """FNV and VNO-NCW would change the same place, CNV another one; MKB proposes what FNV does."""
    dossier = Dossier.requested(world).accepted().written().frozen("white").consulted()
    for key, words in (("fnv", FNV), ("cnv", CNV), ("vno_ncw", VNO), ("mkb_nederland", FNV.upper())):
        dossier.replied(key, p1=("reservation", "Beter.", words))
    return dossier.round_closed()


def words_of(dossier) -> str:
    return latest(dossier.node(1)).notation


def take_over(dossier, *keys, notation=FNV, **more):
    positions = [dossier.said(key) for key in keys]
    given = {"reason": "Terecht.", "base": latest(dossier.node(1)).number} | more
    return actions.take_over(dossier.advice, actor=dossier.secretary, positions=positions, notation=notation, **given)


def test_one_act_writes_the_words_answers_the_remarks_and_ties_them_together(proposed):
    revision = take_over(proposed, "fnv", "mkb_nederland")
    assert words_of(proposed) == FNV
    answers = Disposition.objects.filter(position__in=[proposed.said("fnv"), proposed.said("mkb_nederland")])
    assert {(each.outcome, each.reason, each.before, each.revision) for each in answers} == {
        ("taken_over", "Terecht.", 1, revision.number)
    }
    told = list(Entry.objects.order_by("-seq").values_list("kind", "audience")[:3])
    assert told == [
        ("advice.take_over", "dossier"),
        ("advice.dispose", "organisation"),
        ("advice.dispose", "organisation"),
    ]
    assert verify().ok


def test_over_a_paragraph_that_was_changed_nothing_is_done(proposed):
    base = latest(proposed.node(1)).number
    proposed.edited(1, "Heel veel werkenden zorgen voor een ander.")
    with pytest.raises(Conflict):
        take_over(proposed, "fnv", base=base)
    assert words_of(proposed) == "Heel veel werkenden zorgen voor een ander."
    assert not Disposition.objects.exists()


def test_a_remark_that_a_colleague_answered_keeps_the_words_out_as_well(proposed):
    proposed.disposed("fnv", "not")
    with pytest.raises(AnsweredMeanwhile):
        take_over(proposed, "fnv")
    assert words_of(proposed) == SENT
    assert take_over(proposed, "fnv", seen=1, because="Toch beter.").notation == FNV
    assert Disposition.objects.get().earlier.get().outcome == "not"


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"outcome": "not"}, "unknown_outcome", "outcome"),
        ({"reason": ""}, "missing", "reason"),
        ({"notation": ""}, "missing", "notation"),
    ],
)
def test_it_lacks_nothing(proposed, more, code, field):
    with refused(code, field):
        take_over(proposed, "fnv", **more)


def test_words_for_another_paragraph_do_not_go_along(proposed):
    other = proposed.said("cnv")
    other.node = proposed.node(2)
    other.save()
    with refused("foreign", "positions"):
        take_over(proposed, "fnv", "cnv")


# -- on the page -------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(proposed):
    client = client_of(proposed.secretary)

    def address(key: str, name: str = "take_over") -> str:
        return reverse(f"advice:{name}", args=[proposed.advice.public_id, proposed.said(key).public_id])

    return client, address


def test_the_table_flags_the_same_words_and_colliding_ones(proposed, page):
    client, _address = page
    running = proposed.advice.rounds.get()
    text = client.get(reverse("deliberation:reactions", args=[running.public_id])).content.decode()
    assert len(re.findall("(?<!raakt )dezelfde woorden als FNV", text)) == 1
    assert len(re.findall("(?<!raakt )dezelfde woorden als MKB-Nederland", text)) == 1
    assert "raakt dezelfde woorden als VNO-NCW" in text
    assert "raakt dezelfde woorden als CNV" not in text


def test_what_does_not_touch_is_put_together_and_looked_at_first(proposed, page):
    client, address = page
    cnv = proposed.said("cnv").public_id
    shown = client.get(address("fnv") + f"?met={cnv}")
    merged = "Veel werkenden zorgen jarenlang voor een ander, vaak onbetaald."
    assert shown.context["form"]["notation"].value() == merged
    assert words_of(proposed) == SENT
    sent = {
        "notation": merged,
        "choice": "own",
        "outcome": "taken_over",
        "reason": "Beide terecht.",
        "base": 1,
        "met": cnv,
    }
    assert client.post(address("fnv"), sent).status_code == 302
    assert words_of(proposed) == merged
    assert Disposition.objects.filter(outcome="taken_over").count() == 2


def test_what_collides_stands_side_by_side_to_choose_from_or_to_rewrite(proposed, page):
    client, address = page
    vno = proposed.said("vno_ncw").public_id
    shown = client.get(address("fnv") + f"?met={vno}")
    assert shown.context["made"].sides == ("FNV", "VNO-NCW")
    assert (shown.context["made"].one, shown.context["made"].other) == (FNV, VNO)
    text = shown.content.decode()
    assert "Deze voorstellen raken dezelfde woorden" in text
    sent = {
        "one": FNV,
        "other": VNO,
        "notation": VNO,
        "choice": "one",
        "outcome": "partly",
        "reason": "FNV.",
        "base": 1,
    }
    assert client.post(address("fnv"), sent | {"met": vno}).status_code == 302
    assert words_of(proposed) == FNV


def test_the_paragraph_as_it_stands_is_kept_where_others_wrote(proposed, page):
    client, address = page
    take_over(proposed, "cnv", notation=CNV)
    shown = client.get(address("fnv"))
    assert (
        shown.context["form"]["notation"].value() == "Veel werkenden zorgen jarenlang voor een ander, vaak onbetaald."
    )


def test_an_edit_in_between_is_put_together_and_shown_again(proposed, page):
    client, address = page
    proposed.edited(1, "Heel veel werkenden zorgen voor een ander.")
    sent = {"notation": FNV, "choice": "own", "outcome": "taken_over", "reason": "Terecht.", "base": 1}
    shown = client.post(address("fnv"), sent)
    assert shown.status_code == 409
    assert shown.context["form"]["notation"].value() == "Heel veel werkenden zorgen jarenlang voor een ander."
    assert "Terecht." in shown.content.decode()
    assert words_of(proposed) == "Heel veel werkenden zorgen voor een ander."
    again = sent | {"notation": "Heel veel werkenden zorgen jarenlang voor een ander.", "base": 2}
    assert client.post(address("fnv"), again).status_code == 302


def test_a_wish_is_not_taken_for_the_paragraph(world):
    dossier = Dossier.requested(world).accepted().written().frozen("white").consulted()
    dossier.replied("fnv", p1=("reservation", "Beter.", "Noem ook de kosten."))
    world.days_later(40)
    dossier.round_closed()
    address = reverse("advice:take_over", args=[dossier.advice.public_id, dossier.said("fnv").public_id])
    shown = client_of(dossier.secretary).get(address)
    assert shown.context["form"]["notation"].value() == SENT
    assert "herhaalt de alinea niet" in shown.content.decode()


def test_two_answers_at_once_are_both_shown(proposed, page):
    client, address = page
    proposed.disposed("fnv", "not", "Te vaag.")
    shown = client.post(address("fnv", "dispose"), {"outcome": "noted", "reason": "Gezien.", "seen": 0})
    assert shown.status_code == 409
    text = shown.content.decode()
    assert "Te vaag." in text
    assert "Gezien." in text
    assert Disposition.objects.get().outcome == "not"
    more = {"outcome": "noted", "reason": "Gezien.", "seen": 1, "because": "Overlegd."}
    assert client.post(address("fnv", "dispose"), more).status_code == 302
    assert Disposition.objects.get().outcome == "noted"


def test_from_an_answer_one_comes_back_to_the_table_as_it_was_narrowed(proposed, page):
    client, address = page
    sent = {"outcome": "noted", "reason": "Gezien.", "seen": 0, "back": "open=on&page=2", "following": "abc"}
    assert client.post(address("fnv", "dispose"), sent)["Location"].endswith("?open=on&page=2#r-abc")
    sent = {
        "outcome": "not",
        "reason": "Nee.",
        "seen": 1,
        "because": "x",
        "back": "//elders.example/?a=1",
        "following": "/x",
    }
    assert "elders" not in client.post(address("fnv", "dispose"), sent)["Location"]
