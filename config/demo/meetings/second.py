"""The second meeting: three working groups. A substitute comes, one member leaves early."""

from config.demo.kinds import Absence, Attachment, Item, Meeting, Presence

SECOND = Meeting(
    key="second",
    name="2. møde",
    day=-205,
    opened=-238,
    begins="17.00",
    ends="19.30",
    ended="19.40",
    place="Hovedbiblioteket, salen",
    absences=(
        Absence("birgit.holmsted", substitute="nanna.oestergaard"),
        Absence("grethe.ovesen"),
    ),
    presences=(
        Presence("emma.lykkegaard", item=2, came="17.20"),
        Presence("torben.skaarup", item=5, left="18.05"),
    ),
    minutes_after=5,
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
            "Opfølgning fra 1. møde",
            kind="information",
            presenter="Mads Fjeldsted",
            minutes=10,
            sections={
                "summary": "Hvad der er sket med det, udvalget besluttede sidst.",
                "background": """
                    Idékataloget er åbnet. Kassen til idéer på papir står ved indgangen til biblioteket,
                    og personalet har tastet otte ind. Børnepasningen er på plads og bruges af to
                    medlemmer. Svarene på spørgsmålet fra præsentationen er samlet i et hæfte, som
                    ligger til udvalgets sidste møde.

                    Tilhørernes ti minutter før mødet bliver prøvet for første gang i dag.
                """,
                "recommendation": """
                    Sekretariatet indstiller,

                    1. at opfølgningen tages til efterretning.
                """,
            },
            outcome="noted",
            decision="Taget til efterretning.",
        ),
        Item(
            "Idéerne indtil nu",
            kind="discussion",
            case="INN-007",
            presenter="Rikke Sandholt",
            minutes=20,
            sections={
                "summary": """
                    De første uger har givet idéer fra alle syv roller. Udvalget drøfter, hvad de
                    fortæller, og hvem der mangler.
                """,
                "background": """
                    Tre ønsker går igen på tværs af temaerne: at kunne forstå, hvad kommunen skriver,
                    at kunne bruge det, kommunen ejer, når det står stille, og at kunne komme rundt uden
                    selv at køre bil.

                    De fleste idéer kommer fra borgere og medarbejdere. Der er få fra virksomheder, og
                    næsten ingen fra folk under 30 år.
                """,
                "assessment": """
                    Innovationschefen vurderer, at de tre ønsker hver kan blive til et projekt, der er
                    stort nok til at være gennemgribende og småt nok til at blive prøvet inden for et
                    halvt år. Det er et bedre sted at begynde end den enkelte idé, fordi mange så kan
                    kende deres eget forslag i det.
                """,
                "recommendation": """
                    Innovationschefen indstiller,

                    1. at udvalget drøfter de tre ønsker, og
                    2. at erhvervsrådet og ungdomsskolen bliver spurgt direkte om idéer.
                """,
            },
            attachments=(
                Attachment(
                    "De tre ønsker og de idéer, de bygger på",
                    "tre-oensker.pdf",
                    """
                    Tre ønsker går igen i de første idéer.

                    1. Vi vil kunne forstå, hvad kommunen skriver til os.
                    2. Vi vil kunne bruge det, kommunen ejer, når det står stille.
                    3. Vi vil kunne komme rundt, også når vi ikke selv kører bil.

                    Hvert ønske bygger på idéer fra mindst tre roller. Ingen af dem hører til i kun én
                    forvaltning.
                    """,
                ),
            ),
            outcome="discussed",
            decision="""
                Drøftet. Emma Lykkegård og Noor Haddad Lund besøger ungdomsskolen sammen med
                innovationschefen. Erhvervsrådet inviteres til at sende idéer.
            """,
        ),
        Item(
            "Hvad er et gennemgribende projekt?",
            kind="decision",
            case="INN-008",
            presenter="Jens Aabye",
            minutes=20,
            sections={
                "summary": """
                    Kommissoriet beder om tre til fem gennemgribende projekter. Næstformanden foreslår
                    fem krav, som et projekt skal leve op til, før udvalget anbefaler det.
                """,
                "background": """
                    Ordet gennemgribende kan bruges om alt og om ingenting. Uden fælles krav risikerer
                    udvalget at vælge de projekter, der er bedst fortalt, i stedet for dem, der ændrer
                    mest.
                """,
                "assessment": """
                    De fem krav er, at projektet løser en opgave på en måde, kommunen ikke bruger i dag,
                    at det er aftalt med dem, det berører, at det kan prøves inden for et halvt år, at
                    mindst én gevinst har en ejer og kan måles, og at det kan bredes ud, hvis det
                    virker.

                    Kravet om at kunne måle bør ikke læses for snævert. Tryghed og lyst til at deltage
                    kan også måles, hvis man spørger de samme mennesker to gange.
                """,
                "recommendation": """
                    Næstformanden indstiller,

                    1. at udvalget godkender de fem krav, og
                    2. at innovationschefen bruger de samme krav, når hun tager stilling.
                """,
            },
            outcome="approved",
            decision="Godkendt.",
        ),
        Item(
            "Tre arbejdsgrupper",
            kind="decision",
            case="INN-009",
            presenter="Karen Tornvig",
            minutes=35,
            ideas=("breve", "vaerksteder", "elbiler"),
            sections={
                "summary": """
                    Formanden foreslår tre arbejdsgrupper, én for hvert af de tre ønsker, og at hver
                    gruppe gør sit ønske til et konkret projekt.
                """,
                "background": """
                    Udvalget kan efter kommissoriet nedsætte arbejdsgrupper, som også kan have
                    deltagere, der ikke er medlemmer. Grupperne får fire til fem deltagere, mindst én
                    politiker og mindst to borgere. De arbejder mellem møderne og skriver deres
                    projektforslag her på siden, hvor resten af udvalget kan følge med.

                    Gruppen Klare breve tager udgangspunkt i idéen om at skrive breve sammen med dem,
                    der får dem. Gruppen Åbne værksteder bygger på idéen om skolernes værksteder, og
                    gruppen Nabohjælp på hjul på idéen om hjemmeplejens elbiler, der holder stille om
                    aftenen.
                """,
                "assessment": """
                    Grupperne er et forsøg i sig selv. Udvalgets første opgave er at foreslå en model
                    for, hvordan politik og innovation hænger sammen, og erfaringerne fra tre grupper
                    med borgere, politikere og medarbejdere ved samme bord bliver et godt grundlag.
                    Sekretariatet foreslår derfor, at hver gruppe fører en kort logbog over, hvad der
                    hjalp, og hvad der stod i vejen.
                """,
                "economy": """
                    Der er afsat 60.000 kr. af Innovationsenhedens ramme til gruppernes udgifter i
                    perioden, 20.000 kr. til hver. Medarbejdernes tid betales af deres egen forvaltning.
                """,
                "recommendation": """
                    Formanden indstiller,

                    1. at udvalget nedsætter de tre arbejdsgrupper,
                    2. at grupperne fremlægger et projektforslag senest på 3. møde, og
                    3. at hver gruppe fører logbog til brug for modellen.
                """,
            },
            attachments=(
                Attachment(
                    "Budget for arbejdsgrupperne",
                    "budget-arbejdsgrupper.csv",
                    "gruppe;beløb i kr.;bruges især til\n"
                    "Klare breve;20000;gavekort til borgere, der læser med\n"
                    "Åbne værksteder;20000;materialer og nøglebokse\n"
                    "Nabohjælp på hjul;20000;ladebrikker og kurser\n",
                ),
            ),
            outcome="approved_with_changes",
            decision="""
                Udvalget nedsætter de tre arbejdsgrupper. Indstillingens punkt 2 ændres, så grupperne
                fremlægger deres forslag, når de er færdige, dog senest tre måneder før udvalget
                slutter. Punkt 3 følges.
            """,
        ),
        Item(
            "Eksterne netværk: første drøftelse af rådet til innovationschefen",
            kind="discussion",
            case="INN-010",
            presenter="Rikke Sandholt",
            minutes=20,
            sections={
                "summary": """
                    Innovationschefen har talt med ni netværk og beder om udvalgets syn på, hvor
                    kommunen får mest ud af at være med.
                """,
                "background": """
                    Ni netværk har budt sig til, fra en kreds af nabokommuner til en sammenslutning af
                    nordiske byer. De koster mellem 0 og 85.000 kr. om året, og de fleste beder om, at
                    kommunen sender den samme person hver gang.
                """,
                "assessment": """
                    Enheden er på to personer og kan højst passe tre netværk ordentligt.
                    Innovationschefen lægger selv mest vægt på netværk, hvor man viser hinanden
                    projekter, der ikke lykkedes.
                """,
                "recommendation": """
                    Innovationschefen indstiller,

                    1. at udvalget drøfter, hvad der skal lægges vægt på, og
                    2. at et udkast til råd fremlægges på 3. møde.
                """,
            },
            attachments=(
                Attachment(
                    "Ni netværk i én tabel",
                    "ni-netvaerk.csv",
                    "netværk;hvem er med;pris om året;møder om året\n"
                    "Kredsen af naboer;fem kommuner omkring Bøgelund;0 kr.;10\n"
                    "Fælles Forsøg;12 kommuner og et universitet;40.000 kr.;4\n"
                    "Velfærdsværkstedet;kommuner, regioner og fonde;25.000 kr.;6\n"
                    "Nordiske Mindre Byer;18 byer i fire lande;85.000 kr.;2\n"
                    "Åben Forvaltning;stat og kommuner;0 kr.;3\n"
                    "Klart Sprog;38 myndigheder;12.000 kr.;4\n"
                    "Borgerpanelerne;9 kommuner;15.000 kr.;2\n"
                    "Teknik til Ældre;kommuner og virksomheder;60.000 kr.;5\n"
                    "Fejlklubben;22 offentlige ledere;0 kr.;6\n",
                ),
            ),
            outcome="discussed",
            decision="""
                Drøftet. Udvalget lægger vægt på nærhed, pris og på, at også medarbejdere uden
                lederansvar kan komme med. Et udkast fremlægges på 3. møde.
            """,
        ),
        Item(
            "Model for politisk forankring: hvordan gør andre?",
            kind="discussion",
            case="INN-011",
            presenter="Sofie Kragelund",
            minutes=20,
            ideas=("halvtime",),
            sections={
                "summary": """
                    Et kort oplæg om tre måder, som andre kommuner har bundet innovation og politik
                    sammen på.
                """,
                "background": """
                    Den første måde er en pulje, som de stående udvalg kan søge, når de vil prøve noget
                    af. Den anden er en fast halv time på hvert udvalgsmøde, hvor der ikke skal
                    besluttes noget. Den tredje er en aftale om, at ingen bliver hængt ud for et
                    forsøg, der var aftalt på forhånd.

                    Ingen af kommunerne har målt, om det virker, men alle tre siger, at den tredje er
                    den sværeste og den vigtigste.
                """,
                "recommendation": """
                    Sofie Kragelund indstiller,

                    1. at udvalget drøfter oplægget, og
                    2. at arbejdsgrupperne tager spørgsmålet med i deres logbøger.
                """,
            },
            outcome="discussed",
            decision="Drøftet. Logbøgerne skal særligt beskrive, hvornår grupperne manglede et politisk ja.",
        ),
        Item(
            "Kommunikation: hvor møder vi dem, der ikke læser med?",
            kind="information",
            presenter="Mads Fjeldsted",
            minutes=10,
            sections={
                "summary": "Orientering om, hvordan flere hører om udvalget.",
                "background": """
                    Udvalget får en fast spalte i lokalavisen og en skærm i venteværelset i
                    Borgerservice. Hver måned står to medlemmer en formiddag på torvet med en
                    termokande og blokke til idéer. Den første gang er aftalt med Peter Vinkel og
                    Mehmet Aydin Holm.
                """,
            },
            outcome="noted",
            decision="Taget til efterretning.",
        ),
        Item(
            "Eventuelt",
            kind="information",
            minutes=10,
            outcome="noted",
            decision="Intet at bemærke.",
        ),
    ),
)
