"""Where sign-up and sign-in meet our rules; allauth does the rest."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from . import demo, services
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are known by a lower-case address and speak the language that they chose."""

    def clean_email(self, email: str) -> str:
        return str(super().clean_email(email)).strip().lower()

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: Any,
        commit: bool = True,  # noqa: FBT001, FBT002
    ) -> User:
        user.display_name = form.cleaned_data.get("display_name", "").strip()
        user.language = form.cleaned_data.get("language") or _language_of(request)
        super().save_user(request, user, form, commit=commit)
        if commit:
            services.welcome(user)
        return user

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        """Refuse the demo's sign-ins anywhere but in the demo, however they were made."""
        if not settings.DEMO and demo.is_demo_account(user):
            messages.error(
                request, _("This sign-in only works in the demo. Ask for an account of your own.")
            )
            return HttpResponseRedirect(reverse("account_login"))
        response: HttpResponse | None = super().pre_login(request, user, **details)
        return response

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Lead back to where the person came from, even if the mail is read on another machine."""
        url: str = super().get_email_confirmation_url(request, emailconfirmation)
        back = _came_from(request) if request else ""
        if back and self.is_safe_url(back):
            url += "?" + urlencode({"next": back})
        return url

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language that the person chose, whatever page the mail was asked from."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        with translation.override(getattr(user, "language", None) or translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def is_safe_url(self, url: str) -> bool:
        """Lead to a path of this site alone: no host, so nothing to be deceived by."""
        return (
            bool(url)
            and url.startswith("/")
            and not url.startswith(("//", "/\\"))
            and bool(super().is_safe_url(url))
        )


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """People who come through an identity broker get the same start."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        user.email = (user.email or "").strip().lower()
        named = " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        user.display_name = (data.get("name") or named)[:120]
        user.language = _language_of(request)
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        user: User = super().save_user(request, sociallogin, form)
        services.welcome(user)
        return user


def _came_from(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next") or ""


def _language_of(request: HttpRequest) -> str:
    return "en" if translation.get_language_from_path(request.path) == "en" else "da"
