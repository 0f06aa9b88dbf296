"""How a stored file goes out. Whether it may is for the room it belongs to; this room has no addresses of its own."""

from django.http import FileResponse

from raadzaal.files import store
from raadzaal.files.models import StoredFile
from raadzaal.files.naming import file_name

INLINE = frozenset({"image/png", "image/jpeg"})


def attachment_response(
    stored: StoredFile, name: str, *, inline: bool = False, for_everybody: bool = False
) -> FileResponse:
    """The file for saving, in a sandbox should a browser open it all the same. Only PNG and JPEG heed ``inline``.

    A browser keeps for an hour what is ``for_everybody``, and nothing else: others may use the machine afterwards.
    """
    shown = inline and stored.media_type in INLINE
    response = FileResponse(
        store.open(stored.sha256), as_attachment=not shown, filename=file_name(name), content_type=stored.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=3600" if for_everybody else "private, no-store"
    return response
