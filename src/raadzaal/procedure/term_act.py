"""Does the General Extension of Time Limits Act (Algemene termijnenwet, Atw) govern a term?"""

from raadzaal.procedure.basis import BasisKind
from raadzaal.procedure.lengths import Unit

LIMITS_OF_THE_ACT = (
    (Unit.HOURS, 0, "act_hours"),
    (Unit.YEARS, 0, "act_years"),
    (Unit.MONTHS, 3, "act_over_months"),
    (Unit.WEEKS, 12, "act_over_weeks"),
    (Unit.DAYS, 90, "act_over_days"),
)


def act_verdict(rule, lengths):
    """(does the Act apply, the step that says why, or None where the law speaks for itself)."""
    if rule.atw is False:
        return False, "act_set_aside"
    if rule.backwards:
        return False, "act_counted_back"
    if rule.atw == "by_law" and not rule.basis.is_statute:
        return False, "act_agreement" if rule.basis.kind is BasisKind.AGREEMENT else "act_house_rule"
    for unit, limit, code in LIMITS_OF_THE_ACT:
        if sum(length.count for length in lengths if length.unit is unit) > limit:
            return False, code
    return True, None if rule.basis.is_statute else "act_by_own_rule"
