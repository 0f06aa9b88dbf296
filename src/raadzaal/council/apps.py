from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "raadzaal.council"
    label = "council"

    def ready(self) -> None:
        from raadzaal.accounts import actor
        from raadzaal.council import queries

        actor.register(queries.actor)
