"""What makes a council this council: both profiles load, agree with the law they cite, and bad ones are refused."""

import copy
import dataclasses
import json
from datetime import date
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from django.utils.translation import override

from raadzaal.council import profile, strict_yaml
from raadzaal.council.profile import Localised
from raadzaal.council.profile.conduct import Threshold

PROFILES = Path(str(files("raadzaal") / "profiles"))
FIRST = "profile-2024-04-01.yaml"


@pytest.fixture(scope="module")
def ser():
    return profile.load("ser")


@pytest.fixture(scope="module")
def plain():
    return strict_yaml.read(PROFILES / "ser" / FIRST)


def written(folder, data, name=FIRST):
    path = folder / "ser" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


# Loading


def test_both_councils_load():
    assert profile.names() == ("ser", "voorbeeldraad")
    assert [profile.load(name).short_name for name in profile.names()] == ["SER", "XC"]


def test_the_setting_says_which_council_this_is(settings):
    settings.RAADZAAL_PROFILE = "voorbeeldraad"
    assert profile.active().key == "voorbeeldraad"
    settings.RAADZAAL_PROFILE = "ser"
    assert profile.active().key == "ser"


def test_without_a_setting_it_is_the_ser(settings):
    del settings.RAADZAAL_PROFILE
    assert profile.active().key == "ser"


def test_a_version_is_read_once(ser):
    assert profile.load("ser") is profile.load_version("ser", date(2024, 4, 1)) is ser


def test_an_unknown_council_or_version_names_the_known_ones():
    with pytest.raises(profile.UnknownProfile, match="known are: ser, voorbeeldraad"):
        profile.load("nowhere")
    with pytest.raises(profile.UnknownProfile, match="it has 2024-04-01"):
        profile.load_version("ser", "1950-01-01")


def test_the_latest_version_is_loaded_and_a_day_finds_the_one_that_held(tmp_path, settings, plain):
    settings.RAADZAAL_PROFILE_DIRS = [tmp_path]
    written(tmp_path, plain)
    written(tmp_path, plain | {"version": "2028-04-01"}, "profile-2028-04-01.yaml")
    assert profile.versions("ser") == (date(2024, 4, 1), date(2028, 4, 1))
    assert profile.load("ser").version == date(2028, 4, 1)
    assert profile.load_in_force("ser", date(2028, 3, 31)).version == date(2024, 4, 1)
    with pytest.raises(profile.UnknownProfile):
        profile.load_in_force("ser", date(2024, 3, 31))


# Texts in the reader's language


def test_a_text_is_in_the_language_of_the_reader(ser):
    with override("en"):
        assert str(ser.group("workers").label) == "workers"
    with override("nl"):
        assert str(ser.group("workers").label) == "werknemers"


def test_a_text_falls_back_to_the_default_language():
    text = Localised({"nl": "advies", "en": "advice"}, default="nl")
    with override("fr"):
        assert str(text) == "advies"
    assert text.in_language("en-gb") == "advice"


def test_a_text_does_not_change(ser):
    with pytest.raises(AttributeError):
        ser.name.default = "en"
    with pytest.raises(dataclasses.FrozenInstanceError):
        ser.key = "other"


# The council of the law


def test_the_ser_has_three_groups_of_twelve(ser):
    assert {group.key: len(ser.seats_of(group.key)) for group in ser.council_groups} == {
        "employers": 12,
        "workers": 12,
        "crown": 12,
    }


def test_seats_by_appointing_organisation_follow_the_decree(ser):
    assert {o.key: o.appoints for o in ser.organisations if o.appoints} == {
        "vno_ncw": 8,
        "mkb_nederland": 3,
        "lto_nederland": 1,
        "fnv": 8,
        "cnv": 2,
        "vcp": 2,
    }


