from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("min-side/", views.my_page, name="my-page"),
    path("min-side/frivillig/", views.volunteer_declare, name="volunteer-declare"),
    path("kapaciteter/", views.capacity_grant, name="capacity-grant"),
    path("kapaciteter/<int:pk>/afslut/", views.capacity_end, name="capacity-end"),
]
