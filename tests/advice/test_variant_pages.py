"""The pages on which variants are offered, ranked, weighed and chosen; and what they keep from whom."""

import io
import re

import docx
import pikepdf
import pytest
from django.urls import reverse

from raadzaal.advice import actions
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Condition, Fork, Ranking, Variant
from tests.counting import client_of, queries_of
from tests.dossier import PARTNERS, Sitting, at_stage

WORDS = {2: "Dat gaat zelden lang goed.", 4: "Steun één landelijke vervangpool."}


@pytest.fixture
def drafting(world):
    return at_stage(world, "drafting")


@pytest.fixture
def dossier(drafting):
    """In a round in which two paragraphs are open."""
    for index, words in WORDS.items():
        actions.offer_variants(drafting.advice, actor=drafting.secretary, node=drafting.node(index), notation=words)
    return drafting.frozen("white").consulted()


def page_of(dossier, name: str = "packages", *more) -> str:
    return reverse(f"advice:{name}", args=[dossier.advice.public_id, *more])


def round_of(dossier) -> str:
    return reverse("deliberation:round", args=[dossier.advice.rounds.last().public_id])


def ranking_of(dossier, index: int = 2) -> str:
    return reverse(
        "deliberation:save_ranking", args=[dossier.advice.rounds.last().public_id, dossier.node(index).public_id]
    )


def typed(dossier, index: int = 2, order: str = "BA", *conditions, seen: str = "") -> dict:
    """*conditions*: letter here, paragraph and letter elsewhere, what follows otherwise."""
    key = dossier.node(index).public_id
    found = {f"{key}-place-{letter}": str(at) for at, letter in enumerate(order, start=1)} | {f"{key}-seen": seen}
    for at, (letter, elsewhere, needs, otherwise) in enumerate(conditions):
        there = f"{dossier.node(elsewhere).public_id}:{needs}" if needs else ""
        found |= {f"{key}-when-{at}": letter, f"{key}-needs-{at}": there, f"{key}-otherwise-{at}": otherwise}
    return found


def text_of(answer) -> str:
    return answer.content.decode()


def without_tokens(answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text_of(answer))


def ranked(dossier, key: str, index: int, order: str, *conditions) -> None:
    who = dossier.world.coordinator(key)
    reply = rounds.start_reply(dossier.invitation(key), actor=who)
    fork = Fork.objects.get(node=dossier.node(index))
    given = [
        Condition(
            letter=letter, needs=Fork.objects.get(node=dossier.node(there)), needs_letter=needs, otherwise=otherwise
        )
        for letter, there, needs, otherwise in conditions
    ]
    rounds.save_ranking(reply, fork, list(order), given, actor=who)


# -- the committee ----------------------------------------------------------------------------------------------------


def test_the_secretary_offers_betters_and_sees_variants_beside_the_text(drafting):
    client, here = client_of(drafting.secretary), page_of(drafting, "variants", drafting.node(2).public_id)
    assert here in text_of(client.get(page_of(drafting, "text")))
    assert client.post(here, {"do": "offer", "notation": WORDS[2]}).status_code == 302
    assert "<ins>" in text_of(client.get(here)) and "zelden" in text_of(client.get(here))
    assert WORDS[2] in text_of(client.get(here + "?variant=B"))
    assert client.post(here, {"do": "offer", "notation": "Beter.", "letter": "B"}).status_code == 302
    assert Variant.objects.get().notation == "Beter."
    assert "Varianten: nog niet gekozen" in text_of(client.get(page_of(drafting, "text")))


def test_the_text_shows_what_a_paragraph_may_yet_say_until_it_is_chosen(world, drafting):
    actions.offer_variants(drafting.advice, actor=drafting.secretary, node=drafting.node(2), notation=WORDS[2])
    for reader in (drafting.secretary, world.committee_member):
        page = text_of(client_of(reader).get(page_of(drafting, "text")))
        assert "Varianten van alinea 1.2" in page or "Varianten van alinea 2" in page
        assert f"<p>{WORDS[2]}</p>" in page and "Wat B verandert aan A" in page
    drafting.frozen("white").consulted().all_support().round_closed()
    key = drafting.node(2).public_id
    actions.choose_variant(drafting.advice, actor=drafting.secretary, choices={key: "A"}, reason="Dekt het.")
    assert WORDS[2] not in text_of(client_of(drafting.secretary).get(page_of(drafting, "text")))


def words_of(answer) -> str:
    if answer["Content-Type"] == "application/pdf":
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            return str(pdf.docinfo["/Title"]) + str(len(pdf.pages))
    return "\n".join(each.text for each in docx.Document(io.BytesIO(answer.content)).paragraphs)


