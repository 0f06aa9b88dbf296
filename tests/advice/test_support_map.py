"""Who carries which paragraph, cell by cell, from the white draft to the adopted advice. The tables are written by hand."""

import hashlib
import json

import pytest

from raadzaal.advice import actions as advices
from raadzaal.deliberation import actions
from raadzaal.deliberation.models import Confirmation, Reply, SupportSnapshot
from raadzaal.deliberation.presenting_map import SIGNS
from raadzaal.deliberation.queries.map import growth, open_points, support_map
from raadzaal.deliberation.queries.sources import gather
from raadzaal.journal.models import Entry
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.texts.blocks import Block, Kind
from tests.dossier import Dossier, Sitting

WHO = ("vno_ncw", "mkb_nederland", "fnv", "cnv")
# s support, r reservation, o objection, n no view, c to be confirmed, w no answer yet, x not asked; in the order of WHO.
WHITE = {1: "xxxx", 2: "xxxx", 3: "xxxx", 4: "xxxx"}
SENT = {1: "swss", 2: "swos", 3: "swrn", 4: "owsw"}
EDITED = {1: "swss", 2: "cwcc", 3: "swrn", 4: "owsw", 5: "xxxx"}
OVERRULED = {1: "swss", 2: "swos", 3: "swrn", 4: "owsw", 5: "xxxx"}
CONFIRMED = {1: "swss", 2: "cwsc", 3: "swrn", 4: "owsw", 5: "xxxx"}
SECOND = {1: "swss", 2: "swsc", 3: "swsn", 4: "swsw", 5: "sxsx"}


@pytest.fixture
def sent(world):
    """A round in which MKB-Nederland does not answer and the others answer what the table says."""
    made = Dossier.requested(world).accepted().written().frozen("white").consulted(WHO, days=28)
    doubts = {"p2": ("objection", "Het gaat niet goed."), "p3": ("reservation", "Wie betaalt?")}
    made.replied("fnv", p1=("support", ""), p4=("support", ""), **doubts)
    made.replied("cnv", p1=("support", ""), p2=("support", ""), p3=("no_view", ""))
    made.replied("vno_ncw", p1=("support", ""), p2=("support", ""), p3=("support", ""), p4=("objection", "Te duur."))
    world.days_later(29)
    made.round_closed()
    return made


@pytest.fixture
def edited(sent):
    """A comma less in the first paragraph; other words in the second; a new paragraph at the end."""
    sent.edited(1, "veel werkenden zorgen voor een ander")
    sent.edited(2, "Dat gaat lang niet altijd goed.", why="Op verzoek van FNV")
    block = Block(Kind.PARAGRAPH, 0, "Ten slotte.")
    advices.restructure(sent.advice, actor=sent.secretary, change="add", after=sent.node(4), block=block)
    return sent


def milestone(dossier, key: str, nth: int = -1):
    return list(dossier.advice.work.milestones.filter(key=key))[nth]


def map_of(dossier, at=None):
    return support_map(dossier.advice, dossier.advice.work, at, gather(dossier.advice, Reply.objects.all()))


def growth_of(dossier):
    return growth(dossier.advice, dossier.advice.work, gather(dossier.advice, Reply.objects.all()))


def table(dossier, at=None) -> dict[int, str]:
    found = map_of(dossier, at)
    order = {column.organisation.key: place for place, column in enumerate(found.columns)}
    return {
        place: "".join(SIGNS[row.held[order[key]].state] for key in WHO)
        for place, row in enumerate(found.rows, start=1)
    }


def everything_answered(dossier):
    for key in ("fnv", "vno_ncw"):
        for remark in Reply.objects.filter(invitation__organisation__key=key):
            for position in remark.positions.filter(disposition=None).exclude(stance__in=("support", "no_view")):
                advices.dispose(
                    dossier.advice, actor=dossier.secretary, position=position, outcome="noted", reason="Besproken."
                )
    return dossier


