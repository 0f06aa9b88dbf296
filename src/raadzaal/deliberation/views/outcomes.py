"""What happened with your points: to read, and to take away as Word or PDF. Only one's own organisation's."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from raadzaal.deliberation.outcomes import Outcome, document_of, outcome_of
from raadzaal.deliberation.views.replying import find_invitation, frame, reply_of
from raadzaal.files.sniffing import DOCX
from raadzaal.texts.pdf import render_pdf
from raadzaal.texts.word_export import render_word

FORMS = {"docx": (render_word, DOCX), "pdf": (render_pdf, "application/pdf")}


def _outcome_or_404(request, public_id: str) -> Outcome:
    invitation = find_invitation(request, public_id)
    reply = reply_of(invitation)
    if reply is None or reply.submitted_at is None or invitation.round.closed_on is None:
        raise Http404
    return outcome_of(reply)


@require_safe
def outcome(request, public_id: str):
    found = _outcome_or_404(request, public_id)
    context = frame(request, found.invitation) | {
        "points": found.points,
        "general": found.general,
        "general_answer": found.general_answer,
        "text": found.text,
        "answered": found.answered,
        "total": found.total,
    }
    return render(request, "deliberation/outcome.html", context)


@require_safe
def taken_away(request, public_id: str, form: str):
    render_form, media_type = FORMS[form]
    found = _outcome_or_404(request, public_id)
    organisation, title = found.invitation.organisation, found.invitation.round.case.local_title
    response = HttpResponse(render_form(document_of(found)), content_type=media_type)
    name = slugify(f"uitkomst-{organisation}-{title}")[:100]
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
