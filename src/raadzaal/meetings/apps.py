from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "raadzaal.meetings"
    label = "meetings"

    def ready(self) -> None:
        from raadzaal.council import deeds
        from raadzaal.journal import followers
        from raadzaal.meetings.deeds import told_of
        from raadzaal.meetings.summoning import Summons

        followers.register(Summons())
        deeds.register(told_of)
