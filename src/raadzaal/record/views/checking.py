"""Is this what the council adopted? Anybody hands in a file, or its SHA-256, and is told."""

import re

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raadzaal.record import verifying
from raadzaal.record.forms import CheckForm

SHA256 = re.compile(r"[0-9a-fA-F]{64}")


@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """``?sha256=`` asks by the digest alone, so that the file need not be sent. Nothing that is handed in is kept."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    digest, status = request.GET.get("sha256", "").strip(), 200
    if request.method == "POST":
        digest, status = (verifying.digest_of(form.cleaned_data["file"]), 200) if form.is_valid() else ("", 422)
    asked = bool(SHA256.fullmatch(digest))
    found = verifying.known(digest.lower()) if asked else None
    context = {
        "form": form,
        "digest": digest.lower() if asked else "",
        "not_a_digest": bool(digest) and not asked,
        "known": found if isinstance(found, verifying.Known) else None,
        "archived": found if isinstance(found, verifying.Archived) else None,
        "trail": [{"label": _("Check a copy"), "current": True}],
    }
    return render(request, "record/check.html", context, status=422 if context["not_a_digest"] else status)
