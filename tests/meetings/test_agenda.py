"""The agenda as a tree, its papers, and who may read what."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from raadzaal.council.models import Appointment
from raadzaal.files import store
from raadzaal.files.sniffing import PDF
from raadzaal.journal.models import Entry, Words
from raadzaal.meetings import actions, papers
from raadzaal.meetings.models import AgendaItem, Meeting, Paper
from raadzaal.meetings.queries.agenda import numbered
from raadzaal.procedure.refusals import NotAllowed, Refused
from tests.meetings.makers import BEFORE, DAY, SECRETARIAT, acting, case, hall, on_day, refused
from tests.meetings.test_pages import public, secretariat, signed_in, work

__all__ = ["secretariat"]
pytestmark = pytest.mark.django_db
ROLE = Appointment.Role


def add(meeting, title, kind="talk", **more):
    with on_day(BEFORE):
        return actions.add_item(meeting, actor=SECRETARIAT, title=title, kind=kind, **more)


def change(meeting, item, **more):
    kept = {"title": item.title, "kind": item.kind, "parent": item.parent, "closed": item.closed}
    with on_day(BEFORE):
        return actions.change_item(meeting, actor=SECRETARIAT, item=item, **kept | more)


def numbers(meeting):
    return [(each.number, each.item.label) for each in numbered(meeting.items.select_related("case"))]


def pdf(more: bytes = b"") -> bytes:
    """A page without anything on it."""
    catalogue = b"<< /Type /Catalog /Pages 2 0 R %s >>" % more
    parts = [
        catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, start=1))
    return body + b"trailer << /Root 1 0 R /Size 4 >>\n%%EOF\n"


def paper(meeting, item, access="members"):
    file = store.put(io.BytesIO(pdf()), media_type=PDF)
    with on_day(BEFORE):
        return actions.add_paper(
            meeting, actor=SECRETARIAT, item=item, title="Nota", file=file, file_name="nota.pdf", access=access
        )


def test_points_are_numbered_as_they_stand_in_the_tree(chamber):
    meeting = chamber.plan()
    add(meeting, "Opening")
    programme = add(meeting, "Werkprogramma")
    spring = add(meeting, "Voorjaar", parent=programme)
    add(meeting, "Begroting", parent=spring)
    add(meeting, "Najaar", parent=programme)
    assert numbers(meeting) == [
        ("1", "Opening"), ("2", "Werkprogramma"), ("2.1", "Voorjaar"), ("2.1.1", "Begroting"), ("2.2", "Najaar"),
    ]  # fmt: skip
    with refused("too_deep"):
        add(meeting, "Te diep", parent=AgendaItem.objects.get(title="Begroting"))


def test_a_point_moves_among_its_own_and_under_another_but_never_under_itself(chamber):
    meeting = chamber.plan()
    first, second, third = (add(meeting, title) for title in ("A", "B", "C"))
    with on_day(BEFORE):
        actions.shift_item(meeting, actor=SECRETARIAT, item=third, up=True)
        actions.shift_item(meeting, actor=SECRETARIAT, item=first, up=True)
    assert [label for _number, label in numbers(meeting)] == ["A", "C", "B"]
    second.refresh_from_db()
    change(meeting, second, parent=first)
    assert numbers(meeting) == [("1", "A"), ("1.1", "B"), ("2", "C")]
    with refused("own_parent"):
        change(meeting, first, parent=AgendaItem.objects.get(pk=second.pk))


def test_a_dossier_keeps_its_own_title_and_kind(chamber):
    meeting = chamber.plan()
    item = chamber.item(meeting, case("Groene groei"))
    change(meeting, item, title="Iets anders", kind="note", consent=True)
    item.refresh_from_db()
    assert (item.label, item.kind, item.consent) == ("Groene groei", "adopt", True)


def test_ordinances_are_not_decided_behind_closed_doors(chamber):
    meeting = chamber.plan()
    with refused("always_public") as told:
        add(meeting, "Begroting", "adopt", subject="ordinance", closed=True)
    assert "art. 38" in str(told.value)
    assert add(meeting, "Begroting", "adopt", subject="ordinance")


def test_what_needs_debate_is_not_decided_with_others(chamber):
    meeting = chamber.plan()
    with refused("consent"):
        add(meeting, "Gesprek", "talk", consent=True)
    with refused("no_minutes"):
        add(meeting, "Verslag", "minutes")
    assert add(meeting, "Mededeling", "note", consent=True).consent


def test_only_a_point_on_which_nothing_hangs_is_taken_off(chamber):
    meeting, other = chamber.plan(), chamber.plan(DAY + timedelta(days=28))
    bare, with_paper, foreign = add(meeting, "Kaal"), add(meeting, "Met stuk"), add(other, "Elders")
    paper(meeting, with_paper)
    with on_day(BEFORE):
        actions.remove_item(meeting, actor=SECRETARIAT, item=bare)
        for item, code in ((with_paper, "in_use"), (chamber.item(meeting, case()), "in_use"), (foreign, "foreign")):
            with refused(code):
                actions.remove_item(meeting, actor=SECRETARIAT, item=item)
    assert not AgendaItem.objects.filter(pk=bare.pk).exists()


def test_members_do_not_make_the_agenda(chamber):
    with pytest.raises(NotAllowed):
        actions.add_item(chamber.plan(), actor=acting("council_member"), title="Mijn punt", kind="talk")


def test_of_a_point_behind_closed_doors_others_see_the_number(chamber):
    meeting = chamber.plan()
    item = add(meeting, "Benoeming directeur", "persons", closed=True)
    paper(meeting, item)
    member = signed_in("Bram Poel", ROLE.MEMBER, chamber.body)
    assert "Benoeming directeur" in member.get(public(meeting)).content.decode()
    text = Client().get(public(meeting)).content.decode()
    assert "Benoeming directeur" not in text
    assert "Nota" not in text
    assert "Een punt dat niet openbaar is" in text
    assert not Words.objects.filter(value__contains="Benoeming").exists()


@pytest.mark.parametrize(
    ("access", "open_to"),
    [
        ("public", {"visitor", "member", "substitute", "secretariat"}),
        ("members", {"member", "substitute", "secretariat"}),
        ("voting", {"member", "secretariat"}),
        ("table", {"secretariat"}),
    ],
)
def test_a_paper_is_for_whom_it_is_meant(chamber, secretariat, access, open_to):
    meeting = chamber.plan()
    kept = paper(meeting, add(meeting, "Werkprogramma"), access)
    readers = {
        "visitor": Client(),
        "member": signed_in("Bram Poel", ROLE.MEMBER, chamber.body),
        "substitute": signed_in("Sien Kade", ROLE.SUBSTITUTE, chamber.body),
        "elsewhere": signed_in("Cor Wal", ROLE.MEMBER, hall("standing", "duo").body),
        "secretariat": secretariat,
    }
    url = f"{public(meeting)}stukken/{kept.public_id}/"
    if access == "public":
        open_to |= {"elsewhere"}
    for name, client in readers.items():
        assert client.get(url).status_code == (200 if name in open_to else 404), name
        assert (kept.public_id in client.get(public(meeting)).content.decode()) == (name in open_to), name


def test_a_withdrawn_paper_is_gone_and_a_closed_point_has_none_for_everybody(chamber):
    meeting = chamber.plan()
    item = add(meeting, "Personen", "persons", closed=True)
    with refused("closed_item"):
        paper(meeting, item, "public")
    kept = paper(meeting, item)
    with on_day(BEFORE):
        actions.withdraw_paper(meeting, actor=SECRETARIAT, paper=kept)
    member = signed_in("Bram Poel", ROLE.MEMBER, chamber.body)
    assert member.get(f"{public(meeting)}stukken/{kept.public_id}/").status_code == 404


def test_opening_a_point_to_the_public_after_its_papers_does_not_open_them(chamber):
    meeting = chamber.plan()
    item = add(meeting, "Programma")
    kept = paper(meeting, item, "public")
    change(meeting, item, closed=True)
    assert Client().get(f"{public(meeting)}stukken/{kept.public_id}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ this is no paper", "not_a_paper"),
        (pdf(b"/OpenAction << /S /JavaScript /JS (app.alert) >>"), "active"),
        (pdf(b"/AA << >>"), "active"),
        (b"%PDF-1.4 and nothing more", "unreadable"),
    ],
)
def test_a_paper_is_a_pdf_or_word_file_that_does_nothing_by_itself(db, content, code):
    with pytest.raises(Refused) as told:
        papers.taken(SimpleUploadedFile("stuk.pdf", content))
    assert (told.value.code, told.value.field) == (code, "file")


def test_a_pdf_that_opens_on_a_page_is_kept(db):
    assert papers.taken(SimpleUploadedFile("stuk.pdf", pdf(b"/OpenAction [3 0 R /Fit]"))).media_type == PDF


def test_the_secretariat_makes_the_agenda_on_the_page(chamber, secretariat):
    meeting = chamber.plan()
    page = work(meeting, "agenda")
    given = {"title": "Rondvraag", "kind": "talk", "subject": "matter", "begins_at": "12:30"}
    assert secretariat.post(page, {"kind": "talk", "title": ""}).status_code == 422
    assert secretariat.post(page, given).status_code == 302
    text = secretariat.get(page).content.decode()
    assert "Rondvraag" in text
    assert "12:30" in text
    item = AgendaItem.objects.get(title="Rondvraag")
    upload = {"paper_title": "Brief", "access": "public", "file": SimpleUploadedFile("brief.pdf", pdf())}
    assert secretariat.post(work(meeting, "punten", item.public_id, "stukken"), upload).status_code == 302
    link = re.search(rf"{public(meeting)}stukken/\w+/", Client().get(public(meeting)).content.decode())
    got = Client().get(link[0])
    assert got["Content-Disposition"].startswith("attachment")
    assert b"".join(got.streaming_content) == pdf()


def test_a_refused_paper_is_told_beside_its_field_and_the_title_stays(chamber, secretariat):
    meeting = chamber.plan()
    item = add(meeting, "Programma")
    upload = {"paper_title": "Mijn stuk", "access": "public", "file": SimpleUploadedFile("x.pdf", b"no paper")}
    answer = secretariat.post(work(meeting, "punten", item.public_id, "stukken"), upload)
    assert answer.status_code == 422
    assert "Mijn stuk" in answer.content.decode()
    assert not Paper.objects.exists()


def test_what_was_not_decided_goes_to_the_next_call_in_its_tree_with_its_papers(chamber):
    meeting = chamber.convened()
    above = add(meeting, "Programma")
    below = add(meeting, "Voorjaar", parent=above)
    paper(meeting, below)
    with on_day(DAY):
        again = actions.call_again(meeting, actor=SECRETARIAT, starts_at=meeting.starts_at + timedelta(days=7))
    assert numbers(again) == [("1", "Programma"), ("1.1", "Voorjaar")]
    assert Paper.objects.get(item__meeting=again).title == "Nota"
    assert Meeting.objects.get(pk=again.pk).sequence == 0


def test_the_journal_tells_of_the_agenda(chamber):
    meeting = chamber.plan()
    change(meeting, add(meeting, "Programma"), title="Werkprogramma")
    assert list(Entry.objects.filter(subject=f"meetings:{meeting.public_id}").values_list("kind", flat=True)) == [
        "meetings.add_item",
        "meetings.change_item",
    ]
