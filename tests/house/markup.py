"""Whether pages are valid HTML, as html-validate sees it: one process for all pages at once."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from bin.launcher import checkout, frontend

VALIDATOR = checkout.ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = Path(__file__).with_name("htmlvalidate.json")


def findings(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Return each kind of finding once, with the first page (named by its address) that has it."""
    names = {}
    for number, (url, body) in enumerate(pages.items()):
        names[f"{number}.html"] = url
        (folder / f"{number}.html").write_text(body)
    node = frontend.node_folder() / "node"
    report = folder / "report.json"
    with report.open("w") as out:  # a pipe would lose what is beyond its buffer
        subprocess.run(
            [node, VALIDATOR, "--config", RULES, "--formatter", "json", folder],
            stdout=out,
            check=False,
        )
    found = {}
    for page in json.loads(report.read_text()):
        for message in page["messages"]:
            url = names[Path(page["filePath"]).name]
            key = message["ruleId"], message["message"]
            found.setdefault(key, f"{url} line {message['line']}: {' '.join(key)}")
    return sorted(found.values())
