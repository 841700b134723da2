"""What a form that creates something leaves in the row, so that a repeat lands on it."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import models


class Keyed(models.Model):
    """A row made by a form that carries a key: sent twice, it is made once."""

    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        abstract = True


K = TypeVar("K", bound=Keyed)


def first_result(model: type[K], form_key: UUID | None, **owner: Any) -> K | None:
    """Return what this form made the first time, if the same owner sent it."""
    if form_key is None:
        return None
    return model._default_manager.filter(form_key=form_key, **owner).first()


def free_key(model: type[Keyed], form_key: UUID | None) -> UUID | None:
    """Return the key to keep: none if something of another owner already stands under it."""
    taken = form_key is not None and model._default_manager.filter(form_key=form_key).exists()
    return None if taken else form_key
