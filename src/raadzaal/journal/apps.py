from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "raadzaal.journal"
    label = "journal"
