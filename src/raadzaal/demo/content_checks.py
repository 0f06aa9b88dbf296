"""What must hold for an invented advice before a program can play it.

Every check yields sentences, so that one run names all mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from raadzaal.demo.content import Absence, Advice, AnswerLetter, Block, Meeting, Position

REQUESTERS = {
    "minister_szw", "minister_ocw", "minister_vws", "minister_ez", "minister_kgg", "minister_bzk",
    "cabinet", "house_of_representatives", "senate",
}  # fmt: skip
COMMITTEES = {"sea", "duo", "cca", "cbm", "amo"}
ORGANISATIONS = {"vno_ncw", "mkb_nederland", "lto_nederland", "fnv", "cnv", "vcp"}
OBJECTIVES = {"entrepreneurship_and_decent_work", "sustainable_growth", "inclusive_society"}
SEATS = range(1, 37)
CROWN_SEATS = range(25, 37)
RESPONSE_DAYS = 92
"""Three months at their longest (art. 24 Kaderwet adviescolleges)."""

NEEDS = {
    "requested": ("request",),
    "declined": ("request", "intake"),
    "withdrawn": ("request", "withdrawal"),
    "drafting": ("intake", "committee", "text"),
    "consulting": ("committee", "text", "round"),
    "processing": ("committee", "text", "round"),
    "tabled": ("text", "round", "tabled", "meetings"),
    "adopted": ("text", "serial", "adopted_on"),
    "sent": ("serial", "adopted_on", "sending"),
    "received": ("serial", "adopted_on", "sending"),
    "overdue": ("serial", "adopted_on", "sending", "reminders"),
    "partly_answered": ("serial", "sending", "follow_up"),
    "answered": ("serial", "sending", "follow_up"),
}
RECEIVED = {"received", "overdue", "partly_answered", "answered"}

Found = Iterator[str]


def problems(advices: tuple[Advice, ...], letters: tuple[AnswerLetter, ...]) -> list[str]:
    found = [f"{a.file}: {words}" for a in advices for check in CHECKS for words in check(a)]
    return found + list(_across(advices)) + list(_letters(advices, letters))


def _names(advice: Advice) -> Found:
    if advice.file[3:-5] != advice.key:
        yield f"the file name does not end in {advice.key}"
    for party in {*advice.requesters, *advice.addressees} - REQUESTERS:
        yield f"{party} is not a known requester"
    if advice.committee and advice.committee not in COMMITTEES:
        yield f"{advice.committee} is not a known committee"
    if not advice.addressees:
        yield "nobody is the addressee"


def _origin(advice: Advice) -> Found:
    asked = advice.origin == "requested"
    if asked != bool(advice.request) or asked != bool(advice.requesters):
        yield "only a requested advice has requesters and a request"
    if asked == bool(advice.intention):
        yield "only an advice on own initiative announces its intention"
    if advice.main_lines and asked:
        yield "only unasked advice needs to say that it is on main lines"
    if advice.intake and advice.intake.decision == "decline" and not advice.intake.reasons:
        yield "a request is declined without reasons"
    if advice.intake and advice.intake.decision == "accept" and not advice.intake.scope:
        yield "a request is accepted without a scope"


def _stands(advice: Advice) -> Found:
    for part in NEEDS[advice.stands]:
        if getattr(advice, part) in (None, ()):
            yield f"stands at {advice.stands} without {part}"
    receipt = advice.sending.receipt if advice.sending else None
    if (receipt is not None) != (advice.stands in RECEIVED):
        yield f"stands at {advice.stands} but its receipt says otherwise"
    if receipt is not None and not advice.follow_up:
        overdue = receipt + RESPONSE_DAYS < 0
        if overdue != (advice.stands == "overdue"):
            yield "the term for the response does not agree with where it stands"


def _blocks(advice: Advice) -> Found:
    blocks = advice.text.blocks if advice.text else ()
    labels = [block.id for block in blocks if block.id]
    for label in {label for label in labels if labels.count(label) > 1}:
        yield f"two paragraphs are called {label}"
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Found:
    name = block.id or block.text[:40]
    if block.kind == "table":
        if not block.caption or any(len(row) != len(block.header) for row in block.rows):
            yield f"table {name} has no caption or uneven rows"
    elif block.kind == "list":
        if len(block.items) < 2:
            yield f"list {name} is too short"
    elif not block.text:
        yield f"an empty {block.kind}"
    if block.kind == "recommendation" and not (block.id and block.addressee and block.argument):
        yield f"recommendation {name} misses a label, addressee or argument"
    if block.kind == "recommendation" and block.objective not in OBJECTIVES:
        yield f"recommendation {name} serves no known objective"
    if words(block).count("**") % 2:
        yield f"{name} has a bold mark that does not close"


def words(block: Block) -> str:
    """Everything a block says, for counting and searching."""
    cells = (cell for row in block.rows for cell in row)
    return " ".join([block.text, block.caption, block.argument, *block.items, *block.header, *cells])


def _notes(advice: Advice) -> Found:
    if not advice.text:
        return
    said = " ".join(words(block) for block in advice.text.blocks)
    marks = {int(number) for number in re.findall(r"\[\^(\d+)\]", said)}
    notes = set(range(1, len(advice.text.notes) + 1))
    if marks != notes:
        yield f"footnote marks {sorted(marks)} against notes {sorted(notes)}"
    for change in advice.changes:
        lost = re.findall(r"\[\^\d+\]", words(_named(advice, change.paragraph)))
        if any(mark not in change.text for mark in lost):
            yield f"the new text of {change.paragraph} loses a footnote"


def _named(advice: Advice, label: str) -> Block:
    """The block of that name; an empty one when there is none, which `_references` reports."""
    blocks = advice.text.blocks if advice.text else ()
    return next((block for block in blocks if block.id == label), Block())


def _references(advice: Advice) -> Found:
    used = [change.paragraph for change in advice.changes] + [d.paragraph for d in advice.dissents]
    used += [position.paragraph for position in _positions(advice)]
    for label in {label for label in used if not _named(advice, label).id}:
        yield f"no paragraph is called {label}"
    seen = set()
    for change in advice.changes:
        if _named(advice, change.paragraph).kind not in ("paragraph", "recommendation"):
            yield f"{change.paragraph} is not a text that can be replaced"
        if (change.date, change.paragraph) in seen:
            yield f"{change.paragraph} changes twice on one day"
        seen.add((change.date, change.paragraph))


def _positions(advice: Advice) -> list[Position]:
    replies = advice.round.replies if advice.round else ()
    return [position for reply in replies for position in reply.positions]


def _order(advice: Advice) -> Found:
    """The dates of one advice never run backwards, and nothing has happened after today."""
    dates = [step for step in (*_begun(advice), *_finished(advice)) if step is not None]
    if dates != sorted(dates):
        yield f"dates run backwards: {dates}"
    last = [*dates, *(e.date for e in advice.edits), *(r.date for r in advice.reminders)]
    if max(last) > 0:
        yield "something has happened after today"
    if any(not dates[0] < edit.date for edit in advice.edits):
        yield "an edit is older than the request"
    green = advice.milestone("green")
    if advice.stands != "drafting" and green is not None and any(change.date >= green for change in advice.changes):
        yield "the text was changed after the green draft"


def _begun(advice: Advice) -> Iterator[int | None]:
    begin = advice.request or advice.intention
    yield begin.date if begin else None
    yield advice.intake.date if advice.intake else None
    yield advice.withdrawal.date if advice.withdrawal else None
    yield advice.milestone("white")
    yield advice.round.opens if advice.round else None


def _finished(advice: Advice) -> Iterator[int | None]:
    green = advice.milestone("green")
    yield advice.round.deadline if advice.round and green is not None else None
    yield from sorted({p.disposition.date for p in _positions(advice) if p.disposition})
    yield green
    yield advice.tabled
    yield advice.adopted_on
    if advice.sending:
        yield advice.sending.date
        yield advice.sending.receipt
    yield from sorted({f.date for f in advice.follow_up if f.evidence and f.evidence.letter})


def _replies(advice: Advice) -> Found:
    if not advice.round:
        return
    parties = [reply.by for reply in advice.round.replies]
    if len(parties) != len(set(parties)) or not set(parties) <= set(advice.round.asked):
        yield "somebody replies twice or unasked"
    for party in advice.round.asked:
        if party not in ORGANISATIONS and _seat(party) not in CROWN_SEATS:
            yield f"{party} is neither an organisation nor a crown seat"
    for reply in advice.round.replies:
        if (reply.date > advice.round.deadline) != (reply.state == "late"):
            yield f"the reply of {reply.by} is {reply.state}, against its date"
        places = [position.paragraph for position in reply.positions]
        if len(places) != len(set(places)):
            yield f"{reply.by} takes two positions on one paragraph"
        if not advice.round.opens <= reply.date <= 0:
            yield f"the reply of {reply.by} lies outside the round"
    asked = set(advice.round.asked)
    for each in (*advice.round.rooms, *advice.round.more_time):
        if each.by not in asked:
            yield f"{each.by} has a room or asks for time, and was not asked"


def _seat(party: str) -> int | None:
    found = re.fullmatch(r"seat-(\d+)", party)
    return int(found[1]) if found else None


def _remarks(advice: Advice) -> Found:
    for reply in advice.round.replies if advice.round else ():
        if reply.general and reply.state != "draft" and advice.milestone("green") and not reply.general_disposition:
            yield f"the general remark of {reply.by} was left undecided"
        for position in reply.positions:
            doubt = position.stance in ("reservation", "objection")
            remark = doubt or position.reason or position.proposal
            if doubt and not position.reason:
                yield f"{reply.by} has a {position.stance} on {position.paragraph} without a reason"
            if remark and advice.milestone("green") and not position.disposition:
                yield f"the remark of {reply.by} on {position.paragraph} was left undecided"
            if position.disposition and (reply.state == "draft" or position.disposition.date < reply.date):
                yield f"the remark of {reply.by} on {position.paragraph} was decided before it was made"


def _meetings(advice: Advice) -> Found:
    for meeting in advice.meetings:
        if (meeting.handling == "planned") != (meeting.date > 0):
            yield f"the meeting on {meeting.date} is not {meeting.handling}"
        if (meeting.handling == "adopt") != bool(meeting.method):
            yield "only an adoption has a method of voting"
        if meeting.handling in ("refer_back", "take_note") and not meeting.reason:
            yield f"the council decided to {meeting.handling} without a reason"
        yield from _vote(meeting)


def _vote(meeting: Meeting) -> Found:
    """Quorum is more than half, and a matter needs more than half of the votes cast (arts. 20-28)."""
    seats = {a.seat for a in meeting.absent} | {s.seat for s in meeting.speeches} | set(meeting.against)
    if not seats <= set(SEATS):
        yield f"no such seats: {sorted(seats - set(SEATS))}"
    active = {s.seat for s in meeting.speeches} | set(meeting.against)
    if not active <= meeting.voting:
        yield f"absent seats speak or vote: {sorted(active - meeting.voting)}"
    if len(meeting.voting) * 2 <= len(SEATS):
        yield "the meeting has no quorum"
    if bool(meeting.against) != (meeting.method == "roll_call"):
        yield "votes against belong to a roll call"
    if len(meeting.against) * 2 >= len(meeting.voting):
        yield "the vote was lost"


def _dissents(advice: Advice) -> Found:
    spoke = {s.seat for m in advice.meetings if m.handling == "adopt" for s in m.speeches}
    for dissent in advice.dissents:
        if not dissent.seats or not set(dissent.seats) <= set(SEATS):
            yield f"the dissent on {dissent.paragraph} has no known supporters"
        if dissent.form == "minority_note" and not set(dissent.seats) <= spoke:
            yield "a minority note needs a view that was defended in the meeting (art. 45)"


def _follow_up(advice: Advice) -> Found:
    total = len(advice.text.recommendations) if advice.text else 0
    for step in advice.follow_up:
        if not 1 <= step.recommendation <= total:
            yield f"there is no recommendation {step.recommendation}"
        if not step.evidence:
            yield f"recommendation {step.recommendation} is {step.status} without evidence"
        if not step.date <= 0:
            yield "a status lies in the future"
    if advice.follow_up:
        waiting = [n for n in range(1, total + 1) if advice.status_of(n) == "pending"]
        if bool(waiting) != (advice.stands == "partly_answered"):
            yield f"recommendations {waiting} wait while it stands at {advice.stands}"


CHECKS = (
    _names, _origin, _stands, _blocks, _notes, _references, _order, _replies, _remarks, _meetings,
    _dissents, _follow_up,
)  # fmt: skip


def _across(advices: tuple[Advice, ...]) -> Found:
    titles = [title for a in advices for title in (a.title.nl, a.title.en)]
    if len(titles) != len(set(titles)):
        yield "two advices share a title"
    attendance: dict[int, tuple[Absence, ...]] = {}
    for meeting in (meeting for a in advices for meeting in a.meetings):
        if attendance.setdefault(meeting.date, meeting.absent) != meeting.absent:
            yield f"two accounts of who was absent on day {meeting.date}"
    numbered = sorted((a for a in advices if a.serial), key=lambda a: a.serial or 0)
    if [a.serial for a in numbered] != list(range(1, len(numbered) + 1)):
        yield "the serial order has gaps or doubles"
    adopted = [a.adopted_on or 0 for a in numbered]
    if adopted != sorted(adopted):
        yield "numbers are not handed out in the order of adoption"


def _letters(advices: tuple[Advice, ...], letters: tuple[AnswerLetter, ...]) -> Found:
    known = {advice.key: advice for advice in advices}
    for letter in letters:
        for key in letter.answers:
            sending = known[key].sending if key in known else None
            receipt = sending.receipt if sending else None
            if receipt is None or letter.date < receipt:
                yield f"letter {letter.key} answers {key}, which was not received"
        for link in (link for passage in letter.passages for link in passage.reacts_to):
            answered = link.advice in known and link.advice in letter.answers
            text = known[link.advice].text if answered else None
            if not text or not 1 <= link.recommendation <= len(text.recommendations):
                yield f"letter {letter.key} reacts to an unknown recommendation of {link.advice}"
    yield from _cited(advices, {letter.key: letter for letter in letters})


def _cited(advices: tuple[Advice, ...], letters: dict[str, AnswerLetter]) -> Found:
    for advice in advices:
        for step in advice.follow_up:
            key = step.evidence.letter if step.evidence else ""
            if key and (key not in letters or letters[key].date != step.date or advice.key not in letters[key].answers):
                yield f"{advice.file}: letter {key} does not prove recommendation {step.recommendation}"
