"""Ideas about how the municipality itself works."""

from config.demo.kinds import Answer, Comment, Idea

WORK = (
    Idea(
        "praktik",
        theme="arbejdsgange",
        author="mette.brinkholm",
        part="leader",
        day=-99,
        title="Praktik på tværs: en uge i en anden forvaltning",
        body="""
            Én uge om året arbejder ledere i en anden forvaltning og tager en god vane med hjem. Jeg var selv en dag i
            hjemmeplejen og opdagede, at de hver morgen på ti minutter får overblik over det, vi bruger en halv dag på.

            Reglen er enkel: man må ikke komme med gode råd, før ugen er gået.
        """,
        supports=15,
        comments=(
            Comment("gitte.aaroe", 1, "Du er velkommen igen. Denne gang får du en rute."),
            Comment(
                "kasper.ulfeldt",
                4,
                "Hvorfor kun ledere? Jeg ville gerne se, hvad der sker med de sager, jeg sender videre.",
            ),
        ),
        responsible="rikke",
        answer=Answer(
            "passed_on",
            after=13,
            by="rikke",
            passed_to="Direktionen",
            reason="""
                Direktionen begynder selv: alle fire direktører tager en uge inden for det næste halve år. Derefter bliver det et
                tilbud til alle ansatte, fordi spørgsmålet i kommentarerne er rigtigt.
            """,
        ),
    ),
    Idea(
        "halvtime",
        theme="arbejdsgange",
        author="anne.fuglsbjerg",
        part="politician",
        day=-222,
        title="En halv time uden beslutninger på hvert udvalgsmøde",
        body="""
            På vores møder er der 20 punkter, og vi siger noget til tre af dem. Det, jeg gerne ville tale om, står
            aldrig på dagsordenen, fordi der ikke er noget at beslutte endnu.

            Sæt en halv time af, hvor vi hører fra én, der arbejder med det, vi bestemmer over. Ingen indstilling,
            ingen beslutning, ingen referat ud over navnet og emnet.
        """,
        supports=14,
        comments=(
            Comment(
                "sofie",
                3,
                "Det ligner noget af det, vi har set hos andre. Jeg tager den med i oplægget om modellen.",
            ),
            Comment(
                "birthe.holmegaard",
                9,
                "Jeg kommer gerne. Men sig det i god tid, for jeg skal bytte en vagt.",
            ),
        ),
        in_review_after=5,
        responsible="mads",
        answer=Answer(
            "taken_up",
            after=26,
            by="karen",
            link=("second", 7),
            reason="""
                Idéen bliver en del af arbejdet med modellen for politisk forankring, hvor tre måder bliver holdt op mod
                hinanden. Vi kan ikke beslutte det for de stående udvalg, men to udvalgsformænd har sagt ja til at
                prøve det i et halvt år.
            """,
        ),
    ),
    Idea(
        "slet-en-regel",
        theme="arbejdsgange",
        author="palle.stensbo",
        part="leader",
        day=-1,
        title="Slet en regel om måneden",
        body="""
            I Ejendomscentret har vi 212 interne regler. Jeg har fundet to, der modsiger hinanden, og én om
            skrivemaskiner.

            Lad medarbejderne stemme om, hvilken regel der skal væk hver måned. Kræver loven den, bliver den. Kan ingen
            forklare, hvorfor den er der, ryger den.
        """,
        supports=11,
        comments=(),
    ),
    Idea(
        "virkede-ikke",
        theme="arbejdsgange",
        author="carl.overgade",
        part="politician",
        day=-75,
        title="Fortæl om det, der ikke virkede",
        body="""
            Kommunen udgiver en årsberetning om alt det, der lykkedes. Jeg lærer mere af resten.

            Lad hver forvaltning fortælle om ét forsøg om året, der ikke gik, og hvad de ville gøre anderledes. Jeg
            begynder gerne selv: jeg stemte for de nedgravede skraldespande.
        """,
        supports=19,
        comments=(
            Comment("soeren.lyngdal", 1, "Tak. Vi graver stadig."),
            Comment(
                "henrik.skovby",
                4,
                "Det kræver, at vi andre ikke bruger det i valgkampen. Det lover jeg ikke at gøre, hvis du ikke gør.",
            ),
            Comment(
                "jonas.ravnholt",
                12,
                "Biblioteket melder sig med automaten til hjemlån. Den er smuk og bruges af to.",
            ),
        ),
        in_review_after=6,
        responsible="rikke",
        answer=Answer(
            "partly",
            after=27,
            by="karen",
            reason="""
                Kommunen er blevet medlem af netværket Fejlklubben, og udvalgets model får et fast trin om at sige højt,
                hvad man lærte.
            """,
            left_out="Vi laver ikke en årlig beretning, for en pligt til at fortælle gør historierne tamme.",
            link=("fourth", 3),
        ),
    ),
)
