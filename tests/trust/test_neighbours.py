"""What belongs to another committee, organisation, minister or round, named in an address or a form of one's own.

Every address with a part that says what it is about is tried, found from the address book of the site itself: a new one is
in it from its first day.
"""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from raadzaal.council.models import Organisation, Seat
from raadzaal.journal.models import Entry
from tests.house import CANARIES, ROLES
from tests.site.test_urls_by_role import SENT, _called, addresses
from tests.trust.harness import FULL, dice
from tests.trust.test_side_doors import MARKS, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.trial, pytest.mark.pages]

ROOMS = ("advice", "deliberation", "correspondence", "meetings")
OURS = ("drafting", "consulting", "processing")
OF_US = (
    "secretary", "committee_chair", "committee_member", "advisory_member", "ministry_observer", "coordinator",
    "policy_officer", "other_coordinator", "requester",
)  # fmt: skip
OF_THEM = ("other_secretary", "uninvited", "other_requester")
OF_NEITHER = ("anonymous", "council_member", "substitute", "administrator", "former_member")
TOLD_NO = {403, 404, 405}
WHOLE = {"year", "serial"}
"""Two parts that together name one thing."""


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def patterns() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Addresses of the rooms in which dossiers are worked on."""
    for name, named in addresses():
        if name.startswith(ROOMS) and named:
            yield name, named


def ids_of(house, about: str, name: str) -> dict[str, object]:
    """What the parts of an address are for one dossier: everything it has one of, and a step's name."""
    ids = house.of(about)
    found = {part: ids.get(part, ids.get(_called(name, part))) for _n, parts in patterns() for part in parts}
    return found | {"name": "freeze", "place": ids.get("node"), "number": 1}


def address(name: str, values: dict) -> str | None:
    if any(value in (None, "") for value in values.values()):
        return None
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return None


def refused(house, role: str, url: str) -> list[str]:
    """What is wrong with the answers to GET and POST. Nothing that was asked for is kept."""
    cache.clear()
    wrong = []
    with transaction.atomic():
        acts = Entry.objects.exclude(kind="refused").count()
        for method, data in (("get", None), ("post", SENT)):
            answer = getattr(house.client(role), method)(url, data)
            if answer.status_code not in TOLD_NO and not _sent_away(answer, url):
                wrong.append(f"{method} {url} by {role} gives {answer.status_code}")
            words = words_of(answer)
            wrong += [
                f"{mark} in {method} {url} by {role}"
                for mark, may in MARKS.items()
                if mark in words and role not in may
            ]
        if Entry.objects.exclude(kind="refused").count() != acts:
            wrong.append(f"an act through {url} by {role}")
        transaction.set_rollback(True)
    return wrong


def _sent_away(answer, url: str) -> bool:
    """To sign in, or, in a stage where nobody may write, back to the text of the dossier that the address begins with."""
    where = answer.get("Location", "")
    return "/account/login/" in where or (where.endswith("/tekst/") and url.startswith(where))


def some(things: list, name: str, share: int) -> list:
    return things if FULL else dice(name).sample(things, min(len(things), share))


@pytest.mark.parametrize(
    ("about", "strangers"), [("foreign", OF_US + OF_NEITHER), *((each, OF_THEM + OF_NEITHER) for each in OURS)]
)
def test_nothing_of_others_is_reached_by_its_own_address(house, about, strangers):
    tried = [
        (role, url)
        for name, parts in patterns()
        for ids in [ids_of(house, about, name)]
        if (url := address(name, {part: ids.get(part) for part in parts})) and "/werk/" in url
        for role in strangers
    ]
    wrong = [each for role, url in some(tried, about, 160) for each in refused(house, role, url)]
    assert tried and wrong == []


def mixed(house) -> Iterator[tuple[str, str]]:
    """Addresses that begin in one dossier and end in another. A step's name and the number of a version are in each."""
    for name, parts in patterns():
        for first in (*OURS, "foreign", "received"):
            for other in (*OURS, "foreign", "received"):
                own, theirs = ids_of(house, first, name), ids_of(house, other, name)
                head = WHOLE if parts[0] in WHOLE else {parts[0]}
                values = {part: (own if part in head else theirs).get(part) for part in parts}
                apart = [part for part in parts if part not in head | {"name", "number"}]
                stranger = all(values[part] not in house.of(first).values() for part in apart)
                if first != other and apart and stranger and (url := address(name, values)):
                    yield name, url


def test_no_address_of_ones_own_ends_in_something_of_another_dossier(house):
    """Not even for who may see both: what is asked for is not there."""
    whose = ("secretary", "other_secretary", "coordinator", "uninvited", "secretary_general", "anonymous")
    tried = [(role, url) for _name, url in dict(mixed(house)).items() for role in whose]
    if FULL:
        tried = [(role, url) for _name, url in mixed(house) for role in whose]
    wrong = [each for role, url in some(tried, "mixed", 120) for each in refused(house, role, url)]
    assert tried and wrong == []


# -- named in a form or behind the question mark -----------------------------------------------------------------------


def posted(house, role: str, url: str, data: dict) -> tuple[int, int]:
    """The status, and how many acts came of it."""
    with transaction.atomic():
        acts = Entry.objects.exclude(kind="refused").count()
        status = house.client(role).post(url, data).status_code
        came = Entry.objects.exclude(kind="refused").count() - acts
        transaction.set_rollback(True)
    return status, came


def act_url(house, about: str, name: str) -> str:
    return reverse("advice:act", args=[house.of(about)["public_id"], name])


