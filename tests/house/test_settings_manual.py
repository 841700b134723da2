"""`.env.example` is the manual of the settings: it names each variable, and none that is gone."""

import re
from pathlib import Path

import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
READ = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')
NAMED = re.compile(r"^(?:# )?([A-Z][A-Z_]+)=", re.MULTILINE)


def compose_variables() -> set[str]:
    return set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))


def test_every_variable_of_the_settings_is_in_the_manual():
    read = set(READ.findall((ROOT / "config" / "settings.py").read_text()))
    named = set(NAMED.findall((ROOT / ".env.example").read_text()))
    assert read - named == set()
    assert named - read - compose_variables() == set()


def test_containers_get_their_secrets_from_outside_only():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    for name, service in compose["services"].items():
        for variable, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|KEY", variable) and "EMAIL" not in variable:
                assert re.fullmatch(r"\$\{[A-Z_]+:\?.+\}", value), f"{name}: {variable}"


def test_the_image_installs_what_was_tested():
    pinned = re.compile(r"^([a-z0-9._-]+)==([^ ;]+)", re.MULTILINE)
    tested = dict(pinned.findall((ROOT / "requirements.lock").read_text()))
    deployed = dict(pinned.findall((ROOT / "deploy" / "requirements.lock").read_text()))
    assert deployed.items() <= tested.items()
