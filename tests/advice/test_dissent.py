"""Who differs is named by how many they are, with who they are by group, in every form of the advice, and can be found."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import timedelta
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest
from django.urls import reverse

from raadzaal.advice import actions
from raadzaal.advice.reading import dissents
from raadzaal.journal import clock, followers
from raadzaal.meetings import actions as meetings
from raadzaal.workspace.search import find
from tests.advice.refusing import refused
from tests.counting import client_of
from tests.dossier import Dossier, Sitting

pytestmark = pytest.mark.django_db
VIEW = "Zij willen een langer verlof."


# Ley 21/1991 (Spain): within 48 hours after the session. The Dutch act sets no hours; there it is until the advice is sent.
IN_TIME = [
    # hours, after the end of the meeting, taken
    (48, timedelta(0), True),
    (48, timedelta(hours=47, minutes=59), True),
    (48, timedelta(hours=48), True),
    (48, timedelta(hours=48, seconds=1), False),
    (48, timedelta(days=9), False),
    (None, timedelta(days=9), True),
    (1, timedelta(hours=1), True),
    (1, timedelta(hours=1, seconds=1), False),
]


def seats(world, *numbers):
    return [world.seat(number) for number in numbers]


@pytest.fixture
def divided(world):
    made = Dossier.requested(world).accepted().to_processing().frozen("green")
    sitting = Sitting.called(world)
    made.tabled(sitting)
    sitting.begin()
    made.adopted()
    return made


def differs(dossier, numbers, text=VIEW, form="in_text", at=3):
    node = dossier.node(at) if at else None
    given = {"text": text, "seats": seats(dossier.world, *numbers), "form": form, "node": node}
    return actions.dissent(dossier.advice, actor=dossier.secretary, **given)


@pytest.fixture
def hours(settings, tmp_path):
    """``hours(48)``: the council's own folder of profiles, in which a minority note is taken so long after the meeting."""

    def given(number: int | None) -> None:
        own = tmp_path / "profiles" / "ser"
        shutil.copytree(Path(str(files("raadzaal") / "profiles" / "ser")), own)
        for each in own.glob("profile-*.yaml"):
            words = each.read_text(encoding="utf-8")
            assert words.count("deadline_hours: null") == 1
            told = "null" if number is None else number
            each.write_text(words.replace("deadline_hours: null", f"deadline_hours: {told}"), encoding="utf-8")
        settings.RAADZAAL_PROFILE_DIRS = (own.parent,)

    return given


@pytest.mark.parametrize(("number", "after", "taken"), IN_TIME)
def test_a_minority_note_comes_in_time_where_the_council_sets_hours(divided, hours, number, after, taken):
    hours(number)
    meeting = divided.advice.agenda_items.get().meeting
    meetings.close_meeting(meeting, actor=divided.world.chair)
    meeting.refresh_from_db()
    with clock.at(meeting.closed_at + after):
        if taken:
            differs(divided, [3], form="minority_note", at=0)
        else:
            with refused("note_too_late", "form"):
                differs(divided, [3], form="minority_note", at=0)
        differs(divided, [4])  # a view in the text is no note
    assert divided.advice.dissents.filter(form="minority_note").exists() == taken


def test_as_long_as_the_meeting_goes_on_a_note_is_not_late(divided, hours):
    hours(1)
    with clock.at(clock.now() + timedelta(hours=5)):
        differs(divided, [3], form="minority_note", at=0)


@pytest.mark.parametrize(
    ("numbers", "phrase"),
    [([1], "een lid"), ([1, 2], "enkele leden"), (range(1, 6), "een deel van de raad"), (range(1, 33), "de raad")],
)
def test_by_how_many_they_are(divided, numbers, phrase):
    differs(divided, numbers)
    [[view]] = dissents(divided.advice)[0].values()
    assert view.holders == phrase


def test_a_second_part_in_one_place_is_another_part(divided):
    differs(divided, range(1, 6))
    differs(divided, range(6, 12), "Zij willen een korter verlof.")
    differs(divided, range(1, 6), at=4)
    by_node, _general = dissents(divided.advice)
    assert [[view.holders for view in views] for views in by_node.values()] == [
        ["een deel van de raad", "een ander deel van de raad"],
        ["een deel van de raad"],
    ]


