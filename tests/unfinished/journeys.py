"""The ways an advice goes, by clicking: everybody at their own desk, and a visitor who follows it from outside."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from raadzaal.advice.models import Advice
from raadzaal.council.models import Body, Organisation, Seat
from raadzaal.journal import followers
from tests.browser.desk import dutch, word_of
from tests.texts.word_documents import save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

# Who does what in the show council.
MINISTER, OTHER_MINISTER = "office-minister-szw", "office-minister-bzk"
SECRETARIAT, SECRETARY_GENERAL, EXECUTIVE, CHAIR = (
    "truus-vlietstra",
    "margriet-tolsma",
    "eveline-van-zuthem",
    "annelies-brouwhuis",
)
SECRETARY, COMMITTEE_CHAIR = "jasper-oldenkamp", "sybren-hoitinga"
FNV, FNV_OFFICER, CNV, VNO_NCW = "hans-barteling", "shirley-pinas", "corrie-weststraten", "pauline-steenhuizer"
ASKED = ("fnv", "cnv", "vno_ncw")
EMPLOYERS = range(1, 13)
SECRET = "Dit staat nog nergens anders."


def org(key: str) -> Organisation:
    return Organisation.objects.get(key=key)


def request_of(house, *by: str, **more) -> dict:
    return {
        "title": "Zorgen naast het werk",
        "kind": "advice",
        "requesters": [org(key).pk for key in by],
        "letter": "Ik vraag de raad advies over werkenden die voor een ander zorgen.",
        "questions": "Wat hebben werkenden nodig?\nWat vraagt dat van werkgevers?",
        "deadline": house.world.today + timedelta(days=200),
        "addressee": "De minister van Sociale Zaken en Werkgelegenheid",
        **more,
    }


def assignment(ground: str = "prepare") -> dict:
    return {"committee": Body.objects.get(key="sea").pk, "ground": ground}


def draft(folder):
    """A Word file in which one heading was made by hand, as people do."""

    def write(document):
        document.add_heading("Inleiding", 1)
        document.add_paragraph("Veel werkenden zorgen voor een ander.")
        document.add_paragraph("Wat de raad adviseert")
        document.add_paragraph("Voeg het korte en het lange zorgverlof samen.")
        document.add_paragraph("Steun regionale vervangpools.")

    return save(folder, write)


def described(secretary, advice, words: str) -> None:
    secretary.describes(
        advice,
        words,
        addressee="De minister van SZW",
        objective="inclusive_society",
        argument="Vroeg praten voorkomt uitval.",
    )


def with_a_text(house, advice, tmp_path) -> None:
    """Brought in from Word, looked over, worked on, and the recommendations described."""
    secretary = house.desk(SECRETARY)
    secretary.brings_in(advice, draft(tmp_path)).goes_to(secretary.page.url + "?deel=alles")
    secretary.corrects("Wat de raad adviseert", "heading-1")
    secretary.corrects("Voeg het korte", "recommendation").corrects("Steun regionale", "recommendation")
    secretary.makes_it_the_text().sees("Wat de raad adviseert")
    for words in ("Voeg het korte", "Steun regionale"):
        described(secretary, advice, words)


def consulted(house, advice, organisations=ASKED) -> None:
    secretary = house.desk(SECRETARY)
    secretary.takes(advice, "freeze", milestone="white")
    deadline = house.world.today + timedelta(days=28)
    secretary.takes(advice, "consult", organisations=[str(org(key).pk) for key in organisations], deadline=deadline)


def all_support(house, *coordinators: str) -> None:
    for key in coordinators:
        desk = house.desk(key).opens_round(
            Advice.objects.last(), dutch("React for %(organisation)s").partition("%")[0].strip()
        )
        desk.finds("Veel werkenden", "support").sends_the_reply()


def through_a_round(house, advice, tmp_path) -> None:
    """Written, and supported by everybody who was asked; the green draft is frozen."""
    with_a_text(house, advice, tmp_path)
    consulted(house, advice)
    house.world.days_later(14)
    all_support(house, FNV, CNV, VNO_NCW)
    secretary = house.desk(SECRETARY)
    secretary.takes(advice, "close_round")
    secretary.takes(advice, "freeze", milestone="green")


def sitting(house, in_days: int = 12) -> str:
    day = house.world.today + timedelta(days=in_days)
    return house.desk(SECRETARIAT).plans_meeting(Body.objects.get(key="council").public_id, day)


def day_of_the_meeting(house, in_days: int = 12) -> date:
    return house.world.clock_at(house.world.today + timedelta(days=in_days), 10, 20)


def tabled_for(meeting: str) -> dict:
    from raadzaal.meetings.models import Meeting

    return {"meeting": str(Meeting.objects.get(public_id=meeting).pk)}


def offered(house, advice) -> None:
    """Sent, received and published."""
    house.world.days_later(3)
    secretariat = house.desk(SECRETARIAT)
    secretariat.takes(advice, "send")
    house.world.days_later(2)
    house.desk(MINISTER).takes(advice, "receipt", received_on=house.world.today)
    secretariat.takes(advice, "publish")


def test_from_request_to_an_answered_recommendation(house, tmp_path):
    visitor = house.visitor()

    # Given a minister who asks for advice
    advice = house.newcomer(MINISTER).files(**request_of(house, "minister_szw"))
    visitor.follows(advice, "requested").sees("Ik vraag de raad advies")

    # And an executive committee that leaves it to a committee
    house.world.days_later(7)
    house.newcomer(EXECUTIVE).takes(advice, "accept", **assignment())
    secretariat = house.newcomer(SECRETARIAT)
    secretariat.finds_waiting(advice.title).rewrites_letter(
        advice, dutch("Request"), "Met dank voor uw verzoek.", send=True
    )
    visitor.follows(advice, "drafting")

    # When the committee writes its draft, which nobody else reads
    secretary = house.newcomer(SECRETARY)
    with_a_text(house, advice, tmp_path)
    secretary.edits(advice, "Steun regionale vervangpools.", f"Steun regionale vervangpools. {SECRET}", "Duidelijker")
    visitor.follows(advice, "drafting").sees_nothing_of(SECRET, "Vroeg praten voorkomt uitval.")
    house.desk(MINISTER).opens(advice).sees_nothing_of(SECRET, "Vroeg praten voorkomt uitval.")
    secretary.edits(advice, SECRET, "Steun regionale vervangpools.")
    consulted(house, advice)
    visitor.follows(advice, "consulting")

    # And three organisations react: one page saves by itself, one by its button, one without scripts would do
    house.world.days_later(14)
    react = dutch("React for %(organisation)s").partition("%")[0].strip()
    house.newcomer(FNV_OFFICER).opens_round(advice, react).finds(
        "Voeg het korte", "reservation", "De vergoeding ontbreekt.", by_itself=True
    )
    house.newcomer(FNV).opens_round(advice, react).sees("De vergoeding ontbreekt.").sends_the_reply()
    all_support(house, CNV, VNO_NCW)
    visitor.follows(advice, "consulting").sees_nothing_of("De vergoeding ontbreekt.")
    secretary.takes(advice, "close_round")
    visitor.follows(advice, "processing").sees_nothing_of("De vergoeding ontbreekt.")

    # And the secretary works in what was said
    secretary.edits(
        advice,
        "Voeg het korte",
        "Voeg het korte en het lange zorgverlof samen en vergoed het.",
        "Op verzoek van de FNV",
    )
    secretary.answers(advice, "De vergoeding ontbreekt.", "taken_over", "De commissie volgt dit.")
    house.desk(FNV).opens(advice).goes_to(f"/werk/rondes/{advice.rounds.get().public_id}/uitkomst/").sees(
        "De commissie volgt dit."
    )
    secretary.takes(advice, "summarise", summary="Zorgen naast werk moet makkelijker.")
    secretary.takes(advice, "freeze", milestone="green")

    # And the council adopts it without a vote
    meeting = sitting(house)
    secretary.takes(advice, "table", **tabled_for(meeting))
    visitor.follows(advice, "tabled")
    day_of_the_meeting(house)
    secretariat.signs_the_list(meeting, absent=[33], substituted=[5]).opens_meeting()
    house.newcomer(CHAIR).takes(advice, "adopt", method="without_vote")
    secretariat.closes_meeting(meeting)
    visitor.follows(advice, "adopted").goes_to(f"/vergaderingen/{meeting}/").sees(advice.title, "Chantal Meeuwsen-Tan")

    # Then the letter is read, changed and goes with the advice
    secretariat.rewrites_letter(advice, dutch("Advice"), "Wij lichten het graag toe.")
    offered(house, advice)
    visitor.follows(advice, "received").sees("Zorgen naast werk moet makkelijker.")
    visitor.goes_to("/adviezen/").page.get_by_role("link", name=advice.title).click()
    visitor.sees("vergoed het", "De minister van SZW").sees_nothing_of("Op verzoek van de FNV")

    # And the answer stops the clock
    house.world.days_later(60)
    house.desk(MINISTER).records_the_answer(
        advice,
        sender=str(org("minister_szw").pk),
        subject="Kabinetsreactie",
        dated=house.world.today,
        text="Het kabinet neemt het over.",
    )
    visitor.follows(advice, "answered").sees("Kabinetsreactie")
    recommendation = advice.recommendations.order_by("pk").first()
    secretary.takes(
        advice,
        "follow_up",
        recommendation=recommendation.public_id,
        status="adopted",
        evidence="letter",
        source="Kabinetsreactie, eerste bladzijde",
        response=str(advice.responses.get().pk),
    )
    visitor.follows(advice, "answered").sees("Kabinetsreactie, eerste bladzijde")

    # And each desk has done what waited there
    followers.catch_up()
    house.desk(EXECUTIVE).goes_to("/werk/").sees_nothing_of(advice.title + "</p>")
    secretary.part(advice, dutch("Journal")).sees(dutch("Answered"))


def test_a_divided_council(house, tmp_path):
    visitor = house.visitor()
    advice = house.desk(MINISTER).files(**request_of(house, "minister_szw"))
    house.desk(EXECUTIVE).takes(advice, "accept", **assignment())

    # Given a draft from which the employers differ in one paragraph, which the draft says
    with_a_text(house, advice, tmp_path)
    consulted(house, advice)
    all_support(house, FNV, CNV, VNO_NCW)
    secretary = house.desk(SECRETARY)
    secretary.takes(advice, "close_round")
    seats = [
        str(seat.pk) for seat in Seat.objects.filter(body__kind="council", number__in=EMPLOYERS, superseded_at=None)
    ]
    node = advice.recommendations.order_by("pk").first().node
    secretary.takes(
        advice, "dissent", text="Een deel kiest voor een andere weg.", form="in_text", seats=seats, node=node.public_id
    )
    visitor.follows(advice, "processing").sees_nothing_of("andere weg")
    secretary.takes(advice, "freeze", milestone="green")
    meeting = sitting(house)
    secretary.takes(advice, "table", **tabled_for(meeting))

    # When a member asks for a vote, and six vote against
    day_of_the_meeting(house)
    secretariat, chair = house.desk(SECRETARIAT), house.desk(CHAIR)
    secretariat.signs_the_list(meeting, absent=[34], substituted=[3]).opens_meeting()
    secretariat.records_a_wish_to_vote(meeting, "Bart Zonderland")
    chair.tries(advice, "adopt", method="without_vote").is_refused("Bart Zonderland")
    chair.calls_the_roll(advice, against=[2, 4, 9, 10, 11, 12], blank=[33])
    secretariat.closes_meeting(meeting)

    # Then everybody can see who voted what, and the differing view stands in the text
    visitor.follows(advice, "adopted").sees("28", "6")
    visitor.goes_to(f"/vergaderingen/{meeting}/").sees("Femke Ottevanger")
    house.desk(SECRETARY_GENERAL).takes(
        advice,
        "dissent",
        text="Twee leden vinden de wachttijd te lang.",
        form="minority_note",
        seats=[
            str(seat.pk) for seat in Seat.objects.filter(body__kind="council", number__in=[9, 10], superseded_at=None)
        ],
    )
    offered(house, advice)
    visitor.goes_to("/adviezen/").page.get_by_role("link", name=advice.title).click()
    visitor.sees("Een deel kiest voor een andere weg.", "Twee leden vinden de wachttijd te lang.")
    visitor.follows(advice, "received")


def test_on_the_councils_own_initiative(house, tmp_path):
    visitor = house.visitor()
    advice = house.desk(EXECUTIVE).initiates(title="Wonen waar werk is", kind="advice", **assignment())
    visitor.follows(advice, "drafting").sees(dutch("On the council's own initiative"))
    house.desk(SECRETARIAT).opens(advice)
    assert not house.desk(SECRETARY_GENERAL).may(advice, "withdraw")
    through_a_round(house, advice, tmp_path)
    meeting = sitting(house)
    house.desk(SECRETARY).takes(advice, "table", **tabled_for(meeting))
    day_of_the_meeting(house)
    house.desk(SECRETARIAT).signs_the_list(meeting).opens_meeting()
    house.desk(CHAIR).takes(advice, "adopt", method="without_vote")
    house.world.days_later(1)
    house.desk(SECRETARIAT).takes(advice, "send")
    house.desk(SECRETARIAT).takes(advice, "receipt", received_on=house.world.today)
    visitor.follows(advice, "received").sees(dutch("Why this date"))


@pytest.mark.parametrize("ground", ["own", "mandate"])
def test_the_committee_closes_it_itself(house, tmp_path, ground):
    """In its own name (art. 43 Wet op de SER), or on the council's behalf (art. 44)."""
    visitor = house.visitor()
    advice = house.desk(MINISTER).files(**request_of(house, "minister_szw"))
    house.desk(EXECUTIVE).takes(advice, "accept", **assignment(ground))
    through_a_round(house, advice, tmp_path)
    assert not house.desk(SECRETARY).may(advice, "table")
    house.desk(COMMITTEE_CHAIR).takes(advice, "conclude")
    visitor.follows(advice, "adopted")

    # And the council takes note of it, without debate
    meeting = sitting(house)
    day_of_the_meeting(house)
    house.desk(SECRETARIAT).signs_the_list(meeting).opens_meeting()
    house.desk(CHAIR).takes(advice, "take_note", **tabled_for(meeting))
    offered(house, advice)
    visitor.follows(advice, "received")


