"""Drafts are canaries: whatever list or page they show up in, the house leaks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from raadzaal.accounts.actor import ANYBODY
from raadzaal.deliberation import queries
from raadzaal.deliberation.models import Position, Reply
from tests.deliberation.makers import TODAY, actor, consultation, on_day

pytestmark = pytest.mark.django_db
CANARY = "KANARIE-in-concept"


@pytest.fixture
def canary(asked):
    """CNV has sent its reply; FNV has a draft that sings."""
    asked.submit("cnv", (0, "objection", "Te traag"))
    asked.extra["draft"] = asked.draft("fnv", (0, "objection", CANARY, CANARY), (1, "support", CANARY), general=CANARY)
    return asked


def outsiders(made):
    return [
        made.coordinator("cnv"),
        made.colleague("vno"),
        made.of_committee("secretary"),
        made.of_committee("chair"),
        made.of_committee("member"),
        actor("advisory_member", made.committee.public_id),
        actor("ministry_observer", made.committee.public_id),
        actor("secretariat"),
        actor("secretary_general"),
        actor("council_chair", "raad"),
        actor("council_member", "raad"),
        actor("requester", "ministerie"),
        actor("committee_secretary", "andere commissie"),
        actor("organisation_coordinator", ""),
        ANYBODY,
    ]


def everything_told(made, who) -> str:
    replies = queries.replies_visible(who)
    seen = [str(vars(each)) for each in replies]
    seen += [str(vars(each)) for each in Position.objects.filter(reply__in=replies)]
    rows = queries.table(made.round, who)
    seen += [str(vars(cell.position)) for row in rows for cell in row.cells]
    seen += [str(vars(each)) for each in queries.remarks(made.case)]
    seen += [str(vars(each)) for each in queries.open_remarks(made.round)]
    seen += [str(queries.support(made.round)), str(queries.support(made.round, running=True))]
    seen += [each.status for each in queries.progress(made.round)]
    return " ".join(seen)


def test_a_draft_is_seen_by_nobody_outside_the_organisation(canary):
    for who in outsiders(canary):
        assert CANARY not in everything_told(canary, who), who
    canary.close()
    for who in outsiders(canary):
        assert CANARY not in everything_told(canary, who), who


def test_a_draft_does_not_count_in_the_support(canary):
    group = queries.support(canary.round, running=True)[canary.nodes[1].pk]
    assert group == {"employers": "none", "workers": "none"}


@pytest.mark.parametrize("who", ["coordinator", "colleague"])
def test_the_organisation_itself_sees_its_draft(canary, who):
    assert list(queries.replies_visible(getattr(canary, who)("fnv"))) == [canary.extra["draft"]]


@pytest.mark.parametrize(("role", "running", "closed"), [("secretary", 1, 1), ("chair", 1, 1), ("member", 0, 1)])
def test_the_committee_sees_what_was_sent_its_members_after_closing(canary, role, running, closed):
    who = canary.of_committee(role)
    assert queries.replies_visible(who).count() == running
    canary.close()
    assert queries.replies_visible(who).count() == closed


def test_organisations_never_see_each_others_replies(canary):
    canary.close()
    assert not queries.replies_visible(canary.coordinator("vno")).exists()
    assert [r.invitation.organisation.key for r in queries.replies_visible(canary.coordinator("cnv"))] == ["cnv"]


def test_rounds_are_seen_by_who_was_asked_and_by_the_committee(asked):
    for who in (asked.coordinator("fnv"), asked.colleague("lto"), asked.of_committee("member")):
        assert list(queries.rounds_visible(who)) == [asked.round]
    for who in (
        actor("organisation_member", "other"),
        actor("committee_member", "other"),
        actor("secretariat"),
        ANYBODY,
    ):
        assert not queries.rounds_visible(who).exists()


def test_support_tells_the_worst_stance_of_each_group_once_the_round_is_closed(asked):
    asked.submit("fnv", (0, "support"), (1, "no_view"))
    asked.submit("cnv", (0, "objection", "Te traag"))
    asked.submit("vno", (0, "reservation", "Te duur"), (1, "support"))
    assert queries.support(asked.round) == {}
    asked.close()
    told = queries.support(asked.case)
    first, second, third = (told[node.pk] for node in asked.nodes[:3])
    assert first == {"employers": "reservation", "workers": "objection"}
    assert second == {"employers": "support", "workers": "no_view"}
    assert third == {"employers": "none", "workers": "none"}


def test_the_mark_shows_every_group_of_the_council(asked):
    asked.submit("fnv", (0, "no_view"))
    asked.close()
    marks = queries.support_marks(asked.case)[asked.nodes[0].pk]
    assert [(mark.group, mark.value) for mark in marks] == [
        ("employers", "none"),
        ("workers", "none"),
        ("crown", "unknown"),
    ]


def test_a_dossier_without_a_round_has_no_support_to_tell(db):
    assert queries.support(consultation(opened=False).case) == {}


def test_rows_can_be_narrowed(asked):
    asked.submit("fnv", (0, "objection", "Te duur"), (1, "support"))
    asked.submit("cnv", (0, "support"))
    found = queries.reactions(asked.round, asked.of_committee("secretary"))
    assert len(found.shown) == 6

    def labels(**wanted):
        return [placed.row.line.label for placed in found.narrowed(queries.Narrowing(**wanted)).shown]

    assert labels(undecided=True) == ["1"]
    assert labels(organisation=asked.organisations["fnv"].public_id, stance="support") == ["2"]


def count(work) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        work()
    return len(seen)


def test_the_table_takes_as_many_queries_for_a_long_text_as_for_a_short_one(db):
    with on_day(TODAY):
        made = consultation(paragraphs=40, asked=tuple((f"org{n}", "workers") for n in range(8)))
        secretary = made.of_committee("secretary")
        made.submit("org0", (0, "support"))
        few = (
            count(lambda: queries.table(made.round, secretary)),
            count(lambda: queries.support(made.round, running=True)),
        )
        for n in range(1, 8):
            made.submit(f"org{n}", *[(place, "objection", "Nee") for place in range(40)])
        many = (
            count(lambda: queries.table(made.round, secretary)),
            count(lambda: queries.support(made.round, running=True)),
        )
    assert few == many == (3, 3)
    assert Reply.objects.count() == 8
