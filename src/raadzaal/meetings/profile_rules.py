"""The meeting rules of a council profile, in the form that counting needs."""

from raadzaal.council.profile.conduct import Dissent, MeetingRules
from raadzaal.council.profile.profile import Profile
from raadzaal.meetings.rule_book import Citations, KindRule, OnScreen, Rules, Threshold, TieRule


def rules_from_profile(profile: Profile) -> Rules:
    meetings = profile.meetings
    return Rules(
        quorum=tuple(_threshold(call) for call in meetings.quorum.calls),
        quorum_base=meetings.quorum.base,
        turnout=_threshold(meetings.turnout.threshold),
        turnout_base=meetings.turnout.base,
        minus_abstaining=meetings.turnout.minus_abstaining,
        revote_always_valid=meetings.turnout.repeat_valid_whatever_turnout,
        kinds={each.decision: _kind(each, meetings) for each in meetings.majorities},
        blanks_are_cast=meetings.blanks.count_as_cast,
        citations=_citations(meetings),
        on_screen=_on_screen(meetings),
        **_dissent(profile.dissent, seats=len(profile.council.seats)),
    )


def _threshold(declared):
    return Threshold(declared.comparison, declared.fraction, declared.number)


def _kind(majority, meetings):
    tie, form = meetings.tie(majority.decision), meetings.vote_form(majority.decision)
    return KindRule(
        majority=_threshold(majority.threshold),
        majority_base=majority.base,
        tie=TieRule(tie.full_attendance, tie.first_tie, tie.second_tie),
        form=form.form,
        only_on_request=form.only_on_request,
        blanks_take_part=majority.decision in meetings.blanks.take_part_for,
    )


def _on_screen(meetings: MeetingRules) -> OnScreen | None:
    found = meetings.electronic
    if found is None:
        return None
    return OnScreen(frozenset(found.decisions), found.may_change, found.shown_while_held, found.basis.citation)


def _citations(meetings: MeetingRules) -> Citations:
    tie, turnout = meetings.ties[0].basis.citation, meetings.turnout.basis.citation
    return Citations(
        quorum=meetings.quorum.basis.citation,
        abstaining=meetings.abstention.basis.citation,
        no_vote_asked=meetings.vote_forms[0].basis.citation,
        turnout=turnout,
        revote=turnout,
        any_number=turnout,
        majority=meetings.majorities[0].basis.citation,
        tie_full=tie,
        tie=tie,
    )


def _dissent(dissent: Dissent, seats: int) -> dict[str, int]:
    """From the last band, that of the whole council, and the one that names "a few members", if there is one."""
    *bands, whole = dissent.wordings
    few = bands[1].at_most if len(bands) > 2 else 1
    return {"some_members_at_most": few, "council_margin": seats - whole.at_least}
