"""Ideas about being served: letters, telephones, forms, queues."""

from config.demo.kinds import Answer, Comment, Idea

SERVICE = (
    Idea(
        "breve",
        theme="service",
        author="amina.berg",
        part="citizen",
        day=-226,
        title="Skriv kommunens breve om sammen med dem, der får dem",
        body="""
            Min mor har gemt fire breve fra kommunen i en skuffe, fordi hun ikke forstår dem. Jeg læser
            selv højt for hende og må ringe for at få dem forklaret. Jeg tror, at mange sidder med den
            samme skuffe.

            Mit forslag er, at kommunen finder de breve, den sender flest af, og skriver dem om sammen
            med dem, der får dem. Ikke et udvalg af eksperter, men fem modtagere og to sagsbehandlere
            ved et bord, en eftermiddag ad gangen.

            Brevet er færdigt, når en, der aldrig har set det før, kan sige med egne ord, hvad hun skal
            gøre, og hvornår.
        """,
        supports=33,
        comments=(
            Comment(
                "dorte",
                3,
                "I Læsehjælpen får vi hver uge de samme tre breve læst op. Vi samler dem gerne i en måned "
                "og giver jer listen.",
                replies=(
                    Comment(
                        "mads",
                        4,
                        "Tak, det tager vi imod. Listen kommer med, når udvalget ser på idéerne.",
                    ),
                ),
            ),
            Comment(
                "kasper.ulfeldt",
                6,
                "Hvad med de breve, som fagsystemerne danner af sig selv? Dem kan vi ikke ændre et ord i uden "
                "leverandøren.",
                replies=(
                    Comment(
                        "amina.berg", 7, "Så begynder vi med dem, vi kan ændre. Der må være nogle."
                    ),
                    Comment(
                        "kasper.ulfeldt",
                        7,
                        "Det er der. Jeg talte 18 af de 40, der giver flest opkald.",
                    ),
                ),
            ),
            Comment(
                "vibeke.tornbjerg",
                11,
                "Jeg vil gerne være en af de fem. Jeg har selv fået rykkerbrevet tre gange.",
            ),
            Comment(
                "bodil.frederslund",
                19,
                "Husk, at nogle breve skal være lange, fordi loven siger det. Men loven siger ikke, at det vigtigste "
                "skal stå til sidst.",
            ),
        ),
        in_review_after=5,
        responsible="mads",
        answer=Answer(
            "taken_up",
            after=30,
            by="karen",
            link=("second", 5),
            reason="""
                Udvalget nedsætter en arbejdsgruppe, der gør idéen til et projekt. Vi begynder med de breve,
                der giver flest opkald, og som kommunen selv kan rette. Breve, der kommer fra et fagsystem,
                venter, til leverandørerne er med. Du er selv med i gruppen.
            """,
        ),
    ),
    Idea(
        "telefon",
        theme="service",
        author="dorte",
        part="volunteer",
        day=-21,
        title="En telefon, hvor et menneske tager den",
        body="""
            Første valg i telefonmenuen skal være et menneske. Lige nu er der syv valg, og det sjette er "andet",
            og det er dér, de fleste af os hører til.

            Jeg sidder i Læsehjælpen og ringer til kommunen for andre næsten hver uge. Når vi endelig kommer
            igennem, er svaret som regel hjælpsomt og tager to minutter. Det er vejen derhen, der er lang. En af
            dem, jeg hjælper, tror stadig, at hun skal taste sit CPR-nummer for at høre åbningstiderne.

            Prøv det en måned: et menneske først, og menuen bagefter, hvis der er kø.
        """,
        supports=36,
        comments=(
            Comment(
                "niels.kaergaard",
                1,
                "Jeg talte: fra jeg trykkede opkald, til nogen sagde godmorgen, gik der 14 minutter.",
            ),
            Comment(
                "helene.bjerring",
                2,
                "Jeg leder Borgerservice og forstår frustrationen. Menuen blev lavet for at fordele kald mellem fire "
                "kontorer, der ligger hver for sig. Jeg vil gerne være med til at prøve noget andet.",
                replies=(
                    Comment(
                        "dorte",
                        2,
                        "Det er jeg glad for at høre. Hvornår er der mest stille hos jer?",
                    ),
                    Comment(
                        "helene.bjerring",
                        3,
                        "Onsdag og fredag formiddag. Det er et godt sted at begynde.",
                    ),
                ),
            ),
            Comment(
                "inger.moelgaard",
                5,
                "Halvdelen af Solsikkens medlemmer lægger på, når de hører en maskine. Resten trykker nul og håber.",
            ),
            Comment(
                "yasmin.kjeldgaard",
                8,
                "Man kan godt lave en kø, der ringer tilbage. Så sidder ingen og venter med telefonen i hånden.",
            ),
            Comment(
                "grace.mundbjerg",
                9,
                "Yes, please. A person can hear that my Danish is slow. The menu cannot.",
            ),
            Comment(
                "ole.vandborg",
                13,
                "Hvad koster det? Jeg spørger, ikke fordi jeg er imod, men fordi nogen skal sidde der.",
            ),
        ),
        in_review_after=4,
        responsible="rikke",
    ),
    Idea(
        "foerste-linje",
        theme="service",
        author="kasper.ulfeldt",
        part="employee",
        day=-222,
        title="Skriv på første linje, hvad jeg skal gøre",
        body="""
            Jeg besvarer opkald om breve. Ni ud af ti begynder sådan: "Jeg har fået et brev, og hvad skal jeg?"
            Svaret står altid i brevet. Det står bare på side to.

            Lad os aftale, at første linje i alle breve siger, hvad modtageren skal gøre, eller at der ikke skal
            gøres noget. Det koster ingenting, og det kan begynde i morgen.
        """,
        supports=22,
        comments=(
            Comment(
                "hanne.lilleoere",
                2,
                '"Du skal ikke gøre noget" er den bedste sætning, en kommune kan skrive.',
            ),
            Comment(
                "gitte.aaroe",
                5,
                "Vi prøver det i hjemmeplejens breve fra mandag. Der er kun ni af dem.",
            ),
        ),
        in_review_after=6,
        responsible="mads",
        answer=Answer(
            "taken_up",
            after=27,
            by="rikke",
            link="klare-breve",
            reason="""
                Reglen er nu den første i arbejdsgruppens projekt Klare breve, og hjemmeplejen har vist, at den kan
                begynde i morgen. Vi retter ikke alle 900 skabeloner på én gang. Mange af dem bliver sendt under ti
                gange om året, og tiden er bedre brugt på de breve, der bliver læst.
            """,
        ),
    ),
    Idea(
        "torsdag",
        theme="service",
        author="niels.kaergaard",
        part="citizen",
        day=-176,
        title="Hold Borgerservice åbent til kl. 19 om torsdagen",
        body="""
            Jeg kører lastbil og er hjemme kl. 17. Borgerservice lukker kl. 15, fredag kl. 12. Jeg tog fri for at få
            nyt kørekort, og det kostede mig en halv dagsløn at få taget et billede.

            Åbn senere om torsdagen og luk i stedet mandag formiddag, hvor der alligevel er tomt.
        """,
        supports=18,
        comments=(
            Comment(
                "helene.bjerring",
                3,
                "Der er ikke tomt mandag formiddag, men der er roligt onsdag. Det kan vi bytte.",
            ),
            Comment(
                "tobias.krogsgaard",
                4,
                "Torsdag passer med, at bussen kører halvtimesdrift til kl. 20.",
            ),
        ),
        responsible="mads",
        answer=Answer(
            "passed_on",
            after=12,
            by="mads",
            passed_to="Borgerservice, Helene Bjerring",
            reason="""
                Åbningstiden er Borgerservices egen at bestemme, og de har lyst til at prøve. Vi har sendt idéen til
                chefen for Borgerservice, som svarer her på siden, når det er aftalt med medarbejderne. Vi spørger
                til den igen om to måneder.
            """,
        ),
    ),
    Idea(
        "flytteskema",
        theme="service",
        author="zeynep.aastrup",
        part="citizen",
        day=-148,
        title="Ét skema, når man flytter hertil",
        body="""
            Da vi flyttede til Bøgelund, udfyldte jeg vores navne, adresse og børnenes fødselsdage otte gange: til
            skolen, dagplejen, sundhedsplejen, biblioteket, affald, vand, lægevalg og parkering.

            Giv tilflyttere ét skema og lad dem selv sætte kryds ved, hvem der må få det at vide.
        """,
        supports=20,
        comments=(
            Comment(
                "kasper.ulfeldt",
                2,
                "Vi må ikke sende oplysningerne videre af os selv. Men hvis borgeren selv sætter kryds, er sagen en anden.",
            ),
            Comment(
                "marianne.tved",
                6,
                "Sundhedsplejen ville opdage nye familier tre uger før, end vi gør i dag.",
            ),
            Comment(
                "sara.lindevang",
                15,
                "Jeg flyttede kun fra den ene ende af byen til den anden og udfyldte seks.",
            ),
        ),
        in_review_after=8,
        responsible="rikke",
        answer=Answer(
            "partly",
            after=26,
            by="rikke",
            reason="""
                Vi laver en fælles tjekliste på tilflyttersiden og samler de fire skemaer, som kommunen selv ejer:
                skole, dagtilbud, bibliotek og affald. Sundhedsplejen får kun besked, hvis du siger ja.
            """,
            left_out="Lægevalg og vand ligger hos andre myndigheder, og de skemaer kan vi ikke samle.",
            link=("third", 7),
        ),
    ),
    Idea(
        "navnet",
        theme="service",
        author="ruth.enghave",
        part="citizen",
        day=-97,
        title="Sig navnet på den, der sidder med min sag",
        body="""
            På to år har jeg haft fem sagsbehandlere. Det kan ske. Men jeg fik det at vide hver gang ved at skrive til
            den forrige og få en mail retur.

            Skriv et kort brev, når der kommer en ny: navn, telefontid, og hvad hun ved om mig i forvejen.
        """,
        supports=16,
        comments=(
            Comment(
                "kirsten.soelvdal",
                1,
                "Det sidste er det vigtigste. Jeg er træt af at begynde forfra.",
            ),
            Comment(
                "helene.bjerring",
                9,
                "Vi har et brev til det. Det bliver ikke sendt, fordi ingen har fået opgaven.",
            ),
        ),
        responsible="mads",
        answer=Answer(
            "passed_on",
            after=18,
            by="mads",
            passed_to="Socialchefen",
            reason="""
                Socialområdet har sagt ja til at sende et brev ved hvert skift af sagsbehandler fra den første i næste
                måned. Arbejdsgruppen Klare breve hjælper med at skrive det, så det bliver til at læse.
            """,
        ),
    ),
    Idea(
        "kvittering",
        theme="service",
        author="yasmin.kjeldgaard",
        part="company",
        day=-61,
        title="Send en kvittering, når I har fået mit bilag",
        body="""
            Mit firma sender bilag til kommunen hver måned. Der kommer aldrig svar, så vi ringer for at høre, om det
            er kommet frem. Det gør de andre små firmaer også, har jeg fundet ud af.

            En automatisk kvittering med dato og et nummer ville spare jer for de opkald. Teknikken er enkel. Jeg
            viser gerne, hvordan vi selv har gjort, uden at sælge noget.
        """,
        supports=11,
        comments=(
            Comment(
                "erik.tangbo",
                2,
                "Enig. Jeg faxede det ene år for at være sikker. Det var de heller ikke glade for.",
            ),
        ),
        responsible="rikke",
        answer=Answer(
            "partly",
            after=29,
            by="rikke",
            reason="""
                Økonomiafdelingen sender fra nu af en kvittering med dato og nummer for alle bilag. Andre afdelinger
                får det, når deres postkasser bliver skiftet ud. Tak for tilbuddet om at vise, hvordan I selv har
                gjort. Vi kom og så det.
            """,
            left_out="Vi bygger ikke en løsning for sig til virksomheder.",
            link=("fourth", 5),
        ),
    ),
    Idea(
        "laesehjaelp",
        theme="service",
        author="hanne.lilleoere",
        part="volunteer",
        day=-9,
        title="Et bord til Læsehjælpen i Borgerservice",
        body="""
            Vi er ni frivillige, der læser breve højt for folk på biblioteket om lørdagen. Mange kommer direkte fra
            Borgerservice og har fået at vide, at de skal ind på nettet.

            Giv os et bord og to stole i venteværelset onsdag formiddag. Vi tager selv kaffe med. Vi underskriver
            tavshedserklæring og rører ikke tastaturet, medmindre borgeren beder os om det.
        """,
        supports=14,
        comments=(
            Comment("dorte", 1, "Jeg tager den første vagt."),
            Comment(
                "kasper.ulfeldt",
                2,
                "Der er plads ved vinduet, hvis vi flytter brochurestativet. Det er der ingen, der vil savne.",
            ),
        ),
    ),
)
