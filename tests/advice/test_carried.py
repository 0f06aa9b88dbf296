"""Above a published advice: how it was decided, who holds another view, and where a group hesitated."""

from django.urls import reverse

from raadzaal.advice.carried import carried
from tests.dossier import Dossier
from tests.house import House

NOTHING = {"rows": [], "dissents": []}


def told(world, support=None):
    return carried(Dossier.requested(world).advice, NOTHING, support)


def test_a_group_that_hesitated_is_told_with_the_paragraphs_the_gravest_first(world):
    paragraphs = [
        {"id": "aaa", "number": "1", "groups": {"employers": "reservation", "workers": "support"}},
        {"id": "bbb", "number": "2", "groups": {"employers": "reservation", "workers": "objection"}},
        {"id": "ccc", "number": "3", "groups": {"employers": "none"}},
    ]
    found = told(world, {"paragraphs": paragraphs})
    assert [(each.group, each.sign, each.paragraphs) for each in found.hesitations] == [
        ("werknemers", "objection", (("2", "bbb"),)),
        ("ondernemers", "reservation", (("1", "aaa"), ("2", "bbb"))),
    ]
    assert found.asked


def test_without_a_round_nothing_is_said_of_groups(world):
    found = told(world)
    assert not found.hesitations and not found.asked and not found.decisions and not found.other_views


def test_the_page_says_so_before_the_text(house: House):
    advice = house.dossiers["received"].advice
    where = {"year": advice.publication.year, "serial": advice.publication.serial}
    body = house.client("anonymous").get(reverse("advice:advice", kwargs=where)).content.decode()
    assert body.index("Hoe het is besloten, en wie het anders ziet") < body.index('class="text"')
    assert "Geen geleding had een bezwaar of een voorbehoud." in body and "hoofdelijke" not in body
