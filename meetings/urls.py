from django.urls import include, path

from .views import pdf, record

app_name = "meetings"

record_urls = [
    path("", record.meeting_list, name="meeting-list"),
    path("<int:pk>/", record.meeting_detail, name="meeting-detail"),
    path("<int:pk>/dagsorden/v<int:number>/", record.agenda_version, name="agenda-version"),
    path("<int:pk>/referat/", record.minutes_detail, name="minutes-detail"),
    path("<int:pk>/referat/v<int:number>/", record.minutes_version, name="minutes-version"),
    path("<int:pk>/punkter/<slug:uid>/", record.item_detail, name="item-detail"),
    path(
        "<int:pk>/punkter/<slug:uid>/bilag/<uuid:attachment_uid>/",
        record.attachment,
        name="attachment",
    ),
]

pdf_urls = [
    path("<int:pk>/dagsorden/v<int:number>/pdf/", pdf.agenda_pdf, name="agenda-pdf"),
    path("<int:pk>/referat/v<int:number>/pdf/", pdf.minutes_pdf, name="minutes-pdf"),
]

urlpatterns = [path("moeder/", include([*record_urls, *pdf_urls]))]
