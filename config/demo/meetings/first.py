"""The first meeting: getting to know each other and the task."""

from config.demo.kinds import Absence, Attachment, Item, Meeting

FIRST = Meeting(
    key="first",
    name="1. møde",
    day=-250,
    planned=-270,
    opened=-268,
    begins="17.00",
    ends="19.30",
    ended="19.25",
    place="Rådhuset, lokale 2",
    absences=(Absence("rasmus.tangager"),),
    minutes_after=4,
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
            "Velkomst og præsentation",
            kind="information",
            presenter="Karen Tornvig",
            minutes=30,
            sections={
                "summary": """
                    Formanden byder velkommen. Medlemmerne fortæller kort, hvad de har med sig, og hvad
                    de håber, udvalget kan udrette.
                """,
                "background": """
                    Kommunalbestyrelsen har udpeget 15 medlemmer: fem politikere og ti borgere. 64
                    borgere meldte deres interesse. Udpegningen har lagt vægt på, at udvalget tilsammen
                    kender kommunen fra mange sider: som pårørende, iværksætter, frivillig, designer,
                    tilflytter og bruger af hjemmehjælp.

                    Præsentationen sker to og to. Hvert medlem har to minutter og besvarer det samme
                    spørgsmål: Hvornår oplevede du sidst, at kommunen overraskede dig på en god måde?
                """,
            },
            outcome="noted",
            decision="""
                Taget til efterretning. Udvalget bad om, at svarene på spørgsmålet samles og bliver
                læst op igen ved det sidste møde.
            """,
        ),
        Item(
            "Kommissorium: opgaver, periode og forventninger",
            kind="discussion",
            case="INN-001",
            presenter="Mads Fjeldsted",
            minutes=25,
            sections={
                "summary": """
                    Udvalget gennemgår de fire opgaver i kommissoriet og drøfter, hvornår de hver især
                    kan siges at være løst.
                """,
                "background": """
                    Kommunalbestyrelsen har givet udvalget fire opgaver: en model for, hvordan
                    innovation bliver en del af den politiske ledelse, tre til fem gennemgribende
                    projekter, et idékatalog og råd til innovationschefen. Udvalget er nedsat efter
                    styrelseslovens § 17, stk. 4, og rapporterer til Økonomiudvalget.

                    Et opgaveudvalg træffer ikke afgørelser og råder ikke over en bevilling. Det
                    anbefaler. Kommunalbestyrelsen beslutter, om den vil følge anbefalingerne.
                """,
                "assessment": """
                    Sekretariatet vurderer, at opgaverne hænger sammen i en bestemt rækkefølge. Idéerne
                    giver stof til projekterne, og erfaringerne fra projekterne er det bedste grundlag
                    for modellen. Det taler for at komme hurtigt i gang med at samle idéer og vente med
                    at skrive på modellen, til der er noget at lære af.
                """,
                "recommendation": """
                    Sekretariatet indstiller,

                    1. at udvalget drøfter kommissoriet, og
                    2. at udvalget tager opgaverne i den foreslåede rækkefølge.
                """,
            },
            attachments=(
                Attachment(
                    "Kommissoriet på én side",
                    "kommissoriet-paa-en-side.pdf",
                    """
                    Opgaveudvalget for innovation har fire opgaver. De står her med få ord, så de kan
                    hænges op på køleskabet.

                    1. Foreslå en model, så innovation bliver en fast del af den politiske ledelse.
                    2. Præsentere tre til fem projekter, der løser en opgave på en helt ny måde.
                    3. Samle et idékatalog, som alle i kommunen kan bidrage til.
                    4. Rådgive innovationschefen om netværk, finansiering og gevinster.

                    Udvalget anbefaler. Kommunalbestyrelsen beslutter.
                    """,
                ),
            ),
            outcome="discussed",
            decision="""
                Drøftet. Udvalget tager opgaverne i den foreslåede rækkefølge. Udvalget lægger vægt på,
                at mindst ét af projekterne er prøvet af i virkeligheden, før udvalget slutter.
            """,
        ),
        Item(
            "Arbejdsform og spilleregler",
            kind="decision",
            case="INN-002",
            presenter="Karen Tornvig",
            minutes=20,
            sections={
                "summary": """
                    Forslag til, hvordan udvalget holder møder, hvem der skriver, og hvordan
                    uenighed bliver håndteret.
                """,
                "background": """
                    Borgere og politikere sidder i udvalget med samme ret til at tale og stemme. Det er
                    nyt for de fleste, og erfaringen fra det tidligere opgaveudvalg om skoleveje er, at
                    det hjælper at aftale formen fra begyndelsen.

                    Forslaget er, at alle medlemmer kan sætte punkter på dagsordenen og skrive i dem
                    frem til udsendelsen. Dagsordenen offentliggøres syv dage før mødet. Referatet er et
                    beslutningsreferat: det siger, hvad udvalget besluttede, og ikke, hvem der sagde
                    hvad.
                """,
                "assessment": """
                    Udvalget bør søge enighed. Hvor det ikke lykkes, kan ethvert medlem bede om en
                    afstemning og få en kort protokolbemærkning i referatet. Sekretariatet forventer,
                    at det bliver sjældent.
                """,
                "recommendation": """
                    Formanden indstiller,

                    1. at udvalget godkender spillereglerne,
                    2. at alle møder er åbne for tilhørere, medmindre et punkt skal behandles lukket, og
                    3. at reglerne tages op igen på 3. møde.
                """,
            },
            outcome="approved_with_changes",
            decision="""
                Godkendt med den ændring, at tilhørere får ti minutter til spørgsmål, før mødet
                begynder.
            """,
        ),
        Item(
            "Mødeplan",
            kind="decision",
            case="INN-003",
            presenter="Mads Fjeldsted",
            minutes=10,
            sections={
                "summary": "Forslag til ordinære møder og steder i hele udvalgets periode.",
                "background": """
                    Kommissoriet lægger op til fem til syv møder. Sekretariatet foreslår torsdage
                    kl. 17.00 til 19.30, fordi det passer med dem, der har svaret på rundspørgen. Der er
                    mad fra kl. 16.30, og kommunen betaler for børnepasning til medlemmer, der har brug
                    for det.
                """,
                "economy": """
                    Udgiften til forplejning og børnepasning er anslået til 2.400 kr. pr. møde og
                    holdes inden for sekretariatets ramme.
                """,
                "recommendation": """
                    Sekretariatet indstiller,

                    1. at mødeplanen godkendes, og
                    2. at mindst to møder holdes uden for Rådhuset.
                """,
            },
            outcome="approved",
            decision="Godkendt. Det næste møde holdes på biblioteket.",
        ),
        Item(
            "Idékataloget: sådan samler vi idéer",
            kind="decision",
            case="INN-004",
            presenter="Mads Fjeldsted",
            minutes=30,
            sections={
                "summary": """
                    Idékataloget åbner på nettet. Udvalget beslutter temaer, og hvilket løfte det giver
                    dem, der sender en idé.
                """,
                "background": """
                    Kataloget skal være åbent for alle syv grupper, kommissoriet nævner: borgere,
                    frivillige, virksomheder, foreninger, medarbejdere, ledere og politikere. Den, der
                    sender en idé, vælger, hvilken rolle den kommer fra. Andre kan støtte og
                    kommentere.

                    Sekretariatet har spurgt 30 borgere i køen i Borgerservice, hvorfor de aldrig har
                    sendt kommunen et forslag. 22 af dem svarede, at de ikke tror, de ville høre noget
                    igen.
                """,
                "assessment": """
                    Det vigtigste er derfor svaret. Sekretariatet foreslår, at alle får et svar inden 30
                    dage med en begrundelse, også når svaret er nej. Det kræver, at nogen har ansvaret
                    for hver idé. Innovationschefen og sekretæren deler dem mellem sig, og formanden
                    svarer på udvalgets vegne, når en idé har været på et møde.

                    Seks temaer gør det lettere at finde rundt: service, fællesskab, omsorg og sundhed,
                    børn og læring, klima og transport, arbejdsgange.
                """,
                "economy": "Ingen bemærkninger. Opgaven løses af Politisk Sekretariat.",
                "recommendation": """
                    Sekretariatet indstiller,

                    1. at idékataloget åbner nu og er åbent, til der er to måneder tilbage af perioden,
                    2. at alle idéer får et svar med en begrundelse inden 30 dage, og
                    3. at de seks temaer godkendes.
                """,
            },
            attachments=(
                Attachment(
                    "Notat: derfor svarer folk ikke, og sådan svarer vi",
                    "notat-svar-paa-ideer.pdf",
                    """
                    Sekretariatet spurgte 30 borgere i køen i Borgerservice: Har du nogen sinde sendt
                    kommunen et forslag, og hvis ikke, hvorfor?

                    - 22 troede ikke, de ville høre noget igen.
                    - 5 vidste ikke, hvor de skulle sende det hen.
                    - 3 havde sendt et. Én af dem havde fået svar.

                    Et svar skal fortælle, hvad der sker med idéen, hvem der har besluttet det, og
                    hvorfor. Et nej med en god grund er et godt svar.
                    """,
                ),
                Attachment(
                    "Svar fra 30 borgere i køen",
                    "svar-fra-koeen.csv",
                    "svar;antal\nTroede ikke, de ville høre noget igen;22\n"
                    "Vidste ikke, hvor de skulle sende det hen;5\nHavde sendt et forslag;3\n",
                ),
            ),
            outcome="approved",
            decision="""
                Godkendt. Udvalget besluttede, at idéerne også kan afleveres på papir på biblioteket,
                hvor personalet hjælper med at taste dem ind.
            """,
        ),
        Item(
            "Innovationschefen om sin opgave",
            kind="information",
            presenter="Rikke Sandholt",
            minutes=20,
            sections={
                "summary": """
                    Innovationschefen fortæller om sine første uger og om, hvad hun har brug for fra
                    udvalget.
                """,
                "background": """
                    Innovationschefen begyndte samtidig med udvalget. Innovationsenheden er på to
                    personer og har ikke egne driftsopgaver. Den skal hjælpe fagområderne med at prøve
                    nyt og sørge for, at gevinsterne bliver målt.

                    Innovationschefen ønsker især råd om tre spørgsmål: Hvilke netværk skal kommunen
                    være med i? Hvor kan der søges penge? Og hvordan undgår vi, at gevinsterne bliver
                    regnet ud på forhånd og glemt bagefter?
                """,
            },
            outcome="noted",
            decision="Taget til efterretning. Rådene sættes på dagsordenen ét ad gangen fra 2. møde.",
        ),
        Item(
            "Eventuelt",
            kind="information",
            minutes=10,
            outcome="noted",
            decision="Grethe Ovesen tilbød at vise Åhavens køkken frem. Intet yderligere.",
        ),
    ),
)
