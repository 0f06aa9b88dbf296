import io
from collections import Counter
from dataclasses import replace

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from raadzaal.files import store
from raadzaal.files.models import StoredFile
from raadzaal.journal.acts import act
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions, imports, queries
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.corrections import Correction
from raadzaal.texts.matching import match
from raadzaal.texts.models import ImportPreview, Revision
from tests.files.corpus import CASES, png
from tests.texts.mounted import Addresses
from tests.texts.writing import ANNA, BRAM, edit, heading, new_text, node_at, paragraph, user, words

pytestmark = pytest.mark.django_db

PARAGRAPHS = [
    "De raad heeft zich gebogen over de krapte op de arbeidsmarkt.",
    "Werkgevers en werknemers zien allebei dat scholing achterblijft.",
    "Het kabinet vroeg om een voorstel dat binnen een jaar uitvoerbaar is.",
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def word_file(*parts: str, picture: bool = False) -> bytes:
    """Parts that begin with ``#`` are headings."""
    document = docx.Document()
    for part in parts:
        level = len(part) - len(part.lstrip("#"))
        if level:
            document.add_heading(part.lstrip("# "), level)
        else:
            document.add_paragraph(part)
    if picture:
        document.add_picture(io.BytesIO(png(20, 20)))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def upload(work, content: bytes, name: str = "advies.docx") -> ImportPreview:
    return imports.read_upload(SimpleUploadedFile(name, content), work, actor=ANNA)


def take(preview, corrections=None, **more):
    with act():
        return actions.take_import(preview, corrections=corrections or {}, actor=ANNA, **more)


def take_blocks(work, *blocks: Block, corrections=None):
    from raadzaal.journal import clock
    from raadzaal.texts.blocks import to_data

    preview = ImportPreview.objects.create(
        work=work,
        file="0" * 64,
        file_name="x.docx",
        blocks=[to_data(block) for block in blocks],
        made_by=ANNA.key,
        made_at=clock.now(),
    )
    return take(preview, corrections)


def nodes(work) -> dict[str, str]:
    return {line.block.notation: line.node_id for line in queries.current(work)}


def test_a_word_file_becomes_the_text():
    work = new_text()
    preview = upload(work, word_file("# Inleiding", *PARAGRAPHS, picture=True), name="C:\\map\\advies\u202exslx.docx")
    assert preview.file_name == "adviesxslx.docx"
    assert store.open(preview.file).read().startswith(b"PK")
    assert words(work) == []
    taken = take(preview)
    assert words(work)[:4] == ["Inleiding", *PARAGRAPHS]
    assert (taken.added, taken.removed) == (5, 0)
    picture = queries.current(work)[4].block
    assert picture.kind == Kind.FIGURE
    assert StoredFile.objects.get(pk=picture.asset).media_type == "image/png"
    assert queries.shows(work, picture.asset)


def test_a_file_is_taken_once():
    work = new_text()
    preview = upload(work, word_file(*PARAGRAPHS))
    take(preview)
    with pytest.raises(Refused) as caught:
        take(preview)
    assert caught.value.code == "taken"
    assert words(work) == PARAGRAPHS


@pytest.mark.parametrize("case", [case for case in CASES if case.code], ids=lambda case: case.name)
def test_what_may_not_come_in_leaves_nothing(case):
    work = new_text()
    with pytest.raises(Refused) as caught:
        upload(work, case.build())
    # An OpenDocument text may come in; this one holds nothing that can be read.
    code = "unreadable" if case.name == "odt" else case.code
    assert (caught.value.code, caught.value.field) == (code, "file")
    assert not ImportPreview.objects.exists()
    assert not StoredFile.objects.exists()
    assert [found for found in store._root().glob("*/**/*") if found.is_file()] == []


def test_a_file_beyond_the_limit_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr("raadzaal.files.inspection.LARGEST_UPLOAD", 1000)
    with pytest.raises(Refused) as caught:
        upload(new_text(), b"PK\x03\x04" + b"x" * 2000)
    assert caught.value.code == "too_large"


def test_corrections_count():
    work = new_text()
    preview = upload(work, word_file("# Inleiding", *PARAGRAPHS))
    corrections = {
        0: Correction(kind="heading", level=2),
        1: Correction(kind="recommendation"),
        2: Correction(drop=True),
    }
    take(preview, corrections)
    lines = queries.current(work)
    assert [(line.block.kind, line.block.level) for line in lines] == [
        ("heading", 2),
        ("recommendation", 0),
        ("paragraph", 0),
    ]


def test_of_a_file_in_which_all_is_left_out_nothing_becomes_the_text():
    work = new_text(paragraph("Blijft."))
    preview = upload(work, word_file(*PARAGRAPHS))
    with pytest.raises(Refused) as caught:
        take(preview, {at: Correction(drop=True) for at in range(3)})
    assert caught.value.code == "empty_text"
    assert words(work) == ["Blijft."]
    assert take(preview).added == 3  # the refusal left the preview as it was


def test_a_new_version_keeps_what_it_recognises():
    work = new_text()
    take(upload(work, word_file("# Inleiding", *PARAGRAPHS)))
    before = nodes(work)
    edited = PARAGRAPHS[1].replace("allebei dat", "ieder voor zich dat")
    new = ["# Inleiding", PARAGRAPHS[2], "Een geheel nieuwe alinea over pensioenen en zekerheid.", edited]
    taken = take(upload(work, word_file(*new)))
    after = nodes(work)
    assert words(work) == [part.lstrip("# ") for part in new]
    assert after["Inleiding"] == before["Inleiding"]
    assert after[PARAGRAPHS[2]] == before[PARAGRAPHS[2]]
    assert after[edited] == before[PARAGRAPHS[1]]
    assert (taken.added, taken.edited, taken.removed) == (1, 1, 1)
    assert [gone.notation for gone in queries.removed(work)] == [PARAGRAPHS[0]]


def test_the_same_file_again_changes_nothing():
    work = new_text()
    content = word_file("# Inleiding", *PARAGRAPHS, picture=True)
    take(upload(work, content))
    count = Revision.objects.count()
    taken = take(upload(work, content))
    assert (taken.kept, taken.added, taken.edited, taken.moved, taken.removed) == (5, 0, 0, 0, 0)
    assert Revision.objects.count() == count


def test_what_was_given_here_survives_a_new_version():
    work = new_text()
    content = word_file(*PARAGRAPHS, picture=True)
    take(upload(work, content))
    edit(node_at(work, 1), PARAGRAPHS[1], 1, kind=Kind.RECOMMENDATION)
    edit(node_at(work, 3), "", 1, alt="Een stijgende lijn")
    take(upload(work, word_file(PARAGRAPHS[0], PARAGRAPHS[1] + " Nu.", PARAGRAPHS[2], picture=True)))
    lines = queries.current(work)
    assert (lines[1].block.kind, lines[1].block.notation) == ("recommendation", PARAGRAPHS[1] + " Nu.")
    assert lines[3].block.alt == "Een stijgende lijn"


def test_moved_paragraphs_move_and_the_others_stay():
    work = new_text(*[paragraph(text) for text in PARAGRAPHS])
    taken = take_blocks(work, *[paragraph(text) for text in (PARAGRAPHS[2], PARAGRAPHS[0], PARAGRAPHS[1])])
    assert (taken.moved, taken.kept) == (1, 2)
    assert words(work) == [PARAGRAPHS[2], PARAGRAPHS[0], PARAGRAPHS[1]]


def test_a_long_insertion_where_there_is_no_room_keeps_the_order():
    work = new_text(*[paragraph(f"Vaste alinea nummer {at}.") for at in range(3)])
    Revision.objects.filter(notation__contains="nummer 1").update(position=Revision.objects.first().position + 1)
    blocks = [paragraph("Vaste alinea nummer 0.")]
    blocks += [paragraph(f"Toegevoegd {at} {'x' * at}") for at in range(40)]
    blocks += [paragraph("Vaste alinea nummer 1."), paragraph("Vaste alinea nummer 2.")]
    take_blocks(work, *blocks)
    assert words(work) == [block.notation for block in blocks]


def test_repeated_paragraphs_each_keep_their_own_node():
    work = new_text(*[paragraph("Idem.") for _time in range(4)])
    before = [line.node_id for line in queries.current(work)]
    take_blocks(work, paragraph("Idem."), paragraph("Nieuw ertussen."), *[paragraph("Idem.") for _time in range(3)])
    after = [line.node_id for line in queries.current(work)]
    assert [after[0], *after[2:]] == before


def test_three_thousand_paragraphs_are_matched_in_a_few_seconds():
    import time

    old = [paragraph(f"Alinea {at} over onderwerp {at % 17} en {at * 7}.") for at in range(3000)]
    new = [
        replace(block, notation=block.notation + " Nieuw.") if at % 5 == 0 else block for at, block in enumerate(old)
    ]
    start = time.perf_counter()
    found = match(old, new)
    assert time.perf_counter() - start < 5
    assert found == list(range(3000))


def test_two_texts_that_share_nothing_are_not_matched():
    assert match([paragraph("Aaaa bbbb cccc.")], [paragraph("Xyz uvw 123!")]) == [None]
    assert match([], [paragraph("Xyz")]) == [None]
    assert match([heading("Zelfde woorden")], [paragraph("Zelfde woorden")]) == [None]


def test_the_outlook_says_what_would_happen():
    work = new_text(paragraph(PARAGRAPHS[0]), paragraph(PARAGRAPHS[1]))
    preview = upload(work, word_file(PARAGRAPHS[0], PARAGRAPHS[2]))
    assert imports.outlook(preview) == Counter(kept=1, added=1, removed=1)


# -- the pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def anna(client):
    client.force_login(user("anna"))
    return client


@pytest.fixture
def opened(anna):
    """The page on which a Word file is looked over."""
    work = new_text()
    answer = anna.post(
        Addresses(work).upload(),
        {"file": SimpleUploadedFile("advies.docx", word_file("# Een", "## Twee", *PARAGRAPHS, "# Drie", picture=True))},
    )
    assert answer.status_code == 302
    return work, answer["Location"]


def as_shown(client, url: str) -> dict[str, str]:
    """The form as a browser would send it."""
    form = client.get(url).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def of(work) -> ImportPreview:
    return work.previews.get()


@pytest.mark.urls("tests.texts.mounted")
def test_the_preview_lists_headings_and_becomes_the_text(anna, opened):
    work, url = opened
    html = anna.get(url).content.decode()
    assert "3 alinea’s eronder" in html
    assert "Dit wordt de tekst" in html
    answer = anna.post(url, as_shown(anna, url) | {"do": "take"})
    assert answer["Location"] == Addresses(work).text()
    assert words(work)[:5] == ["Een", "Twee", *PARAGRAPHS]
    assert anna.get(url).status_code == 302  # it is done


@pytest.mark.urls("tests.texts.mounted")
@pytest.mark.parametrize(
    ("do", "levels"),
    [
        ("down", [2, 3, 2]),
        ("up", [1, 1, 1]),
        ("down-0", [2, 3, 1]),
        ("down-1", [1, 3, 1]),
        ("down-99", [1, 2, 1]),
        ("x", [1, 2, 1]),
    ],
)
def test_headings_go_deeper_and_higher_together(anna, opened, do, levels):
    work, url = opened
    anna.post(url, as_shown(anna, url) | {"do": do})
    assert [block.level for block in imports.coming(of(work)).values() if block.is_heading] == levels


@pytest.mark.urls("tests.texts.mounted")
def test_corrections_on_one_page_are_kept_for_the_next(anna, opened):
    work, url = opened
    anna.post(url, as_shown(anna, url) | {"as-1": "paragraph", "do": "save"})
    everything = url + "?deel=alles"
    form = as_shown(anna, everything)
    assert form["as-1"] == "paragraph"
    anna.post(everything, form | {"as-2": "drop", "alt-6": "Grijs vlak", "do": "save"})
    anna.post(url, as_shown(anna, url) | {"do": "take"})
    lines = queries.current(work)
    assert [line.block.notation for line in lines][:3] == ["Een", "Twee", PARAGRAPHS[1]]
    assert lines[1].block.kind == "paragraph"
    assert [line.block.alt for line in lines if line.block.asset] == ["Grijs vlak"]


@pytest.mark.urls("tests.texts.mounted")
def test_pictures_and_remarks_have_a_list_of_their_own(anna, opened):
    work, url = opened
    html = anna.get(url + "?deel=aandacht").content.decode()
    asset = next(block.asset for block in imports.coming(of(work)).values() if block.asset)
    assert Addresses(work).figure(asset) in html
    shown = anna.get(Addresses(work).figure(asset))
    assert shown["Content-Type"] == "image/png"
    assert shown["Content-Disposition"].startswith("inline")
    assert anna.get(Addresses(new_text()).figure(asset)).status_code == 404
    assert anna.get(Addresses(work).figure(of(work).file)).status_code == 404  # the Word file is no picture of the text


@pytest.mark.urls("tests.texts.mounted")
@pytest.mark.parametrize("value", ["figure", "script", "heading-9", "heading-²", ""])
def test_a_choice_that_is_none_is_refused_and_nothing_is_lost(anna, opened, value):
    work, url = opened
    answer = anna.post(url, as_shown(anna, url) | {"as-0": value, "do": "take"})
    assert answer.status_code == 422
    assert words(work) == []


@pytest.mark.urls("tests.texts.mounted")
def test_a_refused_file_says_why_beside_the_field(anna):
    work = new_text()
    for content in (b"", b"%PDF-1.7 nee", b"zomaar iets"):
        answer = anna.post(Addresses(work).upload(), {"file": SimpleUploadedFile("advies.docx", content)})
        assert answer.status_code == 422
        assert 'id="id_file_error"' in answer.content.decode()
    assert anna.post(Addresses(work).upload(), {}).status_code == 422


@pytest.mark.urls("tests.texts.mounted")
def test_a_preview_of_another_text_does_not_exist_here(anna, opened):
    work, _url = opened
    assert anna.get(Addresses(new_text()).preview(of(work).public_id)).status_code == 404


def test_somebody_may_write_while_a_file_is_looked_over():
    work = new_text(paragraph(PARAGRAPHS[0]))
    preview = upload(work, word_file(*PARAGRAPHS))
    edit(node_at(work, 0), PARAGRAPHS[0] + " Aangevuld door Bram.", 1, actor=BRAM)
    taken = take(preview)
    assert (taken.edited, taken.added) == (1, 2)
    assert len(queries.history(node_at(work, 0))) == 3
