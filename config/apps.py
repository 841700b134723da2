from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class ConfigConfig(AppConfig):
    """An app only so that its management commands are found."""

    name = "config"

    def ready(self) -> None:
        from . import health  # noqa: F401, PLC0415 - the worker's signs of life


class StaticFiles(StaticFilesConfig):
    """Leaves out what no browser asks for; compressing source maps alone takes ten seconds."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.map", "*.scss", "build.mjs"]
