from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("min-side/beskeder/", views.notice_list, name="notice-list"),
    path("min-side/beskeder/laest/", views.notices_read, name="notices-read"),
    path("demo/postkasse/", views.demo_mailbox, name="demo-mailbox"),
]