def test_a_mandate_where_the_council_itself_was_asked(house):
    """Art. 44 Wet op de SER."""
    advice = house.desk(MINISTER).files(**request_of(house, "minister_szw", of_council_itself=True))
    desk = house.desk(EXECUTIVE).tries(
        advice, "accept", in_part=True, scope="Alleen de eerste vraag", **assignment("mandate")
    )
    desk.is_refused("art. 44 Wet op de SER")
    expect(desk.page.locator('[name="scope"]')).to_have_value("Alleen de eerste vraag")
    expect(desk.page.locator('[name="ground"][value="mandate"]')).to_be_checked()
    house.visitor().follows(advice, "requested")
    desk.fills_in(ground="prepare").presses(desk.page.locator("main form button[type=submit]").first.inner_text())
    house.visitor().follows(advice, "drafting")


def test_a_request_is_declined_with_reasons(house):
    advice = house.desk(MINISTER).files(**request_of(house, "minister_szw"))
    house.world.days_later(14)
    house.desk(EXECUTIVE).tries(advice, "decline").is_refused(dutch("This field is required.") or "verplicht")
    house.desk(EXECUTIVE).takes(advice, "decline", reason="Het kabinet heeft al besloten.")
    house.visitor().follows(advice, "declined").sees("Het kabinet heeft al besloten.")
    house.desk(SECRETARIAT).finds_waiting(advice.title)
    house.desk(MINISTER).opens(advice).sees(word_of("declined").capitalize())


