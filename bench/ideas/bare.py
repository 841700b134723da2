"""The measure of the others: one indexed query, twenty rows in a plain template."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from ideas.models import LISTED, Idea

PAGE = engines["django"].from_string(
    "<ul>{% for idea in ideas %}<li>{{ idea.title }}: {{ idea.excerpt }}</li>{% endfor %}</ul>"
)


def bare(request: HttpRequest) -> HttpResponse:
    rows = Idea.objects.filter(LISTED).order_by("-published_at", "-pk").defer("body")[:20]
    return HttpResponse(PAGE.render({"ideas": rows}, request))


urlpatterns = [path("bare/", bare)]
