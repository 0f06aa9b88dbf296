"""The process to which followers of a meeting keep a line open: ``granian --interface asginl raadzaal.conf.live:application``."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raadzaal.conf.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- only now are there settings

from raadzaal.meetings.live_stream import Streams  # noqa: E402 -- models need the settings

application = Streams(settings.LIVE_MOST)
