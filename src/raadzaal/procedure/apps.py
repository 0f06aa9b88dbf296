from django.apps import AppConfig


class ProcedureConfig(AppConfig):
    name = "raadzaal.procedure"
    label = "procedure"
