"""What somebody types stays words: in mail, calendars, spreadsheets, queries, and in the text itself."""

import ast
import csv
import io
import logging
import re
import time
from email import message_from_bytes, policy
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse

import raadzaal
from raadzaal.accounts import invitation
from raadzaal.accounts.models import User
from raadzaal.advice import support_forms
from raadzaal.correspondence import mailing
from raadzaal.correspondence.models import OutgoingMail
from raadzaal.council.models import Person
from raadzaal.deliberation.forms import FilterForm
from raadzaal.journal import followers
from raadzaal.meetings.models import Meeting
from raadzaal.procedure.models import Case
from raadzaal.record import dumps
from raadzaal.record.models import Subscription
from raadzaal.record.views.search import PARAMETERS
from raadzaal.texts.notation import LINK_SCHEMES, parse, to_html, to_plain, write
from raadzaal.texts.redline import redline_html, word_diff
from raadzaal.texts.tables import table_html
from raadzaal.ui.cleaning import clean
from tests.trust.harness import FULL, dice, tried
from tests.trust.payloads import payloads

pytestmark = [pytest.mark.django_db, pytest.mark.trial, pytest.mark.pages, pytest.mark.timeout(3600 if FULL else 300)]


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


# -- mail ----------------------------------------------------------------------------------------------------------------

ENDS = ("\r\n", "\n", "\r", "\u2028", "\u0085", "\v", "\f", "%0d%0a", "\\r\\n", "\r\n\r\n", "\0\r\n")
SMUGGLED = "Bcc: dief@elders.example"
HEADERS = {
    "content-type", "mime-version", "content-transfer-encoding", "subject", "from", "to", "date", "message-id",
    "auto-submitted", "list-unsubscribe", "reply-to",
}  # fmt: skip


def harmless(message) -> list[str]:
    """What is wrong with a mail as it goes over the line."""
    raw = message.message().as_bytes()
    read = message_from_bytes(raw, policy=policy.default)
    wrong = [f"header {name}" for name in set(read) if name.lower() not in HEADERS]
    wrong += ["a receiver too many"] if any("dief@" in each for each in message.recipients()) else []
    return wrong


@pytest.mark.parametrize("end", ENDS, ids=repr)
def test_a_subject_cannot_bear_another_header(house, end):
    letter = house.dossiers["processing"].advice.letters.filter(state="draft").first()
    where = reverse("correspondence:letter", args=[letter.public_id])
    words = {
        "subject": f"Uw vraag{end}{SMUGGLED}",
        "body": f"Geachte{end}.{end}{SMUGGLED}",
        "revision": letter.revision,
    }
    with transaction.atomic():
        OutgoingMail.objects.all().delete()
        assert house.client("secretariat").post(where, words | {"do": "send"}).status_code == 302
        followers.catch_up()
        sent = mailing.deliver()
        assert sent == OutgoingMail.objects.count() > 0, list(OutgoingMail.objects.values_list("error", flat=True))
        transaction.set_rollback(True)
    assert [each for message in mail.outbox for each in harmless(message)] == []
    assert {message.subject.partition("Bcc")[0][:8] for message in mail.outbox} == {"Uw vraag"}


@pytest.mark.parametrize("end", ENDS[:6], ids=repr)
def test_nor_a_name(house, end):
    """Of somebody who is registered, appointed nowhere yet, and gets an account."""
    client = house.client("secretariat")
    with transaction.atomic():
        name = f"Tess van Dam{end}{SMUGGLED}"
        assert client.post(reverse("council:new_person"), {"name": name}).status_code == 302
        person = Person.objects.order_by("pk").last()
        account = reverse("council:give_account", args=[person.public_id])
        assert client.post(account, {"email": "tess@voorbeeld.example"}).status_code == 302
        transaction.set_rollback(True)
    assert "\n" not in person.name and "\r" not in person.name
    invitation.send(User(pk=1, email="tess@voorbeeld.example", password="x"), name, "https://raad.example/")
    assert [each for message in mail.outbox for each in harmless(message)] == []


@pytest.mark.parametrize(
    "address", [f"a@b.example\r\n{SMUGGLED}", "a@b.example,dief@elders.example", '"x\r\n"@b.example', "a@b.example\0"]
)
def test_an_address_is_one_address(house, address):
    person = Person.objects.get(key="office-minister-fin")
    where = reverse("council:give_account", args=[person.public_id])
    with transaction.atomic():
        answer = house.client("secretariat").post(where, {"email": address})
        transaction.set_rollback(True)
    assert answer.status_code == 422 and mail.outbox == []


