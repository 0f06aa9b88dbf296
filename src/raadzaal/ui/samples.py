"""A made-up advice on learning and working, enough to show every component in every state. All people are invented."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from raadzaal.ui.icon_names import ICONS
from raadzaal.ui.shapes import (
    ActView,
    Diagram,
    DiagramStage,
    DiagramStep,
    DossierLine,
    GroupSupport,
    LetterView,
    LineStage,
    NavGroup,
    NavItem,
    ReactionView,
    RedlineSpan,
    SeatView,
    TimelineEntry,
)

TODAY = date(2027, 3, 9)

SEATING = [
    ("employers", [("VNO-NCW", 7), ("MKB-Nederland", 3), ("NZO", 1), ("LTO Nederland", 1)]),
    ("crown", [("", 10), ("CPB", 1), ("DNB", 1)]),
    ("workers", [("FNV", 8), ("CNV", 2), ("VCP", 2)]),
]
FAMILY_NAMES = """
    Aalderkant Bakelmeer Corverlicht Dijkspoor Eelderstok Fokkemaat Grevelaar Haverkoord Idsgracht Jorismaat Kuipersloot
    Lindebrink Meursterp Noordboeket Oltmaker Peerentuin Quistelaar Reitsveen Schapenwerf Terwisstra Uiterbrug Vreugdeplas
    Wissenkamp Ypenoord Zandloopster Abspoelder Blankenduif Cnosterman Doumeland Eshuister Feensloot Goudrijder
    Hoitingaard Iepenlaar Jellemoer Kalsenbeker
