"""Ideas about care and health."""

from config.demo.kinds import Answer, Comment, Idea

CARE = (
    Idea(
        "elbiler",
        theme="omsorg",
        author="fatima.nordahl",
        part="employee",
        day=-224,
        title="Lad hjemmeplejens elbiler køre om aftenen",
        body="""
            Jeg parkerer min bil i laderen kl. 15.30 sammen med 14 andre. De holder der til næste morgen. På min rute
            er der fire damer, som ikke har været ude efter mørkets frembrud, siden deres mænd døde.

            Lad frivillige køre dem: til kor, til kortspil, til graven. Ikke til lægen, det er der kørsel til i
            forvejen. Bare til det, man ellers lader være med.
        """,
        supports=27,
        comments=(
            Comment("lone.vestervig", 1, "Jeg kan nævne ti, der ville ringe i morgen."),
            Comment(
                "anders.lundtoft",
                5,
                "Jeg kører taxa og frygtede først for min forretning. Men de ture, du beskriver, bliver aldrig til en taxatur. De bliver til en aften hjemme.",
                replies=(Comment("fatima.nordahl", 6, "Tak. Det betyder meget, at du siger det."),),
            ),
            Comment(
                "gitte.aaroe",
                7,
                "Bilerne skal være ladet op kl. 6.45. Hvis det er sikkert, er jeg med.",
            ),
            Comment(
                "bodil.frederslund", 18, "Jeg har kørekort, tid og et godt humør. Skriv mig op."
            ),
        ),
        in_review_after=4,
        responsible="mads",
        answer=Answer(
            "taken_up",
            after=28,
            by="karen",
            link=("second", 5),
            reason="""
                Udvalget nedsætter en arbejdsgruppe om idéen. Den skal først finde svar på to spørgsmål: Hvem dækker,
                hvis nogen kommer til skade, og hvornår er det taxakørsel? Når svarene er der, kommer der et
                projektforslag, og du bliver inviteret med til at skrive det.
            """,
        ),
    ),
    Idea(
        "foelgeskab",
        theme="omsorg",
        author="gitte.aaroe",
        part="leader",
        day=-134,
        title="Følgeskab til den første træning",
        body="""
            Hver femte borger, der bliver henvist til genoptræning, møder aldrig op. Vi har ringet til 30 af dem. De
            manglede ikke lyst. De manglede nogen at følges med ind ad døren.

            Find en, der selv har været igennem forløbet, og lad de to følges ad de første tre gange.
        """,
        supports=17,
        comments=(
            Comment(
                "peter.vinkel",
                3,
                "Jeg fik ny hofte sidste år og vil gerne følge en anden. Det er værst i omklædningsrummet.",
            ),
            Comment(
                "ali.vejrup",
                8,
                "Også gerne en, der taler samme sprog. Min far sagde ja til alt og gik hjem.",
            ),
        ),
        in_review_after=6,
        responsible="rikke",
        answer=Answer(
            "partly",
            after=29,
            by="rikke",
            reason="""
                Genoptræningen prøver følgeskab på to hold. Kørslen derhen tager gruppen Nabohjælp på hjul med i sit
                forslag.
            """,
            left_out="En ordning for alle hold venter, til de to hold har vist, om der er nok, der vil følge andre.",
            link="nabohjaelp",
        ),
    ),
    Idea(
        "ansigter",
        theme="omsorg",
        author="tove.agerbo",
        part="citizen",
        day=-211,
        title="Højst fem forskellige ansigter i hjemmeplejen",
        body="""
            Min søster har haft 34 forskellige mennesker i sit soveværelse på tre måneder. De er alle sammen søde. Hun
            har talt dem på en kalender, fordi hun ikke kan huske navnene.

            Kan man ikke lave små hold, så det højst er fem, der kommer? Så kan de også selv aftale, hvem der tager
            fri hvornår.
        """,
        supports=27,
        comments=(
            Comment(
                "fatima.nordahl",
                1,
                "Det ønsker vi os også. Vi ville nå det samme og vide, hvor kaffen står.",
            ),
            Comment(
                "gitte.aaroe",
                4,
                "Vi har prøvet små hold i to distrikter. Der faldt tallet fra 29 til 11. Fem er svært, men 11 er bedre end 34.",
            ),
            Comment(
                "anne.fuglsbjerg",
                13,
                "Det spørgsmål hører hjemme i budgettet, og det tager jeg med derhen.",
            ),
        ),
        in_review_after=3,
        responsible="rikke",
        answer=Answer(
            "passed_on",
            after=20,
            by="rikke",
            passed_to="Ældre- og Sundhedsudvalget",
            reason="""
                Små hold er allerede ved at blive prøvet i to distrikter, og det er Ældre- og Sundhedsudvalget, der
                bestemmer, om de skal bredes ud. Vi har sendt idéen og kommentarerne med til deres møde om emnet.
                Når de har besluttet noget, skriver vi det her.
            """,
        ),
    ),
    Idea(
        "hoereproeve",
        theme="omsorg",
        author="inger.moelgaard",
        part="association",
        day=-104,
        title="Høreprøve på biblioteket",
        body="""
            I Solsikken har vi holdt op med at synge flerstemmigt, fordi halvdelen ikke kan høre den anden halvdel.
            Ventetiden til en høreprøve er otte måneder.

            En enkel prøve tager ti minutter og kan laves af en, der er lært op. Lad os gøre det på biblioteket den
            første mandag i måneden. Så ved man, om man skal videre, eller om det bare er ørevoks.
        """,
        supports=12,
        comments=(
            Comment(
                "jonas.ravnholt", 3, "Vi har et rum, der er stille. Det er det gamle bogmagasin."
            ),
        ),
        responsible="mads",
        answer=Answer(
            "passed_on",
            after=16,
            by="mads",
            passed_to="Sundhedscentret",
            reason="""
                Sundhedscentret har udstyret og vil gerne prøve det fire mandage. De mangler at aftale med
                ørelægerne, hvem der svarer på, hvad prøven viser. Pensionistforeningen hører direkte fra dem.
            """,
        ),
    ),
    Idea(
        "dagpleje",
        theme="omsorg",
        author="marianne.tved",
        part="employee",
        day=-68,
        title="Sundhedsplejersken holder kontortid i legestuen",
        body="""
            Jeg besøger familier hjemme, når barnet er lille. Bagefter ser jeg dem først igen i skolen. I mellemtiden
            ringer forældrene til vagtlægen om ting, jeg kunne svare på stående.

            To timer hver anden uge i dagplejens legestue. Ingen tidsbestilling. Dagplejerne kan også spørge.
        """,
        supports=10,
        comments=(
            Comment("freja.boegh", 2, "Jeg ville have spurgt om søvn. Kun om søvn."),
            Comment(
                "sara.lindevang",
                9,
                "Det ville have sparet os for tre ture til vagtlægen med det samme udslæt.",
            ),
        ),
        responsible="mads",
        answer=Answer(
            "partly",
            after=23,
            by="mads",
            reason="""
                Sundhedsplejen begynder i to af de fem legestuer. Efter et halvt år spørger vi forældrene, om de har
                ringet mindre til vagtlægen.
            """,
            left_out="De tre andre legestuer venter, for tiden må ikke tages fra de hjemmebesøg, familierne har krav på.",
            link=("fourth", 5),
        ),
    ),
    Idea(
        "haveplet",
        theme="omsorg",
        author="otto.bakkely",
        part="company",
        day=-17,
        title="En haveplet til dem, der skal i gang igen",
        body="""
            Gartneriet har 1.200 kvadratmeter, vi ikke dyrker længere. Jeg har selv været sygemeldt med stress og kom
            tilbage ved at luge, ikke ved at tale.

            Jeg stiller jorden, redskaberne og et drivhus til rådighed. Kommunen sender folk, der har brug for at
            begynde med to timer om ugen. Grøntsagerne deler vi.
        """,
        supports=16,
        comments=(
            Comment(
                "kirsten.soelvdal",
                1,
                "Jeg har været sygemeldt i syv måneder. Det her er det første tilbud, jeg har haft lyst til.",
            ),
            Comment(
                "lise.munk",
                6,
                "Udvalget bør se på, om det kan tælle som virksomhedspraktik. Det er ikke oplagt, når man deler grøntsagerne.",
            ),
        ),
        in_review_after=8,
        responsible="rikke",
    ),
    Idea(
        "spisekort",
        theme="omsorg",
        author="vibeke.tornbjerg",
        part="citizen",
        day=-52,
        title="Spisekort med billeder på Åhaven",
        body="""
            Min far har mistet ordene, men ikke appetitten. Når personalet spørger, om han vil have frikadeller eller
            fisk, siger han ja til begge dele.

            Et kort med to fotografier. Så peger han.
        """,
        supports=20,
        comments=(
            Comment("birthe.holmegaard", 1, "Vi tog billederne i går. Din far valgte fisk."),
        ),
        responsible="mads",
        answer=Answer(
            "passed_on",
            after=5,
            by="mads",
            passed_to="Plejehjemmet Åhaven",
            reason="""
                Åhaven gik i gang, før vi nåede at spørge. De fire andre plejehjem har fået kortene og opskriften på,
                hvordan man laver sine egne.
            """,
        ),
    ),
)
