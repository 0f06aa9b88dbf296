"""An organisation takes the draft along in Word, and what comes back lands in its own reply."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from raadzaal.deliberation import actions
from raadzaal.deliberation.models import Position, Reply, ReturnedPreview
from raadzaal.texts.models import Milestone, MilestoneLine, Revision
from tests.deliberation.makers import DEADLINE, noon, open_round, refused
from tests.deliberation.test_pages import CANARY, OBJECTION, ROLE, position_url, signed_in, url
from tests.files.corpus import docx as packed
from tests.files.corpus import paragraph
from tests.texts.word_editing import WordFile, edited

pytestmark = pytest.mark.django_db

SENTENCES = [
    "De raad adviseert het kabinet om werk beter te verdelen over regio en sector.",
    "Scholing is een recht dat iedereen met een eigen budget moet kunnen gebruiken.",
    "Werkgevers investeren jaarlijks in de inzetbaarheid van hun medewerkers.",
    "Een eerlijk loon begint bij een minimum waarvan mensen kunnen leven.",
    "De uitvoering ligt bij gemeenten, die daarvoor voldoende middelen krijgen.",
    "Over vijf jaar wordt de regeling door een commissie geëvalueerd.",
]
NEW = "Een heel nieuwe zin die nog nergens in het ontwerp stond."


@pytest.fixture
def worded(asked):
    for node, words in zip(asked.nodes, SENTENCES, strict=True):
        Revision.objects.filter(node=node).update(notation=words)
    return asked


@pytest.fixture
def fnv(asked):
    return signed_in(ROLE.COORDINATOR, "coordinator-fnv", organisation=asked.organisations["fnv"])


@pytest.fixture
def cnv(asked):
    return signed_in(ROLE.COORDINATOR, "coordinator-cnv", organisation=asked.organisations["cnv"])


@pytest.fixture
def secretary(asked):
    return signed_in(ROLE.SECRETARY, "secretaris", body=asked.committee)


def node(worded, at: int) -> str:
    return worded.nodes[at].public_id


def taken_along(client, worded) -> bytes:
    return client.get(url(worded, "word")).content


def brought_back(client, worded, raw: bytes, name: str = "reactie.docx"):
    return client.post(url(worded, "teruggestuurd"), {"file": SimpleUploadedFile(name, raw)})


def preview_of(client, worded, *edits) -> ReturnedPreview:
    answer = brought_back(client, worded, edited(taken_along(client, worded), *edits))
    assert answer.status_code == 302
    return ReturnedPreview.objects.latest("pk")


def preview_url(worded, preview) -> str:
    return url(worded, "teruggestuurd", preview.public_id)


def chosen(at: int, stance: str, reason: str = "", proposed: str = "", do: str = "land") -> dict[str, str]:
    said = {"do": do, "stance": stance, "reason": reason, "proposed": proposed}
    return {f"entries-{at}-{name}": value for name, value in said.items()}


def test_the_word_file_of_the_round_holds_the_draft_and_is_downloaded_from_its_page(worded, fnv):
    page = fnv.get(url(worded)).content.decode()
    assert "Word-bestand om in te reageren" in page
    answer = fnv.get(url(worded, "word"))
    assert answer["Content-Disposition"] == 'attachment; filename="groene-groei-fnv.docx"'
    file = WordFile(answer.content)
    assert SENTENCES[2] in "".join(file.paragraph(node(worded, 2)).itertext())
    assert worded.round.public_id.encode() in file.parts["docProps/custom.xml"]


def test_from_word_to_a_reply_that_is_sent(worded, fnv, secretary):
    """Two changes, a comment, a deletion and a new paragraph; looked over, completed and sent."""
    preview = preview_of(
        fnv,
        worded,
        lambda f: f.type(node(worded, 0), " En over leeftijd.", tracked=True, author="C. de Wit"),
        lambda f: f.comment(node(worded, 0), "Ouderen ontbreken."),
        lambda f: f.strike(node(worded, 2)),
        lambda f: f.add_after(node(worded, 4), NEW),
    )
    page = fnv.get(preview_url(worded, preview)).content.decode()
    assert "C. de Wit" in page
    assert "Ouderen ontbreken." in page
    assert "3 punten wachten" in page
    sent = (
        chosen(0, "reservation", "Ouderen ontbreken.", SENTENCES[0] + " En over leeftijd.")
        | chosen(1, "objection", "Schrap dit.")
        | chosen(2, "support", proposed=f"{SENTENCES[4]}\n\n{NEW}")
    )
    assert fnv.post(preview_url(worded, preview), sent).status_code == 302
    assert fnv.post(url(worded, "verzenden"), {"mandate": "confirmed"}).status_code == 302
    reactions = secretary.get(url(worded, "reacties")).content.decode()
    for words in ("En over leeftijd.", "Ouderen ontbreken.", "Schrap dit.", NEW):
        assert words in reactions
    assert Reply.objects.get().submitted_at
    assert fnv.post(preview_url(worded, preview), sent).status_code == 422
    assert Position.objects.count() == 3


def test_what_is_put_in_front_of_the_organisation_says_what_was_done(worded, fnv):
    moved, merged = (
        lambda f: f.move(node(worded, 1), node(worded, 4)),
        lambda f: f.merge(node(worded, 2), node(worded, 3)),
    )
    preview = preview_of(fnv, worded, moved, merged)
    told = {entry["node"]: entry for entry in preview.entries}
    assert told[node(worded, 1)]["reason"] == "Zet deze alinea na 5."
    assert told[node(worded, 2)]["reason"] == "Neem alinea 4 op in deze."
    assert told[node(worded, 2)]["proposed"] == f"{SENTENCES[2]} {SENTENCES[3]}"
    assert told[node(worded, 3)]["reason"] == "Voeg deze alinea samen met 3."


def test_a_draft_is_not_overwritten_without_being_asked(worded, fnv):
    fnv.post(position_url(worded), OBJECTION)
    preview = preview_of(fnv, worded, lambda f: f.type(node(worded, 0), " Meer."))
    page = fnv.get(preview_url(worded, preview)).content.decode()
    assert "Te duur" in page
    assert 'name="entries-0-do" value="" checked' in page
    seen = Position.objects.get().changed_at.isoformat()
    fnv.post(preview_url(worded, preview), {"all": "1", "stance-all": "support"})
    assert Position.objects.get().reason == "Te duur"
    words = {"entries-0-stance": "", "entries-0-reason": "Uit Word", "entries-0-proposed": "X", "entries-0-seen": seen}
    assert fnv.post(preview_url(worded, preview), words | {"entries-0-do": "both"}).status_code == 302
    position = Position.objects.get()
    assert (position.stance, position.reason, position.proposed) == (
        "objection",
        "Te duur\n\nUit Word",
        "Goedkoper\n\nX",
    )


@pytest.mark.parametrize(("do", "reason"), [("land", "Uit Word"), ("keep", "Te duur")])
def test_the_organisation_chooses_between_its_draft_and_the_file(do, reason, worded, fnv):
    fnv.post(position_url(worded), OBJECTION)
    seen = Position.objects.get().changed_at.isoformat()
    preview = preview_of(fnv, worded, lambda f: f.type(node(worded, 0), " Meer."))
    fnv.post(
        preview_url(worded, preview),
        {
            "entries-0-do": do,
            "entries-0-stance": "reservation",
            "entries-0-reason": "Uit Word",
            "entries-0-proposed": "",
            "entries-0-seen": seen,
        },
    )
    assert Position.objects.get().reason == reason
    preview.refresh_from_db()
    assert preview.open_count == 0


def test_a_colleague_in_between_is_a_conflict_and_what_was_typed_stays(worded, fnv):
    preview = preview_of(fnv, worded, lambda f: f.type(node(worded, 0), " Meer."))
    fnv.post(position_url(worded), OBJECTION)
    answer = fnv.post(
        preview_url(worded, preview),
        {"entries-0-do": "land", "entries-0-stance": "reservation", "entries-0-reason": "Getypt", "entries-0-seen": ""},
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Getypt</textarea>" in text
    assert "Te duur" in text
    assert Position.objects.get().reason == "Te duur"


def test_everything_at_once_goes_where_nothing_was_written(worded, fnv):
    fnv.post(position_url(worded, 3), OBJECTION)
    preview = preview_of(fnv, worded, *[lambda f, at=at: f.type(node(worded, at), " Meer.") for at in range(6)])
    assert fnv.post(preview_url(worded, preview), {"all": "1", "stance-all": "reservation"}).status_code == 302
    assert Position.objects.filter(stance="reservation", proposed__endswith=" Meer.").count() == 5
    assert Position.objects.get(node=worded.nodes[3]).reason == "Te duur"
    preview.refresh_from_db()
    assert preview.open_count == 1


def test_what_could_not_be_placed_is_placed_by_hand(worded, fnv):
    def translated(file):
        file.replace_all(node(worded, 1), "Nothing alike one")
        file.add_after(node(worded, 1), "Quite odd two")
        file.strip_identity()

    preview = preview_of(fnv, worded, translated)
    assert [row["words"] for row in preview.loose] == ["Nothing alike one", "Quite odd two"]
    page = fnv.get(preview_url(worded, preview)).content.decode()
    assert "Nothing alike one" in page
    assert "niet meer bij welk ontwerp" in page
    missing = fnv.post(preview_url(worded, preview), {"loose-0-do": "land", "loose-0-node": "nergens"})
    assert missing.status_code == 422
    assert "Kies de alinea" in missing.content.decode()
    fnv.post(
        preview_url(worded, preview),
        {
            "loose-0-do": "land",
            "loose-0-node": node(worded, 1),
            "loose-0-stance": "objection",
            "loose-0-reason": "Vertaald",
            "loose-1-do": "land",
            "loose-1-node": "general",
        },
    )
    position = Position.objects.get()
    assert (position.node, position.stance, position.reason) == (worded.nodes[1], "objection", "Vertaald")
    assert position.proposed == "Nothing alike one"
    assert Reply.objects.get().general == "Quite odd two"
    again = fnv.post(preview_url(worded, preview), {"loose-1-do": "land", "loose-1-node": "general"})
    assert again.status_code == 302
    assert Reply.objects.get().general == "Quite odd two"


def test_a_change_to_a_heading_is_placed_by_hand(worded, fnv):
    def heading(file):
        run = next(each for each in file.words(file.holding("Paragraaf 0")))
        run.find("{*}t").text = "Een betere kop"

    preview = preview_of(fnv, worded, heading)
    assert [(row["why"], row["near"]) for row in preview.loose] == [("heading", node(worded, 0))]
    assert "Een betere kop" in preview.loose[0]["words"]


def test_what_is_left_out_is_still_there_to_see(worded, fnv):
    preview = preview_of(fnv, worded, lambda f: f.type(node(worded, 0), " Meer."))
    fnv.post(preview_url(worded, preview), {"entries-0-do": "out"})
    assert not Position.objects.exists()
    preview.refresh_from_db()
    assert preview.entries[0]["proposed"].endswith(" Meer.")
    assert "reactie.docx" in fnv.get(url(worded, "teruggestuurd")).content.decode()


def bad_files(worded, client):
    other = WordFile(taken_along(client, worded))
    work = worded.milestone.work.public_id.encode()
    for name in ("docProps/custom.xml", "customXml/item1.xml"):
        other.parts[name] = other.parts[name].replace(work, b"0" * len(work))
    return {
        "other_dossier": (other.saved(), "ander dossier"),
        "pdf": (b"%PDF-1.7\n%%EOF\n", "Dit is een pdf"),
        "no_text": (packed("<w:p/>"), "geen tekst"),
        "unsafe": (
            packed(rels='<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'),
            "die Word zelf niet schrijft",
        ),
        "empty": (b"", "leeg"),
    }


@pytest.mark.parametrize("name", ["other_dossier", "pdf", "no_text", "unsafe", "empty"])
def test_a_file_that_cannot_be_taken_is_refused_with_words(name, worded, fnv):
    raw, words = bad_files(worded, fnv)[name]
    answer = brought_back(fnv, worded, raw)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ReturnedPreview.objects.exists()


def test_another_text_is_taken_with_a_warning_and_nothing_is_lost(worded, fnv):
    answer = brought_back(fnv, worded, packed("".join(paragraph(f"Iets over vissen, deel {at}") for at in range(30))))
    assert answer.status_code == 302
    preview = ReturnedPreview.objects.get()
    assert len(preview.loose) == 30
    text = fnv.get(preview_url(worded, preview)).content.decode()
    assert "Bijna niets" in text
    assert "?page=2" in text
    assert "deel 29" in fnv.get(preview_url(worded, preview) + "?page=2").content.decode()


def test_after_sending_or_closing_no_file_is_taken(worded, fnv):
    raw = taken_along(fnv, worded)
    preview = preview_of(fnv, worded, lambda f: f.type(node(worded, 0), " Meer."))
    worded.close()
    assert brought_back(fnv, worded, raw).status_code == 422
    assert fnv.post(preview_url(worded, preview), {"entries-0-do": "land"}).status_code == 422
    assert fnv.get(preview_url(worded, preview)).status_code == 200


def test_nobody_else_sees_or_takes_what_came_back(worded, fnv, cnv, secretary):
    preview = preview_of(fnv, worded, lambda f: f.type(node(worded, 0), f" {CANARY}", author=CANARY, tracked=True))
    member = signed_in(ROLE.MEMBER, "lid", body=worded.committee)
    outsider = signed_in(ROLE.ADVISORY, "adviserend", body=worded.committee)
    for client in (cnv, secretary, member, outsider):
        assert client.get(preview_url(worded, preview)).status_code == 404
        assert client.post(preview_url(worded, preview), {"entries-0-do": "land"}).status_code == 404
        for rest in ((), ("teruggestuurd",), ("reacties",), ("word",)):
            assert CANARY.encode() not in client.get(url(worded, *rest), follow=True).content
    assert not Position.objects.exists()
    own = cnv.get(url(worded, "word")).content
    assert worded.organisations["fnv"].public_id.encode() not in b"".join(WordFile(own).parts.values())
    for client in (secretary, member, outsider):
        assert client.get(url(worded, "word")).status_code == 404
        assert client.get(url(worded, "teruggestuurd")).status_code == 404


def test_the_actions_refuse_another_organisation(worded, fnv):
    preview = preview_of(fnv, worded, lambda f: f.type(node(worded, 0), " Meer."))
    stranger = worded.coordinator("cnv")
    with refused("not_allowed"):
        actions.land(preview, {}, {}, actor=stranger)
    with refused("not_allowed"):
        actions.take_returned(worded.invitation("fnv"), SimpleUploadedFile("a.docx", b"x"), actor=stranger)


def test_the_preview_takes_as_many_queries_for_many_points_as_for_few(worded, fnv):
    def count(*edits):
        preview = preview_of(fnv, worded, *edits)
        with CaptureQueriesContext(connection) as seen:
            fnv.get(preview_url(worded, preview))
        return len(seen)

    few = count(lambda f: f.type(node(worded, 0), " Meer."))
    assert few == count(*[lambda f, at=at: f.type(node(worded, at), " Meer.") for at in range(6)])


def test_in_a_second_round_the_file_can_show_what_changed_since_the_first(worded, fnv, cnv):
    assert "verschil=1" not in fnv.get(url(worded, "teruggestuurd")).content.decode()
    worded.close()
    worded.milestone = frozen_anew(worded, SENTENCES[0] + " Ook later.")
    worded.round = open_round(worded, organisations=[worded.organisations["fnv"]])
    assert "verschil=1" in fnv.get(url(worded, "teruggestuurd")).content.decode()
    raw = fnv.get(url(worded, "word") + "?verschil=1").content
    assert b"<w:ins " in WordFile(raw).parts["word/document.xml"]
    assert b"<w:ins " not in WordFile(taken_along(fnv, worded)).parts["word/document.xml"]
    assert brought_back(fnv, worded, raw).status_code == 302
    assert ReturnedPreview.objects.latest("pk").open_count == 0
    assert cnv.get(url(worded, "word") + "?verschil=1").status_code == 404


def frozen_anew(worded, words: str) -> Milestone:
    """The text once more, with other words in its first paragraph."""
    at, work = noon(DEADLINE), worded.milestone.work
    frozen = Milestone.objects.create(
        work=work, key="sent", number=2, frozen_at=at, frozen_on=DEADLINE, author="x", digest="0" * 64
    )
    lines = list(worded.milestone.lines.select_related("revision"))
    for line in lines:
        revision = line.revision
        if line.node_id == worded.nodes[0].pk:
            Revision.objects.filter(pk=revision.pk).update(superseded_at=at)
            revision = Revision.objects.create(
                node=line.node,
                work=work,
                number=2,
                position=revision.position,
                kind="paragraph",
                notation=words,
                author="x",
                author_name="x",
                made_at=at,
            )
        MilestoneLine.objects.create(
            milestone=frozen, node=line.node, revision=revision, order=line.order, number=line.number, label=line.label
        )
    return frozen