def test_one_seat_is_shown_under_another_name_than_who_appoints(ser):
    different = [seat for seat in ser.council.seats if seat.appointed_by != seat.displayed_as]
    assert [(seat.appointed_by, seat.displayed_as) for seat in different] == [("vno_ncw", "nzo")]


def test_two_crown_seats_are_reserved(ser):
    assert [seat.reserved_for for seat in ser.seats_of("crown") if seat.reserved_for] == ["dnb", "cpb"]
    assert ser.council.substitutes.strict_pairs == ("dnb", "cpb")


@pytest.mark.parametrize("name", ["ser", "voorbeeldraad"])
def test_composition_keeps_to_its_own_act(name):
    """Art. 4 Wet op de SER: 30 to 45 seats, two thirds from organisations, employers and workers equal."""
    council = profile.load(name)
    seats, bounds = council.council.seats, council.council.bounds
    appointed = sum(seat.appointed_by is not None for seat in seats)
    assert bounds.minimum_seats <= len(seats) <= bounds.maximum_seats
    assert appointed * bounds.from_organisations_at_least.denominator >= (
        len(seats) * bounds.from_organisations_at_least.numerator
    )
    assert len({len(council.seats_of(group)) for group in bounds.equal_groups}) == 1


def test_the_ser_bounds_are_those_of_the_act(ser):
    bounds = ser.council.bounds
    assert (bounds.minimum_seats, bounds.maximum_seats) == (30, 45)
    assert bounds.from_organisations_at_least == Fraction(2, 3)
    assert bounds.equal_groups == ("employers", "workers")


def test_consumers_replace_workers_in_consumer_affairs(ser):
    assert [share.group for share in ser.committee("cca").groups] == ["employers", "consumers", "crown"]
    assert [share.group for share in ser.committee("duo").groups] == ["employers", "workers", "crown"]


def test_the_cabinet_has_three_months_from_receipt(ser):
    term = ser.response_term("requested_on_time")
    assert (term.months, term.starts, term.basis.kind) == (3, "receipt", "statute")
    assert ser.response_term("requested_late").basis.kind == "agreement"
    assert profile.load("voorbeeldraad").response_term("requested_on_time") is None


WORDS = {
    1: "een lid",
    2: "enkele leden",
    4: "enkele leden",
    5: "een deel van de raad",
    31: "een deel van de raad",
    32: "de raad",
    36: "de raad",
}


@pytest.mark.parametrize(("supporters", "words"), WORDS.items())
def test_supporters_are_named_by_their_number(ser, supporters, words):
    assert ser.dissent.wording(supporters).phrase(1).in_language("nl") == words


def test_a_third_and_fourth_part_are_told_apart(ser):
    part = ser.dissent.wording(10)
    assert part.phrase(2).in_language("nl") == "een ander deel van de raad"
    assert part.phrase(3) == part.phrase(4)


def test_numbers_are_written_as_the_council_writes_them(ser):
    assert ser.numbering.advice_number(year=2002, serial=7) == "02/07"
    assert ser.numbering.draft_number(committee="DUO", serial=534) == "DUO/534"


def test_the_ser_rules_of_voting_are_those_of_the_act(ser):
    """Arts. 20-27 Wet op de SER."""
    rules = ser.meetings
    assert [call.comparison for call in rules.quorum.calls] == ["more_than", "more_than", "any"]
    assert rules.majority("matter").threshold.fraction == Fraction(1, 2)
    assert rules.majority("ordinance").threshold == Threshold("at_least", Fraction(2, 3))
    assert rules.vote_form("person").form == "secret_ballot"
    assert (rules.tie("person").first_tie, rules.tie("person").second_tie) == ("defer", "lot")
    assert [tie.casting_vote for tie in rules.ties] == [None, None, None]


def test_the_example_differs_where_councils_differ():
    """A fixed quorum that falls at the second call, and a president who decides a tie."""
    rules = profile.load("voorbeeldraad").meetings
    assert [call.number for call in rules.quorum.calls] == [8, 5]
    assert rules.tie("matter").casting_vote == "council_chair"
    assert rules.majority("matter").base != profile.load("ser").meetings.majority("matter").base


