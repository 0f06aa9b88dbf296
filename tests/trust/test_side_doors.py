"""Confidential words are marked, and everything that every role can fetch is searched for the marks.

The detail page is nearly always right; what leaks is the list, the count, the search, the download, the history, the error page.
"""

import io
import logging
import re
import subprocess
import zipfile
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from raadzaal.correspondence.models import OutgoingMail
from raadzaal.council.models import Person
from tests.house import CANARIES, ROLES
from tests.trust.harness import FULL, dice

pytestmark = [pytest.mark.django_db, pytest.mark.trial, pytest.mark.pages]

HOUSE = "secretariat secretary_general"
WRITERS = f"{HOUSE} council_chair secretary committee_chair committee_member"
READERS = f"{WRITERS} advisory_member ministry_observer"
COUNCIL = "council_chair executive committee_chair committee_member council_member substitute crown_member"
LEADS = "secretary committee_chair"
FNV, CNV = "coordinator policy_officer", "other_coordinator"

# Which mark may be seen by whom; everybody else may not meet it anywhere. By hand, from what the council's guide says is whose.
MAY_SEE = {
    "paragraph": READERS,
    "why_edited": READERS,
    "taken_out": READERS,
    "typed": "secretary",
    "argument": READERS,
    "in_word": "secretary",
    "file_name": "secretary",
    "letter_subject": f"{HOUSE} secretary",
    "letter_body": f"{HOUSE} secretary",
    "reply_begun": FNV,
    "inside": FNV,
    "reply_sent": f"{LEADS} {CNV}",
    "reply_general": f"{LEADS} {CNV}",
    "more_time": f"{WRITERS} {FNV}",
    "remark": f"{LEADS} committee_member {FNV}",
    "answer": f"{LEADS} committee_member {FNV}",
    "after_round": READERS,
    "dissent": READERS,
    "summary": f"{HOUSE} secretary",
    "minority": f"{READERS} {COUNCIL}",
    "variant": READERS,
    "judged": WRITERS,
    "returned": FNV,
    "returned_name": FNV,
    "closed_place": READERS,
    "closed_point": f"{HOUSE} {COUNCIL}",
    "closed_paper": f"{HOUSE} {COUNCIL}",
    "foreign_place": f"{HOUSE} council_chair other_secretary",
    "foreign": f"{HOUSE} council_chair other_secretary uninvited",
}
NAMES_OF_THE_INSIDE = {
    # Who writes for an organisation is known to their own, to who keeps the record, and from what was sent to who leads.
    "Shirley Pinas": "secretariat secretary_general administrator secretary committee_chair committee_member coordinator policy_officer",
}

# The addresses that are about one dossier, by the parts of the house they are made of.
ABOUT_A_DOSSIER = """
advice:public_dossier public_id | advice:dossier public_id | advice:letters public_id | advice:terms public_id
advice:journal public_id | advice:tabled public_id | advice:reactions public_id | advice:respond public_id
advice:support public_id | advice:support_paragraph public_id node | advice:support_paragraph public_id recommendation
advice:text public_id | advice:compare public_id | advice:import public_id | advice:add public_id
advice:edit public_id node | advice:edit public_id recommendation | advice:history public_id node
advice:history public_id gone | advice:provenance public_id node | advice:provenance public_id recommendation
advice:remove public_id node | advice:recommend public_id recommendation | advice:preview public_id preview
advice:text_figure public_id figure | advice:dispose public_id position | advice:dispose public_id answered
advice:draft round | advice:address work version | advice:paragraph work version node
deliberation:round round | deliberation:submit round | deliberation:outcome round | deliberation:reactions round
deliberation:room round | deliberation:progress round | deliberation:others round
deliberation:word round | deliberation:returned round | correspondence:letter letter
advice:advice year serial | advice:pdf year serial | advice:word year serial | advice:akoma_ntoso year serial
advice:json year serial | advice:markdown year serial | advice:public_provenance year serial node
advice:odt year serial | advice:support_json year serial | advice:support_csv year serial
advice:edit public_id typed | advice:variants public_id forked | advice:packages public_id
advice:tabled_figure public_id figure | advice:figure year serial figure | advice:draft_figure round figure
deliberation:returned_preview round returned
"""
ABOUT_ALL = """
site:home | advice:dossiers | advice:published | advice:procedures | council:composition | meetings:list | meetings:calendar | meetings:plan
workspace:home | workspace:dossiers | correspondence:outbox | council:appointments | council:people | council:standing_in
accounts:capacities | advice:file | advice:initiate
"""
ABOUT_A_MEETING = ("meeting", "run", "agenda", "calendar_file", "hall", "state", "chair", "secretary", "member")
ACTS = (
    "accept",
    "withdraw",
    "summarise",
    "freeze",
    "consult",
    "extend_reply",
    "close_round",
    "table",
    "dissent",
    "follow_up",
)
MARKED = ["drafting", "consulting", "processing", "tabled", "foreign"]
WHOLLY = ["anonymous", "secretary", "coordinator", "council_member"]
"""In a sample these are shown everything; the others a part, by chance."""