def test_before_and_in_the_first_round(sent):
    assert table(sent, milestone(sent, "white")) == WHITE
    assert table(sent, milestone(sent, "sent")) == SENT
    assert table(sent) == SENT


def test_support_is_to_be_confirmed_when_words_change_in_substance_and_not_on_a_typo(edited):
    assert table(edited) == EDITED
    assert table(edited, milestone(edited, "sent")) == SENT
    edited.frozen("green")
    assert table(edited, milestone(edited, "green")) == EDITED


def test_the_secretary_overrules_with_a_reason_that_the_journal_keeps(edited):
    since = milestone(edited, "sent")
    told = {"node": edited.node(2), "since": since, "verdict": "unchanged", "reason": "Alleen de toon is anders."}
    actions.overrule(edited.advice, actor=edited.secretary, **told)
    assert table(edited) == OVERRULED
    entry = Entry.objects.get(kind="deliberation.overrule")
    assert entry.dossier == edited.advice.public_id
    actions.overrule(
        edited.advice, actor=edited.secretary, **told | {"verdict": "changed", "reason": "Bij nader inzien."}
    )
    assert table(edited) == EDITED


def test_overruling_is_about_these_words_only(edited):
    told = {"node": edited.node(2), "since": milestone(edited, "sent"), "verdict": "unchanged", "reason": "Toon."}
    actions.overrule(edited.advice, actor=edited.secretary, **told)
    edited.edited(2, "Dat gaat zelden goed.")
    assert table(edited)[2] == EDITED[2]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": "  "}, "no_reason"),
        ({"verdict": "perhaps"}, "unknown_verdict"),
        ({"node": 3}, "same_words"),
        ({"node": 5}, "foreign"),
    ],
)
def test_what_may_not_be_overruled(edited, change, code):
    given = {"node": 2, "since": milestone(edited, "sent"), "verdict": "unchanged", "reason": "Toon."} | change
    given["node"] = edited.node(given["node"])
    with pytest.raises(Refused) as refusal:
        actions.overrule(edited.advice, actor=edited.secretary, **given)
    assert refusal.value.code == code


def test_only_the_secretary_overrules(world, edited):
    for actor in (world.other_secretary, world.committee_member, world.coordinator("fnv"), world.secretariat):
        with pytest.raises(NotAllowed):
            actions.overrule(
                edited.advice,
                actor=actor,
                node=edited.node(2),
                since=milestone(edited, "sent"),
                verdict="changed",
                reason="Nee.",
            )


def reply_of(dossier, key: str) -> Reply:
    return Reply.objects.filter(invitation__organisation__key=key, invitation__round__case=dossier.pk).latest("pk")


def test_an_organisation_says_outside_a_round_what_it_finds_of_new_words(world, edited):
    edited.frozen("green")
    actions.confirm(reply_of(edited, "fnv"), actor=world.coordinator("fnv"), node=edited.node(2), stance="support")
    assert table(edited) == CONFIRMED
    assert table(edited, milestone(edited, "green")) == CONFIRMED
    assert table(edited, milestone(edited, "sent")) == SENT
    assert Entry.objects.get(kind="deliberation.confirm").audience == "organisation"


def test_what_may_not_be_confirmed(world, edited):
    edited.frozen("green")
    fnv = {"actor": world.coordinator("fnv")}
    for node, more, code in ((1, {}, "holds"), (5, {}, "nothing_said"), (2, {"stance": "no_view"}, "unknown_stance")):
        with pytest.raises(Refused) as refusal:
            actions.confirm(reply_of(edited, "fnv"), node=edited.node(node), **fnv, **more)
        assert refusal.value.code == code
    for actor in (world.policy_officer("fnv"), world.coordinator("cnv"), edited.secretary):
        with pytest.raises(NotAllowed):
            actions.confirm(reply_of(edited, "fnv"), actor=actor, node=edited.node(2))
    edited.consulted(("fnv",), days=10)
    with pytest.raises(Refused) as refusal:
        actions.confirm(reply_of(edited, "fnv"), node=edited.node(2), **fnv)
    assert refusal.value.code == "round_open"
    assert not Confirmation.objects.exists()


