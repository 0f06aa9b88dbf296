"""What holds for every request that comes in, before anything looks at it."""

from django.conf import settings
from django.shortcuts import render

CHUNK = 1024 * 1024


class SizeMiddleware:
    """A body that is larger than anything we take gets a page that says so.

    What was announced is read first, and thrown away: a browser that is still sending when the answer comes shows a broken
    connection instead.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        size, limit = _size(request), _limit(request)
        if size <= limit:
            return self.get_response(request)
        if size <= settings.LARGEST_BODY_READ:
            _drain(request, size)
        return render(request, "413.html", {"megabytes": limit // 1024**2}, status=413)


def _size(request) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isascii() and given.isdigit() else 0


def _limit(request) -> int:
    """A form of words is held in memory whole; files are not."""
    with_files = request.META.get("CONTENT_TYPE", "").lower().startswith("multipart/")
    return settings.LARGEST_BODY if with_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _drain(request, size: int) -> None:
    while size > 0 and (read := request.META["wsgi.input"].read(min(size, CHUNK))):
        size -= len(read)
