"""Et menneske i røret: a draft that its group has just begun."""

from config.demo.kinds import Benefit, Measure, Proposal

HUMAN_VOICE = Proposal(
    key="menneske-i-roeret",
    group="klare-breve",
    kind="incremental",
    title="Et menneske i røret",
    summary="Kommunens telefon bliver taget af et menneske først, og menuen kommer bagefter, hvis der er kø.",
    author="ida",
    created=-16,
    written=-9,
    ideas=("telefon",),
    writers={"challenge": "kasper.ulfeldt"},
    sections={
        "challenge": """
            Den, der ringer til kommunen, møder syv valg og derefter en kø. Gruppen har talt med 25 borgere, der lagde på,
            før de kom igennem. 17 af dem vidste ikke, hvilket valg der var deres.

            Vi ved endnu ikke, hvad det koster at vende rækkefølgen om. Borgerservice vil gerne prøve det onsdag og fredag
            formiddag, hvor der er mest stille.
        """,
        "vision": """
            Man siger, hvad man vil, til en, der svarer. Kan hun ikke selv hjælpe, stiller hun om og bliver i røret, til
            der er hul igennem.
        """,
    },
    qualitative=("Folk med dansk som andetsprog kan blive forstået første gang.",),
    benefits=(
        Benefit(
            "quality",
            "Kortere vej til et menneske",
            owner_name="Helene Bjerring, borgerservicechef",
            owner="helene.bjerring",
            indicator="Minutter fra opkald, til et menneske svarer",
            unit="minutter",
            lower_is_better=True,
            plan_day=45,
            target=Measure(365, "3"),
        ),
    ),
)
