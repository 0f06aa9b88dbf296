import pytest

from raadzaal.accounts.actor import HOUSE
from raadzaal.council import actions, profile, queries
from raadzaal.council.models import Body, Organisation, Seat
from raadzaal.journal.models import Entry
from raadzaal.procedure.refusals import NotAllowed

pytestmark = pytest.mark.django_db


def test_the_council_has_36_seats_in_three_equal_sides(hall):
    groups = list(Seat.objects.filter(body=hall).values_list("group", flat=True))
    assert [groups.count(side) for side in ("employers", "workers", "crown")] == [12, 12, 12]


def test_who_appoints_and_who_is_shown_differ_where_the_profile_says_so(seat):
    eighth = seat(8)
    assert (eighth.appointing.key, eighth.displayed.key) == ("vno_ncw", "nzo")


def test_bodies_and_addressees_come_from_the_profile(hall):
    assert queries.executive().seats.count() == 12
    assert set(Body.objects.filter(kind=Body.Kind.STANDING).values_list("key", flat=True)) == {"duo", "cca", "sea"}
    assert Organisation.objects.get(key="senate").kind == Organisation.Kind.CHAMBER
    assert Organisation.objects.get(key="informateur").kind == Organisation.Kind.CABINET


def test_installing_twice_changes_nothing(hall):
    before = list(Seat.objects.values()), Organisation.objects.count(), Body.objects.count()
    assert actions.install(profile.load("ser"), actor=HOUSE) == hall
    assert (list(Seat.objects.values()), Organisation.objects.count(), Body.objects.count()) == before


def test_another_council_installs_as_well(db):
    council = actions.install(profile.load("voorbeeldraad"), actor=HOUSE)
    assert council.groups == ["employers", "workers", "civil_society", "experts"]
    assert Body.objects.get(key="work_section").seats.count() == 6


def test_only_the_house_installs_and_the_journal_tells(hall, keeper):
    assert Entry.objects.get(kind="council.install").role == "house"
    with pytest.raises(NotAllowed):
        actions.install(profile.load("ser"), actor=keeper)
