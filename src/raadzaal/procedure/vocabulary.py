"""The words a procedure is declared in. A declaration is data: guards, buttons, pages, diagrams and tests read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from raadzaal.journal.models import Audience
from raadzaal.procedure.basis import Basis
from raadzaal.procedure.terms import TermRule


@dataclass(frozen=True)
class Role:
    """``scoped`` roles count only within the dossier's own body, organisation or requester."""

    key: str
    label: object
    scoped: bool = False

    def __or__(self, other: "Role | Roles") -> "Roles":
        return Roles([self]) | other


class Roles(tuple[Role, ...]):
    def __or__(self, other: "Role | Roles") -> "Roles":
        return Roles([*self, *([other] if isinstance(other, Role) else other)])


Guard = Callable[[object], object]


class Step:
    """One thing that can be done in a stage.

    ``target`` None: the stage stays. ``needs``: evidence without which it is refused. ``guards``: rules that return a Refused
    or None. ``quiet``: does not make other people's open pages stale.
    ``main``: it is what one comes for, always or in the stages named. ``optional``: the option of the profile that switches it on.
    ``letter``: template(s) of which a draft is made. ``starts`` / ``stops``: terms.
    """

    def __init__(
        self,
        sources: Iterable[str] | str,
        target: str | None,
        *,
        by: Role | Roles,
        label,
        done,
        basis: Basis,
        needs: tuple[str, ...] = (),
        guards: tuple[Guard, ...] = (),
        letter: tuple[str, ...] = (),
        starts: TermRule | None = None,
        stops: tuple[str, ...] = (),
        audience: Audience = Audience.DOSSIER,
        main: bool | tuple[str, ...] = False,
        quiet: bool = False,
        optional: str = "",
    ):
        self.sources = (sources,) if isinstance(sources, str) else tuple(sources)
        self.target = target
        self.by = by if isinstance(by, Roles) else Roles([by])
        self.label, self.done, self.basis = label, done, basis
        self.needs, self.guards, self.letter = needs, guards, letter
        self.starts, self.stops, self.audience = starts, stops, audience
        self.main, self.quiet, self.optional = main, quiet, optional
        self.name = ""
        self.procedure: type[Procedure] | None = None

    def __set_name__(self, owner, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<Step {self.kind}>"

    def leads(self, stage: str) -> bool:
        """Whether it is the step that brings a dossier in *stage* further."""
        return stage in self.sources and (self.main if isinstance(self.main, bool) else stage in self.main)

    @property
    def target_label(self):
        return self.procedure.stages(self.target).label if self.target else ""

    @property
    def kind(self) -> str:
        """The name of its entries in the journal."""
        return f"{self.procedure.key}.{self.name}"


class Procedure:
    """Subclass with ``key``, ``title``, ``stages`` (a TextChoices), ``begins``, ``ends`` and Steps."""

    key = ""
    title: object = ""
    stages: type
    begins: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    line: tuple[str, ...] = ()
    terms: tuple[TermRule, ...] = ()
    registry: dict[str, type["Procedure"]] = {}

    def __init_subclass__(cls) -> None:
        cls.registry[cls.key] = cls
        for step in cls.steps():
            step.procedure = cls

    @classmethod
    def steps(cls) -> list[Step]:
        return [value for value in vars(cls).values() if isinstance(value, Step)]

    @classmethod
    def step(cls, name: str) -> Step:
        """Raises KeyError."""
        found = vars(cls).get(name)
        if not isinstance(found, Step):
            raise KeyError(name)
        return found

    @classmethod
    def leaving(cls, stage: str) -> list[Step]:
        return [step for step in cls.steps() if stage in step.sources]