def test_the_council_sends_it_back_and_adopts_the_next_draft(house, tmp_path):
    visitor = house.visitor()
    advice = house.desk(MINISTER).files(**request_of(house, "minister_szw"))
    house.desk(EXECUTIVE).takes(advice, "accept", **assignment())
    through_a_round(house, advice, tmp_path)
    first = sitting(house)
    house.desk(SECRETARY).takes(advice, "table", **tabled_for(first))
    day_of_the_meeting(house)
    house.desk(SECRETARIAT).signs_the_list(first).opens_meeting()
    house.desk(CHAIR).takes(advice, "refer_back", reason="De gevolgen voor kleine bedrijven ontbreken.")
    house.desk(SECRETARIAT).closes_meeting(first)
    visitor.follows(advice, "processing").sees("De gevolgen voor kleine bedrijven ontbreken.")

    # Then the committee works on, and only a newly frozen draft goes back
    secretary = house.desk(SECRETARY)
    assert not secretary.may(advice, "table")
    secretary.edits(advice, "Veel werkenden", "Veel werkenden zorgen voor een ander, ook in kleine bedrijven.")
    secretary.takes(advice, "freeze", milestone="green")
    second = sitting(house)
    secretary.takes(advice, "table", **tabled_for(second))
    day_of_the_meeting(house)
    house.desk(SECRETARIAT).signs_the_list(second).opens_meeting()
    house.desk(CHAIR).takes(advice, "adopt", method="without_vote")
    visitor.follows(advice, "adopted")