def kept(dossier, number: int, form: str = "word"):
    return client_of(dossier.secretary).get(page_of(dossier, f"kept_{form}", str(number)))


def test_a_kept_version_has_the_variants_that_were_open_then_with_the_words_of_then(world, drafting):
    def offer(words: str, letter: str = "") -> None:
        world.clock_at(world.today, hour.pop(0), 0)
        node = drafting.node(2)
        actions.offer_variants(drafting.advice, actor=drafting.secretary, node=node, notation=words, letter=letter)

    def freeze() -> None:
        world.clock_at(world.today, hour.pop(0), 0)
        drafting.frozen("white")

    hour = list(range(9, 20))
    freeze()
    offer("Eerste woorden.")
    freeze()
    offer("Betere woorden.", "B")
    freeze()
    told = [words_of(kept(drafting, number)) for number in (1, 2, 3)]
    assert "Variant B" not in told[0]
    assert "Variant B, nog niet gekozen: Eerste woorden." in told[1] and "Betere" not in told[1]
    assert "Variant B, nog niet gekozen: Betere woorden." in told[2] and "Eerste woorden" not in told[2]
    assert kept(drafting, 4).status_code == 404
    drafting.consulted().all_support().round_closed()
    key = drafting.node(2).public_id
    actions.choose_variant(drafting.advice, actor=drafting.secretary, choices={key: "B"}, reason="Dekt het.")
    world.clock_at(world.today, 20, 0)
    drafting.frozen("green")
    last = drafting.advice.work.milestones.last().number
    assert "Variant B" not in words_of(kept(drafting, last)) and "Betere woorden." in words_of(kept(drafting, last))
    assert "Variant B, nog niet gekozen: Eerste woorden." in words_of(kept(drafting, 2))
    assert kept(drafting, 2, "pdf").content.startswith(b"%PDF")


def test_the_text_takes_as_many_queries_with_many_variants_as_with_one(drafting):
    client, counted = client_of(drafting.secretary), []
    for words in (["Een."], ["Twee.", "Drie."], ["Vier.", "Vijf.", "Zes.", "Zeven."]):
        for each in words:
            for index in (1, 2) if len(words) > 1 else (2,):
                actions.offer_variants(
                    drafting.advice, actor=drafting.secretary, node=drafting.node(index), notation=each
                )
        counted.append(queries_of(client, page_of(drafting, "text")))
    assert len(set(counted)) == 1, counted


def test_what_is_refused_stays_typed(drafting):
    client, here = client_of(drafting.secretary), page_of(drafting, "variants", drafting.node(2).public_id)
    answer = client.post(here, {"do": "offer", "notation": "Dat gaat lang goed."})
    assert answer.status_code == 422
    assert "Deze tekst staat er al." in text_of(answer)


def test_who_reads_the_draft_reads_its_variants_and_offers_none(world, dossier):
    here = page_of(dossier, "variants", dossier.node(2).public_id)
    page = text_of(client_of(world.committee_member).get(here))
    assert WORDS[2] in page and "<textarea" not in page
    assert client_of(world.committee_member).post(here, {"do": "offer", "notation": "X"}).status_code == 404
    assert client_of(world.coordinator("vcp")).get(here).status_code == 404


def test_headings_have_no_page_of_variants(dossier):
    assert client_of(dossier.secretary).get(page_of(dossier, "variants", dossier.node(0).public_id)).status_code == 404


def test_the_secretary_chooses_with_a_reason(dossier):
    dossier.all_support().round_closed()
    client, here = client_of(dossier.secretary), page_of(dossier, "variants", dossier.node(2).public_id)
    assert client.post(here, {"do": "choose", "letter": "B", "reason": ""}).status_code == 422
    assert client.post(here, {"do": "choose", "letter": "Z", "reason": "Zomaar"}).status_code == 422
    assert client.post(here, {"do": "choose", "letter": "B", "reason": "Breder gedragen."}).status_code == 302
    page = text_of(client.get(here))
    assert "Variant B is gekozen op" in page and "Breder gedragen." in page
    assert client.post(here, {"do": "choose", "letter": "A", "reason": "Toch niet"}).status_code == 409


# -- the organisations -------------------------------------------------------------------------------------------------


