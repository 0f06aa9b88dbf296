from django.urls import path

from raadzaal.accounts import views

app_name = "accounts"

urlpatterns = [
    path("account/hoedanigheid/", views.capacities, name="capacities"),
    path("account/verder/", views.interrupted, name="interrupted"),
]
