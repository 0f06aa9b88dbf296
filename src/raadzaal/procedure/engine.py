"""What is the same for every step, done once: lock, check, carry out, move, start and stop terms, draft letters, record."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import wraps

from raadzaal.accounts.actor import Actor, Capacity
from raadzaal.journal import clock
from raadzaal.journal.acts import Fact, act, record
from raadzaal.journal.models import Audience
from raadzaal.procedure import refusals, running_terms
from raadzaal.procedure.at_once import one_act
from raadzaal.procedure.models import Case, SentForm, StageReached
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.terms import TermRule
from raadzaal.procedure.vocabulary import Role, Roles, Step

EARLIEST = date(1950, 1, 1)


@dataclass(frozen=True)
class Done:
    """What an action tells of itself: ``facts`` for the chain, ``words`` beside it, the ``result`` for its caller.

    ``target`` overrides where the dossier goes, ``letters`` which drafts are made, ``term`` which term starts; ``since`` is
    when it starts, where that is not the day of the act. ``nothing``: all was so already, so the journal has nothing to tell.
    """

    facts: dict = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    result: object = None
    target: str | None = None
    since: date | None = None
    scope: str = ""
    audience: Audience | None = None
    letters: tuple[str, ...] | None = None
    term: TermRule | None = None
    nothing: bool = False


@dataclass(frozen=True)
class Permit:
    """Whether a step is open to somebody; ``refusal`` says why not."""

    step: Step
    capacity: Capacity | None = None
    refusal: Refused | None = None

    @property
    def ok(self) -> bool:
        return self.refusal is None


Drafter = Callable[[Case, str, Actor, date], object]
_drafters: list[Drafter] = []
Optional = Callable[[Step], bool]
_switch: list[Optional] = []


def register_drafter(drafter: Drafter) -> None:
    """The room that writes letters; called for each template a step names."""
    _drafters[:] = [drafter]


def register_switch(known: Optional) -> None:
    """Tells whether the running profile knows an optional step."""
    _switch[:] = [known]


def carries_out(step: Step):
    """Make an action of a function ``(case, *, actor, on, **evidence) -> Done``.

    The action takes ``revision`` too: the dossier's revision on the page the actor looked at; and ``sent``, the key of the
    form (``OnceForm``). Raises Refused, or SentTwice for a form that was sent before, with nothing written. The dossier is
    locked first, the chain's head last.
    """

    def wrap(body):
        @wraps(body)
        def action(
            case: Case, /, *, actor: Actor, on: date | None = None, revision: int | None = None, sent="", **evidence
        ):
            def take():
                now = lock(case)
                _only_once(sent)
                capacity = _checked(step, now, actor, revision, evidence)
                day = checked_date(on)
                done = body(now, actor=actor, on=day, **evidence) or Done()
                if done.nothing:
                    return done.result
                _move(step, now, day, done)
                _finish(step, now, actor, capacity, day, done)
                return done.result

            return one_act(take)

        action.step = step
        step.action = action
        return action

    return wrap


def begins(step: Step):
    """Make an action of a function ``(*, actor, on, **evidence) -> Done`` that creates a dossier and returns it as result."""

    def wrap(body):
        @wraps(body)
        def action(*, actor: Actor, on: date | None = None, **evidence):
            def take():
                capacity = held(step.by, {}, actor, anywhere=True)
                _check_evidence(step, evidence)
                day = checked_date(on)
                done = body(actor=actor, on=day, **evidence)
                if done.nothing:
                    return done.result
                StageReached.objects.create(case_id=done.result.pk, stage=done.result.stage, on=day)
                _finish(step, done.result, actor, capacity, day, done)
                return done.result

            return one_act(take)

        action.step = step
        step.action = action
        return action

    return wrap


def _only_once(sent: str) -> None:
    """*sent* is the key of the page that was filled in. Written with the act, so that what was undone can be sent again."""
    if sent and not SentForm.objects.get_or_create(key=sent, defaults={"at": clock.now()})[1]:
        raise refusals.SentTwice()


def _finish(step: Step, case: Case, actor: Actor, capacity: Capacity, on: date, done: "Done") -> None:
    """Terms, letters, and last of all the entry."""
    _terms(step, case, on, done)
    for template in step.letter if done.letters is None else done.letters:
        for drafter in _drafters:
            drafter(case, template, actor, on)
    record(_fact(step, case, actor, capacity, on, done))


def lock(case: Case) -> Case:
    """The dossier as it stands now, locked until commit."""
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    return type(case).objects.get(pk=case.pk)


def lock_all(cases: Collection[Case]) -> None:
    """Several dossiers for one act, always in the same order: acts on the same ones cannot wait for each other in a circle."""
    for pk in sorted({case.pk for case in cases}):
        Case.objects.select_for_update(no_key=True).get(pk=pk)


def permit(step: Step, case: Case, actor: Actor) -> Permit:
    """The same checks as the action's, without evidence: for buttons, and for saying why there is none."""
    try:
        return Permit(step, capacity=_checked(step, case, actor, None, None))
    except Refused as refusal:
        return Permit(step, refusal=refusal)


