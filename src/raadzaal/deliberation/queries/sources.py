"""What a support map is made of, in a fixed number of questions to the database."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import QuerySet

from raadzaal.council import profile
from raadzaal.council.models import Body, Organisation, Seat
from raadzaal.deliberation.models import Confirmation, Invitation, Position, Reply, SupportOverrule
from raadzaal.deliberation.said import Changed, Said
from raadzaal.deliberation.support_rules import SupportRules, Voice
from raadzaal.journal import clock
from raadzaal.procedure.models import Case
from raadzaal.texts.models import Milestone, MilestoneLine, Revision, Work
from raadzaal.texts.substance import block_changed_in_substance

Pair = tuple[int, int]


@dataclass(frozen=True)
class Column:
    """Somebody who was asked. ``replied``: any reply that may be seen."""

    organisation: Organisation
    voice: Voice
    replied: bool

    @property
    def pk(self) -> int:
        return self.organisation.pk


@dataclass(frozen=True)
class Sources:
    """``asked`` is per party the numbers of the frozen texts it was asked about; ``texts`` the revisions in each."""

    columns: tuple[Column, ...]
    asked: dict[int, set[int]]
    said: list[Said]
    texts: dict[int, dict[int, int]]


def gather(
    case: Case, replies: QuerySet[Reply], *, on: date | None = None, only: Collection[str] | None = None
) -> Sources:
    """*replies* are those that may be seen; *only* narrows the columns to these organisations, by public id.

    Weights are those of the council's seats *on* a day, today if none is given.
    """
    invitations = [each for each in _invitations(case) if only is None or each.organisation.public_id in only]
    by_pk = {each.pk: each for each in invitations}
    sent = replies.filter(submitted_at__isnull=False, invitation__round__case=case.pk).order_by()
    given = {
        pk: (by_pk[invitation], at)
        for pk, invitation, at in sent.values_list("pk", "invitation_id", "submitted_at")
        if invitation in by_pk
    }
    columns = _columns(
        invitations, {invitation.organisation_id for invitation, _at in given.values()}, on or clock.today()
    )
    asked: dict[int, set[int]] = {column.pk: set() for column in columns}
    for invitation in invitations:
        asked[invitation.organisation_id].add(invitation.round.milestone.number)
    said = [*_in_rounds(given), *_confirmed(case, set(asked))]
    return Sources(columns, asked, said, _texts(invitations, {each.version for each in said}))


def _invitations(case: Case) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(round__case=case.pk).select_related("organisation", "round__milestone")
    return found.order_by("round__opened_on", "pk")


def _columns(invitations: Collection[Invitation], replied: set[int], on: date) -> tuple[Column, ...]:
    """Who counts first, in the order of the council's groups."""
    order = {group.key: group.order for group in profile.active().groups}
    seats = _seats({each.organisation_id for each in invitations}, on)
    found = {each.organisation_id: (each.organisation, each.standing) for each in invitations}
    columns = [
        Column(organisation, _voice(organisation, standing, seats), pk in replied)
        for pk, (organisation, standing) in found.items()
    ]
    return tuple(
        sorted(columns, key=lambda each: (not each.voice.voting, order.get(each.voice.group, 99), each.organisation.name))
    )


def _voice(organisation: Organisation, standing: str, seats: dict[int, int]) -> Voice:
    """A party without a seat of its own in the council counts for one."""
    counts = standing == Invitation.Standing.PARTY
    weight = seats.get(organisation.pk, 1) if counts else 0
    return Voice(organisation.public_id, organisation.group, weight, voting=counts)


def _seats(organisations: set[int], on: date) -> dict[int, int]:
    held = Seat.objects.on(on).filter(body__kind=Body.Kind.COUNCIL, displayed__in=organisations)
    return dict(Counter(held.values_list("displayed_id", flat=True)))


def support_rules() -> SupportRules:
    return SupportRules.of(asdict(profile.active().rounds.support))


def _in_rounds(given) -> list[Said]:
    rows = Position.objects.filter(reply__in=list(given)).values_list("reply_id", "node_id", "stance", "public_id")
    return [
        Said(invitation.organisation_id, node, invitation.round.milestone.number, stance, at, key)
        for reply, node, stance, key in rows
        for invitation, at in [given[reply]]
    ]


def _confirmed(case: Case, parties: set[int]) -> list[Said]:
    rows = Confirmation.objects.filter(case=case.pk, organisation__in=parties)
    return [
        Said(organisation, node, version, stance, at, key, confirms=True)
        for organisation, node, version, stance, at, key in rows.values_list(
            "organisation_id", "node_id", "milestone__number", "stance", "at", "public_id"
        )
    ]


def _texts(invitations: Iterable[Invitation], versions: set[int]) -> dict[int, dict[int, int]]:
    """Only of texts that somebody was asked about or spoke of."""
    work = next((each.round.milestone.work_id for each in invitations), None)
    wanted = versions | {each.round.milestone.number for each in invitations}
    found: dict[int, dict[int, int]] = {number: {} for number in wanted}
    rows = MilestoneLine.objects.filter(milestone__work=work, milestone__number__in=wanted).order_by()
    for number, node, revision in rows.values_list("milestone__number", "node_id", "revision_id"):
        found[number][node] = revision
    return found


def standing(work: Work, at: Milestone | None) -> dict[int, int]:
    """The revision of every node, in a frozen text or in the one that is worked on."""
    if at is not None:
        return dict(MilestoneLine.objects.filter(milestone=at).order_by().values_list("node_id", "revision_id"))
    now = Revision.objects.filter(work=work, superseded_at=None, removed=False)
    return dict(now.order_by().values_list("node_id", "pk"))


def changed(case: Case, pairs: Collection[Pair]) -> Changed:
    """Whether words changed in substance, for these *pairs* of revisions; the secretary's word goes above the rule."""
    verdicts = {
        (before, after): verdict == SupportOverrule.Verdict.CHANGED
        for before, after, verdict in SupportOverrule.objects.filter(case=case.pk).values_list("before_id", "after_id", "verdict")
    }
    judged = {pair: verdicts.get(pair) for pair in pairs}
    open_pairs = [pair for pair, verdict in judged.items() if verdict is None]
    blocks = {
        each.pk: each.block for each in Revision.objects.filter(pk__in={revision for pair in open_pairs for revision in pair})
    }
    for before, after in open_pairs:
        judged[before, after] = block_changed_in_substance(blocks[before], blocks[after])
    return lambda before, after: bool(judged[before, after])
