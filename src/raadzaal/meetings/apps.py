from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "raadzaal.meetings"
    label = "meetings"
