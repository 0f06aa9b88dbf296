from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "raadzaal.meetings"
    label = "meetings"

    def ready(self) -> None:
        from raadzaal.journal import followers
        from raadzaal.meetings.summoning import Summons

        followers.register(Summons())
