"""After the meeting: minutes, the register, corrections in the open, and the file for the archive."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from lxml import etree

from raadzaal.council.models import Appointment
from raadzaal.meetings import actions, ori_a
from raadzaal.meetings.models import Correction, Meeting, Minutes
from raadzaal.texts.queries import current
from tests.meetings.makers import DAY, SECRETARIAT, case, on_day, refused
from tests.meetings.test_agenda import add
from tests.meetings.test_leading import ask, give
from tests.meetings.test_pages import public, secretariat, signed_in, work
from tests.meetings.test_voting import close, fill

__all__ = ["secretariat"]
pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).parents[2].parent / "shared/standards/ori-a/ORI-A.xsd"
LATER = DAY + timedelta(days=28)


@pytest.fixture
def over(chamber):
    """A meeting that is over: a roll call, a speaker, a note, somebody who left early, and a closed point."""
    meeting = chamber.opened(*range(8))
    item = add(meeting, "Huishoudelijk reglement", "adopt")
    secret = add(meeting, "Benoeming directeur", "talk", closed=True)
    with on_day(DAY):
        actions.turn_to(meeting, actor=SECRETARIAT, item=item)
        give(meeting, ask(chamber, meeting, item, 2))
        actions.note(meeting, actor=SECRETARIAT, item=item, text="De secretaris licht het voorstel toe.")
        voting = actions.open_voting(meeting, actor=SECRETARIAT, item=item)
    fill(chamber, (meeting, voting), dict.fromkeys(range(8), "for") | {3: "against"})
    decision = close((meeting, voting))
    with on_day(DAY):
        actions.turn_to(meeting, actor=SECRETARIAT, item=secret)
        actions.note(meeting, actor=SECRETARIAT, item=secret, text="Vertrouwelijke overweging.")
        actions.sign_out(meeting, actor=SECRETARIAT, seat=chamber.seats[7])
        actions.close_meeting(meeting, actor=SECRETARIAT)
    return Meeting.objects.select_related("body").get(pk=meeting.pk), decision


def drawn_up(over) -> Minutes:
    with on_day(DAY):
        return actions.draw_up_minutes(over[0], actor=SECRETARIAT)


def words(minutes) -> str:
    return "\n".join(line.block.notation for line in current(minutes.work))


def test_the_minutes_put_themselves_together_from_what_happened(chamber, over):
    told = words(drawn_up(over))
    for expected in (
        "Lid 0 raad, VNO-NCW",
        "1 Huishoudelijk reglement",
        "De secretaris licht het voorstel toe.",
        "Lid 2 raad (eerste termijn)",
        "7 voor, 1 tegen",
        "Tegen: Lid 3 raad",
        "art. 26 Wet op de SER",
    ):
        assert expected in told, expected
    assert "Benoeming" not in told
    assert "Vertrouwelijke" not in told


def test_minutes_are_drawn_up_once_and_only_when_it_is_over(chamber, over):
    drawn_up(over)
    with refused("drawn_up"):
        drawn_up(over)
    with on_day(LATER):
        pass
    meeting = chamber.opened(*range(8), day=LATER)
    with on_day(LATER), refused("not_over"):
        actions.draw_up_minutes(meeting, actor=SECRETARIAT)


def test_minutes_are_approved_as_a_point_of_the_next_meeting_and_then_published(chamber, over, secretariat):
    minutes = drawn_up(over)
    node = minutes.work.nodes.order_by("pk")[0]
    with on_day(DAY):
        actions.edit_minutes(over[0], actor=SECRETARIAT, node=node, notation="Verslag, bijgewerkt.", base=1)
        with refused("not_approved"):
            actions.publish_minutes(over[0], actor=SECRETARIAT)
    assert Client().get(f"{public(over[0])}verslag/").status_code == 404
    following = chamber.opened(*range(8), day=LATER)
    item = add(following, "Verslag vorige vergadering", "minutes", minutes_of=over[0])
    with on_day(LATER):
        actions.adopt_unopposed(following, actor=SECRETARIAT, items=[item])
        with refused("approved"):
            actions.edit_minutes(over[0], actor=SECRETARIAT, node=node, notation="Te laat.", base=2)
        actions.publish_minutes(over[0], actor=SECRETARIAT)
        text = Client().get(f"{public(over[0])}verslag/").content.decode()
    assert "Verslag, bijgewerkt." in text
    assert "16 april 2026" in text


def test_rejected_minutes_stay_a_draft(chamber, over):
    minutes = drawn_up(over)
    following = chamber.opened(*range(8), day=LATER)
    item = add(following, "Verslag", "minutes", minutes_of=over[0])
    with on_day(LATER):
        voting = actions.open_voting(following, actor=SECRETARIAT, item=item)
        votes = {chamber.seats[number].pk: "against" for number in range(8)}
        actions.record_votes(following, actor=SECRETARIAT, voting=voting, votes=votes, seen={})
        actions.close_voting(following, actor=SECRETARIAT, voting=voting)
    minutes.refresh_from_db()
    assert minutes.state == "draft"


def test_two_who_write_in_one_paragraph_are_told_and_nothing_typed_is_lost(chamber, over, secretariat):
    minutes = drawn_up(over)
    node = minutes.work.nodes.order_by("pk")[0].public_id
    page = work(over[0], "verslag")
    with on_day(DAY):
        given = {"do": "edit", "node": node, "base": "1", "text": "Eerste versie."}
        assert secretariat.post(page, given).status_code == 302
        answer = secretariat.post(page, given | {"text": "Mijn eigen versie."})
    assert answer.status_code == 409
    assert "Mijn eigen versie." in answer.content.decode()


def test_who_has_read_the_other_words_saves_over_them(chamber, over, secretariat):
    node, page = drawn_up(over).work.nodes.order_by("pk")[0].public_id, work(over[0], "verslag")
    given = {"do": "edit", "node": node, "base": "1", "text": "Eerste versie."}
    with on_day(DAY):
        secretariat.post(page, given)
        again = secretariat.post(page, given | {"text": "Mijn versie."}).content.decode()
        assert f'name="base" value="2" id="edit-{node}-base"' in again
        assert secretariat.post(page, given | {"base": "2", "text": "Mijn versie."}).status_code == 302


@pytest.mark.parametrize(("do", "text"), [("add", "x" * 20_001), ("edit", "x" * 20_001), ("add", "")])
def test_a_paragraph_that_is_too_long_or_empty_is_told_beside_it_and_never_cut(chamber, over, secretariat, do, text):
    minutes = drawn_up(over)
    node, before = minutes.work.nodes.order_by("pk")[0].public_id, words(minutes)
    with on_day(DAY):
        answer = secretariat.post(work(over[0], "verslag"), {"do": do, "node": node, "base": "1", "text": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert text in page and 'aria-invalid="true"' in page
    assert words(minutes) == before


def test_a_paragraph_added_twice_with_one_press_stands_there_once(chamber, over, secretariat):
    minutes = drawn_up(over)
    node = minutes.work.nodes.order_by("pk")[0].public_id
    given = {"do": "add", "node": node, "base": "1", "text": "Een keer.", "sent": "abcdefghijkm"}
    with on_day(DAY):
        assert [secretariat.post(work(over[0], "verslag"), given).status_code for _time in range(2)] == [302, 302]
    assert words(minutes).count("Een keer.") == 1


def test_a_wrong_vote_is_corrected_in_the_open_and_the_decision_stays(chamber, over, secretariat):
    meeting, decision = over
    page = work(meeting, "besluiten", decision.public_id)
    given = {f"seat-{chamber.seats[number].pk}": "for" for number in range(8)}
    given[f"seat-{chamber.seats[4].pk}"] = "against"
    with on_day(LATER):
        assert secretariat.post(page, given | {"reason": ""}).status_code == 422
        assert secretariat.post(page, given | {"reason": "Zetel 4 en 5 verwisseld"}).status_code == 302
        text = Client().get("/besluiten/").content.decode()
    decision.refresh_from_db()
    row = Correction.objects.get()
    assert (decision.in_favour, decision.against, row.in_favour, row.against, row.result) == (7, 1, 7, 1, "adopted")
    assert set(row.votes) == {str(chamber.seats[3].pk), str(chamber.seats[4].pk)}
    assert "Zetel 4 en 5 verwisseld" in text
    assert "Zetel 4 en 5 verwisseld" in Client().get(public(meeting)).content.decode()


def test_a_second_correction_goes_on_from_the_first(chamber, over):
    meeting, decision = over

    def put_right(number, value):
        with on_day(LATER):
            votes = {chamber.seats[number].pk: value}
            given = {"decision": decision, "votes": votes, "reason": "Verkeerd gehoord"}
            return actions.correct_decision(meeting, actor=SECRETARIAT, **given)

    put_right(3, "for")
    put_right(4, "against")
    with refused("unchanged"):
        put_right(4, "against")
    last = Correction.objects.last()
    assert (Correction.objects.count(), last.in_favour, last.against) == (2, 7, 1)


def test_a_correction_that_turns_the_result_of_a_dossier_is_for_the_council(chamber):
    meeting = chamber.opened(*range(8))
    item = chamber.item(meeting, case())
    from tests.meetings.test_deciding import roll_call, split

    decision = roll_call(item, split(chamber, range(5), (5, 6, 7)))
    votes = {chamber.seats[number].pk: "against" for number in (0, 1)}
    with on_day(DAY), refused("other_result"):
        actions.correct_decision(meeting, actor=SECRETARIAT, decision=decision, votes=votes, reason="Verkeerd gehoord")


def test_the_register_holds_no_closed_points_or_meetings(chamber, over):
    with on_day(DAY):
        text = Client().get("/besluiten/").content.decode()
    assert "Huishoudelijk reglement" in text
    assert "Benoeming" not in text


def test_members_do_not_write_minutes(chamber, over):
    member = signed_in("Bram Poel", Appointment.Role.MEMBER, chamber.body)
    assert member.get(work(over[0], "verslag")).status_code == 404


@pytest.mark.parametrize("empty", [False, True])
def test_the_file_for_the_archive_is_valid_ori_a(chamber, over, empty):
    if not SCHEMA.exists():
        pytest.skip("the ORI-A schema is not here")
    meeting = over[0]
    if empty:
        meeting = chamber.plan(LATER)
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    with translation.override("nl"):
        document = ori_a.document(meeting, page="https://raad.example/vergadering/")
    schema.assertValid(etree.fromstring(document))
    assert b"Benoeming" not in document


def test_everybody_fetches_the_archive_file_of_a_public_meeting_that_is_over(chamber, over):
    answer = Client().get(f"{public(over[0])}ori-a.xml")
    root = etree.fromstring(answer.content)
    votes = root.findall(".//{https://ori-a.nl}keuzeStemming")
    assert sorted(vote.text for vote in votes) == ["Tegen", *["Voor"] * 7]
    assert Client().get(f"{public(chamber.plan(LATER))}ori-a.xml").status_code == 404
