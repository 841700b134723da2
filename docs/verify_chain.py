#!/usr/bin/env python3
"""Check the chain of fingerprints of published agendas and minutes, and files against it.

    python3 verify_chain.py kaede.jsonl [folder or file ...] [--knows HASH]

Needs Python 3.9 or newer and nothing else, and asks no network. Get the chain from the portal:
`/kontrol/kaede.jsonl`. Each line of it names the SHA-512 of the line before it, so that nothing
can be changed, left out or put in between without breaking what follows. What nobody can see from
the chain alone is whether its end was cut off or all of it was written anew: keep the fingerprint
of the last line that this script prints, and hand it in another time with `--knows`.

Ends with 0 when all is in order, 1 when the chain is broken, 2 when a file is not on it.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

FIRST = "0" * 128
KINDS = {"text", "pdf", "withdrawal"}
ADDRESS = re.compile(r"^(/moeder/\d+/(?:dagsorden|referat)/)v(\d+)/$")


class BrokenError(Exception):
    """The chain does not hold together."""


def sha512(data):
    return hashlib.sha512(data).hexdigest()


def read_chain(path, known=""):
    """Return the links and the fingerprint of the last line; refuse a link that does not fit."""
    links, previous = [], FIRST
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        raise BrokenError("the last line is cut off")
    for number, line in enumerate(data.splitlines(), start=1):
        try:
            link = json.loads(line)
            fits = (
                link["number"] == number
                and link["previous"] == previous
                and link["kind"] in KINDS
                and ADDRESS.match(link["address"])
                and re.fullmatch("[0-9a-f]{128}", link["sha512"])
            )
        except (ValueError, KeyError, TypeError):
            raise BrokenError(f"line {number} cannot be read") from None
        if not fits:
            raise BrokenError(f"line {number} does not follow from the line before it")
        previous = sha512(line)
        links.append({**link, "hash": previous})
    if known and known.lower() not in {FIRST, *(link["hash"] for link in links)}:
        raise BrokenError("it is not the chain whose last line had that fingerprint")
    return links, previous


def states(links):
    """Return for each address whether that version holds, was replaced or was withdrawn."""
    newest, withdrawn = {}, set()
    for link in links:
        record, version = ADDRESS.match(link["address"]).groups()
        newest[record] = max(newest.get(record, 0), int(version))
        if link["kind"] == "withdrawal":
            withdrawn.add(link["address"])
    found = {}
    for link in links:
        record, version = ADDRESS.match(link["address"]).groups()
        if link["address"] in withdrawn:
            found[link["address"]] = "withdrawn"
        elif int(version) < newest[record]:
            found[link["address"]] = f"replaced by version {newest[record]}"
        else:
            found[link["address"]] = "the version that holds"
    return found


def files_in(places):
    for place in places:
        if place.is_dir():
            yield from sorted(each for each in place.rglob("*") if each.is_file())
        else:
            yield place


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("chain", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--knows", default="", help="the fingerprint of a last line seen before")
    asked = parser.parse_args()
    try:
        links, last = read_chain(asked.chain, asked.knows)
    except BrokenError as reason:
        print(f"BROKEN: {reason}.")
        return 1
    print(f"The chain holds: {len(links)} links. Fingerprint of its last line:\n{last}")
    state = states(links)
    known = {link["sha512"]: link for link in links if link["kind"] != "withdrawal"}
    missing = 0
    for path in files_in(asked.files):
        if path.resolve() == asked.chain.resolve():
            continue
        link = known.get(sha512(path.read_bytes()))
        if link is None:
            missing += 1
            print(f"{path}: NOT ON THE CHAIN")
        else:
            print(f"{path}: {link['kind']} of {link['address']}, {state[link['address']]}")
    return 2 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
