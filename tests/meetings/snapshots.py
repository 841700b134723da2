"""Minutes as they are frozen: enough of everything to see how a page or a PDF takes it."""

from typing import Any

TEXT = (
    "Udvalget har siden foråret arbejdet med, hvordan nye borgere i kommunen får en bedre "
    "velkomst. Der er holdt møder med foreninger, boligorganisationer og borgerservice, og "
    "arbejdsgruppen har samlet erfaringerne i et fælles notat med økonomi og tidsplan."
)
NAMES = [
    "Karen Tornvig",
    "Jens Aabye",
    "Sofie Kragelund",
    "Mehmet Aydin Holm",
    "Nanna Østergaard",
    "Ida Rosenlund",
    "Peter Vinkel",
    "Amina Yusuf Berg",
    "Torben Skaarup",
    "Lise Dalgas Munk",
    "Noor Haddad Lund",
    "Villy Brandstrup",
    "Emma Lykkegård",
]
ROLES = {0: "chair", 1: "deputy", 4: "substitute"}


def attendee(name: str, role: str = "member", appointed_as: str = "citizen", **more: Any) -> Any:
    return {
        "name": name,
        "role": role,
        "appointed_as": appointed_as,
        "stands_in_for": "",
        "substitute": "",
        "stays": [],
    } | more


def stay(**times: str) -> dict[str, str]:
    return dict.fromkeys(["arrived_at", "arrived_during", "left_at", "left_during"], "") | times


def item(number: int, *, paragraphs: int = 1, **more: Any) -> dict[str, Any]:
    """Return an open item with every section."""
    return {
        "uid": f"punkt{number:04}",
        "number": str(number),
        "title": f"Velkomstbreve til nye borgere og foreninger, del {number}",
        "is_closed": False,
        "kind": "decision",
        "presenter": "Ida Rosenlund",
        "case_number": f"2026-{number:04}",
        "planned_minutes": 15,
        "planned_at": "2026-11-12T16:00:00+00:00",
        "is_late": False,
        "off_agenda": False,
        "sections": [
            {"kind": "summary", "html": f"<p>{TEXT}</p>" * paragraphs},
            {
                "kind": "background",
                "html": f"<p>{TEXT} Se <a href='https://example.dk/notat'>notatet om CO₂</a>.</p>"
                f"<ul><li>Første erfaring</li><li>{TEXT}</li></ul>" * paragraphs,
            },
            {
                "kind": "economy",
                "html": "<h4>Ramme</h4><table><thead><tr><th scope='col'>År</th>"
                "<th scope='col'>Udgift</th></tr></thead><tbody><tr><td>2026</td>"
                "<td>30.000 kr.</td></tr><tr><td>2027</td><td>45.000 kr.</td></tr></tbody></table>",
            },
            {
                "kind": "recommendation",
                "html": "<p>Arbejdsgruppen for velkomst indstiller,</p><ol><li>at forsøget udvides "
                "til 40 breve om måneden,</li><li>at resultatet måles på mødet i marts.</li></ol>",
            },
        ],
        "outcome": "approved_with_changes",
        "decision": "<p>Udvalget anbefaler indstillingen med den ændring, at forsøget måles igen "
        "efter seks måneder.</p>",
        "votes": [],
        "disqualified": [],
        "remarks": [],
        "attachments": [],
        "ideas": [],
        "proposals": [],
    } | more


def closed_item(number: int, title: str = "Personsag") -> dict[str, Any]:
    return {"uid": f"punkt{number:04}", "number": str(number), "title": title, "is_closed": True}


def rich_item(number: int) -> dict[str, Any]:
    """Return an item under which everything happened that can happen."""
    return item(
        number,
        votes=[
            {
                "on": "Indstillingens andet led",
                "in_favour": ["Jens Aabye", "Karen Tornvig"],
                "against": ["Villy Brandstrup"],
                "abstained": [],
            }
        ],
        disqualified=[
            {
                "name": "Torben Skaarup",
                "is_upheld": True,
                "left_at": "2026-11-12T17:05:00+00:00",
                "returned_at": "2026-11-12T17:20:00+00:00",
                "substitute": "",
            }
        ],
        remarks=[{"name": "Villy Brandstrup", "text": "Jeg savner erfaringerne fra foråret."}],
        attachments=[
            {
                "uid": "7b1f0d1e-0000-4000-8000-000000000001",
                "title": "Notat om velkomstbreve",
                "name": "notat.pdf",
                "mime_type": "application/pdf",
                "size": 210_000,
                "sha512": "0" * 128,
                "is_public": True,
                "is_late": True,
                "added_at": "2026-11-10T10:00:00+00:00",
            }
        ],
        ideas=[{"id": 12, "number": 12, "title": "Velkomstpakke", "slug": "velkomstpakke"}],
    )


