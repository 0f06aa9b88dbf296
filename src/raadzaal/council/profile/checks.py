"""What a schema cannot say about a profile: that its parts agree with one another, and with the law it cites."""

import dataclasses
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from raadzaal.council.profile.localised import Localised
from raadzaal.council.profile.profile import Profile

Problem = tuple[str, str]  # JSON path, message


def problems(profile: Profile) -> list[Problem]:
    found = itertools.chain.from_iterable(check(profile) for check in _CHECKS)
    return sorted(set(found))


def _languages(profile: Profile) -> Iterator[Problem]:
    for path, text in _localised(profile, "$"):
        for language in set(profile.languages) - set(text.languages):
            yield path, f"has no text in {language!r}"
        for language in set(text.languages) - set(profile.languages):
            yield path, f"is in {language!r}, which is not among the languages of the council"


def _localised(part: Any, path: str) -> Iterator[tuple[str, Localised]]:
    if isinstance(part, Localised):
        yield path, part
    elif isinstance(part, tuple):
        for index, item in enumerate(part):
            yield from _localised(item, f"{path}[{index}]")
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from _localised(getattr(part, field.name), f"{path}.{field.name}")


def _time_zone(profile: Profile) -> Iterator[Problem]:
    try:
        ZoneInfo(profile.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield "$.time_zone", f"{profile.time_zone!r} is not a time zone"


def _unique_keys(profile: Profile) -> Iterator[Problem]:
    lists = {
        "$.groups": profile.groups,
        "$.organisations": profile.organisations,
        "$.institutions": profile.institutions,
        "$.offices": profile.offices,
        "$.committees": profile.committees,
        "$.voices": profile.voices,
        "$.requesting.requesters": profile.requesting.requesters,
        "$.rounds.stances": profile.rounds.stances,
        "$.products": profile.products,
        "$.options": profile.options,
    }
    for path, things in lists.items():
        for key, times in Counter(thing.key for thing in things).items():  # type: ignore[attr-defined]
            if times > 1:
                yield path, f"the key {key!r} occurs {times} times"


def _references(profile: Profile) -> Iterator[Problem]:
    groups = {group.key for group in profile.groups}
    organisations = {organisation.key for organisation in profile.organisations}
    institutions = {institution.key for institution in profile.institutions}
    offices = {office.key for office in profile.offices}
    yield from _unknown("group", groups, _group_references(profile))
    yield from _unknown("organisation", organisations, _organisation_references(profile))
    yield from _unknown("institution", institutions, _institution_references(profile))
    yield from _unknown("office", offices, _office_references(profile))
    requesters = {requester.key for requester in profile.requesting.requesters}
    yield from _unknown("requester", requesters, [("$.requesting.coordinating", profile.requesting.coordinating)])


def _unknown(noun: str, known: set[str], references: Iterable[tuple[str, str | None]]) -> Iterator[Problem]:
    for path, key in references:
        if key is not None and key not in known:
            yield path, f"{key!r} is not a known {noun}"


def _group_references(profile: Profile) -> Iterator[tuple[str, str | None]]:
    for index, organisation in enumerate(profile.organisations):
        yield f"$.organisations[{index}].group", organisation.group
    for index, seat in enumerate(profile.council.seats):
        yield f"$.council.seats[{index}].group", seat.group
    for key in profile.council.bounds.equal_groups:
        yield "$.council.bounds.equal_groups", key
    for rule in profile.council.substitutes.groups:
        yield "$.council.substitutes.groups", rule.group
    for share in profile.executive_committee.groups:
        yield "$.executive_committee.groups", share.group
    for index, committee in enumerate(profile.committees):
        yield f"$.committees[{index}].chair.group", committee.chair.group
        for share in committee.groups:
            yield f"$.committees[{index}].groups", share.group


def _organisation_references(profile: Profile) -> Iterator[tuple[str, str | None]]:
    for index, seat in enumerate(profile.council.seats):
        yield f"$.council.seats[{index}].appointed_by", seat.appointed_by
        yield f"$.council.seats[{index}].displayed_as", seat.displayed_as


def _institution_references(profile: Profile) -> Iterator[tuple[str, str | None]]:
    for index, seat in enumerate(profile.council.seats):
        yield f"$.council.seats[{index}].reserved_for", seat.reserved_for
    for key in profile.council.substitutes.strict_pairs:
        yield "$.council.substitutes.strict_pairs", key
    for index, voice in enumerate(profile.voices):
        for key in voice.bodies:
            yield f"$.voices[{index}].bodies", key


def _office_references(profile: Profile) -> Iterator[tuple[str, str | None]]:
    yield "$.executive_committee.presided_by", profile.executive_committee.presided_by
    for required in ("council_chair", "secretary_general"):
        yield "$.offices", required
    for index, rule in enumerate(profile.meetings.ties):
        yield f"$.meetings.ties[{index}].casting_vote", rule.casting_vote


def _seats(profile: Profile) -> Iterator[Problem]:
    seats, bounds = profile.council.seats, profile.council.bounds
    if [seat.number for seat in seats] != list(range(1, len(seats) + 1)):
        yield "$.council.seats", "seats are not numbered 1, 2, 3 … in order"
    if not bounds.minimum_seats <= len(seats) <= bounds.maximum_seats:
        yield "$.council.seats", f"{len(seats)} seats; the law allows {bounds.minimum_seats} to {bounds.maximum_seats}"
    from_organisations = Fraction(sum(seat.appointed_by is not None for seat in seats), len(seats))
    if from_organisations < bounds.from_organisations_at_least:
        wanted = bounds.from_organisations_at_least
        yield "$.council.seats", f"organisations appoint {from_organisations} of the seats, the law asks {wanted}"
    sizes = {key: len(profile.seats_of(key)) for key in bounds.equal_groups}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{key} {size}" for key, size in sizes.items())
        yield "$.council.seats", f"these groups must have as many seats as each other: {listed}"


def _organisation_counts(profile: Profile) -> Iterator[Problem]:
    appointed = Counter(seat.appointed_by for seat in profile.council.seats)
    displayed = Counter(seat.displayed_as for seat in profile.council.seats)
    for index, organisation in enumerate(profile.organisations):
        for name, stated, counted in (
            ("appoints", organisation.appoints, appointed[organisation.key]),
            ("displays", organisation.displays, displayed[organisation.key]),
        ):
            if stated != counted:
                yield f"$.organisations[{index}].{name}", f"says {stated}, but the list of seats has {counted}"


def _seat_groups(profile: Profile) -> Iterator[Problem]:
    home = {organisation.key: organisation.group for organisation in profile.organisations}
    for index, seat in enumerate(profile.council.seats):
        for organisation in (seat.appointed_by, seat.displayed_as):
            if organisation in home and home[organisation] != seat.group:
                message = f"{organisation!r} belongs to {home[organisation]!r}, not to {seat.group!r}"
                yield f"$.council.seats[{index}]", message


def _every_decision_has_its_rules(profile: Profile) -> Iterator[Problem]:
    rules = profile.meetings
    for path, listed in (("majorities", rules.majorities), ("ties", rules.ties), ("vote_forms", rules.vote_forms)):
        counted = Counter(rule.decision for rule in listed)
        for decision in ("matter", "person", "ordinance"):
            if counted[decision] != 1:
                yield f"$.meetings.{path}", f"needs exactly one rule for {decision!r}, has {counted[decision]}"


def _casting_votes_have_a_holder(profile: Profile) -> Iterator[Problem]:
    for index, rule in enumerate(profile.meetings.ties):
        casts = "casting_vote" in (rule.full_attendance, rule.first_tie, rule.second_tie)
        if casts != (rule.casting_vote is not None):
            yield f"$.meetings.ties[{index}].casting_vote", "names an office if and only if a tie is broken by it"


def _wordings_cover_the_council(profile: Profile) -> Iterator[Problem]:
    expected = 1
    for index, band in enumerate(profile.dissent.wordings):
        if band.at_least != expected:
            yield f"$.dissent.wordings[{index}].at_least", f"is {band.at_least}; {expected} would leave no gap"
        expected = (band.at_most or len(profile.council.seats)) + 1
    if profile.dissent.wordings[-1].at_most is not None:
        yield "$.dissent.wordings", "the last band has an upper end"


def _numbers_can_be_written(profile: Profile) -> Iterator[Problem]:
    for name, write in (
        ("advice", lambda: profile.numbering.advice_number(year=2024, serial=7)),
        ("draft", lambda: profile.numbering.draft_number(committee="DUO", serial=7)),
    ):
        try:
            write()
        except (KeyError, IndexError, ValueError) as error:
            yield f"$.numbering.{name}", f"cannot be filled in: {error!r}"


def _colours(profile: Profile) -> Iterator[Problem]:
    roles = {colour.role for colour in profile.theme.group_colours}
    for index, group in enumerate(profile.groups):
        if group.colour not in roles:
            yield f"$.groups[{index}].colour", f"the theme has no colour for {group.colour!r}"
    if _contrast(profile.theme.accent, "#ffffff") < 4.5:
        yield "$.theme.accent", "has too little contrast with white paper (WCAG asks 4.5 : 1)"
    if _contrast(profile.theme.accent_on_dark, "#191613") < 4.5:
        yield "$.theme.accent_on_dark", "has too little contrast with dark paper (WCAG asks 4.5 : 1)"


def _contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_CHECKS = (
    _languages,
    _time_zone,
    _unique_keys,
    _references,
    _seats,
    _organisation_counts,
    _seat_groups,
    _every_decision_has_its_rules,
    _casting_votes_have_a_holder,
    _wordings_cover_the_council,
    _numbers_can_be_written,
    _colours,
)
