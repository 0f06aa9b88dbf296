"""The invented show year: complete, consistent, and varied enough to show every stage."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import yaml

from raadzaal.demo import content_checks
from raadzaal.demo.content import FOLDER, ContentError, load, load_answers, resolve

BY_KEY = {advice.key: advice for advice in load()}


def found(*advices):
    others = [a for a in load() if a.key not in {b.key for b in advices}]
    return " / ".join(content_checks.problems((*others, *advices), load_answers()))


def the(key):
    return BY_KEY[key]


def test_all_files_hold_together():
    assert content_checks.problems(load(), load_answers()) == []


def test_the_names_are_those_of_the_profile():
    newest = max((FOLDER.parents[1] / "profiles" / "ser").glob("profile-*.yaml"))
    profile = yaml.safe_load(newest.read_text(encoding="utf-8"))

    def keys(items):
        return {item["key"] for item in items}

    assert keys(profile["requesting"]["requesters"]) >= content_checks.REQUESTERS
    assert keys(profile["committees"]) >= content_checks.COMMITTEES
    assert keys(profile["organisations"]) >= content_checks.ORGANISATIONS
    assert keys(profile["objectives"]["strands"]) == content_checks.OBJECTIVES


def test_every_file_in_the_folder_is_loaded():
    assert [a.file for a in load()] == sorted(p.name for p in FOLDER.glob("*.yaml") if p.name != "answers.yaml")


def test_every_stage_has_an_advice():
    assert {advice.stands for advice in load()} == set(content_checks.NEEDS)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("kind", {"advice", "letter", "exploration"}),
        ("ground", {"prepare", "mandate", "own"}),
        ("origin", {"requested", "own_initiative"}),
        ("committee", {"sea", "duo", "cca", "cbm", "amo", None}),
    ],
)
def test_every_kind_ground_origin_and_committee_is_shown(field, values):
    assert {getattr(advice, field) for advice in load()} == values


def test_the_round_shows_every_stance_state_and_outcome():
    replies = [reply for a in load() if a.round for reply in a.round.replies]
    positions = [position for reply in replies for position in reply.positions]
    assert {r.state for r in replies} == {"submitted", "draft", "late"}
    assert {p.stance for p in positions} == {"support", "reservation", "objection", "no_view"}
    assert {p.disposition.outcome for p in positions if p.disposition} == {"taken_over", "partly", "not", "noted"}


def test_the_council_shows_every_way_to_deal_with_a_draft():
    meetings = [meeting for a in load() for meeting in a.meetings]
    assert {m.handling for m in meetings} == {"adopt", "refer_back", "take_note", "planned"}
    assert {m.method for m in meetings} == {"without_vote", "roll_call", None}
    assert {d.form for a in load() for d in a.dissents} == {"in_text", "minority_note"}


def test_the_follow_up_shows_every_status_and_evidence():
    steps = [step for a in load() for step in a.follow_up]
    assert {s.status for s in steps} == {"pending", "adopted", "partly", "rejected"}
    assert {s.evidence.kind for s in steps} == {"letter", "motion", "law", "budget", "press"}


def test_ministers_together_and_either_chamber_ask():
    assert any(len(advice.requesters) == 2 for advice in load())
    assert {"house_of_representatives", "senate"} <= {party for advice in load() for party in advice.requesters}


def test_one_letter_answers_two_advices():
    assert [letter.key for letter in load_answers() if len(letter.answers) == 2] == ["zorg-en-werk"]


def test_subjects_are_spread():
    assert len({advice.topics[0] for advice in load()}) >= 11


def test_three_advices_are_as_long_as_real_ones():
    assert sum(len(a.text.paragraphs) >= 30 for a in load() if a.text) >= 3


def test_a_round_is_open_with_replies_drafts_and_silence():
    running = the("algoritmen-op-de-werkvloer").round
    assert running.opens < 0 < running.deadline
    assert {reply.state for reply in running.replies} == {"submitted", "draft"}
    assert running.silent == ("lto_nederland", "cnv", "seat-30")


def test_processing_leaves_some_remarks_undecided():
    remarks = [
        position
        for reply in the("vakmensen-voor-het-klimaat").round.replies
        for position in reply.positions
        if position.stance in ("reservation", "objection")
    ]
    assert {bool(remark.disposition) for remark in remarks} == {True, False}


def test_status_follows_the_latest_evidence():
    advice = the("zorgen-naast-het-werk")
    seen = [advice.status_of(3, on=day) for day in (-200, -197, -150, -38)]
    assert seen == ["pending", "pending", "partly", "adopted"]


def test_changes_come_in_order_of_date():
    days = [change.date for change in the("zorgen-naast-het-werk").changes]
    assert days == sorted(days) and {-352, -309, -304} <= set(days)


def test_a_label_finds_its_place_in_reading_order():
    text = the("zorgen-naast-het-werk").text
    assert text.blocks[text.index_of("kern")].text.startswith("Wie werkt")
    with pytest.raises(ContentError):
        text.index_of("nergens")


@pytest.mark.parametrize(
    ("today", "offset", "day"),
    [
        (date(2026, 3, 11), 0, date(2026, 3, 11)),
        (date(2026, 3, 11), -4, date(2026, 3, 6)),
        (date(2026, 3, 11), -3, date(2026, 3, 6)),
        (date(2026, 3, 11), -2, date(2026, 3, 9)),
        (date(2026, 3, 14), 0, date(2026, 3, 13)),
    ],
)
def test_a_weekend_day_becomes_the_friday_before(today, offset, day):
    assert resolve(offset, today) == day


def test_shifting_keeps_the_order_of_days():
    for start in range(7):
        days = [resolve(offset, date(2026, 1, 1) + timedelta(days=start)) for offset in range(-400, 30)]
        assert days == sorted(days)


def breakages():
    divided, long, open_round = "zekerheid-voor-zelfstandigen", "zorgen-naast-het-werk", "algoritmen-op-de-werkvloer"
    yield "lost", divided, lambda a: replace(a, meetings=(replace(a.meetings[0], against=tuple(range(1, 18))),))
    yield "absent seats", divided, lambda a: replace(a, meetings=(replace(a.meetings[0], against=(6,)),))
    yield "no such seats", divided, lambda a: replace(a, meetings=(replace(a.meetings[0], against=(37,)),))
    yield "roll call", divided, lambda a: replace(a, meetings=(replace(a.meetings[0], method="without_vote"),))
    yield "art. 45", divided, lambda a: replace(a, meetings=(replace(a.meetings[0], speeches=()),))
    yield "backwards", long, lambda a: replace(a, tabled=-330)
    yield "after today", long, lambda a: replace(a, edits=(replace(a.edits[0], date=1),))
    yield "no paragraph", long, lambda a: replace(a, edits=(replace(a.edits[0], paragraph="weg"),))
    yield "footnote", long, lambda a: replace(a, text=replace(a.text, notes=a.text.notes[:-1]))
    yield "no recommendation", long, lambda a: replace(a, follow_up=(replace(a.follow_up[0], recommendation=9),))
    yield "does not prove", long, lambda a: replace(a, follow_up=(replace(a.follow_up[0], date=-190), *a.follow_up[1:]))
    yield "share a title", long, lambda a: replace(a, title=the(divided).title)
    yield "serial", long, lambda a: replace(a, serial=40)
    yield "without intake", "werken-over-de-grens", lambda a: replace(a, intake=None)
    yield "against its date", open_round, lambda a: replace(a, round=replace(a.round, deadline=-4))
    yield "two positions", open_round, lambda a: doubled(a)
    yield "after the green", long, lambda a: replace(a, edits=(replace(a.edits[0], date=-300),))
    yield "unasked", open_round, lambda a: replace(a, round=replace(a.round, asked=("fnv",)))
    yield "without a reason", open_round, lambda a: reasonless(a)
    yield "term for the response", "leren-op-het-werk", lambda a: replace(a, stands="received")


def doubled(advice):
    first = advice.round.replies[0]
    reply = replace(first, positions=first.positions[:1] * 2)
    return replace(advice, round=replace(advice.round, replies=(reply, *advice.round.replies[1:])))


def reasonless(advice):
    first = advice.round.replies[0]
    positions = tuple(replace(position, reason="") for position in first.positions)
    return replace(advice, round=replace(advice.round, replies=(replace(first, positions=positions),)))


@pytest.mark.parametrize(("words", "key", "spoil"), list(breakages()))
def test_a_mistake_is_named(words, key, spoil):
    assert words in found(spoil(the(key)))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("verzonnen: 1", "unknown"),
        ("stands: ergens", "one of"),
        ("serial: eerste", "not int"),
        ("topics: wonen", "a list"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused(tmp_path, line, words):
    source = (FOLDER / "11-zeggenschap-over-roosters.yaml").read_text(encoding="utf-8")
    kept = [each for each in source.splitlines() if each.split(":")[0] != line.split(":")[0]]
    (tmp_path / "11-fout.yaml").write_text("\n".join([*kept, line]), encoding="utf-8")
    with pytest.raises(ContentError, match=words):
        load(tmp_path)


def test_a_file_that_misses_a_part_is_refused(tmp_path):
    (tmp_path / "11-leeg.yaml").write_text("key: leeg", encoding="utf-8")
    with pytest.raises(ContentError, match="missing"):
        load(tmp_path)
