from django.urls import path

from raadzaal.demo import views

app_name = "demo"

urlpatterns = [
    path("demo/", views.entrance, name="entrance"),
    path("demo/binnen/", views.enter, name="enter"),
]
