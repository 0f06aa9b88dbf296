"""The minutes of a meeting of four hours, 30 points, 200 contributions and 40 votes, put together from what happened."""

from collections.abc import Iterator
from datetime import timedelta

from bench.figures import Figure, Stopwatch
from raadzaal.council.models import Seat
from raadzaal.demo import cast
from raadzaal.journal import clock
from raadzaal.meetings import actions, minute_book
from raadzaal.meetings.models import AgendaItem, Contribution, Decision, Meeting, RollCallVote
from raadzaal.texts.queries import current

POINTS, CONTRIBUTIONS, VOTES, ROUNDS = 30, 200, 40, 5


def figures(world) -> Iterator[Figure]:
    meeting = _held(world)
    putting = Stopwatch()
    for _ in range(ROUNDS):
        with putting.running():
            made = minute_book.blocks(meeting, world.secretariat)
    yield Figure("paragraphs", len(made), "count", "points", POINTS)
    yield Figure("putting together what happened", putting.median * 1000, "ms", "first", putting.times[0] * 1000)
    whole = Stopwatch()
    with whole.running():
        minutes = actions.draw_up_minutes(meeting, actor=world.secretariat)
    yield Figure("the whole act, text and journal", whole.total, "s", "putting together", putting.median)
    yield Figure("paragraphs in the text", len(current(minutes.work)), "count", "paragraphs", len(made))


def _held(world) -> Meeting:
    """Opened and closed by its acts; what happened in between are rows, as those acts would have left them."""
    starts_at = clock.now() + timedelta(minutes=1)
    meeting = actions.plan(world.council, actor=world.secretariat, starts_at=starts_at, place="Bench")
    actions.convene(meeting, actor=world.secretariat)
    seats = {cast.seat(number).pk: cast.member(number).pk for number in range(1, 37)}
    actions.sign_sheet(meeting, actor=world.secretariat, seats=seats)
    actions.open_meeting(meeting, actor=world.chair)
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=f"Punt {number}", kind="adopt", order=number + 1) for number in range(POINTS)
    )
    for item in items[::3]:
        actions.note(meeting, actor=world.secretariat, item=item, text="De voorzitter vat de gedachtewisseling samen.")
    _spoken(meeting, items)
    _voted(meeting, items)
    actions.close_meeting(meeting, actor=world.chair)
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def _spoken(meeting: Meeting, items: list[AgendaItem]) -> None:
    here, now = list(meeting.presences.select_related("seat", "person")), clock.now()
    Contribution.objects.bulk_create(
        Contribution(
            meeting=meeting, item=items[number % POINTS], person=here[number % len(here)].person,
            seat=here[number % len(here)].seat, kind="first", state="done", asked_at=now, began_at=now,
            ended_at=now + timedelta(seconds=50),
        )
        for number in range(CONTRIBUTIONS)
    )  # fmt: skip


def _voted(meeting: Meeting, items: list[AgendaItem]) -> None:
    """Each by name, three against; ten points twice, as after a void vote."""
    seats = list(Seat.objects.filter(body=meeting.body).order_by("number")[:35])
    people = {each.seat_id: each.person_id for each in meeting.presences.all()}
    because = [
        {"code": "cast", "params": {"in_favour": 32, "against": 3, "blank": 0}},
        {"code": "adopted", "params": {}},
    ]
    for number in range(VOTES):
        decision = Decision.objects.create(
            item=items[number % POINTS], method="roll_call", result="adopted", on=clock.today(), at=clock.now(),
            sitting=36, present=35, in_favour=32, against=3, explanation=because,
        )  # fmt: skip
        RollCallVote.objects.bulk_create(
            RollCallVote(
                decision=decision, seat=seat, person_id=people[seat.pk], value="against" if place < 3 else "for"
            )
            for place, seat in enumerate(seats)
        )
