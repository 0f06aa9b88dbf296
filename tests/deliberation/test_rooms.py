"""The closed room of an organisation, and a hand-written table of who may see what of a round at which moment."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from raadzaal.accounts.actor import ANYBODY, Actor, actor_of
from raadzaal.accounts.models import User
from raadzaal.council.models import Appointment, Person
from raadzaal.deliberation import actions, queries
from raadzaal.deliberation.models import Guest, InnerRemark, Position
from raadzaal.deliberation.queries.room import guests_of, remarks_visible
from raadzaal.journal import clock
from raadzaal.journal.models import Entry, Words
from tests.deliberation.makers import DEADLINE, TODAY, noon, on_day, refused

pytestmark = pytest.mark.django_db
CANARY = "KANARIE-binnen"
SITE = "https://raad.example/"
DAY = timedelta(days=1)


def person(asked, key: str, organisation: str, role=Appointment.Role.STAFF) -> Person:
    made = Person.objects.create(
        key=key, name=f"Naam {key}", sort_name=key, user=User.objects.create_user(f"{key}@x.example")
    )
    Appointment.objects.create(
        person=made,
        role=role,
        organisation=asked.organisations[organisation],
        valid_from=TODAY,
        recorded_at=noon(TODAY),
    )
    return made


@pytest.fixture
def branch(asked, django_capture_on_commit_callbacks):
    """FNV asked a branch: a guest by mail who said something inside."""
    invitation = asked.invitation("fnv")
    coordinator = asked.coordinator("fnv")
    group = actions.open_group(invitation, "Sector Zorg", TODAY + 5 * DAY, actor=coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        guest = actions.invite(
            invitation, actor=coordinator, name="Noor Bergwerf", email="noor@zorg.example", site=SITE, group=group
        )
    asked.extra["guest"] = as_guest("noor@zorg.example")
    actions.save_remark(invitation, asked.nodes[0], "objection", CANARY, CANARY, actor=asked.extra["guest"])
    asked.extra["remark"] = InnerRemark.objects.get()
    asked.extra["row"] = guest
    return asked


def as_guest(email: str) -> Actor:
    return actor_of(User.objects.get(email=email), clock.now())


def client_of(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


def client_for(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


# -- letting people in ----------------------------------------------------------------------------------------------


def test_a_guest_has_the_room_and_nothing_else(branch):
    guest = branch.extra["guest"]
    assert guest.name == "Noor Bergwerf"
    assert guest.roles() == {"consulted"}
    assert not queries.rounds_visible(guest).exists()
    assert not queries.replies_visible(guest).exists()
    assert [each.last_day for each in guests_of(guest)] == [TODAY + 5 * DAY]


def test_the_mail_names_the_organisation_and_holds_a_link_that_works_once(branch):
    [letter] = mail.outbox
    assert letter.to == ["noor@zorg.example"]
    assert "FNV" in letter.subject
    link = re.search(r"https://raad\.example(/\S+/reset/key/\S+)", letter.body).group(1)
    client = Client()
    form = client.get(link, follow=True)
    done = client.post(
        form.redirect_chain[-1][0], {"password1": "een-lang-wachtwoord-7", "password2": "een-lang-wachtwoord-7"}
    )
    assert done.status_code == 302
    assert User.objects.get(email="noor@zorg.example").has_usable_password()
    again = Client().get(link, follow=True)
    assert b"password1" not in again.content


def test_who_has_a_sign_in_is_mailed_the_room_and_the_coordinator_cannot_tell(
    asked, django_capture_on_commit_callbacks
):
    known = User.objects.create_user("bekend@elders.example", "wachtwoord-genoeg-9")
    with django_capture_on_commit_callbacks(execute=True):
        guest = actions.invite(
            asked.invitation("fnv"), actor=asked.coordinator("fnv"), name="Bekende", email=known.email, site=SITE
        )
    assert guest.user == known
    assert "/reset/" not in mail.outbox[0].body
    assert "/beraad/" in mail.outbox[0].body


def test_inviting_again_sends_another_mail_and_makes_no_second_guest(branch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(
            branch.invitation("fnv"),
            actor=branch.coordinator("fnv"),
            name="Noor",
            email="NOOR@zorg.example",
            site=SITE,
        )
    assert Guest.objects.count() == 1
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("who", ["colleague:fnv", "coordinator:cnv", "secretary", "guest"])
def test_only_the_coordinator_lets_people_in(branch, who):
    actor = someone(branch, who)
    for attempt in (
        lambda: actions.open_group(branch.invitation("fnv"), "Andere", TODAY + DAY, actor=actor),
        lambda: actions.show_out(branch.invitation("fnv"), branch.extra["row"], actor=actor),
    ):
        with refused("not_allowed"):
            attempt()


def test_only_people_of_the_own_organisation_are_let_in_from_the_record(asked):
    ours, theirs = person(asked, "van-ons", "fnv"), person(asked, "van-hen", "cnv")
    invitation, coordinator = asked.invitation("fnv"), asked.coordinator("fnv")
    assert len(actions.let_in(invitation, actor=coordinator, people=[ours])) == 1
    with refused("not_ours"):
        actions.let_in(invitation, actor=coordinator, people=[theirs])


def test_the_day_of_a_group_lies_within_that_of_the_organisation(asked):
    with refused("after_own"):
        actions.open_group(asked.invitation("fnv"), "Te laat", DEADLINE + DAY, actor=asked.coordinator("fnv"))


def test_after_its_own_day_a_group_writes_no_more_and_colleagues_do(branch):
    with on_day(TODAY + 6 * DAY):
        with refused("group_closed"):
            actions.save_remark(branch.invitation("fnv"), branch.nodes[1], "", "Te laat", actor=branch.extra["guest"])
        actions.save_remark(branch.invitation("fnv"), branch.nodes[1], "", "Nog op tijd", actor=branch.colleague("fnv"))


def test_who_is_shown_out_sees_nothing_and_what_was_said_stays(branch):
    actions.show_out(branch.invitation("fnv"), branch.extra["row"], actor=branch.coordinator("fnv"))
    assert as_guest("noor@zorg.example") == ANYBODY
    assert remarks_visible(branch.colleague("fnv"), branch.invitation("fnv")).count() == 1


# -- taking over ----------------------------------------------------------------------------------------------------


def test_a_remark_goes_into_the_reply_with_one_act(branch):
    position = actions.take_over(branch.extra["remark"], actor=branch.coordinator("fnv"))
    assert (position.stance, position.reason, position.proposed) == ("objection", CANARY, CANARY)
    branch.extra["remark"].refresh_from_db()
    assert branch.extra["remark"].taken_at


def test_what_stood_in_the_reply_stays_above_and_nothing_comes_twice(branch):
    branch.draft("fnv", (0, "reservation", "Eigen woorden"))
    for _twice in range(2):
        position = actions.take_over(branch.extra["remark"], actor=branch.colleague("fnv"))
    assert (position.stance, position.reason) == ("reservation", f"Eigen woorden\n\n{CANARY}")


@pytest.mark.parametrize("who", ["guest", "coordinator:cnv", "secretary"])
def test_others_take_nothing_over(branch, who):
    with refused("not_allowed"):
        actions.take_over(branch.extra["remark"], actor=someone(branch, who))


# -- who sees what --------------------------------------------------------------------------------------------------

# Of FNV: what it says inside | its draft | what it sent, while the round runs with nothing sent, sent, and closed.
# r = inner remarks, d = the draft, s = the reply that was sent, o = that reply as one of the others. "-" sees nothing.
SEES = """
who               | drafting | sent | closed | sent, own_in | closed, at closing
coordinator:fnv   | r d      | r s  | r s    | r s          | r s
colleague:fnv     | r d      | r s  | r s    | r s          | r s
guest             | r        | r    | r      | r            | r
coordinator:cnv   | -        | -    | -      | o            | o
colleague:cnv     | -        | -    | -      | o            | o
coordinator:vno   | -        | -    | -      | -            | o
secretary         | -        | s    | s      | s            | s
chair             | -        | s    | s      | s            | s
member            | -        | -    | s      | -            | s
foreign_secretary | -        | -    | -      | -            | -
secretariat       | -        | -    | -      | -            | -
anybody           | -        | -    | -      | -            | -
"""
_HEAD, *_ROWS = [[cell.strip() for cell in line.split("|")] for line in SEES.strip().splitlines()]
CASES = [
    pytest.param(row[0], state, row[at], id=f"{row[0]}-{state}")
    for row in _ROWS
    for at, state in enumerate(_HEAD)
    if at
]


def someone(made, who: str) -> Actor:
    from tests.deliberation.makers import actor

    role, _colon, organisation = who.partition(":")
    if organisation:
        return getattr(made, role)(organisation)
    special = {"guest": made.extra.get("guest"), "anybody": ANYBODY, "secretariat": actor("secretariat")}
    special["foreign_secretary"] = actor("committee_secretary", "andere")
    return special[who] if who in special else made.of_committee(role)


def seen_by(made, who: Actor) -> set[str]:
    """What of FNV *who* finds through everything there is to ask."""
    invitation, found = made.invitation("fnv"), set()
    if remarks_visible(who, invitation).exists():
        found.add("r")
    for reply in queries.replies_visible(who, made.round).filter(invitation=invitation):
        found.add("s" if reply.submitted_at else "d")
    for own in queries.invitations_of(who).filter(round=made.round).exclude(pk=invitation.pk):
        if queries.replies_of_others(own).filter(invitation=invitation).exists():
            found.add("o")
    return found


@pytest.mark.parametrize(("who", "state", "told"), CASES)
def test_who_sees_what(branch, who, state, told):
    branch.draft("fnv", (0, "objection", "Onze woorden"))
    if state != "drafting":
        branch.submit("fnv")
        branch.submit("cnv", (0, "support"))
    branch.round.replies_seen = {"sent, own_in": "own_in", "closed, at closing": "closed"}.get(state, "never")
    branch.round.save()
    if "closed" in state:
        branch.close()
    assert seen_by(branch, someone(branch, who)) == set(told.replace("-", "").split())


def test_the_inside_is_on_no_page_of_another_nor_in_a_journal_a_search_or_a_mail(branch, client):
    branch.draft("fnv", (1, "support"))
    secretary = person_in_committee(branch)
    cnv = person(branch, "coordinator-cnv", "cnv", Appointment.Role.COORDINATOR)
    base = f"/werk/rondes/{branch.round.public_id}/"
    for reader in (client_for(secretary), client_for(cnv), client):
        for path in ("", "reacties/", "voortgang/", "beraad/", "anderen/", "word/", "uitkomst/"):
            answer = reader.get(base + path, follow=True)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert CANARY.encode() not in body, path
            assert b"Noor Bergwerf" not in body, path
    assert not Entry.objects.filter(kind__startswith="deliberation.", dossier=branch.case.public_id).exists()
    assert not Words.objects.filter(value__contains=CANARY).exists()
    assert all(CANARY not in each.body for each in mail.outbox)


def person_in_committee(asked) -> Person:
    made = Person.objects.create(
        key="secretaris", name="Naam secretaris", sort_name="s", user=User.objects.create_user("s@x.example")
    )
    Appointment.objects.create(
        person=made, role=Appointment.Role.SECRETARY, body=asked.committee, valid_from=TODAY, recorded_at=noon(TODAY)
    )
    return made


def test_a_room_that_is_not_yours_is_a_page_that_does_not_exist(branch):
    cnv = client_for(person(branch, "coordinator-cnv", "cnv", Appointment.Role.COORDINATOR))
    base = f"/werk/rondes/{branch.round.public_id}/beraad/"
    theirs = cnv.post(f"{base}overnemen/{branch.extra['remark'].public_id}/").status_code
    nothing = cnv.post(f"{base}overnemen/bestaat-niet/").status_code
    assert theirs == nothing == 404
    assert Position.objects.count() == 0


# -- pages ----------------------------------------------------------------------------------------------------------


def test_a_guest_reads_and_says_something_on_the_page(branch):
    guest = client_of("noor@zorg.example")
    base = f"/werk/rondes/{branch.round.public_id}/"
    page = guest.get(f"{base}beraad/").content.decode()
    assert "Paragraaf 1" in page
    node = branch.nodes[2].public_id
    assert (
        guest.post(f"{base}beraad/alinea/{node}/", {"reason": "Zo kan het niet", "stance": "objection"}).status_code
        == 302
    )
    assert "Zo kan het niet" in guest.get(f"{base}beraad/").content.decode()
    for path in ("", "reacties/", "voortgang/", "verzenden/", "uitstel/", "word/", "algemeen/"):
        assert guest.get(base + path).status_code in (404, 405), path


def test_too_much_is_said_beside_the_field_and_nothing_typed_is_lost(branch):
    guest = client_of("noor@zorg.example")
    url = f"/werk/rondes/{branch.round.public_id}/beraad/alinea/{branch.nodes[2].public_id}/"
    answer = guest.post(url, {"reason": "x" * 5001, "proposed": "Behoud dit"})
    assert answer.status_code == 422
    assert "Behoud dit" in answer.content.decode()
    assert "x" * 5001 in answer.content.decode()


def test_the_coordinator_sees_the_remark_beside_the_paragraph_and_takes_it_over(branch):
    coordinator = client_for(person(branch, "coordinator-fnv", "fnv", Appointment.Role.COORDINATOR))
    base = f"/werk/rondes/{branch.round.public_id}/"
    assert CANARY in coordinator.get(base).content.decode()
    answer = coordinator.post(f"{base}beraad/overnemen/{branch.extra['remark'].public_id}/")
    assert answer.status_code == 302
    assert Position.objects.get().reason == CANARY


def test_the_coordinator_manages_the_room_on_its_page(asked, django_capture_on_commit_callbacks):
    coordinator = client_for(person(asked, "coordinator-fnv", "fnv", Appointment.Role.COORDINATOR))
    url = f"/werk/rondes/{asked.round.public_id}/beraad/"
    day = (TODAY + 9 * DAY).isoformat()
    assert coordinator.post(url, {"do": "group", "group-name": "Noord", "group-deadline": day}).status_code == 302
    wrong = coordinator.post(url, {"do": "email", "email-name": "Iemand", "email-email": "geen adres"})
    assert wrong.status_code == 422
    assert "Iemand" in wrong.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        sent = coordinator.post(url, {"do": "email", "email-name": "Iemand", "email-email": "iemand@x.example"})
    assert sent.status_code == 302
    guest = Guest.objects.get()
    assert coordinator.post(url, {"do": "out", "guest": guest.public_id}).status_code == 302
    assert Guest.objects.get().ended_at


def test_who_acts_for_two_says_for_which_and_never_mixes(asked):
    both = person(asked, "twee-petten", "fnv", Appointment.Role.COORDINATOR)
    Appointment.objects.create(
        person=both,
        role=Appointment.Role.COORDINATOR,
        organisation=asked.organisations["cnv"],
        valid_from=TODAY,
        recorded_at=noon(TODAY),
    )
    client, base = client_for(both), f"/werk/rondes/{asked.round.public_id}/"
    chooser = client.get(base).content.decode()
    assert "FNV" in chooser
    assert "CNV" in chooser
    save = f"{base}alinea/{asked.nodes[0].public_id}/"
    assert client.post(save, {"stance": "support"}).status_code == 404
    for key, stance in (("fnv", "support"), ("cnv", "no_view")):
        chosen = f"?organisatie={asked.organisations[key].public_id}"
        assert client.post(save + chosen, {"stance": stance, "seen": ""}).status_code == 302
    assert {p.reply.invitation.organisation.key: p.stance for p in Position.objects.all()} == {
        "fnv": "support",
        "cnv": "no_view",
    }
