"""The people of the show council fill every place of the profile once, and nobody is referred to who is not there."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from raadzaal.council import profile, strict_yaml

VOICES = ("advisory_member", "observing_member", "ministry_observer", "youth_platform_member")


@pytest.fixture(scope="module")
def ser():
    return profile.load("ser")


@pytest.fixture(scope="module")
def show():
    return strict_yaml.read(Path(str(files("raadzaal.demo") / "people.yaml")))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


def test_every_seat_has_a_member_and_a_substitute(ser, show):
    assert list(show["seats"]) == [seat.number for seat in ser.council.seats]
    assert all(set(pair) == {"member", "substitute"} for pair in show["seats"].values())


def test_nobody_holds_two_places_in_the_council(show):
    held = Counter(strings(show["seats"]))
    assert len(held) == 72
    assert set(held.values()) == {1}


def test_no_name_occurs_twice(show):
    names = [person["name"] for person in show["people"].values()]
    names += [office["name"] for office in show["requester_offices"].values()]
    assert len(set(names)) == len(names)


def test_everybody_named_is_there_and_everybody_there_has_a_place(show):
    places = {key: value for key, value in show.items() if key not in ("council", "people", "requester_offices")}
    assert set(strings(places)) == set(show["people"])


def test_a_sort_name_holds_the_same_words(show):
    for person in show["people"].values():
        family, rest = person["sort_name"].split(", ")
        assert sorted(f"{family} {rest}".split()) == sorted(person["name"].split())


def test_crown_members_have_a_field_of_work(ser, show):
    for seat in ser.seats_of("crown"):
        for key in show["seats"][seat.number].values():
            assert show["people"][key]["field"]


def test_offices_follow_the_law(ser, show):
    """Arts. 11 and 16 Wet op de SER: one deputy from each group the chair does not belong to."""
    group_of = {show["seats"][seat.number]["member"]: seat.group for seat in ser.council.seats}
    holders = show["offices"]
    assert set(holders) <= {office.key for office in ser.offices}
    assert group_of[holders["council_chair"]] == "crown"
    deputies = {group_of[holders["first_deputy_chair"]], group_of[holders["second_deputy_chair"]]}
    assert deputies == {"employers", "workers"}


def test_the_executive_committee_mirrors_the_council(ser, show):
    members = {seat.number: show["seats"][seat.number]["member"] for seat in ser.council.seats}
    for share in ser.executive_committee.groups:
        seated = {members[seat.number] for seat in ser.seats_of(share.group)}
        assert len(show["executive_committee"][share.group]) == share.seats
        assert set(show["executive_committee"][share.group]) <= seated
    everybody = set(strings(show["executive_committee"]))
    assert {show["offices"][key] for key in ("council_chair", "first_deputy_chair", "second_deputy_chair")} <= everybody


def test_committees_have_the_groups_of_the_profile(ser, show):
    assert set(show["committees"]) == {committee.key for committee in ser.committees}
    for committee in ser.committees:
        groups = {share.group for share in committee.groups}
        assert set(show["committees"][committee.key]["members"]) == groups
        assert set(show["committees"][committee.key]["substitutes"]) <= groups


def test_nobody_sits_twice_in_a_committee(show):
    for committee in show["committees"].values():
        assert set(Counter(strings(committee)).values()) == {1}


def test_committee_chairs_come_from_the_crown_and_secretaries_from_the_house(ser, show):
    crown = {key for seat in ser.seats_of("crown") for key in show["seats"][seat.number].values()}
    secretaries = set(show["secretariat"]["committee_secretary"])
    assert len(secretaries) == 6
    for committee in show["committees"].values():
        assert committee["chair"] in crown
        assert committee["secretary"] in secretaries


def test_those_without_a_vote_hold_no_seat(ser, show):
    seated = set(strings(show["seats"]))
    assert set(VOICES) <= {voice.key for voice in ser.voices}
    for committee in show["committees"].values():
        assert not seated & {key for voice in VOICES for key in committee.get(voice, [])}


def test_every_organisation_has_a_coordinator_and_a_policy_officer(ser, show):
    assert set(show["organisations"]) == {organisation.key for organisation in ser.organisations}
    assert all(set(pair) == {"coordinator", "policy_officer"} for pair in show["organisations"].values())


def test_every_requester_has_an_office(ser, show):
    requesters = {requester.key for requester in ser.requesting.requesters}
    assert set(show["requester_offices"]) == requesters
    assert set(show["ministry_observers"]) <= requesters


def test_a_former_member_holds_no_seat_now(show):
    former = {entry["person"] for entry in show["former_members"]}
    assert former
    assert not former & set(strings(show["seats"]))
