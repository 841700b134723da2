"""A meeting that was to come and was cancelled."""

from config.demo.kinds import Item, Meeting

BUDGET = Meeting(
    key="budget",
    name="Temamøde om næste års budget",
    day=33,
    planned=-19,
    opened=-18,
    begins="16.30",
    ends="18.30",
    place="Rådhuset, lokale 2",
    extraordinary=True,
    state="cancelled",
    cancelled_why="Budgettet bliver først fremlagt i det nye år. Temaet kommer på et ordinært møde.",
    items=(
        Item("Godkendelse af dagsordenen", kind="decision", minutes=5),
        Item("Eventuelt", kind="information", minutes=5),
    ),
)
