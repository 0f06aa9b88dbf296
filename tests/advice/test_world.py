"""The council that the tests work in is whole."""

from raadzaal.council.models import Appointment, Seat
from raadzaal.journal.verification import verify


def test_everybody_is_in_their_place(world):
    assert Seat.objects.filter(body=world.council).count() == 36
    assert world.secretary.roles() == {"committee_secretary"}
    assert "secretariat" in world.secretariat.roles()
    assert "council_chair" in world.chair.roles()
    assert world.former_member.capacities == ()
    assert world.minister_szw.scopes("requester") == {world.organisation("minister_szw").public_id}
    assert world.committee_member.roles() == {"committee_member", "council_member"}
    assert verify().ok


def test_a_second_test_gets_the_same_council(world):
    assert Appointment.objects.filter(role="member", body=world.council, valid_until="2028-04-01").count() == 36
    assert verify().ok
