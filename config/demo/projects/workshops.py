"""Åbne værksteder: adopted last week, now before the innovation chief."""

from config.demo.kinds import Benefit, Budget, Economic, Measure, Proposal

WORKSHOPS = Proposal(
    key="aabne-vaerksteder",
    group="aabne-vaerksteder",
    kind="radical",
    title="Åbne værksteder",
    summary="Fire skolers værksteder åbner for hele kvarteret tre aftener om ugen med frivillige værter.",
    author="peter.vinkel",
    created=-176,
    written=-24,
    starts=60,
    ends=790,
    ideas=("vaerksteder",),
    writers={
        "challenge": "emma.lykkegaard",
        "risks": "erik.tangbo",
        "participants": "torben.skaarup",
    },
    sections={
        "challenge": """
            Kommunens seks skoler har værksteder for over 9 millioner kroner, som bliver brugt 19 timer om ugen. Resten af
            tiden står de mørke. Samtidig smider vi ting ud, som kunne repareres, og mange bor i lejligheder uden et sted
            at bruge en sav.

            Forsøget på Åskolen viste noget, vi ikke havde spurgt om: halvdelen af gæsterne kom lige så meget for
            hinanden som for maskinerne.
        """,
        "vision": """
            Skolens værksted er kvarterets værksted. Om dagen hører det til eleverne, om aftenen til alle. Man kan komme
            alene og uden at kunne noget, og man går hjem med noget, der virker.
        """,
        "target_group": """
            Alle, der bor i gåafstand af en af de fire skoler. Særligt folk i lejlighed, tilflyttere, unge uden noget at
            gå til og folk, der lige er gået på pension fra et fag, de savner.
        """,
        "participants": """
            Åskolen, Bøgelund Skole, Nørreby Skole og Søndre Skole, deres værkstedslærere, Reparationscaféen og tre lokale
            håndværksmestre. Hvert værtslaug er på 10 til 14 frivillige.
        """,
        "timeline": """
            1. Kvartal 1: værtslaug på Åskolen og Bøgelund Skole, kursus og nøglebokse.
            2. Kvartal 2 til 4: åbent tre aftener om ugen på de to skoler.
            3. År 2: Nørreby Skole og Søndre Skole åbner, når deres laug er samlet.
            4. Slutningen af år 2: beslutning om fast drift.
        """,
        "funding": """
            640.000 kr. over to år. 340.000 kr. fra Innovationsenhedens ramme, 300.000 kr. søges hos to fonde. Får vi nej,
            åbner vi to skoler i stedet for fire.
        """,
        "risks": """
            - En skade ved en maskine. Alle værter har kursus, og de tre farligste maskiner er låst om aftenen.
            - Rod om morgenen. Den sidste vært tager et billede af rummet, og værkstedslæreren kan lukke for en uge.
            - Værterne bliver slidt ned. Ingen har mere end to vagter om måneden.
        """,
    },
    qualitative=(
        "Folk, der bor på samme vej, lærer hinanden at kende.",
        "Håndværk bliver givet videre fra dem, der kan det.",
        "Børn ser voksne lave noget, de ikke kan i forvejen.",
    ),
    economic=(
        Economic(
            "Mindre affald at køre væk",
            25_000,
            60_000,
            110_000,
            assumptions="Seks ton repareret i stedet for smidt ud pr. skole om året.",
        ),
        Economic(
            "Undgået leje af lokaler til foreninger",
            90_000,
            140_000,
            180_000,
            assumptions="Tre foreninger flytter ind på en skole.",
        ),
    ),
    budget=(
        Budget("Koordinator, 12 timer om ugen", 190_000, year=1),
        Budget("Koordinator, 12 timer om ugen", 190_000, year=2),
        Budget("Kurser i maskinsikkerhed", 48_000, year=1),
        Budget("Nøglebokse og låse", 72_000, year=1),
        Budget("Materialer og værktøj", 140_000, year=2),
    ),
    benefits=(
        Benefit(
            "engagement",
            "Flere bruger værkstederne",
            owner_name="Lars Elkjærgård, skoleleder",
            owner="lars.elkjaergaard",
            indicator="Forskellige brugere om året",
            unit="brugere",
            baseline=Measure(-30, "212"),
            source="Gæstebogen fra forsøget på Åskolen",
            target=Measure(700, "1400"),
        ),
        Benefit(
            "quality",
            "Flere kender nogen, hvor de bor",
            owner_name="Lars Elkjærgård, skoleleder",
            owner="lars.elkjaergaard",
            indicator="Andel af brugerne, der har lært mindst to naboer at kende",
            unit="procent",
            plan_day=90,
            target=Measure(700, "60"),
        ),
    ),
    in_committee=-18,
    submitted=(-5,),
)
