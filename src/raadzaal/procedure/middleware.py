from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from raadzaal.procedure.refusals import SentTwice


class SentTwiceMiddleware:
    """Who pressed twice is told that it was done once, on the page the form stood on: fresh, with what came of it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, SentTwice):
            return None
        messages.info(request, str(exception))
        return HttpResponseRedirect(_page_of_the_form(request))


def _page_of_the_form(request) -> str:
    named = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(named, {request.get_host()}, require_https=request.is_secure())
    return named if ours else resolve_url(settings.LOGIN_REDIRECT_URL)