def addresses_of(house) -> list[str]:
    found = [reverse(name) for name in _split(ABOUT_ALL)]
    for name in house.dossiers if FULL else [*MARKED, "received"]:
        ids = house.of(name)
        for address, *parts in (each.split() for each in _split(ABOUT_A_DOSSIER)):
            if all(ids.get(part) for part in parts):
                found.append(reverse(address, args=[ids[part] for part in parts]))
        found += [reverse(f"advice:kept_{form}", args=[ids["public_id"], "1"]) for form in ("word", "pdf")]
        found += [reverse("advice:act", args=[ids["public_id"], act]) for act in ACTS]
        found += [
            reverse("correspondence:letter", args=[letter.public_id])
            for letter in house.dossiers[name].advice.letters.all()
        ]
    for meeting in house.meetings.values():
        found += [reverse(f"meetings:{name}", args=[meeting.public_id]) for name in ABOUT_A_MEETING]
    papers = [house.of("planned")[name] for name in ("paper", "public_paper")]
    found += [reverse("meetings:paper", args=[house.meetings["planned"].public_id, each]) for each in papers]
    preview = house.of("drafting")
    found.append(reverse("advice:preview", args=[preview["public_id"], preview["preview"]]) + "?deel=alles")
    found += [reverse("record:search") + "?q=kanarie", reverse("record:suggestions") + "?q=kanarie"]
    found += [f"{reverse('workspace:search')}?q={asked}" for asked in ("kanarie", CANARIES["dissent"][:-4])]
    return found


def _split(table: str) -> list[str]:
    return [part.strip() for line in table.strip().splitlines() for part in line.split("|") if part.strip()]


# -- what came back, as words ------------------------------------------------------------------------------------------


def words_of(response) -> str:
    """Everything a receiver can read: the headers, and the content of whatever kind."""
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    return unescape(head + "\n" + _content(response))


def _content(response) -> str:
    raw = response.getvalue()
    kind = response.get("Content-Type", "")
    if "officedocument" in kind:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if kind == "application/pdf":
        return subprocess.run(["pdftotext", "-", "-"], input=raw, capture_output=True, check=True).stdout.decode()
    return re.sub(r"</?mark>", "", raw.decode("utf-8", "replace"))  # a search marks the words that were asked for


class Crawler:
    """Fetches the given addresses, and every page of this site that they lead to, once each."""

    def __init__(self, house, role: str) -> None:
        self.role, self.client = role, house.client(role)
        self.seen: set[str] = set()

    def pages(self, addresses: list[str], *, follow: bool = True) -> Iterator[tuple[str, str]]:
        waiting = list(addresses)
        while waiting:
            address = waiting.pop()
            if address in self.seen:
                continue
            self.seen.add(address)
            response = self.client.get(address)
            assert response.status_code < 500, (self.role, address)
            yield address, words_of(response)
            if follow:
                waiting += [found for found in self._leads_to(address, response) if found not in self.seen]

    def _leads_to(self, address: str, response) -> Iterator[str]:
        found = [response["Location"]] if "Location" in response else []
        if response.get("Content-Type", "").startswith("text/html"):
            found += [
                unescape(each)
                for each in re.findall(r'(?:href|src|action|data-[a-z-]+)="([^"#]+)', response.content.decode())
            ]
        for each in found:
            there = urlsplit(urljoin(f"http://testserver{address}", each))
            if there.netloc == "testserver" and not there.path.startswith(("/static/", "/account/", "/components/")):
                yield there.path + (f"?{there.query}" if there.query else "")


@pytest.fixture(autouse=True)
def quiet():
    cache.clear()
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


MARKS = {CANARIES[name]: set(roles.split()) for name, roles in MAY_SEE.items()}
MARKS |= {name: set(roles.split()) for name, roles in NAMES_OF_THE_INSIDE.items()}


def met(words: str) -> set[str]:
    return {mark for mark in MARKS if mark in words}


def test_every_mark_has_its_readers():
    assert set(MAY_SEE) == set(CANARIES)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_meets_what_is_not_theirs(house, role):
    wholly, every = FULL or role in WHOLLY, addresses_of(house)
    asked = every if wholly else dice(role).sample(every, 70)
    found, wrong = set(), []
    for address, words in Crawler(house, role).pages(asked, follow=FULL or role == "anonymous"):
        found |= met(words)
        wrong += [f"{mark} at {address}" for mark in met(words) if role not in MARKS[mark]]
    assert wrong == []
    if not wholly:
        return
    theirs = {mark for mark, roles in MARKS.items() if role in roles}
    assert found == theirs, f"never shown to whom it is for: {theirs - found}"