# -- calendars -------------------------------------------------------------------------------------------------------------

PROPERTIES = {
    "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY",
    "LOCATION", "DESCRIPTION", "URL", "STATUS", "ORGANIZER", "ATTENDEE",
}  # fmt: skip


def properties(calendar: str) -> list[str]:
    """The names, in order, of a file that is folded as the standard says."""
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", calendar)
    return [re.split("[:;]", line)[0] for line in calendar.replace("\r\n ", "").split("\r\n") if line]


@pytest.mark.parametrize("end", ENDS, ids=repr)
def test_a_place_or_a_reason_adds_nothing_to_a_calendar(house, end):
    smuggled = f"Zaal{end}ATTENDEE:mailto:dief@elders.example{end}BEGIN:VALARM{end}é,;\\" + "é" * 20
    plan = {"day": "2027-03-02", "time": "10:00", "place": smuggled, "public": "on"}
    client = house.client("secretariat")
    with transaction.atomic():
        OutgoingMail.objects.all().delete()
        body = house.meetings["planned"].body.public_id
        assert client.post(reverse("meetings:plan"), plan | {"body": body}).status_code == 302
        meeting = Meeting.objects.order_by("pk").last()
        assert client.post(reverse("meetings:convene", args=[meeting.public_id])).status_code == 302
        moved = {"day": "2027-03-03", "time": "11:00", "place": smuggled, "reason": smuggled}
        assert client.post(reverse("meetings:reschedule", args=[meeting.public_id]), moved).status_code == 302
        file = client.get(reverse("meetings:calendar_file", args=[meeting.public_id])).content.decode()
        followers.catch_up()
        sent = list(OutgoingMail.objects.exclude(calendar="").values_list("calendar", flat=True)[:10])
        mailing.deliver()
        assert not OutgoingMail.objects.exclude(error="").exists()
        transaction.set_rollback(True)
    assert sent
    for each in (file, *sent):
        names = properties(each)
        assert set(names) <= PROPERTIES
        assert names.count("BEGIN") == 2 and names.count("ATTENDEE") <= 1
    assert [wrong for message in mail.outbox for wrong in harmless(message)] == []


# -- spreadsheets ----------------------------------------------------------------------------------------------------------

FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("https://elders.example")',
    "＝1",
    " =1",
)


def test_the_files_for_spreadsheets_are_known():
    """Whoever makes another one tries it here."""
    source = {path: path.read_text() for path in Path(raadzaal.__file__).parent.rglob("*.py")}
    made = {
        path.name for path, text in source.items() if re.search(r"csv\.(writer|DictWriter)|openpyxl|xlsxwriter", text)
    }
    assert made == {"support_forms.py", "dumps.py"}


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula):
    told = {
        "organisations": [{"id": "a", "name": formula}],
        "paragraphs": [
            {
                "id": "x", "number": formula, "label": formula, "verdict": formula, "share": formula,
                "groups": {"workers": formula}, "positions": {"a": formula},
            }
        ],
    }  # fmt: skip
    cells = [cell for row in csv.reader(io.StringIO(support_forms.as_csv(told).decode(), newline="")) for cell in row]
    assert any(formula.strip() in cell for cell in cells)
    assert [cell for cell in cells if cell.lstrip(" ")[:1] in tuple("=+-@\t\r\n＝＋－＠")] == []


def test_no_open_data_is_a_formula(house, settings, tmp_path):
    settings.HOME = tmp_path
    for case, formula in zip(Case.objects.order_by("pk"), FORMULAS, strict=False):
        Case.objects.filter(pk=case.pk).update(title=formula)
    cells = [
        cell
        for each in dumps.make().folder.glob("*.csv")
        for row in csv.reader(io.StringIO(each.read_text(), newline=""))
        for cell in row
    ]
    assert "'=cmd|' /C calc'!A0" in cells
    assert [cell for cell in cells if cell.lstrip(" ")[:1] in tuple("=+-@\t\r\n＝＋－＠")] == []


def test_the_file_that_everybody_can_take_has_no_formula(house):
    received = [house.of("received")[part] for part in ("year", "serial")]
    answer = house.client("anonymous").get(reverse("advice:support_csv", args=received))
    assert [
        cell
        for row in csv.reader(io.StringIO(answer.content.decode()))
        for cell in row
        if cell[:1] in tuple("=+-@\t\r")
    ] == []


# -- behind the question mark ------------------------------------------------------------------------------------------------

