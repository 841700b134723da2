"""Ideas about climate and getting about."""

from config.demo.kinds import Answer, Comment, Idea, Remark

CLIMATE = (
    Idea(
        "ladcykler",
        theme="klima-og-transport",
        author="omar.birkedal",
        part="association",
        day=-24,
        title="Ladcykler til udlån ved biblioteket",
        body="""
            Halvdelen af alle bilture i Bøgelund er under fire kilometer. Spørger man, hvorfor, svarer folk: fordi jeg
            skulle have noget med.

            Cyklistforeningen ejer tre ladcykler, som står i en garage. Lad dem stå ved biblioteket og låne ud på
            lånerkortet som en bog: to timer, gratis, bøde hvis de kommer for sent hjem.
        """,
        supports=22,
        comments=(
            Comment(
                "mette.brinkholm",
                2,
                "Vi har lånt boremaskiner, bageforme og et teleskop ud. En cykel går nok også. Stregkoden er det mindste.",
            ),
            Comment("otto.bakkely", 4, "Så kan man endelig få et æbletræ med hjem uden bil."),
            Comment(
                "ali.vejrup",
                9,
                "Hvem pumper dækkene? Det er altid dér, den slags går i stå.",
                replies=(
                    Comment("omar.birkedal", 10, "Det gør vi, hver lørdag kl. 10. Kom og hjælp."),
                ),
            ),
        ),
        in_review_after=7,
        responsible="rikke",
    ),
    Idea(
        "gadelys",
        theme="klima-og-transport",
        author="soeren.lyngdal",
        part="employee",
        day=-182,
        title="Gadelys, der dæmper sig efter midnat",
        body="""
            Jeg skifter pærer i 4.100 lamper. De lyser lige kraftigt kl. 3 som kl. 18. De nye armaturer kan dæmpes, men
            ingen har nogen sinde bedt os om at gøre det.

            Dæmp dem til 40 procent mellem kl. 0 og 5 på villavejene. Stier og kryds skal lyse som nu. Det sparer strøm
            for omkring 210.000 kr. om året, og stjernerne kommer tilbage.
        """,
        supports=17,
        comments=(
            Comment(
                "maja.stenlille",
                2,
                "Jeg går hjem fra nattevagt kl. 1.30. Jeg er med, hvis stierne bliver ved med at lyse.",
            ),
            Comment("gunnar.aaby", 5, "Flagermusene siger tak."),
            Comment(
                "henrik.skovby",
                11,
                "Prøv to kvarterer og spørg beboerne bagefter. Så ved vi, hvad vi taler om.",
            ),
        ),
        in_review_after=4,
        responsible="rikke",
        answer=Answer(
            "passed_on",
            after=23,
            by="rikke",
            passed_to="Teknik- og Miljøudvalget",
            reason="""
                Idéen er så færdig, at den ikke skal vente på os. Vej og Park prøver den i to kvarterer og spørger
                beboerne før og efter. Teknik- og Miljøudvalget beslutter derefter, om den skal gælde alle villaveje.
            """,
        ),
    ),
    Idea(
        "taxa",
        theme="klima-og-transport",
        author="anders.lundtoft",
        part="company",
        day=-38,
        title="Taxaen som den sidste bus",
        body="""
            Rute 7 kører fredag kl. 23.10 med to passagerer i snit. Bussen koster det samme, om der sidder to eller 50.

            Lad os køre den i taxa for billetprisen, når der er under fem, og kommunen betaler forskellen. Jeg har
            regnet på det: I sparer halvdelen, og folk bliver kørt til døren. Jeg siger det åbent: mit firma har en
            fordel af det. Derfor skal det selvfølgelig i udbud.
        """,
        supports=13,
        comments=(
            Comment("ole.vandborg", 3, "Hvad gør vi andre, der ikke kan bestille på en telefon?"),
            Comment(
                "carl.overgade",
                8,
                "Det er rart, at nogen siger deres interesse højt. Regnestykket vil jeg gerne se.",
            ),
        ),
        in_review_after=9,
        responsible="rikke",
    ),
    Idea(
        "vild-kant",
        theme="klima-og-transport",
        author="gunnar.aaby",
        part="volunteer",
        day=-193,
        title="En vild kant i stedet for slået græs",
        body="""
            Kommunen slår græsset langs cykelstierne ni gange om året. Der bor ikke andet end mælkebøtter og
            græsslåmaskinen.

            Lad to meter stå og slå dem én gang i september. Vi går gerne med og tæller, hvad der kommer. På min egen
            grund kom der 31 slags planter på to år, og jeg såede kun de fem.
        """,
        supports=20,
        comments=(
            Comment(
                "soeren.lyngdal",
                2,
                "Ved kryds skal det slås, for ellers kan cyklister ikke ses. Ellers vil jeg hellere end gerne slippe.",
            ),
            Comment(
                "kirsten.soelvdal", 6, "Sæt et skilt op, så naboerne ved, at det er med vilje."
            ),
            Comment(
                "william.hedelund",
                15,
                "Jeg har pollenallergi og var skeptisk. Men det er det nyslåede, jeg nyser af.",
            ),
        ),
        responsible="mads",
        answer=Answer(
            "partly",
            after=14,
            by="mads",
            reason="""
                Vej og Park lader kanten stå på 11 kilometer, hvor der er oversigt nok. Naturens Venner tæller planter
                hver juni, og tallene kommer på hjemmesiden.
            """,
            left_out="Ved kryds, skoler og sving bliver der slået som nu, så cyklister kan ses.",
            link=("third", 7),
        ),
    ),
    Idea(
        "samkoersel",
        theme="klima-og-transport",
        author="ole.vandborg",
        part="citizen",
        day=-12,
        title="En samkørselsbænk i Nørreby",
        body="""
            Der kører 300 biler fra Nørreby ind mod stationen hver morgen, næsten alle med én person i.

            Sæt en bænk ved købmanden med et skilt, man kan vende: Station, Sygehus, Skole. Den, der sidder på bænken,
            vil med. Den, der har plads, holder ind. Det er hele idéen, og den koster en bænk.
        """,
        supports=12,
        comments=(
            Comment(
                "lone.vestervig",
                2,
                "Sådan kørte vi alle sammen i 1974. Dengang hed det at stå ved vejen.",
                stance="experience",
            ),
            Comment(
                "soeren.lyngdal",
                3,
                "Vi har en bænk tilovers. Der skal bare være plads til, at en bil kan holde ind.",
                stance="pro",
                replies=(
                    Comment(
                        "ole.vandborg",
                        4,
                        "Det er der ved købmanden. Jeg har målt: syv meter fra skiltet til udkørslen.",
                        first="Det er der ved købmanden. Jeg har målt: tre meter fra skiltet til udkørslen.",
                    ),
                ),
            ),
            Comment(
                "otto.bakkely",
                5,
                "Spørg ham i det gule hus på hjørnet. Han råber ad alle, der holder ind, og det ved hele byen.",
                stance="con",
                reports=(
                    Remark("dorte", "Alle i Nørreby ved, hvem der bor i det gule hus."),
                    Remark("lone.vestervig", "Det handler om en nabo og ikke om bænken."),
                ),
            ),
        ),
    ),
)
