from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "raadzaal.record"
    label = "record"

    def ready(self) -> None:
        from raadzaal.journal import followers
        from raadzaal.record.alerts.follower import Alerts
        from raadzaal.record.search.follower import PublicSearch

        followers.register(PublicSearch())
        followers.register(Alerts())