def test_an_organisation_sees_all_variants_with_what_they_change_and_puts_them_in_order(world, dossier):
    client = client_of(world.policy_officer("fnv"))
    page = text_of(client.get(round_of(dossier)))
    assert WORDS[2] in page and WORDS[4] in page and "<ins>" in page
    answer = client.post(ranking_of(dossier), typed(dossier, 2, "BA", ("B", 4, "A", "objection")))
    assert answer.status_code == 302
    kept = Ranking.objects.get()
    assert (kept.order, kept.conditions.get().needs_letter) == (["B", "A"], "A")
    again = typed(dossier, 2, "AB", seen=kept.changed_at.isoformat())
    assert client.post(ranking_of(dossier), again).status_code == 302
    assert (Ranking.objects.get().order, Condition.objects.count()) == (["A", "B"], 0)


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ([("B", 4, "", "objection")], "Een voorwaarde noemt een variant van deze en een van een andere alinea."),
        ([("B", 4, "A", "")], "Zeg wat u er anders van vindt."),
    ],
)
def test_half_a_condition_is_told_and_stays_typed(world, dossier, conditions, words):
    answer = client_of(world.policy_officer("fnv")).post(ranking_of(dossier), typed(dossier, 2, "BA", *conditions))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert '<option value="B" selected>' in text_of(answer)
    assert not Ranking.objects.exists()


def test_two_in_one_place_are_told(world, dossier):
    key = dossier.node(2).public_id
    answer = client_of(world.policy_officer("fnv")).post(
        ranking_of(dossier), {f"{key}-place-A": "1", f"{key}-place-B": "1"}
    )
    assert answer.status_code == 422
    assert "Geef elke variant een eigen plaats." in text_of(answer)


def test_a_colleague_who_was_first_is_shown_before_anything_is_overwritten(world, dossier):
    ranked(dossier, "fnv", 2, "AB")
    client = client_of(world.policy_officer("fnv"))
    answer = client.post(ranking_of(dossier), typed(dossier, 2, "BA"))
    assert answer.status_code == 409
    seen = re.search(rf'name="{dossier.node(2).public_id}-seen" value="([^"]+)"', text_of(answer)).group(1)
    assert client.post(ranking_of(dossier), typed(dossier, 2, "BA", seen=seen)).status_code == 302
    assert Ranking.objects.get().order == ["B", "A"]


def test_a_variant_chosen_while_somebody_ranks_it_is_told_and_what_was_typed_is_kept(world, dossier):
    dossier.all_support(PARTNERS[:-1])
    world.days_later(29)
    dossier.round_closed()
    choices = {dossier.node(2).public_id: "A"}
    actions.choose_variant(dossier.advice, actor=dossier.secretary, choices=choices, reason="Breder gedragen")
    given = typed(dossier, 2, "BA", ("B", 4, "A", "objection"))
    answer = client_of(world.coordinator("cnv")).post(ranking_of(dossier), given)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "heeft de commissie van deze alinea variant A gekozen" in page
    assert '<option value="objection" selected>' in page


def test_contradicting_conditions_are_named_before_sending(world, dossier):
    ranked(dossier, "fnv", 2, "B", ("B", 4, "A", "objection"), ("B", 4, "B", "reservation"))
    client = client_of(world.coordinator("fnv"))
    sending = reverse("deliberation:submit", args=[dossier.advice.rounds.last().public_id])
    for page in (client.get(round_of(dossier)), client.get(sending)):
        assert "Deze voorwaarden kunnen niet samengaan" in text_of(page)
        assert "2-B alleen als R2-A; anders bezwaar" in text_of(page)
    assert client.post(sending, {"mandate": "confirmed"}).status_code == 302


def test_nothing_of_ones_order_or_conditions_reaches_another_page(world, dossier):
    """The pages of all others are the same to the letter, before and after an organisation ranks; and after it has sent that,
    those of other organisations, of members, and of the public."""
    running = dossier.advice.rounds.last()
    others = {
        "another organisation": (world.coordinator("cnv"), round_of(dossier)),
        "its sending": (world.coordinator("vno_ncw"), reverse("deliberation:submit", args=[running.public_id])),
        "a member": (world.committee_member, reverse("deliberation:reactions", args=[running.public_id])),
        "the variants": (world.committee_member, page_of(dossier, "variants", dossier.node(2).public_id)),
        "the public": (world.anybody, reverse("advice:draft", args=[running.public_id])),
    }
    insiders = {
        "secretary": (dossier.secretary, page_of(dossier)),
        "chair": (world.chair, page_of(dossier)),
    }

    def seen(pages) -> dict[str, str]:
        return {name: without_tokens(client_of(who).get(where)) for name, (who, where) in pages.items()}

    seen(others)
    before, before_inside = seen(others), seen(insiders)
    ranked(dossier, "fnv", 2, "BA", ("B", 4, "A", "objection"))
    ranked(dossier, "fnv", 4, "AB")
    assert (seen(others), seen(insiders)) == (before, before_inside)
    rounds.submit_reply(dossier.invitation("fnv").reply, actor=world.coordinator("fnv"))
    after = seen(others)
    assert {name for name in others if after[name] != before[name]} <= {"a member"}
    assert "2-B alleen als" not in after["a member"]
    assert seen(insiders) != before_inside


