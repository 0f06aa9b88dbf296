"""Before the meeting: who is expected, and whether there will be a quorum."""

from dataclasses import dataclass

from raadzaal.meetings import rules
from raadzaal.meetings.models import Meeting
from raadzaal.meetings.queries.attendance import Attendance, SheetRow, has_quorum_rule, rules_now
from raadzaal.procedure.explanation import Step


@dataclass(frozen=True)
class Expected:
    """``word``: member, substitute, absent, or unknown. ``person`` is who is expected, if anybody."""

    row: SheetRow
    word: str
    person: str = ""


@dataclass(frozen=True)
class Forecast:
    rows: tuple[Expected, ...]
    sitting: int
    sure: int
    unknown: int
    needed: int | None
    explanation: tuple[Step, ...]

    @property
    def enough(self) -> bool | None:
        """True and False when it is certain by what was said; None while it may go either way."""
        if self.needed is None or self.sure >= self.needed:
            return True
        return None if self.sure + self.unknown >= self.needed else False


def said(meeting: Meeting) -> dict[int, bool]:
    """Per person (primary key), whether they said to come."""
    return dict(meeting.intentions.values_list("person_id", "comes"))


def forecast(meeting: Meeting, counted: Attendance) -> Forecast:
    """One query. A substitute who comes counts where the member has said not to."""
    told = said(meeting)
    placed: set[int] = set()
    rows = tuple(_expected(row, told, placed) for row in counted.rows if not row.place.vacant)
    sure = sum(row.word in ("member", "substitute") for row in rows)
    unknown = sum(row.word == "unknown" for row in rows)
    needed = _needed(meeting, counted)
    return Forecast(rows, counted.sitting, sure, unknown, needed, _steps(counted.sitting, sure, unknown, needed))


def _expected(row: SheetRow, told: dict[int, bool], placed: set[int]) -> Expected:
    member, *others = row.candidates
    if told.get(member.person.pk):
        return Expected(row, "member", member.person.name)
    if member.person.pk not in told:
        return Expected(row, "unknown", member.person.name)
    for other in others:
        if told.get(other.person.pk) and other.person.pk not in placed:
            placed.add(other.person.pk)
            return Expected(row, "substitute", other.person.name)
    return Expected(row, "absent")


def _needed(meeting: Meeting, counted: Attendance) -> int | None:
    if not counted.total or not has_quorum_rule(meeting.body):
        return None
    return rules.quorum(counted.sitting, 0, call=meeting.call, rules=rules_now(), total=counted.total).needed


def _steps(sitting: int, sure: int, unknown: int, needed: int | None) -> tuple[Step, ...]:
    numbers = {"sure": sure, "unknown": unknown, "sitting": sitting}
    steps = [Step("forecast", numbers)]
    if needed is None:
        return (*steps, Step("forecast_no_rule"))
    code = "forecast_enough" if sure >= needed else "forecast_open" if sure + unknown >= needed else "forecast_short"
    cited = {"needed": needed, "more": max(needed - sure, 0), "citation": rules_now().citations.quorum}
    return (*steps, Step(code, cited))
