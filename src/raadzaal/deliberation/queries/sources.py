"""What a support map is made of, in a fixed number of questions to the database."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from raadzaal.council import profile
from raadzaal.council.models import Body, Organisation, Seat
from raadzaal.deliberation.models import Confirmation, Invitation, Position, Reply, SupportOverrule
from raadzaal.deliberation.said import Changed, Said
from raadzaal.deliberation.support_rules import SupportRules, Voice
from raadzaal.journal import clock
from raadzaal.procedure.models import Case
from raadzaal.texts.models import Milestone, MilestoneLine, Revision, Work
from raadzaal.texts.passages import Passage, Passages, passages
from raadzaal.texts.substance import block_changed_in_substance

Pair = tuple[int, int]


@dataclass(frozen=True)
class Column:
    """Somebody who was asked. ``replied``: any reply that may be seen; ``standing``: in which they react."""

    organisation: Organisation
    voice: Voice
    replied: bool
    standing: str = Invitation.Standing.PARTY

    @property
    def pk(self) -> int:
        return self.organisation.pk


@dataclass(frozen=True)
class Sources:
    """``asked`` is per party the numbers of the frozen texts it was asked about; ``texts`` the revisions in each.

    ``seats`` are the organisation that holds each seat of the council, with the days from and until which it does;
    ``passages`` tells where words went that were joined to another paragraph or split up, ``moment`` until when.
    """

    columns: tuple[Column, ...]
    asked: dict[int, set[int]]
    said: list[Said]
    texts: dict[int, dict[int, int]]
    seats: tuple[tuple[int, date, date | None], ...] = ()
    passages: Passages = Passages()
    moment: datetime | None = None

    def until(self, at: Milestone | None) -> "Sources":
        """As it was known of a frozen text and those before it, weighed by the seats of the day it was frozen."""
        if at is None:
            return self
        asked = {party: {each for each in versions if each <= at.number} for party, versions in self.asked.items()}
        said = [each for each in self.said if each.version <= at.number]
        return replace(self, columns=self.weighed(at.frozen_on), asked=asked, said=said, moment=at.frozen_at)

    def leading_to(self, nodes: Container[int]) -> list[Passage]:
        """Where words went in the text in which these stand."""
        return self.passages.leading_to(nodes, self.moment)

    def weighed(self, on: date) -> tuple[Column, ...]:
        """A party without a seat of its own in the council counts for one."""
        held = Counter(party for party, since, until in self.seats if since <= on and (until is None or on < until))
        return tuple(
            replace(each, voice=replace(each.voice, seats=held[each.pk] or 1)) if each.voice.voting else each
            for each in self.columns
        )


def gather(case: Case, replies: QuerySet[Reply], only: Collection[str] | None = None) -> Sources:
    """*replies* are those that may be seen; *only* narrows the columns to these organisations, by public id."""
    invitations = [each for each in _invitations(case) if only is None or each.organisation.public_id in only]
    asked_about = {each.pk: (each.organisation_id, each.round.milestone.number) for each in invitations}
    sent = replies.filter(submitted_at__isnull=False, invitation__round__case=case.pk).order_by()
    given = {
        pk: (*asked_about[invitation], at, mandate == Reply.Mandate.PROVISIONAL)
        for pk, invitation, at, mandate in sent.values_list("pk", "invitation_id", "submitted_at", "mandate")
        if invitation in asked_about
    }
    columns = _columns(invitations, {party for party, *_rest in given.values()})
    asked: dict[int, set[int]] = {column.pk: set() for column in columns}
    for party, version in asked_about.values():
        asked[party].add(version)
    said = [*_in_rounds(given), *_confirmed(case, set(asked))]
    texts = _texts(invitations, {each.version for each in said})
    went = passages(_work(invitations)) if invitations else Passages()
    found = Sources(columns, asked, said, texts, _seats(set(asked)), went)
    return replace(found, columns=found.weighed(clock.today()))


def _invitations(case: Case) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(round__case=case.pk).select_related("organisation", "round__milestone")
    return found.order_by("round__opened_on", "pk")


def _columns(invitations: Collection[Invitation], replied: set[int]) -> tuple[Column, ...]:
    """Who counts first, in the order of the council's groups."""
    order = {group.key: group.order for group in profile.active().groups}
    found = {each.organisation_id: (each.organisation, each.standing) for each in invitations}
    columns = [
        Column(organisation, _voice(organisation, standing), pk in replied, standing)
        for pk, (organisation, standing) in found.items()
    ]
    return tuple(
        sorted(
            columns, key=lambda each: (not each.voice.voting, order.get(each.voice.group, 99), each.organisation.name)
        )
    )


def _voice(organisation: Organisation, standing: str) -> Voice:
    member = standing == Invitation.Standing.MEMBER and profile.active().rounds.members_count
    counts = standing == Invitation.Standing.PARTY or member
    return Voice(organisation.public_id, organisation.group, int(counts), voting=counts)


def _seats(organisations: set[int]) -> tuple[tuple[int, date, date | None], ...]:
    held = Seat.objects.known().filter(body__kind=Body.Kind.COUNCIL, displayed__in=organisations)
    return tuple(held.values_list("displayed_id", "valid_from", "valid_until"))


def support_rules() -> SupportRules:
    return SupportRules.of(asdict(profile.active().rounds.support))


def _in_rounds(given: Mapping[int, tuple]) -> list[Said]:
    """*given* tells of each reply by whom, on which text, when, and whether provisionally."""
    of_paragraphs = Position.objects.filter(reply__in=list(given), node__isnull=False)
    rows = of_paragraphs.values_list("reply_id", "node_id", "stance", "public_id")
    found = []
    for reply, node, stance, key in rows:
        party, version, at, provisional = given[reply]
        found.append(Said(party, node, version, stance, at, key, provisional=provisional))
    return found


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
    wanted = versions | {each.round.milestone.number for each in invitations}
    found: dict[int, dict[int, int]] = {number: {} for number in wanted}
    rows = MilestoneLine.objects.filter(milestone__work=_work(invitations), milestone__number__in=wanted).order_by()
    for number, node, revision in rows.values_list("milestone__number", "node_id", "revision_id"):
        found[number][node] = revision
    return found


def _work(invitations: Iterable[Invitation]) -> int | None:
    return next((each.round.milestone.work_id for each in invitations), None)


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
        for before, after, verdict in SupportOverrule.objects.filter(case=case.pk).values_list(
            "before_id", "after_id", "verdict"
        )
    }
    judged = {pair: verdicts.get(pair) for pair in pairs}
    open_pairs = [pair for pair, verdict in judged.items() if verdict is None]
    blocks = {
        each.pk: each.block
        for each in Revision.objects.filter(pk__in={revision for pair in open_pairs for revision in pair})
    }
    for before, after in open_pairs:
        judged[before, after] = block_changed_in_substance(blocks[before], blocks[after])
    return lambda before, after: bool(judged[before, after])
