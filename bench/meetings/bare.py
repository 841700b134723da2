"""The measure that a save is held against: the portal's own addresses, and one bare view.

It goes through the same middleware, session, account and token as every other, reads the same
amount of text, and updates one row. It lives here and is no part of the portal.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as of_the_portal
from portal.writing.models import Text


def bare(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    Text.objects.filter(pk=pk).update(saved_at=timezone.now())
    return JsonResponse({"length": len(request.POST["content"])})


urlpatterns = [path("bare/<int:pk>/", bare), *of_the_portal]
