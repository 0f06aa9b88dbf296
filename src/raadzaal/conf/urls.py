from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

ROOMS = [
    ("", "site"),
    ("", "publications"),
    ("", "record"),
    ("", "advice"),
    ("", "council"),
    ("", "meetings"),
    ("", "correspondence"),
    ("", "deliberation"),
    ("", "texts"),
    ("", "accounts"),
    ("", "workspace"),
    ("", "ui"),
]
if settings.DEMO:
    ROOMS.append(("", "demo"))


def _has_urls(room: str) -> bool:
    from importlib import import_module

    return module_has_submodule(import_module(f"raadzaal.{room}"), "urls")


urlpatterns = [
    path("", include("raadzaal.record.machine_urls")),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        *[path(prefix, include(f"raadzaal.{room}.urls")) for prefix, room in ROOMS if _has_urls(room)],
        prefix_default_language=False,
    ),
]

handler404 = "raadzaal.ui.views.not_found"
