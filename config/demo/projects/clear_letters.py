"""Klare breve: returned once, approved, under way and measured."""

from config.demo.kinds import Benefit, Budget, Economic, Measure, Proposal, Question, Ruling

CLEAR_LETTERS = Proposal(
    key="klare-breve",
    group="klare-breve",
    kind="incremental",
    title="Klare breve",
    summary="Borgere og sagsbehandlere skriver kommunens 40 mest sendte breve om sammen, til begge forstår dem.",
    author="amina.berg",
    created=-198,
    written=-139,
    starts=-92,
    ends=335,
    ideas=("breve", "foerste-linje"),
    writers={"challenge": "kasper.ulfeldt", "timeline": "jens.aabye", "risks": "villy.brandstrup"},
    sections={
        "challenge": """
            Borgerservice fik sidste år 15.400 opkald fra folk, der havde fået et brev og ikke vidste, hvad de skulle.
            40 af kommunens omkring 900 skabeloner står for 64 procent af opkaldene.

            Hvert opkald tager i snit ti minutter, når man tæller tiden med, hvor sagsbehandleren skal spørges. Det
            koster tid. Værre er det, at nogle ikke ringer. De gemmer brevet, overser fristen og mister noget, de har
            ret til.
        """,
        "vision": """
            Et brev fra Bøgelund Kommune kan forstås af den, der får det, første gang. Det siger på første linje, hvad
            man skal gøre, eller at man ikke skal gøre noget.

            Brevet er ikke færdigt, når juristen siger ja. Det er færdigt, når en, der aldrig har set det før, med egne
            ord kan sige, hvad hun skal gøre, og hvornår.
        """,
        "target_group": """
            Alle, der får brev fra kommunen, og især dem, der ikke er vant til at læse breve fra det offentlige: ældre,
            folk med dansk som andetsprog og folk, der er midt i en krise.
        """,
        "participants": """
            Arbejdsgruppen, 12 borgere fra Læsehjælpen, Solsikken og sprogcentret, seks sagsbehandlere fra fire
            afdelinger, en jurist og en sprogkonsulent på halv tid. Borgerne får et gavekort på 300 kr. for en
            eftermiddag.
        """,
        "timeline": """
            1. Måned 1 til 3: de 18 breve, som kommunen selv kan rette.
            2. Måned 4 til 8: de 14 breve, hvor én leverandør skal ændre noget.
            3. Måned 9 til 12: de sidste otte breve og en vejledning til alle, der skriver.
            4. Måned 13 og 14: måling, og overdragelse til Borgerservice.
        """,
        "funding": """
            380.000 kr. fra puljen til klart sprog. Sagsbehandlernes tid betales af deres egen afdeling, som får den
            igen i færre opkald.
        """,
        "risks": """
            - Leverandørerne trækker ud. Derfor begynder vi med de breve, vi selv kan rette.
            - Nogle breve skal indeholde tekst, som loven kræver. Den flytter vi ned under det, man skal gøre.
            - Brevene bliver lange igen. Derfor får hvert brev en navngiven ejer, som læser det højt en gang om året.
        """,
    },
    qualitative=(
        "Flere gør det rigtige i første forsøg og når fristen.",
        "Færre føler sig dumme over for deres kommune.",
        "Sagsbehandlerne får svar, de kan bruge.",
    ),
    economic=(
        Economic(
            "Tid frigjort i Borgerservice",
            310_000,
            465_000,
            620_000,
            assumptions="6.200 færre opkald om året á ti minutter; lavt og højt er en tredjedel fra.",
        ),
        Economic(
            "Porto og tryk",
            20_000,
            35_000,
            50_000,
            assumptions="Halvt så lange breve, færre rykkere.",
        ),
    ),
    budget=(
        Budget("Sprogkonsulent på halv tid", 212_000),
        Budget("Gavekort og forplejning", 48_000),
        Budget("Ændringer i fagsystemer", 90_000, year=1),
        Budget("Måling og evaluering", 30_000, year=1),
    ),
    benefits=(
        Benefit(
            "time",
            "Færre opkald om breve",
            owner_name="Helene Bjerring, borgerservicechef",
            owner="helene.bjerring",
            indicator="Opkald om breve, omregnet til et helt år",
            unit="opkald",
            lower_is_better=True,
            baseline=Measure(-142, "15400"),
            source="Borgerservices telefonsystem",
            target=Measure(300, "9200"),
            measures=(
                Measure(-74, "15050", "Seks breve i brug"),
                Measure(-46, "14100", "12 breve i brug"),
                Measure(-25, "13300", "Ferie, færre breve sendt"),
                Measure(-4, "12550", "18 breve i brug"),
            ),
        ),
        Benefit(
            "quality",
            "Brevet bliver forstået første gang",
            owner_name="Helene Bjerring, borgerservicechef",
            owner="helene.bjerring",
            indicator="Andel af 50 læsere, der kan sige, hvad de skal gøre, og hvornår",
            unit="procent",
            baseline=Measure(-142, "45"),
            source="Læseprøve på biblioteket",
            target=Measure(300, "85"),
            measures=(Measure(-60, "62", "De første seks breve"), Measure(-10, "71", "18 breve")),
        ),
        Benefit(
            "saving",
            "Mindre porto og tryk",
            owner_name="Lederen af fællespostkassen",
            indicator="Udgift til porto og tryk af de 40 breve pr. år",
            unit="kr.",
            lower_is_better=True,
            plan_day=60,
            target=Measure(320, "140000"),
        ),
    ),
    in_committee=-136,
    submitted=(-114, -104),
    rulings=(
        Ruling(
            "returned",
            -110,
            "Forslaget er godt beskrevet. Før jeg kan tage stilling, mangler jeg svar på, hvem der ejer brevene bagefter, "
            "og hvordan I undgår at måle noget andet end brevene.",
            questions=(
                Question(
                    "Hvem ejer de 40 breve, når projektet er slut?",
                    "Hvert brev får en navngiven ejer i den afdeling, der sender det. Ejeren står i skabelonens hjørne og "
                    "læser brevet højt én gang om året.",
                    "kasper.ulfeldt",
                ),
                Question(
                    "Hvordan ved I, at færre opkald skyldes brevene og ikke, at folk giver op?",
                    "Vi følger to tal ved siden af: hvor mange der når fristen, og hvor mange ud af 50 læsere på "
                    "biblioteket, der kan sige, hvad de skal gøre. Falder opkaldene, mens de to står stille, er målet "
                    "ikke nået.",
                    "amina.berg",
                ),
                Question(
                    "Hvad gør I med de breve, som leverandøren ikke vil ændre?",
                    "De får et følgebrev på fem linjer, indtil kontrakten skal fornyes. Kravet om klare breve kommer med "
                    "i alle nye kontrakter.",
                    "jens.aabye",
                ),
            ),
        ),
        Ruling(
            "approved",
            -98,
            "Projektet er godt beskrevet, gevinsten har en ejer, og nulpunktet er målt. De tre spørgsmål til udgave 1 er "
            "besvaret. Jeg lægger vægt på, at breve i afgørelsessager først kommer med, når juristen har sagt god for "
            "fremgangsmåden.",
        ),
    ),
    started=-92,
    start_note="Sprogkonsulenten er ansat, og de første seks breve er på bordet.",
)