def minutes(items: list[dict[str, Any]] | None = None, **more: Any) -> Any:
    """Return the public snapshot of published minutes, corrected once."""
    if items is None:
        items = [item(1), rich_item(2), item(3), closed_item(4), item(5), item(6)]
    return {
        "format": 1,
        "what": "minutes",
        "edition": "public",
        "language": "da",
        "version": 2,
        "published_at": "2026-11-19T08:15:00+00:00",
        "municipality": "Bøgelund Kommune",
        "committee": {"id": 1, "slug": "innovation", "name": "Opgaveudvalget for innovation"},
        "meeting": {
            "id": 5,
            "name": "Femte møde",
            "number": 5,
            "starts_at": "2026-11-12T16:00:00+00:00",
            "ends_at": "2026-11-12T18:30:00+00:00",
            "started_at": "2026-11-12T16:00:00+00:00",
            "ended_at": "2026-11-12T18:42:00+00:00",
            "place": "Rådhuset, lokale 2",
            "address": "",
            "access_info": "",
            "open_to_public": False,
        },
        "attendance": {
            "present": [
                attendee(
                    name,
                    ROLES.get(place, "member"),
                    "politician" if place < 5 else "citizen",
                    stands_in_for="Birgit Holmsted" if place == 4 else "",
                    stays=[
                        stay(arrived_at="2026-11-12T16:20:00+00:00", arrived_during="2")
                        if place == 2
                        else stay(left_at="2026-11-12T17:05:00+00:00", left_during="3")
                        if place == 8
                        else stay()
                    ],
                )
                for place, name in enumerate(NAMES)
            ],
            "apologies": [
                attendee("Birgit Holmsted", substitute="Nanna Østergaard"),
                attendee("Rasmus Tangager"),
            ],
            "absent": [],
            "others": [attendee("Mads Fjeldsted", "secretary", "official")],
        },
        "items": items,
        "approved": {
            "at": "2026-11-17T10:00:00+00:00",
            "by": "Karen Tornvig",
            "role": "chair",
            "present": 13,
            "approved": 12,
            "reservations": [
                {
                    "name": "Villy Brandstrup",
                    "text": "Se bemærkningen under punkt 2.",
                    "at": "2026-11-16T10:00:00+00:00",
                    "is_closed": False,
                }
            ],
            "unanswered": [],
        },
        "correction": {
            "what": "Antallet af breve er rettet fra 30 til 40, som i indstillingen.",
            "why": "Tallet blev skrevet forkert af.",
            "items": [
                {"uid": "punkt0002", "number": "2", "title": "Velkomstbreve", "is_closed": False}
            ],
            "requested_by": "",
            "written_by": "Mads Fjeldsted",
            "released_by": "Karen Tornvig",
            "released_at": "2026-11-19T08:15:00+00:00",
            "replaces": 1,
        },
        "next_meeting": {
            "id": 6,
            "name": "Sjette møde",
            "starts_at": "2026-12-10T16:00:00+00:00",
        },
    } | more


def agenda(items: list[dict[str, Any]] | None = None, **more: Any) -> Any:
    """Return the public snapshot of a published agenda."""
    results = {"outcome": "", "decision": "", "votes": [], "disqualified": [], "remarks": []}
    record = minutes(items)
    for name in ("attendance", "approved", "correction", "next_meeting"):
        del record[name]
    open_items = [
        row if row["is_closed"] and "kind" not in row else row | results for row in record["items"]
    ]
    meeting = record["meeting"] | {"started_at": "", "ended_at": ""}
    return (
        record
        | {"what": "agenda", "late_reason": "", "items": open_items, "meeting": meeting}
        | more
    )