def test_who_they_are_stands_by_group_with_crown_members_by_name(divided):
    crown = [place.seat for place in _places(divided) if place.seat.group == "crown"][:1]
    workers = [place.seat for place in _places(divided) if place.seat.group == "workers"][:2]
    row = actions.dissent(
        divided.advice, actor=divided.secretary, text=VIEW, seats=crown + workers, form="in_text", node=divided.node(3)
    )
    [[view]] = dissents(divided.advice)[0].values()
    name = next(place.member.person.name for place in _places(divided) if place.seat.pk == crown[0].pk)
    assert name in view.composition
    assert str(workers[0].displayed) in view.composition
    assert view.composition.count(": ") == 2
    assert row.seats.count() == 3


def _places(dossier):
    from raadzaal.council.queries import composition

    return composition(dossier.world.council, dossier.world.today).places


def test_every_form_of_the_advice_tells_it(divided):
    differs(divided, [1, 2])
    differs(divided, [3], "NOOT-VAN-EEN-LID", form="minority_note", at=0)
    divided.published()
    publication = divided.advice.publication
    client = client_of(divided.world.anybody)

    def taken(name: str) -> bytes:
        return client.get(reverse(f"advice:{name}", args=[publication.year, publication.serial])).content

    def packed(content: bytes, part: str) -> str:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read(part).decode()

    pdf = subprocess.run(["pdftotext", "-", "-"], input=taken("pdf"), capture_output=True, check=True)
    forms = {
        "web": taken("advice").decode(),
        "pdf": pdf.stdout.decode(),
        "word": packed(taken("word"), "word/document.xml"),
        "odt": packed(taken("odt"), "content.xml"),
        "akoma ntoso": taken("akoma_ntoso").decode(),
        "markdown": taken("markdown").decode(),
        "json": json.dumps(json.loads(taken("json")), ensure_ascii=False),
    }
    for name, told in forms.items():
        flat = " ".join(told.replace("</text:span>", "").split())
        for words in ("langer verlof", "enkele leden", "NOOT-VAN-EEN-LID"):
            assert words in flat, (name, words)
    told = dissents(divided.advice)
    who = [told[0].popitem()[1][0].composition, told[1][0].composition]
    footnotes = forms | {"word": packed(taken("word"), "word/footnotes.xml")}
    for name, notes in footnotes.items():
        flat = " ".join(unescape(notes).replace("</text:span>", "").split())
        assert all(each in flat for each in who), (name, who)
    assert not any(each in forms["word"] for each in who)
    web = forms["web"].partition('<section class="text-notes"')
    assert all(each in unescape(web[2]) and each not in unescape(web[0]) for each in who)
    numbers = re.findall(r'href="#(-?[\w-]*note-dissent\.1)" role="doc-noteref">(\d+)<', web[0])
    assert [number for _anchor, number in numbers] == ["1", "2"]
    assert all(f'<li id="{anchor}" value="{number}">' in web[2] for anchor, number in numbers)


def test_it_is_found_by_its_words_and_by_whose_it_is(divided):
    row = differs(divided, [1, 2])
    followers.catch_up()
    organisation = str(row.seats.first().displayed)
    for asked in ("langer verlof", f"{organisation} verlof"):
        assert "dissent" in [hit.kind for hit in find(divided.secretary, asked)]
    assert "dissent" not in [hit.kind for hit in find(divided.world.minister_szw, "langer verlof")]


def test_what_is_lacking_before_the_council_is_listed_with_where_to_do_it(world):
    dossier = Dossier.requested(world).accepted().written().frozen("white").consulted()
    dossier.replied("fnv", p1=("objection", "Nee."))
    for key in ("cnv", "vno_ncw", "mkb_nederland"):
        dossier.replied(key, p1=("support", ""))
    dossier.round_closed().frozen("green")
    text = (
        client_of(dossier.secretary)
        .get(reverse("advice:act", args=[dossier.advice.public_id, "table"]))
        .content.decode()
    )
    remark = dossier.remark("fnv")
    assert "Wat nog ontbreekt" in text
    assert reverse("advice:dispose", args=[dossier.advice.public_id, remark.public_id]) in text
