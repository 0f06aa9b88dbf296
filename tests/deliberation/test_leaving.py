"""A coordinator leaves while the round runs: who goes on, who sees nothing any more, and who is told that nobody can answer."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from raadzaal.accounts.actor import actor_of
from raadzaal.council import actions as council
from raadzaal.council.models import Appointment, Delegation, Person
from raadzaal.council.queries import warnings
from raadzaal.council.rules import KEEPERS
from raadzaal.deliberation import actions, queries
from raadzaal.deliberation.models import Guest, InnerRemark
from raadzaal.deliberation.queries.board import board
from raadzaal.deliberation.queries.room import in_room, remarks_visible
from raadzaal.journal import clock
from raadzaal.journal.models import Entry
from raadzaal.procedure.refusals import NotAllowed
from tests.deliberation.makers import TODAY, actor, noon, on_day, refused
from tests.deliberation.test_rooms import client_for, person, person_in_committee

pytestmark = pytest.mark.django_db
Role = Appointment.Role
DAY = timedelta(days=1)
LATER = TODAY + 4 * DAY
CANARY = "KANARIE-van-wie-vertrok"

# Who may what, by hand, with a draft of the leaver in the reply and a remark of theirs inside.
# r: reads the draft, i: reads the remarks inside, w: writes in the draft, s: sends it. "-": finds nothing there at all.
TABLE = """
who              | before | handed over | nobody left | appointed anew
leaver           | r i w s| -           | -           | -
successor        | r i w  | r i w s     | r i w       | r i w s
second colleague | r i w  | r i w       | r i w       | r i w
stand-in         | r i w s| r i w       | r i w       | r i w
let in by leaver | i      | i           | i           | i
other coordinator| -      | -           | -           | -
secretary        | -      | -           | -           | -
member           | -      | -           | -           | -
"""
_HEAD, *_ROWS = [[part.strip() for part in line.split("|")] for line in TABLE.strip().splitlines()]
CASES = [
    (row[0], state, set("" if cell == "-" else cell.replace(" ", "")))
    for row in _ROWS
    for state, cell in zip(_HEAD[1:], row[1:], strict=True)
]


@pytest.fixture
def leaving(asked, django_capture_on_commit_callbacks):
    """Of FNV a coordinator, two colleagues, and one who stands in; drafts, a remark and a guest, all of the coordinator's hand."""
    made = asked.extra
    made["leaver"] = person(asked, "vertrekker", "fnv", Role.COORDINATOR)
    made["successor"] = person(asked, "opvolger", "fnv")
    made["second colleague"] = person(asked, "collega", "fnv")
    made["stand-in"] = person(asked, "waarnemer", "fnv")
    made["other coordinator"] = person(asked, "ander", "cnv", Role.COORDINATOR)
    made["secretary"] = person_in_committee(asked)
    made["member"] = Person.objects.create(key="lid", name="Lid", sort_name="lid", user=_user("lid@x.example"))
    Appointment.objects.create(
        person=made["member"], role=Role.MEMBER, body=asked.committee, valid_from=TODAY, recorded_at=noon(TODAY)
    )
    invitation, who = asked.invitation("fnv"), acting(made["leaver"])
    council.delegate(
        appointment(made["leaver"]), actor=who, delegate=made["stand-in"], since=TODAY, until=TODAY + 20 * DAY
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(invitation, actor=who, name="Noor", email="noor@elders.example", site="https://raad.example/")
    actions.let_in(invitation, actor=who, people=[made["leaver"]])
    reply = actions.start_reply(invitation, actor=who)
    actions.save_position(reply, asked.nodes[0], "objection", CANARY, "", actor=who)
    InnerRemark.objects.create(
        invitation=invitation, node=asked.nodes[1], author=who.key, author_name=who.name, reason=CANARY, changed_at=noon(TODAY)
    )  # fmt: skip
    with on_day(LATER):
        yield asked


def _user(email: str):
    from raadzaal.accounts.models import User

    return User.objects.create_user(email)


def acting(who: Person):
    return actor_of(who.user, clock.now())


def appointment(who: Person) -> Appointment:
    return Appointment.objects.known().get(person=who, role=Role.COORDINATOR)


def hand_over(made, by=None):
    leaver = made.extra["leaver"]
    return council.hand_over(appointment(leaver), actor=by or acting(leaver), successor=made.extra["successor"])


def leave(made):
    council.end(appointment(made.extra["leaver"]), actor=actor("secretariat"), until=LATER)


def appoint_anew(made):
    leave(made)
    council.appoint(
        made.extra["successor"],
        actor=actor("secretariat"),
        role=Role.COORDINATOR,
        organisation=made.organisations["fnv"],
        valid_from=LATER,
    )


MOMENTS = {
    "before": lambda made: None,
    "handed over": hand_over,
    "nobody left": leave,
    "appointed anew": appoint_anew,
}


def can(made, who) -> set[str]:
    """Through the pages and the acts, as this person signs in now."""
    user = _user_of(made, who)
    actor_, invitation, found = actor_of(user, clock.now()), made.invitation("fnv"), set()
    client, url = signed_in(user), f"/werk/rondes/{made.round.public_id}/"
    of_fnv = f"?organisatie={invitation.organisation.public_id}"
    page = client.get(url + of_fnv, follow=True).content.decode()
    if queries.replies_visible(actor_, made.round).filter(invitation=invitation).exists():
        found.add("r")
    assert (CANARY in page) == bool(found), who
    if remarks_visible(actor_, invitation).exists() or client.get(f"{url}beraad/{of_fnv}").status_code == 200:
        found.add("i")
    node = made.nodes[2].public_id
    if client.post(f"{url}alinea/{node}/{of_fnv}", {"stance": "support"}).status_code == 302:
        found.add("w")
    if client.post(f"{url}verzenden/{of_fnv}", {"mandate": "confirmed"}).status_code == 302:
        found.add("s")
    return found


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _user_of(made, who):
    from raadzaal.accounts.models import User

    if who == "let in by leaver":
        return User.objects.get(email="noor@elders.example")
    return made.extra[who].user


@pytest.mark.parametrize(("who", "state", "told"), CASES)
def test_who_may_what_when_a_coordinator_leaves(leaving, who, state, told):
    MOMENTS[state](leaving)
    found = can(leaving, who)
    assert found == told


def test_nothing_that_was_written_moves_and_the_journal_tells_who_goes_on(leaving):
    before = list(InnerRemark.objects.values()), list(leaving.invitation("fnv").reply.positions.values())
    hand_over(leaving)
    assert before == (list(InnerRemark.objects.values()), list(leaving.invitation("fnv").reply.positions.values()))
    entry = Entry.objects.filter(kind="council.hand_over").get()
    new, old = appointment(leaving.extra["successor"]), appointment(leaving.extra["leaver"])
    assert entry.audience == "secretariat"
    assert (new.valid_from, old.valid_until) == (LATER, LATER)
    assert not Delegation.objects.known().filter(delegate=leaving.extra["leaver"]).exists()


def test_the_guests_stay_but_not_the_leaver_among_them(leaving):
    assert {each.name for each in in_room(leaving.invitation("fnv"))} == {"Noor", "Naam vertrekker"}
    hand_over(leaving)
    assert {each.name for each in in_room(leaving.invitation("fnv"))} == {"Noor"}
    assert Guest.objects.count() == 2


def test_what_a_colleague_lent_to_the_leaver_ends_with_it(leaving):
    lender = person(leaving, "tweede-coordinator", "fnv", Role.COORDINATOR)
    leaver = leaving.extra["leaver"]
    council.delegate(appointment(lender), actor=acting(lender), delegate=leaver, since=LATER, until=LATER + 9 * DAY)
    hand_over(leaving)
    assert acting(leaver).capacities == ()


def test_also_where_the_appointment_simply_ends(leaving):
    lender = person(leaving, "tweede-coordinator", "fnv", Role.COORDINATOR)
    leaver = leaving.extra["leaver"]
    council.delegate(appointment(lender), actor=acting(lender), delegate=leaver, since=LATER, until=LATER + 9 * DAY)
    leave(leaving)
    assert acting(leaver).capacities == ()


def test_who_is_policy_officer_as_well_keeps_nothing_of_it(leaving):
    leaver = leaving.extra["leaver"]
    Appointment.objects.create(
        person=leaver, role=Role.STAFF, organisation=leaving.organisations["fnv"], valid_from=TODAY, recorded_at=noon(TODAY)
    )  # fmt: skip
    hand_over(leaving)
    assert acting(leaver).capacities == ()


def test_who_coordinates_already_is_not_appointed_twice(leaving):
    second = leaving.extra["successor"]
    Appointment.objects.create(
        person=second, role=Role.COORDINATOR, organisation=leaving.organisations["fnv"], valid_from=TODAY, recorded_at=noon(TODAY)
    )  # fmt: skip
    hand_over(leaving)
    assert Appointment.objects.known().filter(person=second, role=Role.COORDINATOR).count() == 1


@pytest.mark.parametrize("who", ["stand-in", "successor", "other coordinator", "secretary"])
def test_only_the_holder_and_who_keeps_the_record_hand_over(leaving, who):
    with pytest.raises(NotAllowed):
        hand_over(leaving, by=acting(leaving.extra[who]))
    assert appointment(leaving.extra["leaver"]).valid_until is None


@pytest.mark.parametrize("role", sorted(each.key for each in KEEPERS if each.key != "house"))
def test_the_keepers_of_the_record_can(leaving, role):
    hand_over(leaving, by=actor(role))
    assert acting(leaving.extra["successor"]).holds("organisation_coordinator")


def test_not_to_a_stranger_nor_to_who_cannot_sign_in_nor_to_oneself(leaving):
    row, who = appointment(leaving.extra["leaver"]), acting(leaving.extra["leaver"])
    nameless = leaving.extra["second colleague"]
    Person.objects.filter(pk=nameless.pk).update(user=None)
    for wrong in (leaving.extra["other coordinator"], nameless, leaving.extra["leaver"]):
        with refused("not_ours"):
            council.hand_over(row, actor=who, successor=wrong)


def test_not_twice_and_not_on_its_first_day(leaving):
    with on_day(TODAY), refused("began_today"):
        hand_over(leaving)
    hand_over(leaving)
    row = appointment(leaving.extra["leaver"])
    with refused("not_held"):
        council.hand_over(row, actor=actor("secretariat"), successor=leaving.extra["successor"])


def test_the_page_hands_over_and_lets_nothing_be_done_by_accident(leaving):
    leaver, successor = leaving.extra["leaver"], leaving.extra["successor"]
    client, row = client_for(leaver), appointment(leaver)
    typed = {"appointment": row.public_id, "act": "hand_over", "successor": successor.pk}
    unsure = client.post("/werk/waarneming/", typed)
    assert unsure.status_code == 422
    assert f'<option value="{successor.pk}" selected' in unsure.content.decode()
    assert client.post("/werk/waarneming/", typed | {"sure": "on"}).status_code == 302
    assert client.get(f"/werk/rondes/{leaving.round.public_id}/").status_code == 404
    assert appointment(successor)


def test_whoever_is_left_reads_that_nobody_can_send_and_whom_to_ask(leaving):
    url = f"/werk/rondes/{leaving.round.public_id}/"
    client = client_for(leaving.extra["successor"])
    words = "heeft nu geen coördinator"
    assert words not in client.get(url).content.decode()
    leave(leaving)
    for path in ("", "verzenden/"):
        page = client.get(url + path).content.decode()
        assert words in page
        assert "Vraag het secretariaat" in page


def test_the_secretariat_sees_who_cannot_answer(leaving):
    def alone() -> list[str]:
        return [row.invitation.organisation.key for row in board(leaving.round) if row.misses_coordinator]

    assert set(alone()) == {"lto", "vno"}, "of which nobody is known at all"
    url = f"/werk/rondes/{leaving.round.public_id}/voortgang/"
    before = client_for(leaving.extra["secretary"]).get(url).content.decode().count("Niemand kan voor deze organisatie")
    leave(leaving)
    assert set(alone()) == {"fnv", "lto", "vno"}
    after = client_for(leaving.extra["secretary"]).get(url).content.decode().count("Niemand kan voor deze organisatie")
    assert after == before + 1


def test_a_reply_that_was_sent_needs_no_coordinator(leaving):
    actions.submit_reply(leaving.invitation("fnv").reply, actor=acting(leaving.extra["leaver"]))
    leave(leaving)
    [row] = [each for each in board(leaving.round) if each.invitation.organisation.key == "fnv"]
    assert not row.misses_coordinator


def test_who_keeps_the_record_is_warned(world):
    def named() -> list[str]:
        return [str(each) for each in warnings(world.today) if each.code == "no_coordinator"]

    assert named() == []
    world.days_later(1)
    row = Appointment.objects.known().get(person__key="hans-barteling", role=Role.COORDINATOR)
    council.end(row, actor=world.secretariat, until=world.today)
    assert len(named()) == 1 and str(row.organisation) in named()[0]
    assert mail.outbox == []
