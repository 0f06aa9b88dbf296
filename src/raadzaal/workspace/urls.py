from django.urls import path

from raadzaal.workspace import views

app_name = "workspace"
urlpatterns = [
    path("werk/", views.home, name="home"),
    path("werk/dossiers/", views.dossiers, name="dossiers"),
    path("werk/zoeken/", views.search, name="search"),
]
