from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class PortalConfig(AppConfig):
    """Loads what registers itself: every app's permissions and notices."""

    name = "portal"

    def ready(self) -> None:
        for app in apps.get_app_configs():
            for module in ("permissions", "notices"):
                if app.name.split(".")[0] in OURS and find_spec(f"{app.name}.{module}"):
                    import_module(f"{app.name}.{module}")


OURS = {"portal", "committee", "ideas", "projects", "meetings"}
