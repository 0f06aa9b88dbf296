from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    name = "raadzaal.deliberation"
    label = "deliberation"

    def ready(self) -> None:
        from raadzaal.accounts import actor
        from raadzaal.deliberation.queries.room import with_rooms
        from raadzaal.deliberation.queries.voices import with_own_voice
        from raadzaal.deliberation.reminding import Reminders
        from raadzaal.journal import followers

        actor.register_more(with_own_voice)
        actor.register_more(with_rooms)
        followers.register(Reminders())
