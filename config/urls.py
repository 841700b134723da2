"""Every address of the portal: Danish at the root, the same paths in English under `/en/`."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from committee.views import theme
from portal.ui import parked, style

from . import sitemaps
from .health import healthz

handler400 = "portal.ui.errors.bad_request"
handler403 = "portal.ui.errors.forbidden"
handler404 = "portal.ui.errors.not_found"
handler500 = "portal.ui.errors.server_error"

# One way in: the administration has no sign-in of its own that could go around the rules.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>-<int:page>.xml", sitemaps.section, name="sitemap-section"),
    path("was/", sitemaps.was, name="was"),
    path("admin/", admin.site.urls),
    # It has no language of its own; who puts /en/ before any address finds it, too.
    path("en/admin/", require_safe(RedirectView.as_view(url="/admin/")), name="admin-in-english"),
    path("tema/<slug:version>.css", theme.colours, name="theme-colours"),
    path("tema/<slug:version>.svg", theme.icon, name="theme-icon"),
    path("deling/<slug:version>-<str:language>.png", theme.share, name="theme-share"),
    path("tema/logo/<slug:digest>", theme.logo, name="theme-logo"),
    *i18n_patterns(
        path("accounts/", include("allauth.urls")),
        path("stil/", style.style, name="style"),
        path("skrevet/", parked.resume, name="parked-form"),
        path("kladder/", include("portal.drafts.urls")),
        path("", include("portal.search.urls")),
        path("", include("portal.people.urls")),
        path("", include("portal.notifications.urls")),
        path("", include("committee.urls")),
        path("", include("ideas.urls")),
        path("", include("projects.urls")),
        path("", include("meetings.urls")),
        prefix_default_language=False,
    ),
]