""".split()  # noqa: SIM905 -- a list of names reads better as names
CODES = {"MKB-Nederland": "MKB", "LTO Nederland": "LTO", "VNO-NCW": "VNO"}


def page() -> dict:
    return {
        "today": TODAY,
        "seats": seats(),
        "attendance": attendance(),
        "votes": votes(),
        "two_groups": two_groups(),
        "line": line(),
        "short_line": short_line(),
        "closed_line": closed_line(),
        "marks": marks(),
        "marks_list": marks_list(),
        "acts": acts(),
        "no_acts": acts()[2:],
        "diagram": diagram(),
        "reactions": reactions(),
        "spans": spans(),
        "letter": letter(),
        "timeline": timeline(),
        "tabs": tabs(),
        "facts": facts(),
        "trail": trail(),
        "dates": dates(),
        "terms": terms(),
        "page": Paginator(range(240), 10).get_page(7),
        "workspace_nav": workspace_nav(),
        "icons": ICONS,
        "columns": [_("Number"), _("Title"), _("Sent on")],
        "rows": rows(),
        "notices": notices(),
        "stages": stage_labels(),
    }


def group_labels() -> dict[str, str]:
    return {"employers": _("Employers"), "crown": _("Crown members"), "workers": _("Workers")}


def seats(states=(), ballots=()) -> list[SeatView]:
    """The hall of thirty-six; `states` and `ballots` are given per seat number, the rest is present or for."""
    states, ballots, number, found = dict(states), dict(ballots), 0, []
    for group, organisations in SEATING:
        for organisation, count in organisations:
            for _i in range(count):
                number += 1
                person = f"{chr(65 + number * 7 % 26)}. {FAMILY_NAMES[number - 1]}"
                found.append(
                    SeatView(
                        number,
                        group,
                        group_labels()[group],
                        organisation or _("Crown"),
                        person,
                        states.get(number, ""),
                        ballots.get(number, ""),
                        CODES.get(organisation, organisation or "K"),
                    )
                )
    return found


def attendance() -> list[SeatView]:
    states = dict.fromkeys(range(1, 37), "present") | {
        4: "absent",
        9: "substitute",
        19: "absent",
        28: "substitute",
        36: "vacant",
    }
    return seats(states)


def votes() -> list[SeatView]:
    ballots = (
        dict.fromkeys(range(1, 37), "for")
        | dict.fromkeys((5, 6, 11), "against")
        | {20: "abstain", 4: "", 19: "", 36: ""}
    )
    return seats({36: "vacant"}, ballots)


def two_groups() -> list[SeatView]:
    """Another council: seven seats in two groups."""
    labels = [("members", _("Members"), 5), ("experts", _("Experts"), 2)]
    pairs = [(group, label) for group, label, count in labels for _i in range(count)]
    return [SeatView(n, group, label, label, FAMILY_NAMES[-n]) for n, (group, label) in enumerate(pairs, start=1)]


def line() -> DossierLine:
    labels = [
        ("requested", _("Requested"), "done", date(2026, 10, 5)),
        ("assigned", _("Assigned"), "done", date(2026, 10, 16)),
        ("drafting", _("Draft"), "done", date(2027, 1, 22)),
        ("consulting", _("Reactions"), "now", date(2027, 2, 15)),
        ("tabled", _("Tabled"), "next", date(2027, 4, 9)),
        ("adopted", _("Adoption"), "next", date(2027, 4, 23)),
        ("sent", pgettext("stage", "Sent"), "next", None),
        ("answered", _("Cabinet response"), "next", None),
    ]
    stages = [LineStage(key, label, state, day) for key, label, state, day in labels]
    return DossierLine(stages, _("The organisations react to the draft"), TODAY + timedelta(days=3))


def short_line() -> DossierLine:
    labels = [
        ("requested", _("Requested"), "done", date(2026, 6, 1)),
        ("drafting", _("Draft"), "done", date(2026, 9, 14)),
        ("consulting", _("Reactions"), "skipped", None),
        ("adopted", _("Adoption"), "now", date(2027, 3, 1)),
        ("sent", pgettext("stage", "Sent"), "next", date(2027, 3, 26)),
    ]
    stages = [LineStage(key, label, state, day) for key, label, state, day in labels]
    return DossierLine(stages, _("The secretariat sends the advice"), TODAY - timedelta(days=2))


def closed_line() -> DossierLine:
    labels = [
        ("requested", _("Requested"), date(2025, 1, 13)),
        ("adopted", _("Adoption"), date(2025, 9, 19)),
        ("sent", pgettext("stage", "Sent"), date(2025, 9, 22)),
        ("answered", _("Cabinet response"), date(2025, 12, 18)),
    ]
    return DossierLine([LineStage(key, label, "done", day) for key, label, day in labels])


def _marks(employers, crown, workers) -> list[GroupSupport]:
    labels = group_labels()
    pairs = zip(labels, (employers, crown, workers), strict=True)
    return [GroupSupport(key, labels[key], value, why) for key, (value, why) in pairs]


def marks() -> list[GroupSupport]:
    return _marks(
        ("reservation", _("Costs for small firms must be known first.")),
        ("support", ""),
        ("objection", _("The right must also hold for flexible workers.")),
    )


def marks_list() -> list[list[GroupSupport]]:
    return [
        _marks(("support", ""), ("support", ""), ("support", "")),
        marks(),
        _marks(("none", ""), ("support", ""), ("reservation", "")),
        _marks(("to_confirm", ""), ("support", ""), ("to_confirm", "")),
        _marks(("unknown", ""), ("unknown", ""), ("unknown", "")),
    ]


def acts() -> list[ActView]:
    return [
        ActView("withdraw", _("Withdraw"), "#acts-title", grave=True),
        ActView("close", _("Close the round of reactions"), "#acts-title", main=True),
        ActView(
            "table", _("Table the draft"), open=False, why=_("The round of reactions is still open until 12 March.")
        ),
        ActView(
            "adopt", _("Adopt the advice"), open=False, why=_("Only the council adopts, in a meeting with a quorum.")
        ),
    ]


def diagram() -> Diagram:
    stages = [
        DiagramStage("requested", _("Requested"), "begin", "done"),
        DiagramStage("drafting", _("Draft"), "middle", "done"),
        DiagramStage("consulting", _("Reactions"), "middle", "now"),
        DiagramStage("tabled", _("Tabled"), "middle"),
        DiagramStage("adopted", _("Adoption"), "middle"),
        DiagramStage("sent", pgettext("stage", "Sent"), "middle"),
        DiagramStage("answered", _("Cabinet response"), "end"),
        DiagramStage("withdrawn", _("Withdrawn"), "end"),
    ]
    board, committee, council, office = _("executive board"), _("committee"), _("council"), _("secretariat")
    steps = [
        DiagramStep("accept", "requested", "drafting", _("Accept the request"), board, "art. 41 Wet op de SER"),
        DiagramStep("consult", "drafting", "consulting", _("Ask for reactions"), committee),
        DiagramStep("redraft", "consulting", "drafting", _("Take back for a new draft"), committee, open=True),
        DiagramStep("table", "consulting", "tabled", _("Table the draft"), committee, open=True),
        DiagramStep("shorten", "drafting", "tabled", _("Table without a round"), board),
        DiagramStep("adopt", "tabled", "adopted", _("Adopt the advice"), council, "art. 27 Wet op de SER"),
        DiagramStep("return", "tabled", "drafting", _("Send back to the committee"), council),
        DiagramStep("send", "adopted", "sent", _("Send the advice"), office),
        DiagramStep("answer", "sent", "answered", _("Record the cabinet response"), office),
        DiagramStep("withdraw", "requested", "withdrawn", _("Withdraw the request"), _("requester")),
    ]
    return Diagram(_("The way of an advice"), stages, steps)


def reactions() -> list[ReactionView]:
    return [
        ReactionView(
            "B. Bakelmeer",
            _("VNO-NCW, for the employers"),
            "reservation",
            _("Reservation"),
            _("We share the aim. What the right costs a firm with fewer than ten people is not in the text yet."),
            date(2027, 3, 2),
            _("Paragraph 12"),
            "#p-12",
            _("Taken over: paragraph 13 now names the costs."),
            _("Answer of the secretariat"),
        ),
        ReactionView(
            "D. Doumeland",
            _("FNV, for the workers"),
            "objection",
            _("Objection"),
            _("Whoever works on call falls outside this paragraph. We cannot carry it like this."),
            date(2027, 3, 4),
            _("Paragraph 12"),
            "#p-12",
            acts=[ActView("answer", _("Answer the remark"), "#p-12")],
        ),
        ReactionView(
            "M. Meursterp",
            _("Crown member"),
            "support",
            _("Support"),
            _("Clear and feasible."),
            date(2027, 3, 5),
            _("Paragraph 13"),
            "#p-13",
        ),
    ]


def spans() -> list[RedlineSpan]:
    return [
        RedlineSpan("same", _("Every worker has a right to ")),
        RedlineSpan("removed", _("two days")),
        RedlineSpan("added", _("three days")),
        RedlineSpan("same", _(" of training a year")),
        RedlineSpan("added", _(", whatever the form of the contract")),
        RedlineSpan("same", "."),
    ]


def letter() -> LetterView:
    return LetterView(
        sender=_("Social and Economic Council"),
        sender_address="Bezuidenhoutseweg 60\n2594 AW Den Haag",
        to=_("To the Minister of Social Affairs and Employment") + "\nPostbus 90801\n2509 LV Den Haag",
        place_and_date=_("The Hague, 23 April 2027"),
        facts={_("Our reference"): "27.0142", _("Your reference"): "2026-0000231"},
        subject=_("Advice on learning and working"),
        salutation=_("Dear Minister,"),
        body=[
            _(
                "On 5 October 2026 you asked the council for advice on learning and working. "
                "The council adopted its advice on 23 April 2027."
            ),
            _(
                "The council asks you to say within three months what you do with it. "
                "We will publish your answer beside the advice."
            ),
        ],
        closing=_("Yours sincerely,"),
        signature="R. Reitsveen\n" + _("Chair"),
    )


def timeline() -> list[TimelineEntry]:
    return [
        TimelineEntry(date(2026, 10, 5), _("The minister asks for advice"), url="#timeline"),
        TimelineEntry(
            date(2026, 10, 16), _("The executive board assigns the request"), _("to the committee on the labour market")
        ),
        TimelineEntry(date(2027, 2, 15), _("The organisations react to the draft"), _("round 1"), now=True),
        TimelineEntry(date(2027, 4, 23), _("The council meets")),
    ]


def tabs() -> list[NavItem]:
    return [
        NavItem(_("Text"), "#tabs", current=True),
        NavItem(_("Reactions"), "#tabs", count=14),
        NavItem(_("Journal"), "#tabs"),
    ]


def facts() -> list[tuple[str, str]]:
    return [
        (_("Requested by"), _("Minister of Social Affairs and Employment")),
        (_("Committee"), _("Labour market")),
        (_("Reference"), "27.0142"),
        (_("Secretary"), "E. Eelderstok"),
    ]


def trail() -> list[NavItem]:
    return [NavItem(_("Home"), "/"), NavItem(_("Advices"), "#main"), NavItem(_("Components"), "", current=True)]


def dates() -> list[date]:
    return [TODAY + timedelta(days=days) for days in (-400, -5, -1, 0, 1, 12, 200)]


def terms() -> list[date]:
    return [TODAY + timedelta(days=days) for days in (-4, 0, 3, 30, 200)]


def workspace_nav() -> list[NavGroup]:
    return [
        NavGroup(_("Mine"), [NavItem(_("Waiting for me"), "#", count=4), NavItem(_("My week"), "#")]),
        NavGroup(
            _("Dossiers"),
            [
                NavItem(_("Learning and working"), "#", current=True, count=2, hint=_("Reactions until 12 March")),
                NavItem(_("Energy in the built environment"), "#", hint=_("Draft")),
                NavItem(_("Work of the self-employed"), "#", hint=pgettext("stage", "Sent")),
            ],
        ),
        NavGroup(
            _("Meetings"),
            [
                NavItem(_("Labour market committee"), "#", hint=_("Thursday 11 March")),
                NavItem(_("Council"), "#", hint=_("Friday 23 April")),
            ],
        ),
    ]


def rows() -> list[list[str]]:
    return [
        ["27/03", _("Learning and working"), "23-04-2027"],
        ["27/02", _("Energy in the built environment"), "12-02-2027"],
        ["27/01", _("Work of the self-employed"), "15-01-2027"],
    ]


def notices() -> list[tuple[str, str, str]]:
    return [
        ("info", "", _("The round of reactions is open until Friday 12 March.")),
        (
            "success",
            _("Your reaction has been sent"),
            _("The committee secretary has received it. You can change it until the round closes."),
        ),
        ("warning", _("The quorum is not met"), _("Nineteen members must be present; there are seventeen.")),
        ("error", _("The document was not accepted"), _("It holds macros. Save it without macros and try again.")),
    ]


def stage_labels() -> list[tuple[str, str]]:
    return [
        ("", _("Requested")),
        ("now", _("Reactions")),
        ("waiting", _("Waits for the cabinet")),
        ("overdue", _("Cabinet response too late")),
        ("done", _("Adopted")),
        ("ended", _("Withdrawn")),
    ]
