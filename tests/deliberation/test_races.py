"""Two coordinators send at once, or one sends while the round is being closed: exactly one thing happens."""

import pytest

from raadzaal.deliberation import actions, queries
from raadzaal.deliberation.actions import replies
from raadzaal.deliberation.models import Reply, Round
from raadzaal.journal import acts
from raadzaal.journal.models import Entry
from tests.deliberation.makers import DEADLINE, TODAY, actor, consultation, on_day

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.trial]
HERE = "tests.deliberation.test_races"
AFTER = DEADLINE.replace(month=4)


def prepare() -> list[str]:
    with on_day(TODAY):
        made = consultation()
        return [made.round.public_id, made.draft("fnv", (0, "support")).public_id]


def submit(reply: str) -> None:
    found = Reply.objects.get(public_id=reply)
    own = found.invitation.organisation.public_id
    with on_day(TODAY):
        actions.submit_reply(found, actor=actor("organisation_coordinator", own), on=TODAY)


def close(running: str) -> None:
    with on_day(AFTER), acts.act():
        actions.close_round(Round.objects.get(public_id=running), on=AFTER)


def left() -> list[int]:
    """Replies that were sent, and entries that tell of it."""
    sent = Reply.objects.filter(submitted_at__isnull=False).exclude(digest="").count()
    return [sent, Entry.objects.filter(kind="deliberation.submit_reply").count()]


def test_of_submissions_at_the_same_moment_one_counts(arena):
    [(_round, reply)] = arena.play([HERE, "prepare"])
    outcomes = arena.play(*[[HERE, "submit", reply]] * 3)
    assert sorted(outcomes) == ["done", "submitted", "submitted"]
    assert arena.play([HERE, "left"]) == [[1, 1]]


def test_a_reply_is_in_before_closing_or_refused(arena):
    [(running, reply)] = arena.play([HERE, "prepare"])
    sent, closed = arena.play([HERE, "submit", reply], [HERE, "close", running])
    assert closed == "done"
    [(replies, entries)] = arena.play([HERE, "left"])
    assert (sent, replies, entries) in [("done", 1, 1), ("round_closed", 0, 0)]


def save(reply: str, name: str, words: str, seen: str) -> None:
    found = Reply.objects.get(public_id=reply)
    own = found.invitation.organisation.public_id
    node = found.invitation.round.milestone.lines.filter(revision__kind="paragraph").first().node
    with on_day(TODAY):
        who = actor("organisation_member", own, name)
        actions.save_position(found, node, "objection", words, actor=who, seen=seen)


def prepare_empty() -> list[str]:
    with on_day(TODAY):
        made = consultation()
        return [made.round.public_id, made.draft("fnv").public_id]


def words_left() -> list[str]:
    return [each.reason for each in Reply.objects.get().positions.all()]


def test_of_two_colleagues_who_write_one_paragraph_the_second_is_told_and_nothing_is_written_over(arena):
    [(_round, reply)] = arena.play([HERE, "prepare_empty"])
    outcomes = arena.play([HERE, "save", reply, "Anna", "Van Anna", ""], [HERE, "save", reply, "Bo", "Van Bo", ""])
    assert sorted(outcomes) == ["changed_meanwhile", "done"]
    winner = "Van Anna" if outcomes[0] == "done" else "Van Bo"
    assert arena.play([HERE, "words_left"]) == [[winner]]


def seal() -> list:
    """Whether the seal of what was sent is that of what stands there."""
    reply = Reply.objects.get()
    fits = bool(reply.digest) and reply.digest == replies.digest(reply, list(queries.positions_in_order(reply)))
    return [fits, [each.reason for each in reply.positions.all()]]


def test_what_is_sent_while_a_colleague_writes_is_sealed_as_it_stands(arena):
    [(_round, reply)] = arena.play([HERE, "prepare"])
    sent, saved = arena.play([HERE, "submit", reply], [HERE, "save", reply, "Bo", "Op de valreep", ""])
    assert sent == "done"
    assert saved in ("submitted", "changed_meanwhile")
    assert arena.play([HERE, "seal"]) == [[True, [""]]]
