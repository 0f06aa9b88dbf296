from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "raadzaal.workspace"
    label = "workspace"