@pytest.fixture
def second(world, edited):
    """FNV and VNO-NCW are asked once more, on the green draft."""
    edited.frozen("green").consulted(("fnv", "vno_ncw"), days=10)
    edited.replied("fnv", p2=("support", ""), p3=("support", ""), p5=("support", ""))
    edited.replied("vno_ncw", p2=("support", ""), p4=("support", ""), p5=("support", ""))
    world.days_later(11)
    edited.round_closed()
    return edited


def test_the_second_round_stands_above_the_first(second):
    assert table(second) == SECOND
    assert table(second, milestone(second, "sent", 0)) == SENT
    assert table(second, milestone(second, "green")) == EDITED
    assert [each.number for each, _support in growth_of(second)] == [1, 2, 3, 4]


def test_growth_tells_the_same_as_each_map(second):
    for each, support in growth_of(second):
        assert support == map_of(second, each).whole, each


def test_what_separates_us_shrinks(sent, second):
    separate = [str(point.kind) for point in open_points(map_of(second, milestone(second, "sent", 0)))]
    assert separate == ["objection", "objection", "not_answered", "not_answered"]
    assert [str(point.kind) for point in open_points(map_of(second))] == [
        "to_be_confirmed",
        "not_answered",
        "not_answered",
    ]


@pytest.fixture
def adopted(world, second):
    everything_answered(second).frozen("green")
    sitting = Sitting.called(world)
    second.tabled(sitting)
    sitting.begin()
    second.adopted()
    sitting.end()
    return second


def test_adoption_keeps_the_map_and_the_journal_its_digest(adopted):
    kept = SupportSnapshot.objects.get(case=adopted.pk)
    assert kept.milestone == adopted.advice.publication.milestone
    assert hashlib.sha256(kept.content.encode()).hexdigest() == kept.digest
    entry = Entry.objects.get(kind="advice.adopt", dossier=adopted.advice.public_id)
    assert json.loads(bytes(entry.body))["facts"]["support"] == kept.digest
    content = json.loads(kept.content)
    order = [each["name"] for each in content["organisations"]]
    assert len(order) == 4
    signs = ["".join(sorted(SIGNS[state] for state, _stance in each["stances"])) for each in content["paragraphs"]]
    assert signs == ["".join(sorted(row)) for row in SECOND.values()]
    assert len(content["salt"]) == 32


def test_after_adoption_nothing_is_confirmed_or_overruled(world, adopted):
    with pytest.raises(Refused) as refusal:
        actions.confirm(reply_of(adopted, "cnv"), actor=world.coordinator("cnv"), node=adopted.node(2))
    assert refusal.value.code == "adopted"
    with pytest.raises(Refused) as refusal:
        told = {"node": adopted.node(2), "since": milestone(adopted, "sent", 0), "verdict": "changed", "reason": "Nee."}
        actions.overrule(adopted.advice, actor=adopted.secretary, **told)
    assert refusal.value.code == "adopted"


def test_what_was_said_of_a_paragraph_that_was_taken_out_is_not_forgotten(edited):
    node = edited.node(4)
    base = node.revisions.get(superseded_at=None).number
    advices.restructure(edited.advice, actor=edited.secretary, change="remove", node=node, base=base, reason="Vervalt.")
    found = map_of(edited)
    assert [said.node for said in found.gone] == [node.pk, node.pk]
    assert table(edited)[4] == "xxxx"


def test_who_belongs_to_no_group_counts_in_no_majority(world):
    made = Dossier.requested(world).accepted().written().frozen("white")
    advices.consult(
        made.advice,
        actor=made.secretary,
        organisations=[world.organisation("fnv"), world.organisation("minister_szw")],
        deadline=world.today.replace(day=28),
    )
    columns = map_of(made).columns
    assert [(column.organisation.key, column.voice.voting) for column in columns] == [
        ("fnv", True),
        ("minister_szw", False),
    ]
