"""Where letters for an organisation go."""

from raadzaal.council import actions
from tests.council.refusing import refusal


def test_the_secretariat_keeps_the_address_of_an_organisation(world):
    fnv = world.organisation("fnv")
    actions.set_address(fnv, actor=world.secretariat, email=" Advies@FNV.example ")
    assert world.organisation("fnv").email == "advies@fnv.example"
    actions.set_address(fnv, actor=world.secretariat, email="")
    assert world.organisation("fnv").email == ""


def test_it_is_an_address_and_kept_by_nobody_else(world):
    fnv = world.organisation("fnv")
    with refusal("bad_email", "email"):
        actions.set_address(fnv, actor=world.secretariat, email="geen adres")
    with refusal("not_allowed"):
        actions.set_address(fnv, actor=world.coordinator("fnv"), email="advies@fnv.example")
