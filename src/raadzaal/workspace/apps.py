from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "raadzaal.workspace"
    label = "workspace"

    def ready(self) -> None:
        from raadzaal.journal import followers
        from raadzaal.workspace.search import DossierSearch

        followers.register(DossierSearch())