STRANGE = (
    "' OR 1=1 --", '" OR ""="', "1; DROP TABLE council_person; --", "1 UNION SELECT password FROM accounts_user", "%", "_", "\\", "%27",
    "') OR ('1'='1", "\x00", "\ud800", "-1", "0", "1e309", "9" * 400, "١", "null", "NaN", "[]", "{}", "../../", "é" * 300, "\u202e",
    "2026-02-30", "0000-00-00", "9999-12-31", "9999-99-99", "-2026-01-01", "2026-01-01T00:00", "${7*7}", "{{7*7}}", "a" * 100_000,
    " " * 100_000, "%" * 100_000, "9" * 100_000, "é" * 50_000, "a b " * 25_000,
)  # fmt: skip


def asked_in(house) -> dict[str, list[tuple[str, str]]]:
    """By name of what is asked: who asks, and where."""
    ids, foreign, tabled = house.of("consulting"), house.of("drafting"), house.of("tabled")
    round_ = [ids["round"]]
    dossier, own = [ids["public_id"]], [foreign["public_id"]]
    preview = reverse("advice:preview", args=[foreign["public_id"], foreign["preview"]])
    returned = reverse("deliberation:returned_preview", args=[ids["round"], ids["returned"]])
    paged = (
        "workspace:dossiers",
        "workspace:search",
        "council:appointments",
        "council:people",
        "correspondence:outbox",
    )
    return {
        "page": [
            *(("secretariat", reverse(name)) for name in paged),
            *(("anonymous", reverse(name)) for name in ("advice:dossiers", "advice:published", "meetings:list", "record:search")),
            ("secretary", preview), ("coordinator", returned),
        ],
        "q": [
            ("secretary", reverse("workspace:search")),
            ("anonymous", reverse("record:search")),
            ("anonymous", reverse("record:suggestions")),
        ],
        **{name: [("anonymous", reverse("record:search"))] for name, _label in PARAMETERS.values()},
        "volgorde": [("anonymous", reverse("record:search") + "?q=advies")],
        "deels": [("secretariat", reverse("advice:respond", args=[house.of("received")["public_id"]]))],
        **{name: [("secretary", reverse("deliberation:reactions", args=round_))] for name in FilterForm.base_fields},
        "alle": [("anonymous", reverse("advice:dossiers"))],
        "jaar": [("anonymous", reverse("advice:published")), ("anonymous", reverse("record:search"))],
        "op": [
            ("anonymous", reverse("council:composition")),
            ("secretariat", reverse("council:appointments")),
            ("secretary", reverse("advice:support", args=dossier)),
        ],
        "bekend": [("anonymous", reverse("council:composition"))],
        "persoon": [("secretariat", reverse("council:appoint"))],
        "deel": [("secretary", preview)],
        "alinea": [("secretariat", reverse("meetings:proposals", args=[tabled["meeting"], tabled["item"]]))],
        "lezing": [("secretary", reverse("advice:compare", args=own))],
        "oud": [("secretary", reverse("advice:compare", args=own))],
        "nieuw": [("secretary", reverse("advice:compare", args=own))],
        "variant": [("secretary", reverse("advice:variants", args=[foreign["public_id"], foreign["forked"]]))],
        "langer": [("secretary", reverse("advice:packages", args=own))],
        "organisatie": [
            ("secretary", reverse("deliberation:reactions", args=round_)),
            ("coordinator", reverse("deliberation:round", args=round_)),
        ],
        "verschil": [("coordinator", reverse("deliberation:word", args=round_))],
        "oneens": [("secretary", reverse("advice:support", args=dossier))],
        "next": [("secretary", reverse("accounts:capacities"))],
        "sha256": [("anonymous", reverse("record:check"))],
        "wat": [("anonymous", reverse("record:follow"))],
        "over": [("anonymous", f"{reverse('record:follow')}?wat={what}") for what in Subscription.What.values],
    }  # fmt: skip


def names_in_the_source() -> set[str]:
    """Everything that a view looks up behind the question mark."""
    found, source = set(), Path(raadzaal.__file__).parent
    for path in source.rglob("*.py"):
        asked = list(filter(None, map(_asked, ast.walk(ast.parse(path.read_text())))))
        if asked:
            module = import_module(".".join(("raadzaal", *path.relative_to(source).with_suffix("").parts)))
            found |= {_value(module, each) for each in asked}
    return found - {None} | {key for key, _label in PARAMETERS.values()} | set(FilterForm.base_fields)


