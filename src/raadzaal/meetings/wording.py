"""Quorum, votes and dissent in words: the reader sees what was counted, against which rule, and where it stands."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from raadzaal.procedure.explanation import Step

FRACTIONS = {
    Fraction(1, 2): pgettext_lazy("fraction", "half"),
    Fraction(1, 3): pgettext_lazy("fraction", "one third"),
    Fraction(2, 3): pgettext_lazy("fraction", "two thirds"),
    Fraction(3, 4): pgettext_lazy("fraction", "three quarters"),
    Fraction(3, 5): pgettext_lazy("fraction", "three fifths"),
}
THRESHOLDS = {
    "more_than": _("more than %(fraction)s"),
    "at_least": _("at least %(fraction)s"),
}

SENTENCES = {
    "quorum_of_sitting": ngettext_lazy(
        "%(present)d of the %(base)d sitting member is present; %(threshold)s is needed, so %(needed)d (%(citation)s).",
        "%(present)d of the %(base)d sitting members are present; %(threshold)s is needed, so %(needed)d"
        " (%(citation)s).",
        "base",
    ),
    "quorum_of_total": ngettext_lazy(
        "%(present)d present of %(base)d seat, vacant ones included; %(threshold)s is needed, so"
        " %(needed)d (%(citation)s).",
        "%(present)d present of %(base)d seats, vacant ones included; %(threshold)s is needed, so"
        " %(needed)d (%(citation)s).",
        "base",
    ),
    "quorum_met": _("The meeting may be held."),
    "quorum_missed": _("The meeting is not held. A new one must be called."),
    "quorum_any_number": _(
        "This is call %(call)d for this meeting: it is held with any number present (%(citation)s)."
    ),
    "quorum_nobody": _("Nobody is present, so there is no meeting."),
    "valid": _(
        "%(took_part)d took part of the %(eligible)d members who may vote; %(threshold)s must,"
        " so %(needed)d: the vote is valid (%(citation)s)."
    ),
    "void": _(
        "%(took_part)d took part of the %(eligible)d members who may vote; %(threshold)s must,"
        " so %(needed)d: the vote is void and is held again in the next meeting (%(citation)s)."
    ),
    "valid_revote": _("This is a repeated vote: it is valid whatever the number who take part (%(citation)s)."),
    "valid_any_number": _("In this meeting a vote is valid whatever the number who take part (%(citation)s)."),
    "must_abstain": ngettext_lazy(
        "%(count)d member may not vote, being personally concerned (%(citation)s).",
        "%(count)d members may not vote, being personally concerned (%(citation)s).",
        "count",
    ),
    "cast": _("%(in_favour)d in favour, %(against)d against, %(blank)d blank."),
    "blanks_not_cast": _("Blank votes do not count as votes cast (%(citation)s)."),
    "blanks_cast": _("Blank votes count as votes cast (%(citation)s)."),
    "none_cast": _("No vote was cast, so nothing is decided."),
    "majority_of_votes_cast": ngettext_lazy(
        "%(threshold)s of the %(base)d vote cast is needed, so %(needed)d in favour (%(citation)s).",
        "%(threshold)s of the %(base)d votes cast is needed, so %(needed)d in favour (%(citation)s).",
        "base",
    ),
    "majority_of_present": ngettext_lazy(
        "%(threshold)s of the %(base)d member present is needed, so %(needed)d in favour (%(citation)s).",
        "%(threshold)s of the %(base)d members present is needed, so %(needed)d in favour (%(citation)s).",
        "base",
    ),
    "majority_of_sitting": ngettext_lazy(
        "%(threshold)s of the %(base)d sitting member is needed, so %(needed)d in favour (%(citation)s).",
        "%(threshold)s of the %(base)d sitting members is needed, so %(needed)d in favour (%(citation)s).",
        "base",
    ),
    "majority_of_total": ngettext_lazy(
        "%(threshold)s of the %(base)d seat is needed, so %(needed)d in favour (%(citation)s).",
        "%(threshold)s of the %(base)d seats is needed, so %(needed)d in favour (%(citation)s).",
        "base",
    ),
    "adopted": _("The proposal is adopted."),
    "rejected": _("The proposal is rejected."),
    "tie": _("The votes are equally divided."),
    "tie_full": _("All sitting members are present."),
    "tie_not_full": _("Not all sitting members are present."),
    "tie_second": _("The votes are equally divided for the second time."),
    "tied_failed": _("The proposal is not adopted (%(citation)s)."),
    "tied_lot": _("The lot decides (%(citation)s)."),
    "tied_deferred": _("The decision is put off to the next meeting, where the debate may be reopened (%(citation)s)."),
    "tie_short_of_qualified": _("Equally divided votes cannot give the majority that is needed (%(citation)s)."),
    "casting_vote": _("The vote of the chair decides (%(citation)s)."),
    "forecast": _(
        "By what was said so far, %(sure)d of the %(sitting)d sitting members are represented; of %(unknown)d nothing is"
        " known."
    ),
    "forecast_no_rule": _("No quorum is laid down for this body."),
    "forecast_enough": _("That is enough: %(needed)d are needed (%(citation)s)."),
    "forecast_open": _("%(needed)d are needed, so %(more)d more must come (%(citation)s)."),
    "forecast_short": _(
        "There will be no quorum if it stays so: %(needed)d are needed, %(more)d more than come (%(citation)s)."
    ),
    "ballots": _(
        "%(cast)d ballots name a candidate; %(blank)d are blank or invalid and are no votes cast (%(citation)s)."
    ),
    "handed_in": _("%(handed_in)d ballots were handed in, as many as there are voters."),
    "handed_in_otherwise": _(
        "%(handed_in)d ballots were handed in and %(voters)d members may vote. By custom, not by law, the ballots are not"
        " opened and the round is held again."
    ),
    "ballots_must_agree": ngettext_lazy(
        "%(voters)d member present may vote, less who must abstain. When more or fewer ballots are handed in they are not"
        " opened and the round is held again (by custom, not by law).",
        "%(voters)d members present may vote, less who must abstain. When more or fewer ballots are handed in they are not"
        " opened and the round is held again (by custom, not by law).",
        "voters",
    ),
    "takes_of_ballots": _(
        "To be chosen takes %(threshold)s of the ballots that name a candidate: %(needed)d if all %(present)d present name"
        " one. Blank ballots count as taking part, not as votes (%(citation)s)."
    ),
    "if_nobody": _(
        "If nobody has that, the next round is between the two with most votes, and all who have as many as the second"
        " (by custom, not by law)."
    ),
    "if_tied_nobody": _("If the votes are equally divided nobody is chosen (%(citation)s)."),
    "elected": _("%(name)s has the majority and is chosen."),
    "runoff": _("Nobody has the majority. By custom, not by law, the next round is between %(names)s."),
    "nobody_elected": _("Nobody has the majority; nobody is chosen."),
    "form_roll_call": _("The vote is by roll call: each member says aloud for or against (%(citation)s)."),
    "form_secret_ballot": _("The vote is by unsigned ballots (%(citation)s)."),
    "form_show_of_hands": _("The vote is by show of hands (%(citation)s)."),
    "form_electronic": _("The vote is on the screen: who sits on a seat votes for it (%(citation)s)."),
    "may_change": _("A vote may be changed until the vote is closed (%(citation)s)."),
    "may_not_change": _("A vote that has been recorded cannot be changed (%(citation)s)."),
    "shown_while_held": _("Everybody sees at once who votes what (%(citation)s)."),
    "shown_at_close": _("Who voted what is shown once the vote is closed (%(citation)s)."),
    "hands_counted": _("Hands were counted; of no member it was written down how they voted."),
    "on_screen": _("The vote was held on the screen, seat by seat (%(citation)s)."),
    "only_on_request": _("There is a vote only when a member asks for one (%(citation)s)."),
    "turnout_needed": _(
        "To be valid, %(threshold)s of the %(eligible)d members who may vote must take part, so %(needed)d; who must"
        " abstain is taken off (%(citation)s)."
    ),
    "takes_of_votes_cast": _(
        "Adopting takes %(threshold)s of the votes cast: %(needed)d if all %(base)d present vote (%(citation)s)."
    ),
    "takes_of_present": _("Adopting takes %(threshold)s of the %(base)d present: %(needed)d (%(citation)s)."),
    "takes_of_sitting": _("Adopting takes %(threshold)s of the %(base)d sitting members: %(needed)d (%(citation)s)."),
    "takes_of_total": _("Adopting takes %(threshold)s of all %(base)d seats: %(needed)d (%(citation)s)."),
    "if_tied_fail": _("If the votes are equally divided the proposal is not adopted (%(citation)s)."),
    "if_tied_lot": _("If the votes are equally divided the lot decides (%(citation)s)."),
    "if_tied_defer": _("If the votes are equally divided the decision goes to the next meeting (%(citation)s)."),
    "if_tied_casting_vote": _("If the votes are equally divided the vote of the chair decides (%(citation)s)."),
    "certain_adopted": _("Whatever the others vote, it is adopted."),
    "certain_rejected": _("Whatever the others vote, it is rejected."),
    "certain_invalid": _("Too few can still take part: the vote will be void."),
    "certain_tied_failed": _("The votes will be equally divided: the proposal is not adopted."),
    "certain_tied_deferred": _("The votes will be equally divided: the decision goes to the next meeting."),
    "certain_tied_lot": _("The votes will be equally divided: the lot decides."),
    "still_to_vote": ngettext_lazy(
        "%(to_come)d member is still to vote; it may go either way.",
        "%(to_come)d members are still to vote; it may go either way.",
        "to_come",
    ),
    "more_for": ngettext_lazy(
        "With %(more)d more vote in favour it is adopted, also when all others vote against.",
        "With %(more)d more votes in favour it is adopted, also when all others vote against.",
        "more",
    ),
    "may_be_void": _("So far too few have taken part for a valid vote."),
    "no_vote_asked": _("No member asked for a vote, so the proposal counts as adopted (%(citation)s)."),
}


def threshold_words(comparison, fraction):
    """ "more than half"; a part without a name of its own is written as 5/8, a fixed number as it is."""
    return THRESHOLDS[comparison] % {"fraction": FRACTIONS.get(Fraction(fraction), fraction)}


def sentence(step):
    params = dict(step.params)
    if "threshold" in params:
        params["threshold"] = threshold_words(*params["threshold"])
    text = str(SENTENCES[step.code] % params)
    return text[:1].upper() + text[1:]


class Explained:
    """What carries an explanation of steps can say it, one sentence a step, in the active language."""

    def words(self):
        return [sentence(step) for step in self.explanation]


ONE_MEMBER = _("one member")
SOME_MEMBERS = _("a few members")
PARTS = (_("part of the Council"), _("another part of the Council"), _("yet another part of the Council"))
COUNCIL = _("the Council")


def told(explanation: Iterable[Mapping]) -> list[str]:
    """An explanation as it was kept, in the words of the reader."""
    return [sentence(Step(step["code"], step["params"])) for step in explanation]
