"""Drafting with ease: taking back, references, finding, suggestions from Word, OpenDocument, readings, hints."""

import time
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from raadzaal.journal.acts import act
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions, imports, queries
from raadzaal.texts.actions import ChangedSince
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.finding import Sought, hits
from raadzaal.texts.models import Alteration, StoredRedline, Suggestion
from raadzaal.texts.presenting_changes import DIFFERENCES, READINGS, comparison, reading_rows
from raadzaal.texts.readability import readability, syllables
from raadzaal.texts.style import hints
from raadzaal.texts.word.pandoc import pandoc
from tests.texts.writing import ANNA, BRAM, edit, heading, new_text, node_at, paragraph, words

pytestmark = pytest.mark.django_db


def codes(work, **more):
    return {hint.code for found in hints(queries.current(work), **more).values() for hint in found}


def test_taking_back_is_refused_when_somebody_wrote_in_the_same_words():
    work = new_text(paragraph("Een."))
    edit(node_at(work, 0), "Twee.", 1)
    mine = queries.last_done(work, ANNA.key)
    edit(node_at(work, 0), "Drie.", 2, actor=BRAM)
    with pytest.raises(ChangedSince) as caught, act():
        actions.undo(mine, actor=ANNA)
    (place,) = caught.value.disturbed
    assert (place.wanted.notation, place.latest.block.notation) == ("Een.", "Drie.")
    assert words(work) == ["Drie."] and not Alteration.objects.get(pk=mine.pk).undone


def test_only_who_did_it_takes_it_back():
    work = new_text(paragraph("Een."))
    with pytest.raises(Refused, match=".") as caught, act():
        actions.undo(queries.last_done(work, ANNA.key), actor=BRAM)
    assert caught.value.code == "not_yours"


def test_a_reference_follows_its_paragraph_and_tells_when_that_is_gone():
    work = new_text(heading("Kop"), paragraph("Een."), paragraph("Zie [@1] en [@hoofdstuk 1] en [@9]."))
    edit(node_at(work, 2), "Zie [@1] en [@hoofdstuk 1] en [@9].", queries.current(work)[2].revision)
    first = node_at(work, 1)
    assert f"[1](@{first.public_id})" in words(work)[2]
    with act():
        actions.add(work, after=node_at(work, 0), block=paragraph("Nieuw."), actor=ANNA)
    assert f"[2](@{first.public_id})" in words(work)[3] and "unknown" in codes(work) and "broken" not in codes(work)
    with act():
        actions.remove(first, base=queries.latest(first).number, actor=ANNA, reason="weg")
    assert "broken" in codes(work) and first.public_id not in words(work)[2]
    with act():
        actions.undo(queries.last_done(work, ANNA.key), actor=ANNA)
    assert "broken" not in codes(work) and f"[2](@{first.public_id})" in words(work)[3]


def test_replacing_is_one_act_and_one_taking_back():
    work = new_text(paragraph("Zorg en zorgen."), paragraph("[zorg](https://zorg.example) telt."), paragraph("Niets."))
    before = words(work)
    sought = Sought("zorg", whole_word=True)
    ticked = {
        line.node_id: (line.revision, [hit.key for hit in hits(line.kept, sought)])
        for line in queries.current(work)
        if hits(line.kept, sought)
    }
    with act():
        done = actions.replace_words(work, sought=sought, replacement="hulp*", ticked=ticked, actor=ANNA)
    assert words(work) == ["hulp\\* en zorgen.", "[hulp\\*](https://zorg.example) telt.", "Niets."]
    with act():
        actions.undo(done, actor=ANNA)
    assert words(work) == before


def test_readings_bear_the_same_numbers_and_the_redline_is_reckoned_once():
    work = new_text(heading("Kop"), paragraph("Een zin."), paragraph("Blijft."))
    from datetime import date

    with act():
        kept = actions.freeze(work, "white", actor=ANNA, on=date(2026, 1, 5))
    edit(node_at(work, 1), "Een andere zin.", 1)
    told = comparison(kept, work)
    stored = StoredRedline.objects.get()
    assert comparison(kept, work)["changes"] == told["changes"] and StoredRedline.objects.get() == stored
    numbers = {key: [row.number for row in reading_rows(told, key, str)] for key in READINGS}
    assert len({tuple(each) for each in numbers.values()}) == 1
    assert "<ins>" in reading_rows(told, DIFFERENCES, str)[1].html


def test_a_kept_version_comes_back_with_a_reason():
    from datetime import date

    work = new_text(paragraph("Een."), paragraph("Twee."))
    with act():
        kept = actions.freeze(work, "white", actor=ANNA, on=date(2026, 1, 5))
    edit(node_at(work, 0), "Anders.", 1)
    with act():
        actions.move(node_at(work, 1), after=None, actor=BRAM)
        actions.add(work, after=None, block=paragraph("Nieuw."), actor=BRAM)
    with pytest.raises(Refused), act():
        actions.go_back(kept, actor=ANNA, reason=" ")
    with act():
        actions.go_back(kept, actor=ANNA, reason="De commissie wil het oude terug.")
    assert words(work) == ["Een.", "Twee."]
    with act():
        actions.undo(queries.last_done(work, ANNA.key), actor=ANNA)
    assert words(work) == ["Nieuw.", "Twee.", "Anders."]


