"""The system's Chromium for pytest-playwright, whose own download is not used.

`tests.plugin` registers this after pytest-playwright, so that the fixture here replaces its own.
"""

import os
import shutil

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without Chromium a browser test is skipped with the reason, but not in CI."""
    if not uses_browser(item) or chromium():
        return
    missing = "No Chromium: `apt-get install chromium`, or name one in CHROMIUM."
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"{missing} In CI that is a failure.", pytrace=False)
    pytest.skip(missing)


def uses_browser(item: pytest.Item) -> bool:
    return bool(
        "browser" in getattr(item, "fixturenames", ()) or item.get_closest_marker("browser")
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": FLAGS}