def _value(module, node: ast.expr) -> str | None:
    """None for what goes through a list of names, which is read above."""
    return node.value if isinstance(node, ast.Constant) else getattr(module, ast.unparse(node), None)


def _asked(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Compare) and "request.GET" in ast.unparse(node.comparators[0]):
        return node.left
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
    if called and node.func.attr in ("get", "getlist") and ast.unparse(node.func.value).endswith("GET"):
        return node.args[0]
    return None


def test_everything_that_is_asked_is_tried(house):
    assert names_in_the_source() == set(asked_in(house))


def _status(client, url: str, query: dict) -> int | str:
    client.raise_request_exception = True
    try:
        return client.get(url, query).status_code
    except Exception as trouble:
        return repr(trouble)[:200]


def test_strange_questions_get_an_answer(house):
    tried_ones = [
        (name, role, url, value)
        for name, places in asked_in(house).items()
        for role, url in places
        for value in STRANGE
    ]
    tried_ones = tried_ones if FULL else dice("questions").sample(tried_ones, 160)
    wrong = []
    for name, role, url, value in tried_ones:
        began = time.process_time()
        status = _status(house.client(role), url, {name: value.encode("utf-8", "surrogatepass")})
        took = time.process_time() - began
        limit = 25 if name == "langer" else 1.5
        if status not in (200, 302, 400, 404, 422) or took > limit:
            wrong.append(f"{url}?{name}={value[:30]!r} ({len(value)}): {status} in {took:.1f} s")
    assert wrong == []
    assert Person.objects.exists()


def test_a_search_does_not_take_a_wildcard_for_a_word(house):
    found = {
        q: house.client("secretary").get(reverse("workspace:search"), {"q": q})
        for q in ("%", "_", "zzz%", "kanarie_alinea")
    }
    assert all(b'<li class="card">' not in page.content for page in found.values())


# -- the text itself -----------------------------------------------------------------------------------------------------------

TAGS = {
    "strong", "em", "sup", "sub", "a", "br", "table", "thead", "tbody", "tr", "td", "th", "caption", "ins", "del", "span",
}  # fmt: skip
ATTRIBUTES = {"href", "rel", "id", "class", "scope", "lang", "role", "aria-label", "aria-describedby"}


class Look(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attributes) -> None:
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attributes:
            if name not in ATTRIBUTES:
                self.wrong.append(f"{tag} {name}={value}")
            if name == "href" and not (value or "").startswith((*LINK_SCHEMES, "#")):
                self.wrong.append(f"href={value}")

    def handle_comment(self, data) -> None:
        self.wrong.append(f"<!--{data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def seen_in(html: str) -> list[str]:
    look = Look()
    look.feed(html)
    look.close()
    return look.wrong


PIECES = (*"<>\"'&[]()*^~|\\\n\t \0", "javascript:", "data:text/html,", "vbscript:", "https://ok.example", "mailto:a@b", "[x](", "](", "**", "[^1]", "--", "&lt;", "\u202e", "\u2028")  # fmt: skip


def mutated(chance: Random) -> str:
    """A payload with signs put in, taken out, doubled and swapped."""
    signs = list("".join(chance.choices(payloads(), k=chance.randint(1, 2))))
    for _each in range(chance.randint(1, 12)):
        at = chance.randrange(len(signs) + 1)
        how = chance.randrange(4)
        if how == 0 or not signs:
            signs.insert(at, chance.choice(PIECES))
        elif how == 1:
            del signs[at - 1 : at + chance.randint(0, 5)]
        elif how == 2:
            signs[at:at] = signs[max(0, at - chance.randint(1, 20)) : at]
        else:
            signs[at - 1 : at] = chance.choice(PIECES)
    return "".join(signs)


def test_mutated_text_is_only_ever_text():
    chance, wrong = dice("mutations"), []
    for _each in range(tried(sample=4000, full=100_000)):
        typed = mutated(chance)
        kept = clean(typed)
        if clean(kept) != kept:
            wrong.append(f"cleaned again it differs: {typed!r}")
        settled = write(parse(kept))
        if write(parse(settled)) != settled or to_html(settled) != to_html(write(parse(settled))):
            wrong.append(f"written again it differs: {typed!r}")
        other = mutated(chance)
        for html in (
            to_html(kept, notes={"1": 1}, prefix="n-"),
            table_html(kept),
            redline_html(word_diff(kept, clean(other))),
        ):
            wrong += [f"{each}: {typed!r}" for each in seen_in(html)]
        if "\0" in to_plain(kept):
            wrong.append(repr(typed))
    assert wrong == []
