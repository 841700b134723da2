import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction

from . import scene


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker) -> Iterator[scene.Scene]:
    """One scene for a whole module; each test takes back what it did."""
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        built = scene.build()
        for role in scene.ROLES:
            built.client(role)  # sign in now: what a test does is taken back with it
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def without_log() -> Iterator[None]:
    """Thousands of refusals are what is asked for here."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
