"""The wiring above every app: settings, addresses, Celery, demo data."""

from .celery import app as celery_app

__all__ = ["celery_app"]
