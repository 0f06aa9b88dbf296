"""A text of sixty paragraphs on its way to the council, and who carries each of them: the map beside a table that was written by hand."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from raadzaal.advice.models import Advice
from tests.browser.desk import House
from tests.browser.journeys import council as who
from tests.browser.journeys.council import Sitting, assignment, seats
from tests.texts.word_documents import save
from tests.texts.word_editing import WordFile

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.timeout(600)]

ASKED = ("vno_ncw", "mkb_nederland", "lto_nederland", "fnv", "cnv", "vcp")
MKB, LTO, VCP = "rob-aerdenhout", "janneke-veldkampen", "floris-egberink"
WHO = ["mantelzorgers", "ouders", "starters", "flexwerkers", "zzp'ers", "thuiswerkers"]
GET = ["verlof", "scholing", "opvang", "begeleiding", "zekerheid", "rust", "vervanging", "geld", "advies", "spreiding"]
PARAGRAPHS = [f"Maatregel {n:02} geeft {WHO[n % 6]} op tijd {GET[n % 10]}." for n in range(1, 61)]
OTHER_WAY = "Maatregel 30 komt er pas na een proef."
EMPLOYERS = range(1, 13)

# Signs of the map: s support, r reservation, o objection, c to be confirmed, w not answered.
COLUMNS = ["LTO Nederland", "MKB-Nederland", "VNO-NCW", "CNV", "FNV", "VCP"]
SILENT, NOT_ASKED = "wwwwww", "xxxxxx"
WHITE, SENT, GREEN, TABLED = 1, 2, 3, 4
"""The texts as they were frozen, in their order. Of the white draft nobody was asked: the round is about the one that was sent."""
AS_SENT = {
    5: "swswoo",
    12: "wsrrsw",
    20: "wwwoww",
    30: "wwwwsw",
    40: "ooowww",
}
WORKED_IN = AS_SENT | {12: "wccccw", 30: "wwwwcw"}
"""12 says something else now, in 5 a comma was added, in 30 another variant stands."""
CONFIRMED = WORKED_IN | {12: "wccscw"}
"""The CNV has said what it finds of the new words of 12."""


def table(differing: dict[int, str], otherwise: str = SILENT) -> dict[int, str]:
    return {n: differing.get(n, otherwise) for n in range(1, 61)}


def words(n: int) -> str:
    return f"Maatregel {n:02} "


def word_file(folder: Path) -> Path:
    def write(document) -> None:
        for at, text in enumerate(PARAGRAPHS):
            if at % 10 == 0:
                document.add_heading(f"Deel {at // 10 + 1}", 1)
            document.add_paragraph(text)

    return save(folder, write)


def node(advice: Advice, n: int) -> str:
    return advice.rounds.get().milestone.lines.get(revision__notation__startswith=words(n)).node.public_id


def test_sixty_paragraphs_from_word_to_the_council(house: House, tmp_path):
    advice = who.asks(house)
    house.desk(who.EXECUTIVE).takes(advice, "accept", **assignment())

    # A drafter brings in a Word file, leaves one paragraph open to two ways, and opens a round with six organisations
    secretary = house.desk(who.SECRETARY).brings_in(advice, word_file(tmp_path)).makes_it_the_text()
    secretary.offers_variant(advice, words(30), OTHER_WAY)
    who.consults(house, advice, ASKED)
    assert secretary.reads_the_map(advice) == (COLUMNS, table({}))

    # Four react on the pages
    house.world.days_later(10)
    house.desk(who.VNO_NCW).opens_round().finds(words(5), "support").finds(words(12), "reservation", "Niet te snel.")
    house.desk(who.VNO_NCW).finds(words(40), "objection", "Te duur.").sends_the_reply()
    house.desk(MKB).opens_round().finds(words(12), "support").finds(words(40), "objection", "Te veel werk.")
    house.desk(MKB).sends_the_reply()
    house.desk(LTO).opens_round().finds(words(5), "support").finds(words(40), "objection", "Niet op het land.")
    house.desk(LTO).sends_the_reply()
    fnv = house.desk(who.FNV).opens_round().ranks(30, "BA").finds(words(30), "support")
    fnv.finds(words(5), "objection", "Te weinig.").finds(words(12), "support").sends_the_reply()

    # Two take the draft along in Word, and bring back what was written in it
    cnv = house.desk(who.CNV).opens_round()
    draft = WordFile(cnv.takes_the_draft_along().read_bytes())
    draft.type(node(advice, 12), " Dat geldt ook voor deeltijders.", tracked=True)
    draft.comment(node(advice, 20), "Dit hoort in de cao.")
    cnv.brings_back(draft.saved(), {12: "reservation", 20: "objection"}, "De deeltijders ontbreken.").sends_the_reply()
    vcp = house.desk(VCP).opens_round()
    draft = WordFile(vcp.takes_the_draft_along().read_bytes())
    draft.comment(node(advice, 5), "Te vaag.")
    vcp.brings_back(draft.saved(), {5: "objection"}).sends_the_reply()
    who.closes_round(house, advice)
    for version in (None, SENT):
        assert secretary.reads_the_map(advice, version) == (COLUMNS, table(AS_SENT))
    assert secretary.reads_the_map(advice, WHITE) == (COLUMNS, table({}, NOT_ASKED))

    # The secretary works it in: 12 says more, 5 gets a comma; every remark is answered, and a variant is chosen
    secretary.edits(advice, words(12), f"{PARAGRAPHS[11]} Dat geldt ook voor deeltijders.", "Op verzoek van het CNV")
    secretary.edits(advice, words(5), PARAGRAPHS[4].replace(" op tijd", ", op tijd,"))
    for remark, outcome in {
        "Niet te snel.": "not",
        "De deeltijders ontbreken.": "taken_over",
        "Dit hoort in de cao.": "noted",
        "Te weinig.": "not",
        "Te vaag.": "not",
        "Te duur.": "not",
        "Te veel werk.": "not",
        "Niet op het land.": "not",
    }.items():
        secretary.answers(advice, remark, outcome, "Zo heeft de commissie het besproken.")
    assert not secretary.may(advice, "table")
    secretary.chooses_variant(advice, words(30), "B", "Eerst een proef.")
    assert secretary.reads_the_map(advice) == (COLUMNS, table(WORKED_IN))
    assert secretary.reads_the_map(advice, SENT) == (COLUMNS, table(AS_SENT))

    # The employers keep another view, the draft says so, and the committee closes on it
    secretary.takes(
        advice,
        "dissent",
        text="Een deel van de raad ziet niets in maatregel 40.",
        form="in_text",
        seats=seats(EMPLOYERS),
        node=node(advice, 40),
    )
    secretary.takes(advice, "freeze", milestone="green")
    assert secretary.reads_the_map(advice, GREEN) == (COLUMNS, table(WORKED_IN))

    # The CNV finds its point met; of the new words, not of those it spoke of before
    house.desk(who.CNV).confirms(advice, 12, "support")
    secretary.takes(advice, "table", **Sitting(house).answer)
    for version in (None, GREEN, TABLED):
        assert secretary.reads_the_map(advice, version) == (COLUMNS, table(CONFIRMED))
    assert secretary.reads_the_map(advice, SENT) == (COLUMNS, table(AS_SENT))

    # An organisation sees its own column and nobody else's
    own = house.desk(who.CNV).part(advice, "Draagvlak").page.locator(".map-own")
    expect(own.locator("thead th")).to_have_text(["Alinea", "Begint met", "CNV"])
    expect(own.locator("tbody th")).to_have_text(["12", "20"])
    house.visitor().goes_to(f"/dossiers/{advice.public_id}/").sees_nothing_of("Te duur.", "deeltijders", OTHER_WAY)
