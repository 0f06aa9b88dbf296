"""Who gets to see what of the support, on which page and in which file; what the pages cost; whether everybody can use them."""

import csv
import io
import json

import pytest
from django.urls import reverse

from raadzaal.advice import actions
from raadzaal.advice.reading import document
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Confirmation, SupportOverrule, SupportSnapshot
from raadzaal.deliberation.queries import open_remarks
from raadzaal.deliberation.snapshots import aggregate
from tests.advice.large import large
from tests.counting import client_of, queries_of
from tests.dossier import Dossier, Sitting

REASON, OTHER, DRAFT, WHY = "kanarie-reden", "kanarie-van-cnv", "kanarie-concept", "kanarie-oordeel"


@pytest.fixture
def running(world):
    """FNV and CNV have sent their reply, VNO-NCW has begun one, MKB-Nederland has not looked."""
    made = Dossier.requested(world).accepted().written().frozen("white").consulted()
    made.replied("fnv", p1=("support", ""), p2=("objection", REASON), p3=("reservation", REASON))
    made.replied("cnv", p1=("support", ""), p2=("reservation", OTHER))
    vno = world.coordinator("vno_ncw")
    reply = rounds.start_reply(made.invitation("vno_ncw"), actor=vno)
    rounds.save_position(reply, made.node(1), "objection", DRAFT, actor=vno)
    return made


@pytest.fixture
def closed(world, running):
    world.days_later(29)
    running.round_closed()
    running.edited(2, "Dat gaat lang niet altijd goed.")
    return running


@pytest.fixture
def published(world, closed):
    closed.disposed("cnv", "noted")
    for remark in list(open_remarks(closed.advice)):
        actions.dispose(closed.advice, actor=closed.secretary, position=remark, outcome="noted", reason="Besproken.")
    sitting = Sitting.called(world)
    closed.frozen("green").tabled(sitting)
    sitting.begin()
    closed.adopted()
    sitting.end()
    closed.published()
    return closed


def page(dossier, *more: str, name: str = "support") -> str:
    return reverse(f"advice:{name}", args=[dossier.advice.public_id, *more])


def told(client, address: str) -> str:
    answer = client.get(address, follow=True)
    return answer.content.decode() if answer.status_code == 200 else ""


def inside(world, dossier) -> dict:
    return {
        "secretary": dossier.secretary,
        "chair": world.committee_chair,
        "member": world.committee_member,
        "fnv": world.coordinator("fnv"),
        "fnv_colleague": world.policy_officer("fnv"),
        "cnv": world.coordinator("cnv"),
        "vno_ncw": world.coordinator("vno_ncw"),
        "secretariat": world.secretariat,
        "other_secretary": world.other_secretary,
        "council_member": world.council_member,
        "minister": world.minister_szw,
        "observer": world.ministry_observer,
        "anybody": world.anybody,
    }


# Who reads which canary, by hand: the reason of FNV, that of CNV. Nobody reads the draft of VNO-NCW here.
WHILE_RUNNING = {"secretary": "both", "chair": "both", "fnv": REASON, "fnv_colleague": REASON, "cnv": OTHER}
WHEN_CLOSED = WHILE_RUNNING | {"member": "both"}


def seen(world, dossier, who) -> set[str]:
    client = client_of(who)
    addresses = [page(dossier), page(dossier) + "?op=2", page(dossier) + "?oneens=1"]
    addresses += [page(dossier, dossier.node(index).public_id, name="support_paragraph") for index in (1, 2, 3)]
    addresses += [page(dossier, "2", name="support_paragraph")]
    everything = " ".join(told(client, address) for address in addresses)
    return {canary for canary in (REASON, OTHER, DRAFT) if canary in everything}


def expected(table: dict, who: str) -> set[str]:
    return {"both": {REASON, OTHER}, "": set()}.get(table.get(who, ""), {table.get(who, "")})


def test_while_the_round_runs(world, running):
    for name, who in inside(world, running).items():
        assert seen(world, running, who) == expected(WHILE_RUNNING, name), name


def test_when_it_is_closed(world, closed):
    for name, who in inside(world, closed).items():
        assert seen(world, closed, who) == expected(WHEN_CLOSED, name), name


@pytest.mark.parametrize("who", ["secretariat", "other_secretary", "council_member", "minister", "observer"])
def test_for_who_may_see_no_column_there_is_no_page(world, closed, who):
    client = client_of(inside(world, closed)[who])
    node = closed.node(2).public_id
    for address in (
        page(closed),
        page(closed, node, name="support_paragraph"),
        page(closed, node, name="support_confirm"),
    ):
        assert client.get(address).status_code == 404, address
    answer = client.post(
        page(closed, node, name="support_overrule"), {"since": "x", "verdict": "changed", "reason": "x"}
    )
    assert answer.status_code in (403, 404)
    assert not SupportOverrule.objects.exists()


