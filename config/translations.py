"""The Danish catalogue: what the code says in English, found, kept and compiled without gettext.

`locale/da/LC_MESSAGES/django.po` is the catalogue (`djangojs.po` for scripts). Files in
`locale/parts/` add to it until `update` folds them in, so that several people can translate at
the same time. `locale/libraries/` corrects what Django and allauth say; extraction
does not look at it.
"""

import os
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGE = "da"
APPS = ("committee", "config", "ideas", "meetings", "portal", "projects")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
METADATA = {
    "Project-Id-Version": "Samskab",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Key = tuple[str, str]
"""Context (or nothing) and message."""


def key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


# What the code says -------------------------------------------------------------------------


def extracted(domain: str) -> dict[Key, polib.POEntry]:
    """Every message of the code as an empty entry that names the files where it stands."""
    found: dict[Key, polib.POEntry] = {}
    for path, text in sources(domain):
        method = "javascript" if domain == "djangojs" else "python"
        options = {"encoding": "utf-8"}
        for _line, message, _comments, context in extract(
            method, BytesIO(text.encode()), keywords=KEYWORDS, options=options
        ):
            singular, plural = message if isinstance(message, tuple) else (message, "")
            if not singular:
                continue
            entry = found.setdefault((context or "", singular), new_entry(context, singular))
            if plural and not entry.msgid_plural:
                entry.msgid_plural, entry.msgstr_plural = plural, {0: "", 1: ""}
            where = (path.relative_to(ROOT).as_posix(), "")
            if where not in entry.occurrences:
                entry.occurrences.append(where)
    return found


def new_entry(context: str | None, message: str) -> polib.POEntry:
    flags = ["python-format"] if re.search(r"%\(\w+\)[sd]|%[sd]", message) else []
    return polib.POEntry(msgid=message, msgctxt=context or None, flags=flags)


def sources(domain: str) -> Iterator[tuple[Path, str]]:
    """Files with messages, as text that Babel reads."""
    if domain == "djangojs":
        for path in sorted((ROOT / "static" / "js").rglob("*.js")):
            yield path, path.read_text()
        return
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_text()
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt", ".svg", ".xml"}:
            yield path, template_as_python(path)


def template_as_python(path: Path) -> str:
    """Django's own rewriting; indentation goes, as it means nothing to Python here."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 - needs no settings

    text = templatize(path.read_text(), origin=str(path))
    return "\n".join(line.lstrip() for line in text.split("\n"))


# The catalogue ------------------------------------------------------------------------------


def catalogue_path(domain: str) -> Path:
    return LOCALE / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"


def parts(domain: str) -> list[Path]:
    """Parts are for `django` unless their name ends in `-js`."""
    return [
        path
        for path in sorted((LOCALE / "parts").glob("*.po"))
        if path.stem.endswith("-js") == (domain == "djangojs")
    ]


def catalogue(domain: str) -> dict[Key, polib.POEntry]:
    """The catalogue with its parts; a translation in a part wins over the older one."""
    entries: dict[Key, polib.POEntry] = {}
    for path in [catalogue_path(domain), *parts(domain)]:
        if path.exists():
            entries |= {
                key(entry): entry
                for entry in polib.pofile(str(path))
                if not entry.obsolete and (is_translated(entry) or key(entry) not in entries)
            }
    return entries


def domains() -> list[str]:
    scripts = catalogue_path("djangojs").exists() or parts("djangojs") or extracted("djangojs")
    return ["django", "djangojs"] if scripts else ["django"]


def is_translated(entry: polib.POEntry) -> bool:
    if entry.msgid_plural:
        return all(entry.msgstr_plural.get(number) for number in (0, 1))
    return bool(entry.msgstr)


def write_catalogue(path: Path, entries: Iterable[polib.POEntry]) -> None:
    """Sorted, without dates or line numbers, so that a difference is a change of words."""
    file = polib.POFile(wrapwidth=100)
    file.metadata = METADATA
    file.extend(sorted(entries, key=lambda entry: (entry.msgid.lower(), key(entry))))
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))


def update() -> dict[str, int]:
    """Bring the catalogues up to date with the code and fold the parts in.

    Returns how many messages still have no translation, by domain.
    """
    untranslated = {}
    for domain in domains():
        known, current = catalogue(domain), extracted(domain)
        for identity, entry in current.items():
            if identity in known:
                take_translation(entry, known[identity])
        write_catalogue(catalogue_path(domain), current.values())
        for part in parts(domain):
            part.unlink()
        untranslated[domain] = sum(not is_translated(entry) for entry in current.values())
    return untranslated


def take_translation(entry: polib.POEntry, known: polib.POEntry) -> None:
    entry.tcomment = known.tcomment
    if "fuzzy" in known.flags:
        entry.flags.append("fuzzy")
    if entry.msgid_plural:
        entry.msgstr_plural = dict(known.msgstr_plural) or entry.msgstr_plural
    else:
        entry.msgstr = known.msgstr


# Compiling ----------------------------------------------------------------------------------


def compile_all(*, force: bool = False) -> list[Path]:
    """Write every catalogue that changed as the `.mo` that Django reads."""
    written = []
    libraries = LOCALE / "libraries"
    for folder, language in ((LOCALE, LANGUAGE), (libraries, LANGUAGE), (libraries, "en")):
        for domain in ("django", "djangojs"):
            source = folder / language / "LC_MESSAGES" / f"{domain}.po"
            read = [source, *(parts(domain) if folder == LOCALE else [])]
            read = [path for path in read if path.exists()]
            target = source.with_suffix(".mo")
            if read and (force or is_older(target, read)):
                entries = (
                    catalogue(domain).values() if folder == LOCALE else polib.pofile(str(source))
                )
                write_mo(target, entries)
                written.append(target)
    return written


def is_older(target: Path, read: list[Path]) -> bool:
    """Also when a file went away, which touches only its folder."""
    if not target.exists():
        return True
    made = target.stat().st_mtime
    folders = [path.parent for path in read] + [LOCALE / "parts"]
    return any(path.stat().st_mtime > made for path in [*read, *folders] if path.exists())


def write_mo(target: Path, entries: Iterable[polib.POEntry]) -> None:
    file = polib.POFile()
    file.metadata = METADATA
    file.extend(entries)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    file.save_as_mofile(str(unfinished))
    unfinished.replace(target)


# Checking -----------------------------------------------------------------------------------


def complaints() -> list[str]:
    """What keeps the portal from being wholly Danish; empty when it is."""
    return [
        f"{domain}: {trouble}: {context + ' | ' if context else ''}{message!r}{where}"
        for domain in domains()
        for (context, message), trouble, where in troubles(domain)
    ]


def troubles(domain: str) -> Iterator[tuple[Key, str, str]]:
    known, current = catalogue(domain), extracted(domain)
    for identity, entry in current.items():
        where = f" ({entry.occurrences[0][0]})"
        if identity not in known:
            yield identity, "missing", where
        elif "fuzzy" in known[identity].flags:
            yield identity, "fuzzy", where
        elif not is_translated(known[identity]):
            yield identity, "untranslated", where
        elif bool(entry.msgid_plural) != bool(known[identity].msgid_plural):
            yield identity, "plural in one place only", where
        elif lost := lost_placeholders(known[identity]):
            yield identity, f"placeholder {lost} lost or unknown", where
    for identity in known.keys() - current.keys():
        yield identity, "stale", ""


def lost_placeholders(entry: polib.POEntry) -> str:
    """Placeholders that only one side has; a singular may leave its number out."""
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    texts = entry.msgstr_plural if entry.msgid_plural else {1: entry.msgstr}
    for number, text in texts.items():
        given = set(PLACEHOLDER.findall(text))
        odd = given - wanted if entry.msgid_plural and number == 0 else given ^ wanted
        if odd:
            return ", ".join(sorted(odd))
    return ""
