from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "raadzaal.publications"
    label = "publications"

    def ready(self) -> None:
        from raadzaal.journal import followers
        from raadzaal.publications.timeline import Timeline

        followers.register(Timeline())
