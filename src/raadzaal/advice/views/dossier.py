"""A dossier for those who work on it."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from raadzaal.advice import presenting, queries
from raadzaal.advice.open_acts import acts_for
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.advice.views.acting import dossier_of, trail
from raadzaal.correspondence.queries import letters_visible
from raadzaal.deliberation.queries import progress
from raadzaal.deliberation.queries.variants import open_forks
from raadzaal.journal.queries import facts, of_dossier, words
from raadzaal.procedure import running_terms
from raadzaal.procedure.terms import explain
from raadzaal.texts.queries import current
from raadzaal.ui.shapes import NavItem

MOST_ENTRIES = 500


def tabs(advice, actor, here: str) -> list[NavItem]:
    """The parts of the dossier that this reader may open."""
    places = [("dossier", _("Overview"))]
    if queries.may_read_draft(advice, actor):
        places += [("text", _("Text"))] if advice.work else []
        places.append(("reactions", _("Reactions")))
    if queries.may_see_support(advice, actor):
        places.append(("support", pgettext("map", "Support")))
    if queries.may_find_packages(advice, actor) and open_forks(advice).exists():
        places.append(("packages", _("Packages")))
    if advice.agenda_items.exists() and queries.may_read_tabled(advice, actor):
        places.append(("tabled", _("Draft advice")))
    places += [("letters", _("Letters")), ("terms", _("Terms")), ("journal", _("Journal"))]
    return [
        NavItem(label, reverse(f"advice:{name}", args=[advice.public_id]), current=name == here)
        for name, label in places
    ]


def frame(request, advice, here: str) -> dict:
    """What surrounds every part of a dossier; ``base`` is its template. Beneath a part, only the task at hand is shown."""
    parts = tabs(advice, request.actor, here)
    whole = request.path in {part.url for part in parts}
    return {
        "base": "advice/base_dossier.html",
        "advice": advice,
        "dossier_line": presenting.line(advice) if whole else None,
        "here": here,
        "tabs": parts,
        "acts": acts_for(advice, request.actor) if whole else None,
        "trail": trail(advice, *(part.label for part in parts if part.current and here != "dossier")),
        "workspace_current": advice.public_id,
    }


def _render(request, advice, here: str, template: str, context: dict):
    return render(request, template, frame(request, advice, here) | context)


@require_safe
def overview(request, public_id: str):
    advice = dossier_of(request, public_id)
    running = advice.rounds.last()
    reads_draft = queries.may_read_draft(advice, request.actor)
    context = {
        "facts": presenting.facts(advice),
        "round": running,
        "progress": progress(running) if running and queries.may_follow_replies(advice, request.actor) else None,
        "decisions": presenting.decisions(advice),
        "recommendations": _recommendations(advice, reads_draft),
        "responses": advice.responses.select_related("sender"),
        "delays": advice.delay_reasons.all(),
        "publication": getattr(advice, "publication", None),
        "milestones": advice.work.milestones.all() if advice.work and reads_draft else (),
        "reads_draft": reads_draft,
        "paragraphs": len(current(advice.work)) if advice.work and reads_draft else 0,
    }
    return _render(request, advice, "dossier", "advice/dossier.html", context)


def _recommendations(advice, reads_draft: bool):
    """They are part of the text: until it is published, only for who may read the draft."""
    publication = getattr(advice, "publication", None)
    if not reads_draft and not (publication and publication.published_on):
        return ()
    return advice.recommendations.select_related("node").prefetch_related("follow_ups")


@require_safe
def letters(request, public_id: str):
    advice = dossier_of(request, public_id)
    return _render(
        request, advice, "letters", "advice/letters.html", {"letters": letters_visible(request.actor, advice)}
    )


@require_safe
def terms(request, public_id: str):
    """Every term with its date, and in words why it is that date."""
    advice = dossier_of(request, public_id)
    rows = [
        {"term": term, "rule": running_terms.rule_of(term), "words": explain(running_terms.result(term))}
        for term in advice.terms.prefetch_related("suspensions", "extensions").select_related("case")
    ]
    return _render(request, advice, "terms", "advice/terms.html", {"rows": rows})


@require_safe
def journal(request, public_id: str):
    """Every act that this reader may know of, the last first."""
    advice = dossier_of(request, public_id)
    entries = of_dossier(
        advice.public_id,
        queries.audiences(advice, request.actor),
        queries.journal_scopes(advice, request.actor),
    ).reverse()[:MOST_ENTRIES]
    rows = [
        {"entry": entry, "done": done(entry.kind, facts(entry)), "facts": facts(entry), "words": words(entry)}
        for entry in entries
    ]
    return _render(request, advice, "journal", "advice/journal.html", {"rows": rows, "most": MOST_ENTRIES})


def done(kind: str, told: dict) -> str:
    """An entry's kind in words."""
    room, _dot, name = kind.partition(".")
    if room == AdviceProcedure.key and name in vars(AdviceProcedure):
        return str(AdviceProcedure.step(name).done)
    return str(PLAIN.get(kind, lambda: kind)())


PLAIN = {
    "refused": lambda: _("Refused"),
    "correspondence.rewrite": lambda: _("Letter changed"),
    "correspondence.send": lambda: _("Letter sent"),
    "correspondence.drop": lambda: _("Letter dropped"),
    "deliberation.submit_reply": lambda: _("Reply submitted"),
    "deliberation.withdraw_reply": lambda: _("Reply taken back"),
    "deliberation.confirm_reply": lambda: _("Reply confirmed by the organisation's own ranks"),
    "deliberation.ask_time": lambda: _("More time asked for"),
    "deliberation.answer_time": lambda: _("Request for more time answered"),
    "deliberation.allow_late": lambda: _("Late reply allowed"),
    "deliberation.remind": lambda: _("Organisations reminded"),
    "deliberation.confirm": lambda: _("Support of changed words confirmed"),
    "deliberation.overrule": lambda: _("Judged whether words changed in substance"),
    "advice.register_response": lambda: _("Letter of answer recorded"),
}
