"""Nabohjælp på hjul: submitted last week and returned with questions."""

from config.demo.kinds import Benefit, Budget, Economic, Measure, Proposal, Question, Ruling

LIFTS = Proposal(
    key="nabohjaelp",
    group="nabohjaelp-paa-hjul",
    kind="radical",
    title="Nabohjælp på hjul",
    summary="Frivillige kører naboer til fællesspisning, bibliotek og kirkegård i hjemmeplejens elbiler, når de ellers holder stille.",
    author="lise.munk",
    created=-150,
    written=-25,
    starts=75,
    ends=440,
    ideas=("elbiler", "foelgeskab"),
    writers={"challenge": "lone.vestervig", "funding": "mehmet.holm", "risks": "rasmus.tangager"},
    sections={
        "challenge": """
            74 ældre, som Besøgstjenesten kender, kommer sjældent ud efter kl. 16. De kan køres til lægen, men ikke til
            det, man ellers lader være med: kor, kortspil, fællesspisning, graven.

            Samtidig holder 15 af Hjemmeplejen Nords 22 elbiler stille hver aften fra kl. 17.
        """,
        "vision": """
            Ingen i Bøgelund er hjemme, fordi de ikke kan komme derhen. En nabo henter dem i en bil, der alligevel står
            der, og passageren bestemmer selv, hvor turen går hen.
        """,
        "target_group": """
            Borgere over 65, der ikke selv kører bil, og borgere i genoptræning. Forsøget begynder i det nordlige
            distrikt med op til 100 passagerer.
        """,
        "participants": """
            Hjemmeplejen Nord, Besøgstjenesten, 31 frivillige chauffører, Genoptræningen og kommunens
            forsikringsmægler. Lundtoft Taxa er med til at sige, hvor grænsen går.
        """,
        "timeline": """
            1. Måned 1 og 2: kørekursus, børneattester og aftaler om ladning.
            2. Måned 3 til 12: ti biler, ture mellem kl. 17 og 22 og i weekenden.
            3. Måned 6: halvvejsmåling, hvor passagererne bliver spurgt igen.
        """,
        "funding": """
            214.000 kr. fra Innovationsenhedens ramme. Besøgstjenesten stiller telefon og lokale til rådighed.
        """,
        "risks": """
            - Et fald på vej ud af bilen. Forsikringen dækker fra dør til dør, og chaufførerne lærer at følge til døren.
            - Bilen er ikke ladet op om morgenen. Den skal være i lader kl. 22.30, og Hjemmeplejen kan afbryde forsøget.
            - Turene tager kunder fra taxaerne. Vi kører ikke til stationen og ikke fra værtshuse.
        """,
    },
    qualitative=(
        "Flere ældre har en aften ude om ugen.",
        "Naboer, der ikke kendte hinanden, får noget fast sammen.",
        "Genoptræningen får flere til at møde op de første gange.",
    ),
    economic=(
        Economic(
            "Undgåede udeblivelser fra genoptræning",
            40_000,
            85_000,
            130_000,
            assumptions="Hver udeblivelse koster 420 kr.; mellem 95 og 310 færre om året.",
        ),
    ),
    budget=(
        Budget("Koordinator, otte timer om ugen", 100_000, year=1),
        Budget("Strøm", 46_000, year=1),
        Budget("Forsikring", 38_000, year=1),
        Budget("Kurser", 30_000, year=1),
    ),
    benefits=(
        Benefit(
            "engagement",
            "Flere aftener ude",
            owner_name="Gitte Aarø, leder af Hjemmeplejen Nord",
            owner="gitte.aaroe",
            indicator="Ture om måneden",
            unit="ture",
            baseline=Measure(-30, "0"),
            source="Der køres ingen i dag",
            target=Measure(430, "320"),
        ),
        Benefit(
            "avoided",
            "Færre udebliver fra genoptræning",
            owner_name="Gitte Aarø, leder af Hjemmeplejen Nord",
            owner="gitte.aaroe",
            indicator="Udeblivelser fra de første tre gange om året",
            unit="udeblivelser",
            lower_is_better=True,
            baseline=Measure(-40, "610"),
            source="Genoptræningens journalsystem",
            target=Measure(430, "400"),
        ),
    ),
    in_committee=-18,
    submitted=(-6,),
    rulings=(
        Ruling(
            "returned",
            -2,
            "Jeg vil gerne sige ja, men to ting skal være klare først. De er begge af den slags, der er lettere at svare "
            "på nu end efter den første tur.",
            questions=(
                Question(
                    "Hvordan måler I, om passagererne selv synes, at det har gjort en forskel?",
                    "Besøgstjenesten ringer til alle passagerer før den første tur og igen efter tre og seks måneder og "
                    "stiller de samme fire spørgsmål.",
                    "lise.munk",
                ),
                Question(
                    "Hvem afgør, om en tur er for lang, for sen eller for svær for en frivillig?"
                ),
            ),
        ),
    ),
)
