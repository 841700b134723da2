"""The words that only the closed items of the demo use: whoever may not read them meets none."""

from meetings.models import AgendaItem, ItemAttachment, ItemSection

CLOSED_WORDS = (
    "isenkram",
    "gammelgaard",
    "forhandlingsposition",
    "forhandlingsramme",
    "ndergade 14",
    "ndergade-14",
    "8.400 kr",
    "9.200 kr",
    "9.800 kr",
    "11.800 kr",
    "117.600 kr",
)


def closed_words_in(text: str) -> list[str]:
    folded = text.casefold()
    return [word for word in CLOSED_WORDS if word in folded]


def everything_closed() -> str:
    """Return all that is written under the closed items, as it lies in the database."""
    closed = AgendaItem.objects.filter(is_public=False)
    texts = [
        *closed.values_list("title", flat=True),
        *closed.values_list("closed_reason", flat=True),
    ]
    sections = ItemSection.objects.filter(item__in=closed)
    texts += sections.values_list("text__content", flat=True)
    files = ItemAttachment.objects.filter(item__in=closed)
    texts += [*files.values_list("title", flat=True), *files.values_list("file__name", flat=True)]
    return "\n".join(texts)
