from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

from portal.ui.request_ids import current_request_id


def actor_context(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Hand who acts, and in which request, to the database's own history of rows."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return get_response(request)
        user = request.user
        with pghistory.context(
            actor=user.pk if user.is_authenticated else None,
            request=current_request_id.get(),
        ):
            return get_response(request)

    return middleware