# Every rule has a basis


def parts(value):
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name))


@pytest.mark.parametrize("name", ["ser", "voorbeeldraad"])
def test_every_rule_has_a_basis(name):
    sources = [part for part in parts(profile.load(name)) if isinstance(part, profile.Source)]
    assert len(sources) > 40
    assert all(source.citation.strip() for source in sources)


RULES = {
    "bounds",
    "term",
    "substitutes",
    "office",
    "executive_committee",
    "chair_rule",
    "committee",
    "voice",
    "requesting",
    "intake",
    "rounds",
    "quorum",
    "turnout",
    "majority",
    "blanks",
    "tie",
    "vote_form",
    "abstention",
    "openness",
    "convocation",
    "schedule",
    "minority_note",
    "dissent",
    "response_term",
    "numbering",
    "option",
    "objectives",
}


def test_every_kind_of_rule_must_give_its_basis():
    schema = json.loads((files("raadzaal.council") / "profile.schema.json").read_text(encoding="utf-8"))
    with_basis = {name for name, rule in schema["$defs"].items() if "basis" in rule.get("required", ())}
    assert RULES - with_basis == set()


def objects(schema):
    if isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" in schema:
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)


def test_the_schema_takes_nothing_it_does_not_know():
    schema = json.loads((files("raadzaal.council") / "profile.schema.json").read_text(encoding="utf-8"))
    assert [found for found in objects(schema) if found.get("additionalProperties") is not False] == []


def test_statutes_of_the_ser_say_where_they_can_be_read(ser):
    sources = [part for part in parts(ser) if isinstance(part, profile.Source) and part.kind == "statute"]
    assert [source.citation for source in sources if not source.url] == []


# Bad profiles


def place(data, path):
    for step in path[:-1]:
        data = data[step]
    return data, path[-1]


def put(*path, to):
    def change(data):
        target, last = place(data, path)
        target[last] = to

    return change


def drop(*path):
    def change(data):
        target, last = place(data, path)
        del target[last]

    return change


