"""What the apps above hang on a person, read over reverse relations without importing them."""

from __future__ import annotations

from typing import Any

from .models import Contribution, User

SHOWN = 50


def contributions_of(user: User) -> list[Any]:
    """Return the newest things that the person wrote and may see, drafts included.

    Comments are no page of their own and are found where they stand.
    """
    found: list[Any] = []
    for model in Contribution.__subclasses__():
        things = model._default_manager
        if hasattr(things, "visible_to"):
            found += things.visible_to(user).filter(author=user).order_by("-pk")[:SHOWN]
    return found


def followed_by(user: User) -> list[Any]:
    """Return what the person follows and may still see; one query for each kind of thing."""
    found: list[Any] = []
    channel = user.follows.model._meta.get_field("channel").related_model
    for relation in channel._meta.related_objects:
        if relation.one_to_one:
            manager: Any = relation.related_model._default_manager
            things = manager.visible_to(user)
            found += things.filter(channel__follows__user=user).order_by("pk")[:SHOWN]
    return found