def test_an_answer_that_does_not_come(house):
    """Art. 24 Kaderwet adviescolleges. How it came so far is told in the other journeys."""
    from tests.dossier import Dossier

    dossier = Dossier.requested(house.world).accepted().to_received().published()
    advice, visitor = dossier.advice, house.visitor()
    due = advice.terms.get().due
    assert not house.desk(SECRETARIAT).may(advice, "remind")
    house.world.clock_at(due + timedelta(days=3))
    secretariat = house.desk(SECRETARIAT)
    secretariat.takes(advice, "remind")
    secretariat.sends_letter(advice, dossier.letter("reminder").subject)
    house.desk(MINISTER).takes(
        advice, "explain_delay", reason="Het kabinet is demissionair.", expected_on=due + timedelta(days=40)
    )
    visitor.follows(advice, "received").sees("Het kabinet is demissionair.")
    house.world.clock_at(due + timedelta(days=50))
    house.desk(MINISTER).records_the_answer(
        advice, sender=str(org("minister_szw").pk), subject="Late reactie", dated=house.world.today, text="Alsnog."
    )
    visitor.follows(advice, "answered").sees("Late reactie")


def test_two_people_at_one_paragraph_lose_nothing(house):
    from tests.dossier import Dossier

    advice = Dossier.requested(house.world).accepted().written().advice
    first, second = house.desk(SECRETARY), house.second_desk(SECRETARY)
    for desk in (first, second):
        desk.turns_to(advice, "Dat gaat lang goed.", dutch("Edit"))
    first.fills_in(notation="Dat gaat lang goed, vaak jaren.").presses(dutch("Save"))
    first.is_told(dutch("The paragraph was saved."))
    second.fills_in(notation="Dat gaat lang goed, tot het misgaat.").presses(dutch("Save"))

    # Both texts stand side by side, and neither is gone
    second.sees(dutch("Nothing is lost"), "vaak jaren", "tot het misgaat")
    expect(second.page.locator('[name="notation"]')).to_have_value("Dat gaat lang goed, tot het misgaat.")
    second.fills_in(notation="Dat gaat lang goed, vaak jaren, tot het misgaat.")
    second.presses(dutch("Save this text over theirs"))
    second.is_told(dutch("The paragraph was saved."))
    first.turns_to(advice, "Dat gaat lang goed", dutch("Edit"))
    first.page.get_by_role("link", name=dutch("Earlier texts of this paragraph")).click()
    first.sees("vaak jaren", "tot het misgaat")


