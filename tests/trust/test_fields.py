"""Every field into which somebody can type is known to the trials, and takes what is typed through its own page."""

import pytest

from tests.trust.planting import CHOSEN, KEEPS_NOTHING, Planted, payloads, text_fields

pytestmark = [pytest.mark.django_db, pytest.mark.trial, pytest.mark.pages]

DECIDED = {"AnswerForm", "TakeOverForm", "StopForm", "PackageForm", "ConfirmForm", "RevokeForm", "AccountForm"}
"""Filled where nothing shows it before another act: their words are tried in the forms of the same kind."""


NOT_YET = {
    "AddForm",
    "AnswerForm",
    "AnswerTimeForm",
    "AskTimeForm",
    "BeginElectionForm",
    "ConfirmForm",
    "CorrectionForm",
    "CountForm",
    "EmailForm",
    "FindForm",
    "GroupForm",
    "LateForm",
    "PackageForm",
    "ProposalForm",
    "RemarkForm",
    "RevokeForm",
    "StopForm",
    "TakeOverForm",
    "WithdrawForm",
}
"""Forms that are newer than the table of planting: each belongs in it."""


def test_there_are_three_hundred_ways():
    assert len(set(payloads())) >= 300


def test_every_field_of_every_form_takes_what_is_typed(house):
    planted = Planted(house).all()
    assert "\n".join(planted.refused) == ""
    fields = {each for each in text_fields() if each[0].__module__ not in KEEPS_NOTHING}
    missed = {f"{made.__name__}.{name}" for made, name in fields - planted.filled}
    missed -= {"DisposeForm.because"}  # asked only when an answer is changed
    assert {each for each in missed if each.partition(".")[0] not in CHOSEN | DECIDED | NOT_YET} == set()
