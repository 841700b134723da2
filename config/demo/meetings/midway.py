"""Halfway through: a meeting with too much on it, which was adjourned and went on a week later."""

from config.demo.kinds import Absence, Item, Meeting, Resumed

MIDWAY = Meeting(
    key="midway",
    name="Temamøde om arbejdsgrupperne",
    day=-160,
    planned=-188,
    opened=-186,
    begins="17.00",
    ends="19.00",
    ended="18.35",
    place="Kulturhuset, sal 1",
    extraordinary=True,
    minutes_after=5,
    absences=(Absence("peter.vinkel"),),
    resumed=Resumed(
        item=3, adjourned="19.10", days=7, begins="17.30", place="Hovedbiblioteket, salen"
    ),
    items=(
        Item(
            "Godkendelse af dagsordenen",
            kind="decision",
            minutes=5,
            outcome="approved",
            decision="Godkendt.",
        ),
        Item(
            "Hvad de tre arbejdsgrupper har lært",
            kind="discussion",
            presenter="Ida Rosenlund",
            minutes=100,
            sections={
                "background": """
                    Grupperne har arbejdet i seks uger. Hver gruppe fortæller, hvad der overraskede
                    den, og hvad den vil gøre anderledes i resten af forløbet.
                """,
            },
            outcome="discussed",
            decision="Udvalget drøftede gruppernes logbøger.",
        ),
        Item(
            "Hvad skal modellen lære af grupperne?",
            kind="discussion",
            presenter="Karen Tornvig",
            minutes=45,
            sections={
                "background": """
                    Modellen for politisk innovation skal bygge på erfaringer, ikke på
                    ønsker. Punktet samler det fælles i de tre gruppers erfaringer.
                """,
                "recommendation": """
                    Formanden indstiller,

                    1. at skrivegruppen bruger gruppernes erfaringer i sit udkast til modellen.
                """,
            },
            deliverables=("En model for politisk innovation",),
            outcome="recommended",
            decision="Udvalget anbefaler, at skrivegruppen bruger gruppernes erfaringer i sit udkast.",
        ),
        Item("Eventuelt", kind="information", minutes=5, outcome="noted", decision="Intet."),
    ),
)
