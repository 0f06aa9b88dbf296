"""What is found, in which order, with what marked. The index is made of a few hand-written texts."""

import pytest

from raadzaal.record.search import asking, finding, store
from raadzaal.record.search.asking import NotAsked
from tests.record.making import document, found, index, marked

pytestmark = pytest.mark.usefixtures("index_home")

STELSEL = document("stelsel", "Het pensioenstelsel", "Het stelsel rust op drie pijlers.", "De pensioenpremie stijgt.")
PENSIOEN = document("pensioen", "Later met pensioen", "Wie langer werkt, gaat later met pensioen.")
MARKT = document("markt", "Flexibiliteit", "De arbeidsmarkt is krap.", "Daarover gaat dit niet.", committee="SEA")
APART = document("apart", "Arbeid en handel", "Er is een arbeids markt en een markt voor goederen.", status="answered")
OUD = document("oud", "Kommissie loonen", "De menschen in de fabrieken.", number="53/07", theme="loon")
IEMAND = document("iemand", "Renée Dölderen", kind="person", on=None)
ALL = (STELSEL, PENSIOEN, MARKT, APART, OUD, IEMAND)


@pytest.fixture(autouse=True)
def texts(index_home):
    index(*ALL)


FINDS = [
    ("pensioen", {"pensioen", "stelsel"}),
    ("pensioenen", {"pensioen", "stelsel"}),
    ("stelsel", {"stelsel"}),
    ("premie", {"stelsel"}),
    ("arbeids markt", {"markt", "apart"}),
    ("arbeidsmarkt", {"markt", "apart"}),
    ("commissie", {"oud"}),
    ("lonen", {"oud"}),
    ("mensen", {"oud"}),
    ("renee dolderen", {"iemand"}),
    ("Dölderen", {"iemand"}),
    ('"later met pensioen"', {"pensioen"}),
    ('"pensioen later"', set()),
    ('"krap daarover"', set()),
    ("pensioen -stijgt", {"pensioen"}),
    ("titel:pensioen", {"pensioen", "stelsel"}),
    ("titel:arbeidsmarkt", set()),
    ("nummer:53/07", {"oud"}),
    ("53/07", {"oud"}),
    ("flexib*", {"markt"}),
    ("arbeitsmarkt", {"markt", "apart"}),
    ("pensoen", {"pensioen", "stelsel"}),
    ("krap goederen", set()),
    ("zeppelin", set()),
    ("AND", set()),
    ("NEAR(krap arbeidsmarkt)", set()),
    ("body:krap", set()),
    ('krap" OR title:*', set()),
]


@pytest.mark.parametrize(("typed", "expected"), FINDS, ids=[each[0] for each in FINDS])
def test_what_is_found(typed, expected):
    assert set(found(typed)) == expected


def test_the_word_itself_comes_before_words_made_with_it():
    assert found("pensioen") == ["pensioen", "stelsel"]


def test_the_paragraph_that_says_it_is_shown_and_opened():
    hit = finding.find("premie", chosen={}).hits[0]
    assert hit.url == "/stelsel/#p-stelsel1"
    assert [each.text for each in hit.words if each.marked] == ["pensioenpremie"]


def test_marks_stand_on_words_as_they_were_written():
    assert marked("mens") == ["menschen"]
    assert marked("arbeidsmarkt -goederen") == ["arbeidsmarkt"]


def test_a_slip_is_told():
    assert finding.find("pensoen", chosen={}).instead == [("pensoen", "pensioen")]
    assert finding.find("pensioen", chosen={}).instead == []


def test_synonyms_find_each_other():
    groups = [[["arbeidsmarkt"], ["werkgelegenheid"]], [["oude", "dag"], ["pensioen"]]]
    assert set(found("werkgelegenheid", groups=groups)) == {"markt"}
    assert "pensioen" in found("oude dag", groups=[[["oud", "dag"], ["pensioen"]]])
    assert found("werkgelegenheid") == []


def test_facets_count_documents_and_leave_their_own_choice_standing():
    everything = finding.find("", chosen={})
    assert everything.total == len(ALL)
    assert dict(everything.facets["kind"]) == {"advice": 5, "person": 1}
    chosen = finding.find("", chosen={"kind": "person"})
    assert chosen.total == 1
    assert dict(chosen.facets["kind"]) == {"advice": 5, "person": 1}
    assert chosen.facets["year"] == []
    assert found("arbeidsmarkt", committee="SEA") == ["markt"]
    assert found("arbeidsmarkt", status="answered") == ["apart"]
    assert found("pensioen", year="1999") == []


@pytest.mark.parametrize(
    "typed", ["x" * 10_000, "-", "***", '""', "- - -", "()", "\x00", "-pensioen", "een " * 40, "…", ":", '"'],
    ids=lambda typed: repr(typed[:12]),
)  # fmt: skip
def test_what_cannot_be_searched_for_is_refused_in_words(typed):
    with pytest.raises(NotAsked) as refusal:
        finding.find(typed, chosen={})
    assert len(str(refusal.value)) > 20


def test_any_sign_can_be_typed():
    for code in [*range(32, 0x250), 0x2028, 0x1F600, 0x10FFFF]:
        for typed in (f"a{chr(code)}b", f"{chr(code)}pensioen", f'"{chr(code)}"', f"titel:{chr(code)}a*"):
            try:
                finding.find(typed, chosen={"kind": typed, "year": typed})
            except NotAsked:
                continue


def test_suggestions_go_on_from_the_last_word():
    assert finding.suggest("pens") == ["pensioen", "pensioenpremie", "pensioenstelsel"]
    assert finding.suggest("later pensioenst") == ["later pensioenstelsel"]
    assert finding.suggest("p") == finding.suggest("") == finding.suggest("pensioen ") == []
    assert finding.suggest("x" * 5000) == []


def test_what_is_taken_out_is_nowhere_left():
    with store.updating() as writer:
        writer.replace([], ["item:pensioen", "item:stelsel"])
    assert found("pensioen") == found("stelsel") == found("pijlers") == []
    assert finding.suggest("pens") == []
    assert finding.find("pensoen", chosen={}).instead == []
    assert finding.find("", chosen={}).total == len(ALL) - 2


def test_what_is_changed_is_found_by_its_new_words_only():
    with store.updating() as writer:
        writer.replace([document("markt", "Flexibiliteit", "De huizenmarkt is krap.")], [])
    assert found("huizen") == ["markt"]
    assert found("arbeidsmarkt") == ["apart"]


def test_a_change_is_whole_or_not_at_all():
    with pytest.raises(ZeroDivisionError), store.updating() as writer:
        writer.replace([], ["item:pensioen"])
        raise ZeroDivisionError
    assert "pensioen" in found("pensioen")


def test_the_old_index_is_read_until_the_new_one_takes_over(index_home):
    made = store.Beside()
    made.fill([STELSEL])
    assert "pensioen" in found("pensioen")
    made.take_over()
    assert found("pensioen") == ["stelsel"]
    assert len(list(index_home.glob("public-*.sqlite3"))) == 1


def test_one_that_does_not_take_over_leaves_nothing(index_home):
    made = store.Beside()
    made.fill([STELSEL])
    made.drop()
    assert "pensioen" in found("pensioen")
    assert len(list(index_home.glob("public-*.sqlite3"))) == 1


def test_without_an_index_it_says_so():
    store.remove()
    with pytest.raises(store.NoIndex):
        finding.find("pensioen", chosen={})


def test_the_longest_question_is_borne():
    assert found(("pensioen " * asking.MOST_WORDS)[: asking.LONGEST]) != []