# -- packages ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def weighed(dossier):
    ranked(dossier, "fnv", 2, "BA", ("B", 4, "A", "objection"))
    ranked(dossier, "fnv", 4, "AB")
    ranked(dossier, "vno_ncw", 2, "BA")
    ranked(dossier, "vno_ncw", 4, "BA")
    ranked(dossier, "cnv", 2, "AB")
    for key in PARTNERS:
        dossier.replied(key, p1=("support", ""))
    return dossier.round_closed()


def test_the_package_is_explained_and_taken_over_in_one_act(weighed):
    client = client_of(weighed.secretary)
    page = text_of(client.get(page_of(weighed)))
    assert "Pakket 1" in page and "Bewezen" in page
    assert "VNO-NCW geeft toe op R2" in page
    assert "FNV: alinea 2-B alleen als R2-A; anders bezwaar – vervuld" in page
    choices = [f"{weighed.node(2).public_id}:B", f"{weighed.node(4).public_id}:A"]
    revision = weighed.advice.revision
    assert client.post(page_of(weighed), {"choice": choices, "reason": ""}).status_code == 422
    taken = {"choice": choices, "reason": "Breed gedragen.", "revision": revision}
    assert client.post(page_of(weighed), taken).status_code == 302
    assert set(Fork.objects.values_list("chosen", flat=True)) == {"A", "B"}
    assert client.post(page_of(weighed), taken).status_code == 409


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", 200), ("committee_chair", 200), ("secretary_general", 200), ("chair", 200), ("other_secretary", 404),
     ("secretariat", 404), ("committee_member", 404), ("council_member", 404), ("administrator", 404), ("minister_szw", 404),
     ("ministry_observer", 404), ("advisory_member", 404)],
)  # fmt: skip
def test_only_secretary_and_chair_weigh_packages(world, weighed, who, status):
    actor = getattr(world, who)
    assert client_of(actor).get(page_of(weighed)).status_code == status
    if who != "secretary":
        given = {"choice": [f"{weighed.node(2).public_id}:B"], "reason": "Zomaar"}
        assert client_of(actor).post(page_of(weighed), given).status_code == 404
    assert not Fork.objects.exclude(chosen="").exists()


def test_no_organisation_weighs_packages(world, weighed):
    for key in PARTNERS:
        assert client_of(world.coordinator(key)).get(page_of(weighed)).status_code == 404


def test_where_somebody_objects_to_everything_the_smallest_obstacle_is_named(dossier):
    for key in PARTNERS:
        stance = ("objection", "Nee") if key == "cnv" else ("support", "")
        if key == "cnv":
            ranked(dossier, key, 2, "AB")
        dossier.replied(key, p2=stance)
    page = text_of(client_of(dossier.secretary).get(page_of(dossier)))
    assert "Wat in de weg staat" in page
    assert "CNV heeft bezwaar tegen alinea 2" in page


def test_without_open_paragraphs_the_page_says_so(world):
    dossier = at_stage(world, "processing")
    client = client_of(dossier.secretary)
    assert "Er staan geen alinea" in text_of(client.get(page_of(dossier)))
    assert page_of(dossier) not in text_of(client.get(page_of(dossier, "dossier")))


def test_pages_take_as_many_queries_for_many_answers_as_for_few(world, dossier):
    ranked(dossier, "fnv", 2, "BA", ("B", 4, "A", "objection"))
    ranked(dossier, "fnv", 4, "BA")
    dossier.replied("fnv")
    secretary, officer = client_of(dossier.secretary), client_of(world.policy_officer("fnv"))
    pages = [(secretary, page_of(dossier)), (officer, round_of(dossier)), (secretary, page_of(dossier, "text"))]
    few = [queries_of(*each) for each in pages]
    for key in ("cnv", "vno_ncw"):
        ranked(dossier, key, 2, "BA", ("B", 4, "A", "objection"), ("A", 4, "B", "reservation"))
        ranked(dossier, key, 4, "BA", ("B", 2, "A", "objection"))
        dossier.replied(key)
    # Less is well: the button that closes the round no longer looks for who has not replied.
    assert all(queries_of(*each) <= before for each, before in zip(pages, few, strict=True))


def test_what_goes_to_the_council_and_to_the_public_has_no_variants(world, weighed):
    choices = {weighed.node(2).public_id: "B", weighed.node(4).public_id: "A"}
    actions.choose_variant(weighed.advice, actor=weighed.secretary, choices=choices, reason="Pakket")
    weighed.frozen("green").tabled(Sitting.called(world))
    page = text_of(client_of(world.council_member).get(page_of(weighed, "tabled")))
    assert WORDS[2] in page and WORDS[4] not in page and "ariant" not in page