def test_tracked_changes_and_comments_become_suggestions(tmp_path):
    marked = (
        b'De raad [meent]{.deletion author="Teun Vermaas" date="2026-01-05T10:00:00Z"}'
        b'[vindt]{.insertion author="Teun Vermaas" date="2026-01-05T10:00:00Z"} dit een goed plan.\n\n'
        b'Tweede alinea [Klopt dit?]{.comment-start id="0" author="Loes Brandsma" date="2026-01-06T10:00:00Z"}'
        b'met woorden[]{.comment-end id="0"} erin.\n'
    )
    content = pandoc("--from=markdown", "--to=docx", "--track-changes=all", content=marked)
    work = new_text()
    upload = SimpleUploadedFile("concept.docx", content)
    preview = imports.read_upload(upload, work, actor=ANNA, suggestions=True)
    with act():
        actions.take_import(preview, corrections={}, actor=ANNA)
        actions.bring_suggestions(preview)
    assert words(work) == ["De raad meent dit een goed plan.", "Tweede alinea met woorden erin."]
    edited, remark = Suggestion.objects.order_by("kind")
    assert (edited.kind, edited.author_name, edited.typed) == (
        "edited",
        "Teun Vermaas",
        "De raad vindt dit een goed plan.",
    )
    assert (remark.kind, remark.author_name, remark.typed) == ("remark", "Loes Brandsma", "Klopt dit?")
    with act():
        told = actions.settle(work, [edited], Suggestion.State.TAKEN, actor=ANNA)
    assert told.done == 1 and words(work)[0] == "De raad vindt dit een goed plan."
    with act():
        actions.undo(queries.last_done(work, ANNA.key), actor=ANNA)
    assert words(work)[0] == "De raad meent dit een goed plan."


def test_an_open_document_comes_in_by_the_same_preview():
    content = pandoc("--from=markdown", "--to=odt", content=b"# Kop\n\nEen **vette** alinea.[^1]\n\n[^1]: Een noot.\n")
    preview = imports.read_upload(SimpleUploadedFile("tekst.odt", content), new_text(), actor=ANNA)
    assert [(each["kind"], each["notation"]) for each in preview.blocks] == [
        (Kind.HEADING, "Kop"),
        (Kind.PARAGRAPH, "Een **vette** alinea.[^1]"),
    ]
    assert preview.blocks[1]["notes"] == [["1", "Een noot."]]


def test_an_open_document_with_macros_does_not_come_in():
    from zipfile import ZipFile

    content = BytesIO(pandoc("--from=markdown", "--to=odt", content=b"Tekst."))
    with ZipFile(content, "a") as archive:
        archive.writestr("Basic/Standard/Module1.xml", "<x/>")
    with pytest.raises(Refused) as caught:
        imports.read_upload(SimpleUploadedFile("tekst.odt", content.getvalue()), new_text(), actor=ANNA)
    assert caught.value.code == "macros"


def test_hints_tell_and_stop_nothing():
    long = "Dit is " + "een heel lange zin met woorden " * 6 + "erin."
    work = new_text(
        paragraph("De de WGA telt."), paragraph(long), paragraph("Het EIB (Europees Instituut) zegt EIB en SER.")
    )
    assert codes(work, abbreviations={"SER"}) == {"double", "abbreviation", "long"}
    (told,) = [h for h in hints(queries.current(work))[queries.current(work)[0].node_id] if h.code == "abbreviation"]
    assert told.params["words"] == "WGA"


@pytest.mark.parametrize(
    "word, count", [("raad", 1), ("beïnvloeden", 4), ("sociaal", 3), ("economische", 5), ("ijs", 1)]
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_reading_ease_is_the_formula():
    found = readability("De raad wil dit. Het is goed.")
    assert (found.words, found.sentences, found.syllables) == (7, 2, 7)
    assert found.score == pytest.approx(206.84 - 0.93 * 3.5 - 77)


def test_a_place_is_shown_as_words_without_signs():
    notation = r"**De regio** maakt[^1] sterk\*: zie [§](@abcdefghjkmn) en [de regio](https://x.example/regio) en *de regio* krimpt"
    found = hits(Block(Kind.PARAGRAPH, 0, notation), Sought("regio"))
    read = "De regio maakt sterk*: zie § en de regio en de regio krimpt"
    assert [(each.before + each.found + each.after).strip("…") in read for each in found] == [True] * 3
    assert found[0].before == "De "
    assert found[2].after == " krimpt"
    assert found[2].start == notation.rindex("regio")


def test_finding_takes_no_longer_for_each_next_place():
    took = []
    for size in (2_000, 8_000):
        block = Block(Kind.PARAGRAPH, 0, "*de* regio [x](https://x.example) " * size)
        began = time.process_time()
        assert len(hits(block, Sought("regio"))) == size
        took.append(time.process_time() - began)
    assert took[1] < 8 * took[0] + 0.05
