from django.urls import path

from raadzaal.ui import views

app_name = "ui"

urlpatterns = [
    path("components/", views.components, name="components"),
    path("components/autosave/", views.autosave, name="components_autosave"),
    path("components/workspace/", views.workspace, name="components_workspace"),
    path("components/plain/", views.plain, name="components_plain"),
]
