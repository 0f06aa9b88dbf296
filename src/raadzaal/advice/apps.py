from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "raadzaal.advice"
    label = "advice"

    def ready(self) -> None:
        from raadzaal.advice import actions, agenda, letters  # noqa: F401 -- importing actions binds the steps
        from raadzaal.council import profile
        from raadzaal.meetings import registry
        from raadzaal.procedure import engine

        letters.register()
        registry.register(agenda.show)
        registry.register_decider("advice", agenda.decide)
        engine.register_switch(lambda step: profile.active().switched_on(step.optional))