def _checked(step: Step, case: Case, actor: Actor, revision: int | None, evidence: dict | None) -> Capacity:
    capacity = held(step.by, case.role_scopes(), actor)
    if step.optional and not all(known(step) for known in _switch):
        raise refusals.NotInThisProfile()
    if revision is not None and revision != case.revision:
        raise refusals.Stale()
    if case.stage not in step.sources:
        raise refusals.WrongStage(stage=case.stage_label)
    for guard in step.guards:
        if refusal := guard(case):
            raise refusal
    if evidence is not None:
        _check_evidence(step, evidence)
    return capacity


def _check_evidence(step: Step, evidence: dict) -> None:
    for name in step.needs:
        given = evidence.get(name)
        if given is None or given in ("", [], ()):
            raise refusals.MissingEvidence(field=name)


def held(by: Roles, scopes: dict[str, set[str]], actor: Actor, *, anywhere: bool = False) -> Capacity:
    """The capacity in which *actor* may act; *anywhere* where there is no dossier yet to scope by. Raises NotAllowed."""
    for role in by:
        for capacity in actor.capacities:
            within = anywhere or not role.scoped or capacity.scope in scopes.get(role.key, set())
            if capacity.role == role.key and within:
                return capacity
    raise refusals.NotAllowed(roles=refusals.names(by))


def checked_date(on: date | None) -> date:
    """The legal date of an act: today when none is given, never in the future. Raises BadDate."""
    today = clock.today()
    on = on or today
    if not EARLIEST <= on <= today:
        raise refusals.BadDate(field="on", date=on)
    return on


def _move(step: Step, case: Case, on: date, done: Done) -> None:
    before, case.stage = case.stage, done.target or step.target or case.stage
    if case.stage != before:
        StageReached.objects.create(case_id=case.pk, stage=case.stage, on=on)
    if not step.quiet:
        case.revision += 1
    if case.stage in case.declared.ends:
        case.closed_on = on
    case.save()


def _terms(step: Step, case: Case, on: date, done: Done) -> None:
    for rule in step.stops:
        running_terms.stop(case, rule, on=on)
    if rule := done.term or step.starts:
        running_terms.start(case, rule, since=done.since or on)


def _fact(step: Step, case: Case, actor: Actor, capacity: Capacity, on: date, done: Done) -> Fact:
    return Fact(
        kind=step.kind,
        subject=f"{case.procedure}:{case.public_id}",
        dossier=case.public_id,
        actor=actor.key,
        role=role_key(capacity),
        scope=done.scope or capacity.scope,
        audience=done.audience or step.audience,
        facts={"on": on, "stage": case.stage, **done.facts},
        words={"actor": actor.name, **done.words},
    )


def also_tell(step: Step, case: Case, *, actor: Actor, on: date, done: Done) -> None:
    """Within the act of another step: tell that *step* was taken too, with the audience that is its own."""
    record(_fact(step, case, actor, held(step.by, case.role_scopes(), actor), on, done))


def role_key(capacity: Capacity) -> str:
    return f"{capacity.role}@{capacity.scope}" if capacity.scope else capacity.role


def performs(kind: str, *, by: Role | Roles, audience: Audience = Audience.DOSSIER):
    """Make an action of a function that is no step of a dossier: ``(subject, *, actor, on, **evidence) -> Done``.

    The subject tells its own ``role_scopes()``, ``public_id`` and, where it belongs to one, ``dossier_id``. The action takes
    ``sent`` too, the key of the form: raises SentTwice for one from which an act was done before.
    """
    roles = by if isinstance(by, Roles) else Roles([by])

    def wrap(body):
        @wraps(body)
        def action(subject, /, *, actor: Actor, on: date | None = None, sent="", **evidence):
            def take():
                _only_once(sent)
                capacity = held(roles, subject.role_scopes(), actor)
                day = checked_date(on)
                done = body(subject, actor=actor, on=day, **evidence) or Done()
                if done.nothing:
                    return done.result
                record(
                    Fact(
                        kind=kind,
                        subject=f"{kind.split('.')[0]}:{getattr(subject, 'public_id', '')}",
                        dossier=getattr(subject, "dossier_id", ""),
                        actor=actor.key,
                        role=role_key(capacity),
                        scope=done.scope or capacity.scope,
                        audience=done.audience or audience,
                        facts={"on": day, **done.facts},
                        words={"actor": actor.name, **done.words},
                    )
                )
                return done.result

            return one_act(take)

        action.kind, action.by = kind, roles
        PLAIN_ACTS[kind] = action
        return action

    return wrap


PLAIN_ACTS: dict[str, Callable] = {}


class Council:
    """The subject of plain acts that concern no single object."""

    public_id = ""

    def role_scopes(self) -> dict[str, set[str]]:
        return {}


def refused(kind: str, refusal: Refused, *, actor: Actor, subject: str, dossier: str = "") -> None:
    """Have the journal tell that an act was tried and refused. To be called after the act's own transaction is undone."""
    with act():
        record(
            Fact(
                kind="refused",
                subject=subject,
                dossier=dossier,
                actor=actor.key,
                role="",
                audience=Audience.SECRETARIAT,
                facts={"act": kind, "code": refusal.code},
                words={"actor": actor.name},
            )
        )
