"""The harness: strict templates, a clean cache, and the cast of every story."""

import logging
import os

import hypothesis
import pytest
from django.core.cache import cache
from django.template import engines
from django.utils import translation

from tests.cast import Cast
from tests.house.order import shuffle_what_has_no_order
from tests.house.records import watch_services

# A busy machine is no finding.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


class UndefinedVariable(str):
    """Fails a test whose template asks for what the view did not give."""

    def __contains__(self, text: str) -> bool:
        return text == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"A template uses an undefined variable: {name}")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Leave the databases where they are: their server is thrown away as a whole."""
    return "TEST_DATABASE_URL" not in os.environ


@pytest.fixture(autouse=True, scope="session")
def strict_templates() -> None:
    """Make undefined variables fail (Django only lets silent places pass: if, for, default)."""
    engines["django"].engine.string_if_invalid = UndefinedVariable("%s")


@pytest.fixture(autouse=True, scope="session")
def honest_order() -> None:
    """Shuffle what a queryset does not order."""
    shuffle_what_has_no_order()


@pytest.fixture(autouse=True, scope="session")
def recorded_services() -> None:
    """Fail where a service changes rows and leaves the record silent."""
    watch_services()


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    """Rate limits and kept rows of one story are not those of the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _heard() -> None:
    """A story that silenced the log, or set it up anew, does not silence the next."""
    logging.disable(logging.NOTSET)
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            logger.disabled = False


@pytest.fixture(autouse=True)
def _danish() -> None:
    """A page in English leaves its language in the thread; each story starts in Danish."""
    translation.activate("da")


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()
