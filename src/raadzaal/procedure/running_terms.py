"""Terms that run in a dossier: started, suspended, extended, stopped; the due date is worked out anew at each change."""

from datetime import date

from raadzaal.procedure import terms
from raadzaal.procedure.models import Case, Term
from raadzaal.procedure.terms import Length, TermResult, TermRule


def start(case: Case, rule: TermRule, *, since: date) -> Term:
    term = Term.objects.create(case=case, rule=rule.name, since=since)
    return _refresh(term)


def stop(case: Case, rule: str, *, on: date) -> None:
    case.terms.filter(rule=rule, stopped_on=None).update(stopped_on=on)


def suspend(term: Term, *, since: date, until: date | None, reason: str) -> Term:
    term.suspensions.create(since=since, until=until, reason=reason)
    return _refresh(term)


def resume(term: Term, *, on: date) -> Term:
    term.suspensions.filter(until=None).update(until=on)
    return _refresh(term)


def extend(term: Term, *, days: int, reason: str, on: date) -> Term:
    term.extensions.create(days=days, reason=reason, on=on)
    return _refresh(term)


def rule_of(term: Term) -> TermRule:
    return next(rule for rule in term.case.declared.terms if rule.name == term.rule)


def result(term: Term) -> TermResult:
    """The date and why it is that date."""
    rule = rule_of(term)
    return terms.compute(
        rule,
        term.since,
        suspensions=tuple((each.since, each.until) for each in term.suspensions.order_by("since")),
        extensions=tuple(
            terms.Extension(Length(days=each.days), each.reason, rule.basis) for each in term.extensions.order_by("pk")
        ),
    )


def _refresh(term: Term) -> Term:
    term.due = result(term).due
    term.save()
    return term
