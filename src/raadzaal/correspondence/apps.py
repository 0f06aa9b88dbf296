from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "raadzaal.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        from raadzaal.correspondence import drafting, mailing
        from raadzaal.journal import followers
        from raadzaal.procedure import engine

        engine.register_drafter(drafting.draft)
        followers.register(mailing.Mailer())
