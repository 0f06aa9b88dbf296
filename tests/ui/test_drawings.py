"""Where things stand in the drawings."""

import math
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from raadzaal.ui import drawings, samples
from raadzaal.ui.shapes import Diagram, DiagramStage, DiagramStep, SeatView


def council(*sizes: int) -> list[SeatView]:
    groups = [group for group, size in enumerate(sizes) for _i in range(size)]
    return [SeatView(number, f"g{group}", f"Group {group}") for number, group in enumerate(groups, start=1)]


def distance(a: drawings.PlacedSeat, b: drawings.PlacedSeat) -> float:
    return math.hypot(a.x - b.x, a.y - b.y)


sizes = st.lists(st.integers(1, 45), min_size=1, max_size=4)


@given(sizes)
def test_every_seat_has_one_place_and_no_two_touch(sizes):
    hall = drawings.hall(council(*sizes))
    assert len(hall.seats) == sum(sizes)
    assert sorted(placed.seat.number for placed in hall.seats) == list(range(1, sum(sizes) + 1))
    furthest = 1.08 * hall.radius
    assert all(distance(a, b) > 2 * furthest for a, b in combinations(hall.seats, 2))


@given(sizes)
def test_all_seats_stand_inside_the_hall(sizes):
    hall = drawings.hall(council(*sizes))
    for placed in hall.seats:
        assert 0 < placed.x < hall.width
        assert 0 < placed.y <= hall.centre_y


@given(st.lists(st.integers(1, 45), min_size=2, max_size=4))
def test_groups_sit_together_from_left_to_right(sizes):
    hall = drawings.hall(council(*sizes))
    angles = {}
    for placed in hall.seats:
        angle = math.atan2(hall.centre_y - placed.y, hall.centre_x - placed.x)
        angles.setdefault(placed.seat.group, []).append(angle)
    assert all(max(angles[left]) < min(angles[right]) for left, right in pairwise(sorted(angles)))


def test_the_council_of_thirty_six_has_seats_one_can_read():
    hall = drawings.hall(council(12, 12, 12))
    assert hall.radius > 20
    assert [label for _key, label, _shape in hall.groups] == ["Group 0", "Group 1", "Group 2"]
    assert len({shape for _key, _label, shape in hall.groups}) == 3


def test_an_empty_hall_can_be_drawn():
    hall = drawings.hall([])
    assert (list(hall.seats), list(hall.desks)) == ([], [])


@given(st.sampled_from(drawings.SHAPES), st.floats(5, 30))
def test_a_seat_does_not_reach_beyond_its_place(shape, radius):
    outline = drawings.seat_outline(shape, 0, 0, radius)
    if shape == "circle":
        assert f"a{radius * 0.94:.2f}" in outline
        return
    points = [tuple(map(float, point.split())) for point in outline.strip("Mz").split("L")]
    assert all(math.hypot(x, y) <= radius * 1.08 + 0.02 for x, y in points)


def test_the_mark_fills_by_support():
    support, reservation, objection = drawings.mark_parts(["support", "reservation", "objection"])
    assert (support.fill_height, reservation.fill_height, objection.fill_height) == (22, 11, 0)
    assert reservation.fill_y == 11
    assert objection.x + objection.width == drawings.MARK_WIDTH


@given(st.integers(1, 6))
def test_the_parts_of_a_mark_lie_beside_one_another(count):
    parts = drawings.mark_parts(["support"] * count)
    assert all(round(a.x + a.width, 1) < b.x for a, b in pairwise(parts))


def stages(count: int) -> list[DiagramStage]:
    return [DiagramStage(f"s{i}", f"Stage {i}") for i in range(count)]


pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


@given(pairs)
def test_every_step_is_numbered_once_on_its_arrow(pairs):
    steps = [DiagramStep(f"t{i}", f"s{a}", f"s{b}", "") for i, (a, b) in enumerate(pairs)]
    flow = drawings.flow(Diagram("", stages(8), steps))
    numbers = sorted(number for arrow in flow.arrows for _x, _y, number in arrow.beads)
    assert numbers == list(range(1, len(steps) + 1))
    assert all(0 < x < flow.width and 0 < y < flow.height for arrow in flow.arrows for x, y, _n in arrow.beads)


@given(pairs)
def test_steps_that_run_side_by_side_keep_to_their_own_lane(pairs):
    place = {f"s{i}": i for i in range(8)}
    jumps = list({(f"s{a}", f"s{b}") for a, b in pairs})
    lanes = drawings._lanes(jumps, place)
    for one, other in combinations(jumps, 2):
        if lanes[one] == lanes[other]:
            (a, b), (c, d) = sorted(place[k] for k in one), sorted(place[k] for k in other)
            assert b < c or d < a


def test_steps_to_the_next_stage_run_straight_and_others_around():
    steps = [
        DiagramStep("on", "s0", "s1", ""),
        DiagramStep("skip", "s0", "s2", ""),
        DiagramStep("back", "s2", "s0", ""),
    ]
    straight, ahead, back = drawings.flow(Diagram("", stages(3), steps)).arrows
    assert "Q" not in straight.path
    middle = straight.beads[0][0]
    assert back.beads[0][0] < middle < ahead.beads[0][0]


def test_long_labels_are_broken_between_words():
    assert drawings.wrap("Reactie van het kabinet op het advies", 20) == ["Reactie van het", "kabinet op het", "advies"]
    assert drawings.wrap("Kabinetsreactie", 5) == ["Kabinetsreactie"]


def test_the_sample_votes_are_counted_as_they_are_drawn():
    assert sum(seat.vote == "for" for seat in samples.votes()) == 29
    assert len(samples.seats()) == 36