@pytest.mark.parametrize("role", ["anonymous", "requester", "council_member", "former_member"])
def test_nor_in_english(house, role):
    addresses = [f"/en{address}" for address in addresses_of(house)]
    addresses = addresses if FULL else dice(f"English {role}").sample(addresses, 50)
    wrong = [
        f"{mark} at {address}"
        for address, words in Crawler(house, role).pages(addresses, follow=False)
        for mark in met(words)
        if role not in MARKS[mark]
    ]
    assert wrong == []


def test_search_finds_for_each_only_what_they_may_read(house):
    """Word by word, whole or its beginning: a hit alone would tell that the word is there."""
    wrong = []
    for role in (role for role in ROLES if role != "anonymous"):
        client = house.client(role)
        for mark, roles in MARKS.items():
            page = client.get(reverse("workspace:search"), {"q": mark}).content.decode()
            hits = re.findall(r'<li class="card">', page)
            if hits and role not in roles:
                wrong.append(f"{role} finds {mark}")
    assert wrong == []


def test_the_public_search_knows_none_of_it(house):
    """Neither as a hit, nor as a suggestion, nor as a choice beside the hits."""
    client, wrong = house.client("anonymous"), []
    for mark in MARKS:
        page = client.get(reverse("record:search"), {"q": mark}).context
        words = client.get(reverse("record:suggestions"), {"q": mark[:-2]}).json()["suggestions"]
        exact = [
            hit
            for hit, _kind, _status in page.get("hits", ())
            if mark in str(vars(hit) if hasattr(hit, "__dict__") else hit)
        ]
        wrong += [mark] if exact or any(mark in word for word in words) else []
    assert wrong == []


def test_no_mail_bears_what_was_not_sent(house):
    mailed = "\n".join(f"{each.subject}\n{each.body}" for each in OutgoingMail.objects.all())
    mailed += "\n".join(f"{each.subject}\n{each.body}\n{each.extra_headers}" for each in mail.outbox)
    assert OutgoingMail.objects.exists()
    assert met(mailed) == set()


# -- that a thing exists is confidential too -----------------------------------------------------------------------------

HIDDEN = {
    "advice:dossier": "public_id",
    "advice:text": "public_id",
    "advice:journal": "public_id",
    "correspondence:letter": "letter",
    "deliberation:round": "round",
    "deliberation:reactions": "round",
    "deliberation:outcome": "round",
}


@pytest.mark.parametrize("role", ["council_member", "uninvited", "other_secretary", "former_member", "administrator"])
def test_what_is_hidden_looks_like_what_does_not_exist(house, role):
    client, differ = house.client(role), []
    for name, part in HIDDEN.items():
        hidden = house.of("drafting" if part != "round" else "processing")[part]
        differ += _differences(client, name, [hidden], ["0" * len(hidden)])
    closed, none = house.meetings["closed"].public_id, "0" * len(house.meetings["closed"].public_id)
    for name in ("meetings:meeting", "meetings:run"):
        differ += _differences(client, name, [closed], [none])
    drafting, nothing = house.of("drafting"), "0" * 12
    for name, part in (("edit", "node"), ("history", "gone"), ("preview", "preview"), ("provenance", "node")):
        differ += _differences(
            client, f"advice:{name}", [drafting["public_id"], drafting[part]], [nothing, "0" * len(drafting[part])]
        )
    assert differ == []


def _differences(client, name: str, hidden: list[str], nothing: list[str]) -> list[str]:
    """Status, headers and body, but for the address itself."""
    told = []
    for ids in (hidden, nothing):
        response = client.get(reverse(name, args=ids))
        shown = response.content.decode()
        for each in ids:
            shown = shown.replace(each, "…")
        told.append((response.status_code, sorted(response.items()), shown))
    assert told[0][0] == 404, name
    return [] if told[0][1:] == told[1][1:] else [name]


def test_the_public_page_of_a_closed_meeting_is_not_there(house):
    listed = house.client("anonymous").get(reverse("meetings:list")).content.decode()
    assert house.meetings["planned"].public_id in listed
    assert house.meetings["closed"].public_id not in listed


# -- what stays behind ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_nothing_from_inside_stays_in_a_cache(house, role):
    """Neither in a shared one nor in the browser of a machine that others use after me."""
    client = house.client(role)
    kept = []
    for address in addresses_of(house) if FULL else dice(f"cache {role}").sample(addresses_of(house), 25):
        if address.startswith("/werk/"):
            response = client.get(address)
            rules = response.get("Cache-Control", "")
            if response.status_code == 200 and not {"no-store", "private"} <= set(re.split(r",\s*", rules)):
                kept.append(address)
    assert kept == []


def test_pages_for_everybody_do_not_differ_by_who_asked_before(house):
    """What a member is shown on a public page is not given to the next visitor."""
    address = reverse("meetings:meeting", args=[house.meetings["open"].public_id])
    before = house.client("anonymous").get(address).content
    assert (
        Person.objects.get(key=ROLES["secretariat"]).name in house.client("secretariat").get(address).content.decode()
    )
    assert house.client("anonymous").get(address).content == before
