"""The fourth meeting, in two weeks: its agenda is a draft that members still write in."""

from config.demo.kinds import Attachment, Item, Meeting, Reply

FOURTH = Meeting(
    key="fourth",
    name="4. møde",
    day=14,
    opened=-115,
    begins="17.00",
    ends="19.30",
    place="Rådhuset, lokale 2",
    state="agenda_draft",
    first_place="Hovedbiblioteket, salen",
    moved_why="Bibliotekets sal er lånt ud til julekoncert den aften.",
    replies=(
        Reply("karen"),
        Reply("jens.aabye"),
        Reply("sofie"),
        Reply("mehmet.holm", "substitute", reason="Er til møde i KL."),
        Reply("amina.berg"),
        Reply("peter.vinkel", "stays_away", reason="Nattevagt hele ugen."),
        Reply("torben.skaarup"),
        Reply("lise.munk"),
        Reply("villy.brandstrup"),
    ),
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
        ),
        Item(
            "Klare breve: de første målinger",
            kind="information",
            case="INN-014",
            presenter="Rikke Sandholt",
            minutes=20,
            sections={
                "summary": """
                    Projektet har været i gang i tre måneder. Opkaldene falder, men ikke lige meget for alle
                    breve.
                """,
                "background": """
                    18 breve er skrevet om og taget i brug. Antallet af opkald om dem er faldet hver måned.
                    Rykkerbrevet skiller sig ud: det er blevet kortere og venligere, og alligevel ringer lige
                    så mange. Borgerservice har lyttet til 40 af opkaldene. De fleste ringer for at aftale et
                    afdrag, ikke fordi de ikke forstår brevet.
                """,
                "recommendation": """
                    Innovationschefen indstiller,

                    1. at status tages til efterretning.
                """,
            },
        ),
        Item(
            "Model for politisk forankring: udkast",
            kind="decision",
            case="INN-011",
            deliverables=("En model for politisk innovation",),
            presenter="Sofie Kragelund",
            ideas=("virkede-ikke",),
            minutes=45,
            sections={
                "summary": """
                    Skrivegruppen fremlægger et udkast til den model, som udvalget skal aflevere til
                    kommunalbestyrelsen.
                """,
                "background": """
                    Udkastet bygger på de tre gruppers logbøger, på besøg i to kommuner og på samtaler med
                    alle seks udvalgsformænd. Det er på fire sider og kan læses på et kvarter.
                """,
                "assessment": """
                    Modellen har fem trin. Et stående udvalg vælger ét spørgsmål om året, som det ikke kender
                    svaret på. Det inviterer dem, spørgsmålet handler om. Det giver lov til et forsøg med en
                    slutdato. Det ser selv på resultatet. Og det siger højt, hvad det lærte, også når forsøget
                    ikke lykkedes.
                """,
                "recommendation": """
                    Skrivegruppen indstiller,

                    1. at udvalget drøfter udkastet afsnit for afsnit, og
                    2. at udkastet lægges frem ved åbent hus på biblioteket.
                """,
            },
            attachments=(
                Attachment(
                    "Fem trin: udkast til model",
                    "fem-trin-udkast.pdf",
                    """
                    Udkast. Vi vil gerne have rettelser.

                    1. Vælg ét spørgsmål om året, som udvalget ikke kender svaret på.
                    2. Inviter dem, spørgsmålet handler om, før der er skrevet noget.
                    3. Giv lov til et forsøg med et beløb og en slutdato.
                    4. Gå ud og se på det.
                    5. Sig højt, hvad der virkede, og hvad der ikke gjorde.
                    """,
                ),
            ),
        ),
        Item(
            "Et menneske i røret: oplæg til et fjerde projekt",
            kind="discussion",
            case="INN-024",
            presenter="Ida Rosenlund",
            minutes=20,
            ideas=("telefon",),
            sections={
                "summary": """
                    Den idé, som flest støtter, handler om kommunens telefon. Gruppen Klare breve spørger, om den
                    skal gå videre med den.
                """,
                "background": """
                    Når man ringer til kommunen, møder man en menu med syv valg og derefter en kø. Gruppen har
                    talt med 25 borgere, der lagde på, før de kom igennem. De fleste vidste ikke, hvilket valg
                    der var deres.
                """,
            },
        ),
        Item(
            "Idékatalogets første samlede udgave",
            kind="decision",
            case="INN-004",
            deliverables=("Idékatalog og temaer for de næste år",),
            presenter="Mads Fjeldsted",
            minutes=15,
            ideas=("kvittering", "dagpleje", "ottende", "flyverdragter"),
            sections={
                "summary": "Forslag til, hvordan idéerne samles og overdrages til fagudvalgene.",
                "background": """
                    Kataloget har nu 40 idéer, og de fleste er besvaret. Sekretariatet foreslår en samlet udgave
                    ordnet efter tema, hvor hver idé står med svar, støtte og det, der er sket siden.
                """,
                "recommendation": """
                    Sekretariatet indstiller,

                    1. at den samlede udgave laves, når kataloget lukker, og
                    2. at hvert fagudvalg får de idéer, der hører til dets område.
                """,
            },
        ),
        Item(
            "Råd om gevinstrealisering: hvad skal vi lægge vægt på?",
            kind="discussion",
            case="INN-025",
            presenter="Lise Dalgas Munk",
            minutes=20,
            sections={
                "summary": "Første drøftelse af det tredje råd til innovationschefen.",
                "background": """
                    De tre projekter har hver deres måde at måle på. Det har vist sig, at en gevinst bliver
                    fulgt op, når en navngiven person skal sige tallet højt en bestemt dag, og ellers sjældent.
                """,
            },
        ),
        Item(
            "Temaer for fremtiden",
            kind="discussion",
            presenter="Karen Tornvig",
            minutes=15,
            sections={
                "summary": """
                    Kommissoriet beder udvalget pege på temaer, som kommunen kan arbejde videre med. Medlemmerne
                    bedes have ét forslag med hver.
                """,
            },
        ),
        Item("Eventuelt", kind="information", minutes=10),
    ),
)
