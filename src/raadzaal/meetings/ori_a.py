"""A meeting that is over as ORI-A, the Dutch archiving standard for meetings (version 1.0). Only what everybody may know."""

from collections.abc import Iterable

from lxml import etree

from raadzaal.accounts.actor import ANYBODY
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.meetings import presenting
from raadzaal.meetings.models import Contribution, Decision, Meeting, RollCallVote
from raadzaal.meetings.queries import attendance, meeting_day

SPACE = "https://ori-a.nl"
Value, Result, State = RollCallVote.Value, Decision.Result, Meeting.State
CHOICES = {Value.FOR: "Voor", Value.AGAINST: "Tegen", Value.BLANK: "Onthouden", Value.ABSTAINS: "Onthouden"}
RESULTS = {
    Result.ADOPTED: "Aangenomen",
    Result.REJECTED: "Verworpen",
    Result.DEFERRED: "Aangehouden",
    Result.VOID: "Aangehouden",
    Result.REFERRED_BACK: "Aangehouden",
}
STATUSES = {State.CANCELLED: "Geannuleerd", State.NOT_HELD: "Geannuleerd", State.CLOSED: "Gehouden"}
DAY, MOMENT = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"


def document(meeting: Meeting, *, page: str) -> bytes:
    """*page* is the address of the meeting for everybody."""
    root = etree.Element(f"{{{SPACE}}}ORI-A", nsmap={None: SPACE})
    rows = presenting.agenda(meeting, attendance(meeting), ANYBODY)
    _meeting(root, meeting, page)
    for row in rows or [None]:
        _item(root, meeting, row)
    decisions = [each.decision for row in rows for each in row.decisions if not row.hidden]
    for decision in decisions:
        if decision.was_voted:
            _vote(root, decision)
    for decision in decisions:
        if decision.result in RESULTS:
            _decision(root, decision)
    _people(root, meeting, decisions, {row.item.pk for row in rows if not row.hidden})
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _add(parent, name: str, text: object = None):
    made = etree.SubElement(parent, f"{{{SPACE}}}{name}")
    if text is not None:
        made.text = "".join(sign for sign in str(text) if sign.isprintable() or sign in "\n\t")
    return made


def _refer(parent, name: str, to: str, called: str = "") -> None:
    made = _add(parent, name)
    _add(made, "verwijzingID", to)
    if called:
        _add(made, "verwijzingNaam", called)


def _moment(parent, name: str, moment) -> None:
    if moment:
        said = moment.astimezone(LEGAL_ZONE).strftime(MOMENT)
        _add(parent, name, f"{said[:-2]}:{said[-2:]}")


def _meeting(root, meeting: Meeting, page: str) -> None:
    made = _add(root, "vergadering")
    _add(made, "ID", meeting.public_id)
    _add(made, "naam", meeting.body.name)
    _add(made, "geplandeDatum", meeting_day(meeting).strftime(DAY))
    _add(made, "datum", meeting_day(meeting).strftime(DAY))
    _moment(made, "geplandeAanvang", meeting.starts_at)
    _moment(made, "aanvang", meeting.opened_at)
    _moment(made, "einde", meeting.closed_at)
    organ = _add(made, "georganiseerdDoorGremium")
    _add(organ, "naam", meeting.body.name)
    if meeting.place:
        _add(made, "locatie", meeting.place)
    _add(made, "weblocatie", page)
    _add(made, "status", STATUSES.get(meeting.state, "Gepland"))


def _item(root, meeting: Meeting, row) -> None:
    """The standard wants one at least: without an agenda, the meeting itself."""
    made = _add(root, "agendapunt")
    if row is None:
        _add(made, "ID", f"{meeting.public_id}-agenda")
        _add(made, "naam", meeting.body.name)
        return
    _add(made, "ID", row.item.public_id)
    _add(made, "naam", "Besloten punt" if row.hidden else row.item.label)
    _add(made, "volgnummerWeergave", row.number)
    _add(made, "indicatieHamerstuk", str(row.item.consent).lower())
    if not row.hidden:
        _add(made, "indicatieBehandeld", str(bool(row.decisions)).lower())
    _add(made, "indicatieBesloten", str(row.item.closed).lower())


def _vote(root, decision: Decision) -> None:
    made = _add(root, "stemming")
    _add(made, "ID", f"{decision.public_id}-stemming")
    _add(made, "type", "Hoofdelijk" if decision.votes.all() else "Regulier")
    more = (decision.in_favour > decision.against) - (decision.in_favour < decision.against)
    _add(made, "resultaatMondelingeStemming", {1: "Voor", 0: "Gelijk", -1: "Tegen"}[more])
    if decision.result in RESULTS:
        _refer(made, "leidtTotBesluit", decision.public_id)
    _refer(made, "heeftBetrekkingOpAgendapunt", decision.item.public_id, decision.item.label)


def _decision(root, decision: Decision) -> None:
    made = _add(root, "besluit")
    _add(made, "ID", decision.public_id)
    unanimous = decision.result == Result.ADOPTED and decision.in_favour and not decision.against + decision.blank
    _add(made, "resultaat", "Unaniem aangenomen" if unanimous else RESULTS[decision.result])
    if decision.reason:
        _add(made, "toelichting", decision.reason)


def _people(root, meeting: Meeting, decisions: Iterable[Decision], shown: set[int]) -> None:
    votes: dict[int, list[tuple[str, str]]] = {}
    for decision in decisions:
        for vote in decision.votes.all():
            votes.setdefault(vote.person_id, []).append((f"{decision.public_id}-stemming", CHOICES[vote.value]))
    turns: dict[int, list[Contribution]] = {}
    spoken = meeting.contributions.filter(state=Contribution.State.DONE, item__in=shown).select_related("item")
    for turn in spoken.order_by("began_at", "pk"):
        turns.setdefault(turn.person_id, []).append(turn)
    stays: dict[int, list] = {}
    for stay in meeting.stays.select_related("person", "seat__displayed", "seat__appointing"):
        stays.setdefault(stay.person_id, []).append(stay)
    for person, own in stays.items():
        _person(root, meeting, own, votes.get(person, ()), turns.get(person, ()))


def _person(root, meeting: Meeting, stays, votes, turns) -> None:
    made = _add(root, "aanwezigeDeelnemer")
    person, seat = stays[0].person, stays[0].seat
    organisation = seat.displayed or seat.appointing
    if organisation:
        _add(made, "organisatie", organisation.name)
    _add(made, "deelnemerspositie", "Plaatsvervanger" if stays[0].as_substitute else "Lid")
    _moment(made, "aanvangAanwezigheid", stays[0].came_at)
    _moment(made, "eindeAanwezigheid", stays[-1].left_at)
    _refer(made, "neemtDeelAanVergadering", meeting.public_id)
    natural = _add(made, "isNatuurlijkPersoon")
    _add(natural, "ID", person.public_id)
    name = _add(natural, "naam")
    _add(name, "achternaam", person.sort_name.partition(",")[0])
    _add(name, "volledigeNaam", person.name)
    for voting, choice in votes:
        cast = _add(made, "neemtDeelAanStemming")
        _add(cast, "keuzeStemming", choice)
        _refer(cast, "gegevenOpStemming", voting)
    for turn in turns:
        part = _add(made, "spreektTijdensSpreekfragment")
        _moment(part, "aanvang", turn.began_at)
        _moment(part, "einde", turn.ended_at)
        _refer(part, "gedurendeAgendapunt", turn.item.public_id)