def forms_that_name_others(house) -> dict[str, tuple[str, str, dict]]:
    foreign, ours = house.of("foreign"), house.of("processing")
    organisation = {each.key: each.pk for each in Organisation.objects.all()}
    meetings = {name: meeting.pk for name, meeting in house.meetings.items()}
    seat = Seat.objects.filter(body__kind="council", superseded_at=None).first().pk
    committee_seat = Seat.objects.exclude(body__kind="council").first()
    return {
        "more time for who was not asked": (
            "secretary",
            act_url(house, "consulting", "extend_reply"),
            {"organisation": organisation["vcp"], "until": "2026-12-01", "reason": "Zo maar."},
        ),
        "reactions of a ministry": (
            "secretary",
            act_url(house, "drafting", "consult"),
            {"organisations": [organisation["minister_szw"]], "deadline": "2026-12-01"},
        ),
        "a committee's meeting for the council's": (
            "secretary",
            act_url(house, "processing", "table"),
            {"meeting": meetings["closed"]},
        ),
        "a differing view on another's paragraph": (
            "secretary",
            act_url(house, "processing", "dissent"),
            {"text": "Anders.", "form": "in_text", "seats": [seat], "node": foreign["node"]},
        ),
        "a differing view from a seat elsewhere": (
            "secretary",
            act_url(house, "processing", "dissent"),
            {"text": "Anders.", "form": "in_text", "seats": [committee_seat.pk if committee_seat else 10**6]},
        ),
        "a recommendation of another advice": (
            "secretariat",
            act_url(house, "answered", "follow_up"),
            {
                "recommendation": house.dossiers["foreign"].advice.recommendations.first().public_id,
                "status": "adopted",
                "evidence": "letter",
                "source": "Brief",
            },
        ),
        "a package of another's paragraphs": (
            "secretary",
            reverse("advice:packages", args=[ours["public_id"]]),
            {"reason": "Zo.", "choice": [f"{house.of('drafting')['forked']}:B"]},
        ),
        "a new paragraph behind another's": (
            "secretary",
            reverse("advice:add_after", args=[ours["public_id"], foreign["node"]]),
            {"notation": "Nieuw.", "shape": "paragraph", "base": 0},
        ),
        "moved behind another's": (
            "secretary",
            reverse("advice:move", args=[ours["public_id"], ours["node"]]),
            {"after": foreign["node"], "base": 1},
        ),
        "somebody else's capacity": (
            "coordinator",
            reverse("accounts:capacities"),
            {"capacity": house.of("people")["appointment"]},
        ),
        "an answer by another minister": (
            "requester",
            reverse("advice:respond", args=[house.of("received")["public_id"]]),
            {
                "sender": organisation["minister_fin"],
                "subject": "Reactie",
                "dated": "2026-09-01",
                "text": "Tekst.",
                "wholly": [house.dossiers["received"].pk],
            },
        ),
        "an answer to what was not received": (
            "secretariat",
            reverse("advice:respond", args=[house.of("received")["public_id"]]),
            {
                "sender": organisation["minister_szw"],
                "subject": "Reactie",
                "dated": "2026-09-01",
                "text": "Tekst.",
                "wholly": [house.dossiers["drafting"].pk],
            },
        ),
        "a meeting of another committee": (
            "secretary",
            reverse("meetings:plan"),
            {
                "body": house.dossiers["foreign"].advice.committee_id,
                "day": "2027-02-01",
                "time": "10:00",
                "place": "",
            },
        ),
        "a request of another minister": (
            "requester",
            reverse("advice:file"),
            {
                "title": "Vraag",
                "kind": "advice",
                "requesters": [organisation["minister_fin"]],
                "letter": "Brief.",
                "questions": "Wat?",
                "deadline": "2027-12-01",
                "addressee": "De minister",
            },
        ),
    }


def test_no_form_takes_what_is_anothers(house):
    taken = []
    for what, (role, url, data) in forms_that_name_others(house).items():
        status, came = posted(house, role, url, data)
        if came or status >= 500:
            taken.append(f"{what}: {status}, {came} acts")
    assert taken == []


def test_no_question_mark_opens_what_is_anothers(house):
    ids, foreign, drafting = house.of("consulting"), house.of("foreign"), house.of("drafting")
    organisations = {each.key: each.public_id for each in Organisation.objects.all()}
    asked = [
        ("coordinator", "deliberation:round", [ids["round"]], {"organisatie": organisations["cnv"]}),
        ("other_coordinator", "deliberation:returned", [ids["round"]], {"organisatie": organisations["fnv"]}),
        ("other_coordinator", "deliberation:word", [ids["round"]], {"organisatie": organisations["fnv"]}),
        ("secretary", "advice:compare", [ids["public_id"]], {"oud": foreign["version"], "nieuw": ids["version"]}),
        ("secretary", "advice:compare", [ids["public_id"]], {"oud": ids["version"], "nieuw": foreign["version"]}),
        ("coordinator", "advice:support", [ids["public_id"]], {"organisatie": organisations["cnv"]}),
        ("uninvited", "advice:support", [foreign["public_id"]], {"op": drafting["node"]}),
    ]  # fmt: skip
    wrong = []
    for role, name, args, query in asked:
        answer = house.client(role).get(reverse(name, args=args), query)
        assert answer.status_code < 500, name
        words = words_of(answer)
        wrong += [
            f"{mark} in {name} {query} by {role}" for mark, may in MARKS.items() if mark in words and role not in may
        ]
    assert wrong == []


def test_what_is_looked_for_stands_where_it_should(house):
    """Without this the tests above could be looking for words that are nowhere."""
    page = house.client("secretary").get(reverse("advice:text", args=[house.of("drafting")["public_id"]]))
    assert CANARIES["paragraph"] in page.content.decode()
    assert set(OF_US + OF_THEM + OF_NEITHER) <= set(ROLES)
