"""What may be written without an act, and why. Everything else is written by acts, and the journal tells of it.

The tests refuse any other writing (``tests/guard.py``), and hold this list and ``docs/adr/0003-exemptions.md`` together.
"""

import re
from dataclasses import dataclass

_WRITING = re.compile(
    r'\s*(?P<verb>INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE|DELETE FROM|TRUNCATE(?: TABLE)?)\s+"?(?P<table>\w+)"?(?P<rest>.*)',
    re.IGNORECASE | re.DOTALL,
)
_SET = re.compile(r'"(\w+)" = ')


@dataclass(frozen=True)
class Exemption:
    """``columns``: which may be changed in a row that is there, None for all. ``rows``: whether rows may come and go."""

    table: str
    reason: str
    columns: frozenset[str] | None = None
    rows: bool = True

    def allows(self, verb: str, changed: set[str]) -> bool:
        if verb == "UPDATE":
            return self.columns is None or changed <= self.columns
        return self.rows


_SIGN_IN = "how people sign in; who may do what follows from appointments, and those are acts"
_DJANGO = "kept by the framework, about the program itself"

ALL = {
    exemption.table: exemption
    for exemption in (
        Exemption("journal_cursor", "how far a follower has read"),
        Exemption("journal_head", "its one row, which stands there before the first act", frozenset()),
        Exemption(
            "workspace_searchrow", "a projection: what can be found in dossiers, made from them anew at any time"
        ),
        Exemption("publications_publicevent", "a projection: made from the journal, and made anew from it"),
        Exemption(
            "correspondence_outgoingmail", "the outbox: made from the journal; tries, answers and errors of delivery"
        ),
        Exemption("record_subscription", "who follows what by mail: their own choice, which is gone when they end it"),
        Exemption("record_awaited", "what will stand in somebody's next weekly mail; made from the journal"),
        Exemption("procedure_sentform", "keys of forms; each is written with its act, and forgotten long afterwards"),
        Exemption("texts_editdraft", "what somebody types and has not saved; saving is the act"),
        Exemption("texts_atwork", "who has a paragraph open; nothing follows from it, and it ends by itself"),
        Exemption("texts_storedredline", "a projection: what changed between two revisions, which never change"),
        Exemption("texts_importpreview", "a Word file that is looked over; making it the text is the act"),
        Exemption(
            "deliberation_position", "a draft that nobody else sees; submitting is the act, and seals it by a digest"
        ),
        Exemption("deliberation_ranking", "the same draft: the order in which an organisation would have variants"),
        Exemption("deliberation_condition", "the same draft: on what other choice its support depends"),
        Exemption("deliberation_reply", "the draft's frame and general remarks", frozenset({"general"})),
        Exemption(
            "deliberation_invitation", "when the organisation first looked", frozenset({"opened_at"}), rows=False
        ),
        Exemption(
            "deliberation_returnedpreview", "a Word file that an organisation looks over before it lands in its draft"
        ),
        Exemption(
            "deliberation_innerremark", "what is said within an organisation's own room; nobody outside it sees it"
        ),
        Exemption("files_storedfile", "bytes by their hash; what refers to them is written by acts"),
        Exemption("accounts_user", _SIGN_IN),
        Exemption("account_emailaddress", _SIGN_IN),
        Exemption("account_emailconfirmation", _SIGN_IN),
        Exemption("mfa_authenticator", _SIGN_IN),
        Exemption("socialaccount_socialaccount", _SIGN_IN),
        Exemption("socialaccount_socialapp", _SIGN_IN),
        Exemption("socialaccount_socialtoken", _SIGN_IN),
        Exemption("django_session", "who is signed in now, and in which role"),
        Exemption("cache", "what can be thrown away at any moment"),
        Exemption("django_content_type", _DJANGO),
        Exemption("django_migrations", _DJANGO),
        Exemption("auth_permission", _DJANGO),
    )
}


def unlawful(sql: str) -> str:
    """The table that *sql* writes in and may not without an act; empty for what may be done."""
    found = _WRITING.match(sql)
    if not found:
        return ""
    table = found["table"].lower()
    exemption = ALL.get(table)
    changed = set(_SET.findall(found["rest"].split(" WHERE ")[0]))
    return "" if exemption and exemption.allows(found["verb"].upper(), changed) else table
