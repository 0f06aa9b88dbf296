"""The addresses of an installation that is a show."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from raadzaal.conf.urls import urlpatterns as always

urlpatterns = [*always, *i18n_patterns(path("", include("raadzaal.demo.urls")), prefix_default_language=False)]
