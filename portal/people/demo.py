"""The demo's accounts share one password that everybody can read: they exist in the demo only."""

from typing import Any

DOMAIN = "@example.dk"
PASSWORD = "Innovation-2017-demo"  # noqa: S105 - it stands in the README


def is_demo_account(user: Any) -> bool:
    """Whether this is one of the known sign-ins, whose password everybody knows."""
    return bool(user.email.endswith(DOMAIN) and user.check_password(PASSWORD))