BROKEN = {
    "an unknown key": (put("colour", to="red"), r"at \$: Additional properties are not allowed \('colour'"),
    "a missing part": (drop("rounds"), r"at \$: 'rounds' is a required property"),
    "an unknown kind of group": (put("groups", 0, "kind", to="bosses"), r"at \$\.groups\[0\]\.kind: 'bosses'"),
    "a rule without basis": (drop("council", "term", "basis"), r"at \$\.council\.term: 'basis' is a required"),
    "a basis of no kind": (put("numbering", "basis", "kind", to="habit"), r"\$\.numbering\.basis\.kind: 'habit'"),
    "a fraction as decimal": (
        put("meetings", "majorities", 0, "threshold", "fraction", to="0.5"),
        r"\$\.meetings\.majorities\[0\]\.threshold\.fraction: '0\.5'",
    ),
    "any number and a fraction": (
        put("meetings", "quorum", "calls", 2, "fraction", to="1/2"),
        r"\$\.meetings\.quorum\.calls\[2\]",
    ),
    "a day that does not exist": (put("version", to="2024-02-30"), r"at \$\.version: '2024-02-30' is not a 'date'"),
    "a missing language": (drop("name", "en"), r"at \$\.name: has no text in 'en'"),
    "a language of nobody": (put("name", "fr", to="Conseil"), r"at \$\.name: is in 'fr'"),
    "a seat too few": (
        drop("council", "seats", 23),
        r"\$\.organisations\[6\]\.appoints: says 2, but the list of seats has 1",
    ),
    "unequal sides": (put("council", "seats", 0, "group", to="workers"), r"employers 11, workers 13"),
    "a seat of no group": (
        put("council", "seats", 3, "group", to="elves"),
        r"seats\[3\]\.group: 'elves' is not a known",
    ),
    "miscounted organisation": (
        put("organisations", 4, "appoints", to=9),
        r"\$\.organisations\[4\]\.appoints: says 9, but the list of seats has 8",
    ),
    "an organisation on the wrong side": (
        put("organisations", 4, "group", to="employers"),
        r"\$\.council\.seats\[12\]: 'fnv' belongs to 'employers', not to 'workers'",
    ),
    "seats out of order": (put("council", "seats", 0, "number", to=2), r"seats are not numbered 1, 2, 3"),
    "too many by law": (put("council", "bounds", "maximum_seats", to=33), r"36 seats; the law allows 30 to 33"),
    "too few from organisations": (
        put("council", "bounds", "from_organisations_at_least", to="3/4"),
        r"organisations appoint 2/3 of the seats, the law asks 3/4",
    ),
    "the same key twice": (put("groups", 1, "key", to="employers"), r"\$\.groups: the key 'employers' occurs 2 times"),
    "no such time zone": (put("time_zone", to="Europe/Madurodam"), r"'Europe/Madurodam' is not a time zone"),
    "a number that cannot be written": (put("numbering", "advice", to="{jaar}/{serial}"), r"\$\.numbering\.advice"),
    "a gap in the wordings": (put("dissent", "wordings", 2, "at_least", to=6), r"wordings\[2\]\.at_least: is 6; 5"),
    "a decision without majority": (
        put("meetings", "majorities", 2, "decision", to="person"),
        r"\$\.meetings\.majorities: needs exactly one rule for 'ordinance', has 0",
    ),
    "a casting vote of nobody": (
        put("meetings", "ties", 0, "first_tie", to="casting_vote"),
        r"ties\[0\]\.casting_vote",
    ),
    "a pale accent": (put("theme", "accent", to="#cccccc"), r"\$\.theme\.accent: has too little contrast"),
    "the key of another council": (put("key", to="cese"), r"\$\.key: is 'cese', but the folder is named 'ser'"),
    "a version of another day": (put("version", to="2024-04-02"), r"\$\.version: is 2024-04-02, but the file is"),
}


@pytest.mark.parametrize(("change", "message"), BROKEN.values(), ids=BROKEN)
def test_a_bad_profile_is_refused_with_its_place(tmp_path, plain, change, message):
    data = copy.deepcopy(plain)
    change(data)
    with pytest.raises(profile.ProfileError, match=message) as refused:
        profile.read(written(tmp_path, data))
    assert all(line.startswith("ser/profile-2024-04-01.yaml at $") for line in str(refused.value).splitlines())


def test_every_mistake_is_told_at_once(tmp_path, plain):
    data = plain | {"time_zone": "Nowhere", "theme": plain["theme"] | {"accent": "#ffffff"}}
    with pytest.raises(profile.ProfileError) as refused:
        profile.read(written(tmp_path, data))
    assert [where for where, _ in refused.value.problems] == ["$.theme.accent", "$.time_zone"]


@pytest.mark.parametrize("text", ["key: ser\nkey: other\n", "key: [\n"])
def test_what_is_no_clean_yaml_is_refused(tmp_path, text):
    path = tmp_path / FIRST
    path.write_text(text, encoding="utf-8")
    with pytest.raises(profile.ProfileError, match=r"at \$: is not readable YAML"):
        profile.read(path)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / FIRST
    path.write_text("", encoding="utf-8")
    with pytest.raises(profile.ProfileError, match="None is not of type 'object'"):
        profile.read(path)


def test_times_days_and_words_stay_what_was_written(tmp_path):
    path = tmp_path / "plain.yaml"
    path.write_text("begins: 10:15\nday: 04-01\nversion: 2024-04-01\nlanguage: no\n", encoding="utf-8")
    assert strict_yaml.read(path) == {"begins": "10:15", "day": "04-01", "version": "2024-04-01", "language": "no"}
