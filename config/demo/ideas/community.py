"""Ideas about being together: workshops, tables, keys, stories."""

from config.demo.kinds import Answer, Comment, Idea

COMMUNITY = (
    Idea(
        "vaerksteder",
        theme="faellesskab",
        author="poul.kragsted",
        part="volunteer",
        day=-225,
        title="Lad skolernes værksteder stå åbne om aftenen",
        body="""
            Der står drejebænke og symaskiner stille efter kl. 15. Samtidig sidder vi i Reparationscaféen ved
            klapborde i et loftsrum, hvor man ikke må bruge en boremaskine efter kl. 19.

            Giv kvarteret nøglen tre aftener om ugen. Sæt to voksne værter på, som har lært maskinerne at kende. Børn
            er velkomne med en voksen, og den, der har lavet noget, rydder op efter sig.

            Vi er 14, der gerne vil være værter, og flere af os har svendebrev.
        """,
        supports=29,
        comments=(
            Comment(
                "thomas.egeris",
                2,
                "Som lærer er jeg for, hvis værkstedet er til at kende kl. 8. Saven er ikke det værste. Det er skufferne.",
            ),
            Comment(
                "mikkel.ravnsoe",
                4,
                "Jeg bor i en toværelses og har ikke et sted at save et bræt over. Jeg ville komme hver uge.",
            ),
            Comment(
                "lars.elkjaergaard",
                9,
                "Forsikringen skal være på plads, og der skal være en fast aftale om, hvem der låser. Så er Bøgelund Skole med.",
                replies=(
                    Comment(
                        "poul.kragsted",
                        10,
                        "Vi skriver en vagtplan med navne. Ingen er alene, og den sidste låser.",
                    ),
                ),
            ),
            Comment(
                "erik.tangbo",
                14,
                "Mit firma giver gerne rester af træ. I dag kører vi det til forbrænding.",
            ),
        ),
        in_review_after=6,
        responsible="mads",
        answer=Answer(
            "taken_up",
            after=29,
            by="karen",
            link=("second", 5),
            reason="""
                Udvalget nedsætter en arbejdsgruppe, der prøver idéen af på én skole, før den bliver til et projekt.
                Gruppen skal finde ud af, hvem der har nøglen, hvem der har ansvaret, og om værkstedet er til at kende
                om morgenen. Reparationscaféen bliver inviteret med.
            """,
        ),
    ),
    Idea(
        "bytte",
        theme="faellesskab",
        author="kaj",
        part="association",
        day=-2,
        title="Byt brænde, stiger og trailere i grundejerforeningen",
        body="""
            I Sønderkæret er vi 118 husstande. Vi har talt: der står 61 stiger, 34 trailere og ni betonblandere. De
            fleste bliver brugt to gange om året.

            Vi vil lave en fælles liste over det, vi alligevel har stående, og en enkel aftale om at låne det. Kan
            kommunen hjælpe med to ting: en side, hvor listen kan ligge, og et råd om, hvem der hæfter, når naboens
            betonblander går i stykker?
        """,
        supports=9,
        comments=(
            Comment(
                "otto.bakkely",
                1,
                "Gartneriet har en kompostkværn, der gerne må være med på listen uden for sæsonen.",
            ),
        ),
    ),
    Idea(
        "madaftener",
        theme="faellesskab",
        author="birthe.holmegaard",
        part="employee",
        day=-158,
        title="Fælles madaftener i plejehjemmets køkken",
        body="""
            Køkkenet på Åhaven er stort nok til 60 og står tomt efter kl. 14. Beboerne siger, at de savner duften af
            mad mere end selve maden.

            Lad beboere, pårørende og naboer lave mad sammen den første torsdag i måneden. Vi lægger opskrifter frem,
            som beboerne selv har valgt. Bagefter spiser vi, og alle går hjem kl. 19.30, for så er vi trætte.
        """,
        supports=25,
        comments=(
            Comment(
                "vibeke.tornbjerg",
                3,
                "Min far ville stå ved gryderne hver gang. Han var kok i marinen.",
            ),
            Comment(
                "stine.havmark",
                5,
                "Bageriet kommer med brød. Vi har alligevel overskud om torsdagen.",
            ),
            Comment(
                "ole.vandborg",
                12,
                "Jeg bor alene ved siden af. Må man komme, selv om man ikke kender nogen derinde?",
                replies=(
                    Comment(
                        "birthe.holmegaard", 12, "Ja. Det er lige præcis det, der er meningen."
                    ),
                ),
            ),
        ),
        in_review_after=5,
        responsible="rikke",
        answer=Answer(
            "partly",
            after=24,
            by="rikke",
            reason="""
                Åhaven må begynde nu og får 12.000 kr. til det første halve år. I bruger stuekøkkenet, som får to
                ekstra kogeplader, og spiser i den store sal.
            """,
            left_out="Det store køkken er godkendt til produktion og kan ikke bruges af beboere og naboer.",
            link=("third", 7),
        ),
    ),
    Idea(
        "noegle",
        theme="faellesskab",
        author="bent.hyldebaek",
        part="association",
        day=-139,
        title="Nøglen til foreningshuset på telefonen",
        body="""
            Vi er 23 foreninger om ét hus og fire nøgler. Hver mandag kører nogen rundt for at finde den, der har
            nøglen. I foråret stod 30 gymnaster i regnvejr, fordi nøglen var på Mallorca.

            Sæt en elektronisk lås på, som åbner for den, der har booket. Så kan lokalet også lånes ud den halvdel af
            ugen, hvor det står tomt.
        """,
        supports=19,
        comments=(
            Comment(
                "jytte.sandager",
                2,
                "Jeg er 79 og har ingen smartphone. Der skal også være en kode, man kan skrive på et stykke papir.",
            ),
            Comment(
                "palle.stensbo",
                8,
                "Vi har fire bygninger, der skal have nye låse til næste år. De kan lige så godt blive af den slags.",
            ),
        ),
        responsible="mads",
        answer=Answer(
            "passed_on",
            after=15,
            by="mads",
            passed_to="Ejendomscentret, Palle Stensbo",
            reason="""
                Ejendomscentret skifter låse i fire bygninger til næste år og tager foreningshuset med som det første.
                Der kommer både en kode og en app, så alle kan komme ind. Idrætsforeningen er med, når låsen vælges.
            """,
        ),
    ),
    Idea(
        "buddy",
        theme="faellesskab",
        author="grace.mundbjerg",
        part="citizen",
        day=-118,
        title="A neighbour for the first three months",
        body="""
            I moved here for work and knew nobody. The letters were in Danish, the bins had four colours, and I did not
            know that one brings cake on one's own birthday.

            Ask newcomers if they want a neighbour: somebody on the same street who will answer small questions for
            three months. No programme, no forms. A name, a door and a cup of coffee.
        """,
        supports=21,
        comments=(
            Comment(
                "noor.lund",
                2,
                "I would have needed this eight years ago. I will gladly be one now.",
            ),
            Comment(
                "kaj",
                4,
                "Det kan grundejerforeningerne godt tage på sig. Vi ved jo, hvem der flytter ind.",
            ),
            Comment(
                "zeynep.aastrup",
                10,
                "Og hvem fortæller, at man skal tage skoene af? Det lærte jeg på den hårde måde.",
            ),
        ),
        in_review_after=7,
        responsible="rikke",
        answer=Answer(
            "passed_on",
            after=22,
            by="rikke",
            passed_to="Frivilligcenteret",
            reason="""
                Frivilligcenteret og to grundejerforeninger prøver det i Sønderkæret og Nørreby. Tilflyttere får
                tilbuddet sammen med tjeklisten og siger selv til. The volunteer centre will write to you in English.
            """,
        ),
    ),
    Idea(
        "langbord",
        theme="faellesskab",
        author="asta.molbech",
        part="citizen",
        day=-188,
        title="Et langbord på torvet den første søndag i september",
        body="""
            Ét bord, 200 meter langt, fra apoteket til kirken. Alle tager mad med til sig selv og én til. Ingen taler i
            mikrofon.

            Kommunen skal kun gøre to ting: lukke for biler fra kl. 12 til 16 og låne os bordene fra skolerne.
        """,
        supports=24,
        comments=(
            Comment(
                "soeren.lyngdal",
                2,
                "Vej og Park kan køre bordene. Vi har 140, hvis skolerne ikke har gymnastikopvisning.",
            ),
            Comment(
                "freja.boegh",
                6,
                "Må man have sin hund med under bordet?",
                replies=(
                    Comment("asta.molbech", 6, "Hunde, svigermødre og naboer, man ikke taler med."),
                ),
            ),
            Comment(
                "william.hedelund",
                20,
                "Husk en ende af bordet, hvor der er stille. Ikke alle kan holde til larm.",
            ),
        ),
        responsible="mads",
        answer=Answer(
            "not_taken_up",
            after=21,
            by="karen",
            reason="""
                Vi kan lide idéen, men den er ikke noget for udvalget, fordi den ikke behøver os. Alle kan søge om at
                låne torvet og bordene, og det er gratis. Sekretariatet har hjulpet Asta Molbæk med ansøgningen, og
                Vej og Park har sagt ja til datoen.
            """,
        ),
    ),
    Idea(
        "bedstemor",
        theme="faellesskab",
        author="lone.vestervig",
        part="volunteer",
        day=-83,
        title="Lån en bedstemor",
        body="""
            I Besøgstjenesten har vi ældre, der siger: "Jeg vil ikke besøges. Jeg vil bruges." Samtidig kender jeg
            familier uden bedsteforældre inden for 200 kilometer.

            Lad os sætte dem sammen: en fast eftermiddag om ugen, hvor en ældre henter, læser højt eller lærer fra sig.
            Børneattest, naturligvis, og en prøvetid på en måned, hvor begge parter kan sige nej uden at forklare sig.
        """,
        supports=23,
        comments=(
            Comment(
                "sara.lindevang",
                1,
                "Vi har tre børn og ingen familie på Sjælland. Hvor skriver man sig op?",
            ),
            Comment("tove.agerbo", 3, "Jeg kan strikke, bage og tabe i ludo uden at blive sur."),
            Comment(
                "marianne.tved",
                10,
                "Sundhedsplejen kan fortælle om det ved besøgene, hvis der er ét sted at henvise til.",
            ),
        ),
        in_review_after=9,
        responsible="rikke",
        answer=Answer(
            "passed_on",
            after=28,
            by="rikke",
            passed_to="Frivilligcenteret og Besøgstjenesten",
            reason="""
                Besøgstjenesten og Frivilligcenteret går i gang med ti familier efter ferien. Kommunen betaler for
                børneattester og for en aften, hvor familier og ældre møder hinanden, før nogen aftaler noget.
            """,
        ),
    ),
    Idea(
        "lygtepaele",
        theme="faellesskab",
        author="jytte.sandager",
        part="association",
        day=-26,
        title="Byens fortællinger på lygtepælene",
        body="""
            Lokalhistorisk Forening har 1.400 optagelser af folk, der fortæller om deres gade. De ligger i en kælder.

            Sæt en lille plade på 30 lygtepæle med et billede og et nummer, man kan ringe til. Så hører man fru Hansen
            fortælle om dengang, åen gik over, på det sted, hvor den gjorde det.
        """,
        supports=15,
        comments=(
            Comment(
                "jonas.ravnholt",
                2,
                "Biblioteket har udstyret til at få optagelserne over på en server. Kassettebånd holder ikke evigt.",
            ),
            Comment(
                "julius.taarnby",
                5,
                "Min oldefar er på et af de bånd. Jeg har aldrig hørt hans stemme.",
            ),
        ),
        in_review_after=10,
        responsible="mads",
    ),
    Idea(
        "oevelokaler",
        theme="faellesskab",
        author="tobias.krogsgaard",
        part="citizen",
        day=-45,
        title="Brug de tomme butikker som øvelokaler",
        body="""
            Jeg er 19 og spiller i et band, der har øvet i en kostald, en kælder og en skurvogn. I gågaden er der
            plads, varme og ingen, der bor ovenpå efter kl. 18.

            Lad unge låne en butik tre måneder ad gangen, indtil den bliver lejet ud. Vi maler den, før vi går.
        """,
        supports=17,
        comments=(
            Comment(
                "stine.havmark",
                2,
                "Bageriet er nabo til en af dem. Jeg begynder kl. 2 om natten og lover ikke at klage over trommer kl. 20.",
            ),
            Comment(
                "carl.overgade",
                6,
                "Det kræver, at udlejerne vil. Handelsforeningen er det rigtige sted at begynde.",
            ),
        ),
        responsible="mads",
        answer=Answer(
            "not_taken_up",
            after=25,
            by="rikke",
            reason="""
                Kommunen ejer ingen butikker og kan ikke bestemme over andres. Vi har talt med Handelsforeningen, som
                ikke kan finde en udlejer, der vil være med på tre måneder. Ungdomsskolens lydstudie får i stedet
                åbent om aftenen, og dit band står på listen.
            """,
        ),
    ),
)
