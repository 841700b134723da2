from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """An app only so that its management commands are found."""

    name = "config"

    def ready(self) -> None:
        from . import health  # noqa: F401, PLC0415 - the worker's signs of life