def test_what_was_typed_survives_a_crash_of_the_page(house):
    """The page keeps it by itself; opening the paragraph again gives it back, and only to who typed it."""
    from tests.dossier import Dossier

    advice = Dossier.requested(house.world).accepted().written().advice
    desk = house.desk(SECRETARY).turns_to(advice, "Dat gaat lang goed.", dutch("Edit"))
    desk.page.locator('[name="notation"]').fill("Half af, maar niet kwijt.")
    expect(desk.page.locator(".autosave-status").first).to_contain_text(
        dutch("Saved at {time}").partition("{")[0].strip()
    )
    again = house.second_desk(SECRETARY).turns_to(advice, "Dat gaat lang goed.", dutch("Edit"))
    expect(again.page.locator('[name="notation"]')).to_have_value("Half af, maar niet kwijt.")


def test_who_leaves_the_house_is_out(house):
    """After signing out the way back leads to the door, also with the browser's own button."""
    from tests.dossier import Dossier

    advice = Dossier.requested(house.world).accepted().written().advice
    desk = house.newcomer(SECRETARY).reads_text(advice).sees("Dat gaat lang goed.")
    desk.signs_out()
    desk.page.go_back()
    desk.page.go_back()
    desk.sees_nothing_of("Dat gaat lang goed.")
