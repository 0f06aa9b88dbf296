"""The round with the organisations (achterbanberaad) and what is done with their remarks."""

import hashlib

from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.council import profile
from raadzaal.deliberation import actions as deliberation
from raadzaal.deliberation.models import Disposition
from raadzaal.journal.canonical import encode
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, carries_out
from raadzaal.texts import actions as texts
from raadzaal.texts.models import Milestone


@carries_out(AdviceProcedure.consult)
def consult(
    advice, *, actor, on, organisations, deadline, standings=None, members=(), scale=(), replies_seen=None, opens=None
) -> Done:
    """Freeze the text as it goes out, with the variants of what is open, and ask each organisation to react to it.

    Public or closed by the profile, and so are the stances, who sees a reply and what opens later, where nothing
    else is given.
    """
    sent = texts.freeze(advice.work, Milestone.Key.SENT, actor=actor, on=on)
    asked = [*organisations, *(deliberation.own_voice(each) for each in members)]
    opened = deliberation.open_round(
        advice,
        sent,
        asked,
        deadline,
        draft_public=profile.active().rounds.draft_public_in_round,
        standings=standings,
        scale=scale,
        replies_seen=replies_seen,
        opens=opens,
        actor=actor,
        on=on,
    )
    ways = deliberation.ask_about_variants(opened)
    invited = sorted(each.public_id for each in asked)
    facts = {"round": opened.public_id, "deadline": deadline, "organisations": invited, "digest": sent.digest}
    variants = {"variants": _digest(ways)} if ways else {}
    facts |= {"replies_seen": opened.replies_seen, "stances": [each["key"] for each in opened.scale]}
    facts |= {"opens": opened.opens, "opens_after": opened.opens_after, "opens_to": opened.opens_to}
    return Done(facts=facts | variants, result=opened)


def _digest(variants) -> str:
    """SHA-256 over the words that were sent beside the text, in the order of their letters."""
    words = [[each.fork.node.public_id, each.letter, each.notation, each.notes] for each in variants]
    return hashlib.sha256(encode(sorted(words))).hexdigest()


@carries_out(AdviceProcedure.extend_reply)
def extend_reply(advice, *, actor, on, organisation, until, reason) -> Done:
    deliberation.extend(advice.rounds.last(), organisation, until, reason, on=on)
    return Done(facts={"organisation": organisation.public_id, "until": until}, words={"reason": reason})


@carries_out(AdviceProcedure.close_round)
def close_round(advice, *, actor, on) -> Done:
    closed = deliberation.close_round(advice.rounds.last(), on=on)
    return Done(facts={"round": closed.public_id}, result=closed)


@carries_out(AdviceProcedure.dispose)
def dispose(advice, *, actor, on, position, outcome, reason, worked_in=None, seen=0, because="") -> Done:
    """Answer a remark: taken over, partly, not, or noted. ``worked_in`` is the revision of the paragraph that was made for it.

    ``seen`` is the number of the answer that stood there when the secretary began; to change it asks for a ``because``.
    """
    answer, changed = deliberation.dispose(
        advice, position, outcome, reason, revision=worked_in, seen=seen, because=because, actor=actor
    )
    if not changed:
        return Done(result=answer, nothing=True)
    return answered(answer, reason, because)


def answered(answer: Disposition, reason: str, because: str = "", **facts) -> Done:
    """What the journal tells of an answer, to the committee and the organisation whose remark it was."""
    position = answer.position
    told = {"position": position.public_id, "outcome": answer.outcome, "revision": answer.revision}
    again = {"number": answer.number} if answer.number > 1 else {}
    return Done(
        facts=told | again | facts,
        words={"reason": reason} | ({"because": because} if because else {}),
        result=answer,
        audience=Audience.ORGANISATION,
        scope=position.reply.invitation.organisation.public_id,
    )
