"""Counting a term forward in days: length, extensions, suspensions, and then the Act on top."""

from datetime import timedelta
from itertools import islice

from raadzaal.procedure.calendar import shifted
from raadzaal.procedure.explanation import Step
from raadzaal.procedure.lengths import Moved, Unit, joined, moved, moved_inclusive
from raadzaal.procedure.term_act import act_verdict
from raadzaal.procedure.term_rules import CountsFrom, Suspension, TermResult

MINIMUM_WORKING_DAYS = 2


def merged(suspensions):
    """In order, and what overlaps or touches made one, so that no day is counted twice."""
    found = []
    for each in sorted((_suspension(each) for each in suspensions), key=lambda each: each.start):
        if found and (found[-1].is_open or each.start <= found[-1].resumes_on):
            each = _union(found.pop(), each)
        found.append(each)
    return tuple(found)


def _suspension(given):
    return given if isinstance(given, Suspension) else Suspension(*given)


def _union(earlier, later):
    ends = (earlier.resumes_on, later.resumes_on)
    return Suspension(earlier.start, None if None in ends else max(ends))


def running_from(first, suspensions):
    """What the suspensions still take from a term whose first day is `first`."""
    return tuple(
        Suspension(max(first, each.start), each.resumes_on)
        for each in suspensions
        if each.is_open or each.resumes_on > first
    )


def plain(length):
    return length.unit.value, length.count


def basis_params(basis):
    return {"citation": basis.citation, "kind": basis.kind.value}


class Count:
    """One forward calculation in days, weeks, months, years or working days."""

    def __init__(self, rule, since, calendar, suspensions, extensions):
        self.rule, self.since, self.calendar, self.extensions = rule, since, calendar, extensions
        inclusive = rule.counts_from is CountsFrom.EVENT_DAY
        self.first = since if inclusive else shifted(since, 1)
        self.given = suspensions
        self.suspensions = running_from(self.first, suspensions)
        self.lengths = [rule.length, *(extension.length for extension in extensions)]
        self.steps = []

    def result(self):
        self._tell_start()
        nominal = self._tell_suspensions(self._tell_lengths())
        applies, why = act_verdict(self.rule, self.lengths)
        due = nominal
        if nominal is not None:
            if why:
                self._tell(why)
            due = self._settled(nominal) if applies else nominal
        if due is not None:
            self._tell_void_suspensions(due)
            self._tell("due", due=due)
        self._tell_basis()
        return TermResult(self.rule, self.since, due, nominal, applies, tuple(self.steps))

    def _tell(self, code, **params):
        self.steps.append(Step(code, params))

    def _tell_start(self):
        if self.rule.counts_from is CountsFrom.EVENT_DAY:
            self._tell("start_same_day", since=self.since)
        else:
            self._tell("start_day_after", first=self.first, since=self.since)

    def _tell_basis(self):
        self._tell("basis", **basis_params(self.rule.basis))

    def _tell_lengths(self):
        """Explains the length and each extension; the end without suspensions."""
        end = self._end(1, ())
        self._tell("length", length=plain(self.rule.length), end=end.day)
        self._tell_month_end(end)
        for nth, extension in enumerate(self.extensions, start=2):
            end = self._end(nth, ())
            self._tell(
                "extended",
                length=plain(extension.length),
                reason=extension.reason,
                citation=extension.basis.citation,
                end=end.day,
            )
            self._tell_month_end(end)
        return end.day

    def _tell_month_end(self, end):
        if end.missing:
            self._tell("month_end", missing=end.missing)

    def _tell_suspensions(self, end):
        """Explains each suspension that moves the end; the end with all of them, None if one is open."""
        for nth, suspension in enumerate(self.suspensions, start=1):
            if suspension.start > end:
                break
            if suspension.is_open:
                self._tell("suspended_open", start=suspension.start)
                return None
            end = self._end(len(self.lengths), self.suspensions[:nth]).day
            self._tell(
                "suspended",
                days=suspension.days,
                start=suspension.start,
                resumes_on=suspension.resumes_on,
                end=end,
            )
        return end

    def _tell_void_suspensions(self, due):
        for suspension in self.given:
            if not suspension.is_open and suspension.resumes_on <= self.first:
                self._tell("suspended_before", resumes_on=suspension.resumes_on)
            elif suspension.start > due:
                self._tell("suspended_after", start=suspension.start)

    def _end(self, how_many, suspensions):
        """The end after the first `how_many` lengths, with these suspensions."""

        def counts(day):
            return self.calendar.is_working_day(day) and not any(each.covers(day) for each in suspensions)

        legs = joined(self.lengths[:how_many])
        add = moved_inclusive if self.rule.counts_from is CountsFrom.EVENT_DAY else moved
        end = self._leg(add(self.since, legs[0], 1, counts), shifted(self.first, -1), legs[0], suspensions)
        for leg in legs[1:]:
            end = self._leg(moved(end.day, leg, 1, counts), end.day, leg, suspensions)
        return end

    @staticmethod
    def _leg(end, position, length, suspensions):
        """Working days already skip what was suspended; calendar lengths move by the days suspended on the way."""
        if length.unit is Unit.WORKING_DAYS:
            return end
        for suspension in suspensions:
            if position < suspension.start <= end.day:
                end = Moved(shifted(end.day, suspension.days), end.missing)
        return end

    def _settled(self, nominal):
        """The last day after arts. 1 and 2 Atw; None if an open suspension begins while it is being moved."""
        due, because = self._next_counting(nominal)
        if due is None:
            return None
        if because:
            self._tell("moved", because=because, due=due)
        else:
            self._tell("not_moved", end=due)
        return due if self._holds_enough(due) else self._one_more(due)

    def _one_more(self, due):
        """The settled end is itself a working day, so one more makes the two that art. 2 Atw asks for."""
        further, _because = self._next_counting(shifted(due, 1))
        if further is not None:
            self._tell("minimum", due=further)
        return further

    def _next_counting(self, day):
        """The first day from here on that counts, and what was passed over; None where an open suspension begins."""
        because = []
        while reason := self._not_counting(day):
            if reason[0] == "suspended_open":
                self._tell("suspended_open", start=day)
                return None, ()
            because.append((day, *reason))
            day = shifted(day, 1)
        return day, tuple(because)

    def _holds_enough(self, due):
        if self._shorter_than_three_days():
            return True
        backwards = (due - timedelta(days=back) for back in range((due - self.first).days + 1))
        working = (day for day in backwards if self._not_counting(day) is None)
        return len(list(islice(working, MINIMUM_WORKING_DAYS))) == MINIMUM_WORKING_DAYS

    def _shorter_than_three_days(self):
        in_days = all(length.unit in (Unit.DAYS, Unit.WORKING_DAYS) for length in self.lengths)
        return in_days and sum(length.count for length in self.lengths) < 3

    def _not_counting(self, day):
        for suspension in self.suspensions:
            if suspension.covers(day):
                return ("suspended_open", "") if suspension.is_open else ("suspended", "")
        return self.calendar.why_no_working_day(day)