def test_an_organisation_sees_its_own_column_of_what_it_spoke_of(world, closed):
    closed.edited(4, "kanarie-nieuwe-woorden")
    closed.frozen("green")
    html = told(client_of(world.coordinator("fnv")), page(closed))
    assert "te bevestigen" in html or "bezwaar" in html
    assert "CNV" not in html.split("<main", 1)[1].split("</main")[0]
    assert "kanarie-nieuwe-woorden" not in html
    silent = page(closed, closed.node(4).public_id, name="support_paragraph")
    assert client_of(world.coordinator("fnv")).get(silent).status_code == 404


def test_the_secretary_overrules_on_the_page(closed):
    client = client_of(closed.secretary)
    node = closed.node(2)
    since = closed.advice.work.milestones.get(key="sent")
    address = page(closed, node.public_id, name="support_overrule")
    typed = {"since": since.public_id, f"{since.public_id}-verdict": "unchanged"}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert not SupportOverrule.objects.exists()
    done = client.post(address, typed | {f"{since.public_id}-reason": WHY})
    assert done.status_code == 302
    assert SupportOverrule.objects.get().reason == WHY
    assert WHY in told(client, page(closed, node.public_id, name="support_paragraph"))


def test_a_coordinator_confirms_on_the_page(world, closed):
    closed.frozen("green")
    client = client_of(world.coordinator("cnv"))
    address = page(closed, closed.node(2).public_id, name="support_confirm")
    assert "Dat gaat lang" in told(client, address)
    assert client.post(address, {"stance": "no_view"}).status_code == 422
    assert client.post(address, {"stance": "support", "reason": "Akkoord."}).status_code == 302
    assert Confirmation.objects.get().stance == "support"
    assert client.get(address).status_code == 404
    assert client_of(world.policy_officer("cnv")).get(address).status_code == 404


# -- after adoption ----------------------------------------------------------------------------------------------------


def public_address(dossier, name: str) -> str:
    publication = dossier.advice.publication
    return reverse(f"advice:{name}", args=[publication.year, publication.serial])


def test_the_public_sees_the_groups_and_no_organisation_or_reason(world, published):
    client = client_of(world.anybody)
    found = {name: client.get(public_address(published, name)) for name in ("advice", "support_json", "support_csv")}
    for name, answer in found.items():
        assert answer.status_code == 200, name
        for canary in (REASON, OTHER, DRAFT, WHY):
            assert canary not in answer.content.decode(), name
    assert '<details class="mark"' in found["advice"].content.decode()
    data = json.loads(found["support_json"].content)
    second = data["paragraphs"][1]
    assert second["groups"] == {"employers": "none", "workers": "objection"}
    assert not {"organisations", "salt", "positions", "stances"} & (data.keys() | second.keys())
    rows = list(csv.reader(io.StringIO(found["support_csv"].content.decode())))
    assert rows[0] == ["id", "number", "label", "verdict", "share", "employers", "workers"]
    assert len(rows) == 1 + len(data["paragraphs"])


def test_before_publication_there_is_nothing_public(world, closed):
    for name in ("support_json", "support_csv"):
        assert client_of(world.anybody).get(reverse(f"advice:{name}", args=[2026, 1])).status_code == 404


def test_positions_open_only_where_the_profile_says_so(published):
    kept = json.loads(SupportSnapshot.objects.get(case=published.pk).content)
    told = aggregate(kept, with_positions=True)
    names = {each["id"]: each["name"] for each in told["organisations"]}
    positions = {names[key]: state for key, state in told["paragraphs"][1]["positions"].items()}
    assert positions["FNV"] == "to_be_confirmed"
    assert positions["MKB-Nederland"] == "not_answered"
    assert "salt" not in told
    assert "organisations" not in aggregate(kept)


def test_the_printed_advice_has_the_support_as_its_annex(world, published):
    advice = published.advice
    printed = document(advice.publication, advice, with_support=True)
    assert printed.nodes[-2].address.label == "Bijlage A"
    assert "omstreden" in printed.nodes[-1].block.notation
    assert "FNV" not in printed.nodes[-1].block.notation
    assert len(document(advice.publication, advice).nodes) == len(printed.nodes) - 2
    client = client_of(world.anybody)
    assert client.get(public_address(published, "pdf")).content.startswith(b"%PDF")
    assert client.get(public_address(published, "word")).status_code == 200


# -- what it costs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["", "?op=3"])
def test_the_map_takes_as_many_queries_for_a_long_text_as_for_a_short_one(world, at):
    counts = []
    for paragraphs in (8, 30):
        dossier = large(world, paragraphs, organisations=4)
        counts.append(queries_of(client_of(dossier.secretary), page(dossier) + at))
    assert len(set(counts)) == 1, counts


def test_four_hundred_paragraphs_and_twelve_organisations_on_one_page(world):
    small, dossier = large(world, 12, organisations=4), large(world, 400)
    client = client_of(dossier.secretary)
    assert queries_of(client, page(dossier)) == queries_of(client, page(small))
    answer = client.get(page(dossier))
    assert answer.content.count(b"<td class=") > 4800
    assert len(answer.content) < 320_000
