"""The extra meeting last week: two proposals before the budget. Its minutes are in review."""

from config.demo.kinds import Absence, Action, Attachment, DraftComment, Item, Meeting, Presence

EXTRA = Meeting(
    key="extra",
    name="Ekstraordinært møde",
    day=-7,
    planned=-21,
    opened=-20,
    begins="16.30",
    ends="18.30",
    ended="18.24",
    place="Åskolen, værkstedet",
    state="in_review",
    extraordinary=True,
    agenda_before=6,
    late_reason="Mødet er indkaldt med kort varsel, så begge projektforslag kan nå med til budgettet.",
    minutes_after=2,
    absences=(
        Absence("birgit.holmsted", substitute="nanna.oestergaard"),
        Absence("peter.vinkel"),
    ),
    presences=(Presence("villy.brandstrup", item=5, left="18.10"),),
    items=(
        Item(
            "Godkendelse af dagsordenen",
            kind="decision",
            minutes=5,
            sections={
                "recommendation": """
                Formanden indstiller,

                1. at dagsordenen godkendes.
            """
            },
            outcome="approved",
            decision="Godkendt.",
        ),
        Item(
            "Åbne værksteder: projektforslag",
            kind="decision",
            case="INN-015",
            presenter="Emma Lykkegård",
            minutes=30,
            adopts="aabne-vaerksteder",
            ideas=("vaerksteder",),
            sections={
                "summary": """
                    Forsøget på Åskolen er slut. Arbejdsgruppen foreslår at åbne fire skolers værksteder for
                    kvarteret med lokale værtslaug.
                """,
                "background": """
                    I ti uger var værkstedet åbent 30 aftener. 212 forskellige mennesker kom, halvdelen af dem
                    mere end én gang. Den yngste var seks år og den ældste 88. Der blev repareret 164 ting, og
                    der skete ét uheld: en flænge i en tommelfinger, som blev plastret på stedet.

                    Skolens lærere har meldt tilbage, at værkstedet var mere ryddeligt efter forsøget end før.
                    To gange var det ikke låst. Nøgleboksen er siden skiftet til en, der selv melder, om døren
                    er lukket.
                """,
                "assessment": """
                    Gruppen vurderer, at det, der bar forsøget, var værterne. Et værtslaug på 10 til 14
                    frivillige pr. skole er nok til tre aftener om ugen, og det tager to måneder at samle et.
                    Derfor bør der åbnes én skole ad gangen.
                """,
                "economy": """
                    Projektet koster 640.000 kr. over to år. Heraf søges 300.000 kr. hos fonde. Resten består
                    af kurser, materialer og en koordinator 12 timer om ugen.
                """,
                "recommendation": """
                    Arbejdsgruppen indstiller,

                    1. at udvalget anbefaler projektforslaget over for innovationschefen, og
                    2. at projektet begynder på Åskolen og Bøgelund Skole.
                """,
            },
            attachments=(
                Attachment(
                    "Ti uger på Åskolen: hvem kom, og hvad lavede de?",
                    "ti-uger-paa-aaskolen.pdf",
                    """
                    Værkstedet var åbent 30 aftener fra kl. 18 til 21.

                    - 212 forskellige mennesker kom, 106 af dem mere end én gang.
                    - 164 ting blev repareret: 61 cykler, 38 lamper, 29 stykker tøj og 36 andre ting.
                    - 14 frivillige var værter. Ingen var alene på en vagt.

                    Gæsterne blev spurgt, hvad de ellers ville have lavet den aften. De fleste svarede:
                    ingenting, for jeg kender ikke nogen her endnu.
                    """,
                ),
            ),
            outcome="recommended",
            decision="""
                Udvalget anbefaler projektforslaget og sender det til innovationschefen. Udvalget takker
                værterne og Åskolen.
            """,
        ),
        Item(
            "Nabohjælp på hjul: projektforslag",
            kind="decision",
            case="INN-016",
            presenter="Lise Dalgas Munk",
            minutes=30,
            adopts="nabohjaelp",
            ideas=("elbiler", "foelgeskab"),
            sections={
                "summary": """
                    Forsikringen er faldet på plads. Arbejdsgruppen foreslår et forsøg med ti biler, 30
                    frivillige og ture om aftenen og i weekenden.
                """,
                "background": """
                    Forsikringsmægleren har svaret, at kommunens ansvarsforsikring dækker frivillige
                    chauffører, der er oprettet og har gennemført kommunens kørekursus. Passageren er dækket
                    fra dør til dør, når turen er booket på forhånd.

                    Hjemmeplejen Nord har stillet som betingelse, at bilen er tilbage og i lader senest
                    kl. 22.30, og at chaufføren skriver, hvis noget er i stykker.
                """,
                "assessment": """
                    Gruppen har valgt telefon i stedet for en app. De ældre, der er spurgt, vil helst tale med
                    et menneske, og Besøgstjenesten har allerede en telefon, der er bemandet om formiddagen.
                """,
                "economy": """
                    Forsøget koster 214.000 kr. i ét år. Strøm udgør 46.000 kr., forsikring 38.000 kr., kurser
                    30.000 kr. og en koordinator otte timer om ugen resten.
                """,
                "recommendation": """
                    Arbejdsgruppen indstiller,

                    1. at udvalget anbefaler projektforslaget over for innovationschefen.
                """,
            },
            attachments=(
                Attachment(
                    "Biler, der holder stille, time for time",
                    "biler-time-for-time.csv",
                    "klokken;biler i brug;biler i lader\n14;20;2\n15;17;5\n16;9;13\n17;7;15\n18;7;15\n"
                    "19;7;15\n20;8;14\n21;8;14\n22;4;18\n",
                ),
            ),
            outcome="recommended",
            decision="""
                Udvalget anbefaler projektforslaget. Udvalget lægger vægt på, at der måles på passagerernes
                egen oplevelse og ikke kun på antallet af ture.
            """,
        ),
        Item(
            "Råd om finansiering",
            kind="decision",
            case="INN-021",
            presenter="Rikke Sandholt",
            minutes=25,
            sections={
                "summary": "Udkast til udvalgets andet råd til innovationschefen.",
                "background": """
                    Innovationschefen har gennemgået 24 fonde og puljer. Syv passer til projekter af den
                    størrelse, udvalget arbejder med. De giver mellem 50.000 kr. og 2 mio. kr., og alle kræver,
                    at kommunen selv er med med mindst en fjerdedel.
                """,
                "assessment": """
                    Rådet er at søge få steder og søge tidligt. En ansøgning tager omkring 60 timer at skrive,
                    og de fonde, der har givet kommunen noget før, giver hyppigere igen. Kommunen bør ikke
                    forme et projekt efter en pulje. Passer projektet ikke, skal man lade være med at søge.
                """,
                "economy": "Rådet har ingen udgifter i sig selv.",
                "recommendation": """
                    Formandskabet indstiller,

                    1. at rådet vedtages.
                """,
            },
            outcome="approved_with_changes",
            decision="""
                Rådet er vedtaget med den tilføjelse, at ansøgninger skrives sammen med dem, der skal
                udføre projektet.
            """,
            comments=(
                DraftComment(
                    "sofie",
                    "decision",
                    "Vi sagde også, at frivillige skal have hjælp til ansøgningerne. Kan det komme med?",
                ),
                DraftComment(
                    "rasmus.tangager",
                    "economy",
                    "Beløbet i tredje linje er fra sidste år.",
                    answer="Det står sådan i det vedtagne budget, så det bliver stående.",
                ),
            ),
        ),
        Item(
            "Åbent hus på biblioteket",
            kind="decision",
            case="INN-022",
            presenter="Ida Rosenlund",
            minutes=15,
            sections={
                "summary": """
                    Forslag om en lørdag, hvor alle kan se projekterne og hjælpe med at skrive det sidste
                    afsnit af modellen.
                """,
                "background": """
                    Biblioteket stiller salen til rådighed en lørdag kl. 10 til 14. Arbejdsgrupperne har hver
                    et bord. Ved det fjerde bord kan man læse udkastet til modellen og skrive direkte i det.
                    Bageriet ved Åen har tilbudt at levere boller til kostpris.
                """,
                "economy": "Udgiften er 7.500 kr. inden for sekretariatets ramme.",
                "recommendation": """
                    Ida Rosenlund indstiller,

                    1. at der holdes åbent hus, og
                    2. at datoen fastsættes på næste møde.
                """,
            },
            outcome="approved",
            decision="Godkendt.",
            actions=(
                Action("Find tre mulige lørdage sammen med biblioteket", due=2, person="ida"),
                Action(
                    "Bag boller til kostpris til åbent hus",
                    due=40,
                    outside="Bageriet ved Åen",
                ),
            ),
        ),
        Item(
            "Eventuelt",
            kind="information",
            minutes=5,
            outcome="noted",
            decision="Rasmus Tangager efterlyste en fælles kalender for de tre grupper. Sekretariatet laver en.",
            actions=(Action("Lav en fælles kalender for de tre grupper", due=-1, person="mads"),),
        ),
    ),
)
