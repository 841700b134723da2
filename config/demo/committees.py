"""The municipality and its three committees: one at work, one that has ended, one to come."""

from config.demo.deliverables import OF_INNOVATION, OF_SCHOOL_ROADS
from config.demo.kinds import Committee, Group, MandateTask, Progress, Seat, Theme, Words

MUNICIPALITY = Words("Bøgelund Kommune", "Bøgelund Municipality")

LEGAL_BASIS = Words(
    "Nedsat af kommunalbestyrelsen efter §\N{NO-BREAK SPACE}17, stk.\N{NO-BREAK SPACE}4, i lov om kommunernes styrelse.",
    "Set up by the municipal council under section 17(4) of the Local Government Act.",
)

INNOVATION = Committee(
    slug="innovation",
    name=Words("Opgaveudvalget for innovation", "The task committee for innovation"),
    lead=Words(
        "Ti borgere og fem politikere leder efter bedre måder at løse kommunens opgaver på. "
        "Ikke ved at spare, men ved at tænke nyt. Alle kan være med.",
        "Ten citizens and five politicians look for better ways to do the municipality’s work. "
        "Not by cutting, but by thinking anew. Everybody can take part.",
    ),
    about=Words(
        """
        Vi bliver flere ældre, flere børn har brug for særlig hjælp, og pengene følger ikke med.
        Det kan en kommune svare på ved at gøre mindre. Kommunalbestyrelsen i Bøgelund vil hellere
        finde ud af, hvad vi kan gøre anderledes.

        Derfor har den nedsat et opgaveudvalg med fem politikere og ti borgere. Udvalget skal prøve
        to slags nyt af: det gennemgribende, hvor en opgave bliver tænkt forfra, og det daglige,
        hvor dem, der kender arbejdet, gør det lidt bedre hver uge. Begge dele skal kunne mærkes af
        dem, kommunen er til for.

        Udvalget arbejder i det åbne. Dagsordener og referater ligger her, idéerne ligger her, og
        alle, der sender en idé, får et svar med en begrundelse. Når udvalget er færdigt, bliver
        siderne stående.

        Kommissoriet gælder fra februar 2017 til og med første kvartal 2018. På denne side er
        datoerne flyttet, så udvalget er midt i sit arbejde, når du læser med.
        """,
        """
        More of us grow old, more children need particular help, and the money does not keep pace.
        A municipality can answer by doing less. The council of Bøgelund would rather find out what
        can be done differently.

        It has therefore set up a task committee of five politicians and ten citizens. The
        committee is to try two kinds of new: the sweeping kind, where a task is thought through
        from the beginning, and the everyday kind, where those who know the work make it a little
        better each week. Both must be felt by the people whom the municipality is for.

        The committee works in the open. Agendas and minutes are here, the ideas are here, and
        everybody who submits one gets an answer with a reason. When the committee has finished,
        its pages remain.

        The mandate runs from February 2017 through the first quarter of 2018. On this site the
        dates have been moved, so that the committee is in the middle of its work as you read.
        """,
    ),
    legal_basis=LEGAL_BASIS,
    background=Words(
        """
        Kommunen får hvert år flere og mere krævende opgaver inden for en ramme, der stort set er
        den samme. I de seneste fire år er forskellen hentet ved at spare lidt overalt. Den vej er
        ved at være gået til ende: servicen kan mærke det, og besparelserne bliver dyrere at finde,
        end de er værd.

        Kommunalbestyrelsen ønsker derfor, at innovation bliver en fast del af, hvordan kommunen
        ledes politisk, og hvordan den arbejder til daglig. Innovation forstås her som noget nyt,
        der bliver taget i brug og gør en forskel, som kan måles eller mærkes.

        Der er ansat en innovationschef, som begynder samtidig med udvalget. Udvalget skal give
        innovationschefen retning og råd, og innovationschefen skal hjælpe udvalget fra tanke til
        prøve i virkeligheden.
        """,
        """
        Each year the municipality is given more and harder tasks within a budget that hardly
        grows. For four years the gap has been closed by saving a little everywhere. That road is
        coming to its end: services feel it, and the savings cost more to find than they are worth.

        The council therefore wants innovation to become a settled part of how the municipality is
        led politically and how it works from day to day. Innovation means here something new that
        is taken into use and makes a difference that can be measured or felt.

        An innovation chief has been appointed, who starts together with the committee. The
        committee is to give the chief direction and advice, and the chief is to help the committee
        from thought to trial.
        """,
    ),
    composition=Words(
        """
        Udvalget har 15 medlemmer: fem medlemmer af kommunalbestyrelsen og ti borgere.
        Kommunalbestyrelsen udpeger alle medlemmer og vælger formand og næstformand blandt
        politikerne. Borgerne er udpeget efter en kompetenceprofil, så udvalget tilsammen kender
        til iværksætteri, frivilligt arbejde, velfærd, teknik, design og det at være ny i kommunen.

        Politisk Sekretariat betjener udvalget. Innovationschefen deltager i møderne uden
        stemmeret. Udvalget holder fem til syv møder og kan nedsætte arbejdsgrupper, som også kan
        have deltagere, der ikke er medlemmer.
        """,
        """
        The committee has 15 members: five members of the municipal council and ten citizens. The
        council appoints all members and chooses the chair and the deputy chair among the
        politicians. The citizens were appointed against a competence profile, so that together
        they know about starting a business, voluntary work, welfare, technology, design and being
        new in the municipality.

        The Political Secretariat serves the committee. The innovation chief attends without a
        vote. The committee holds five to seven meetings and may set up working groups, which can
        also take in people who are not members.
        """,
    ),
    tasks=(
        MandateTask(
            Words(
                "Foreslå en model, der forankrer innovation i den politiske ledelse",
                "Propose a model that anchors innovation in the political leadership",
            ),
            Words(
                "Udvalget skal foreslå, hvordan kommunalbestyrelsen og de stående udvalg gør "
                "innovation til en fast del af deres arbejde: hvem der tager et emne op, hvordan "
                "der bliver råd til at prøve noget af, og hvordan man lærer af det, der ikke "
                "lykkes.",
                "The committee is to propose how the council and the standing committees make "
                "innovation a settled part of their work: who takes a subject up, how room is made "
                "for a trial, and how to learn from what does not succeed.",
            ),
        ),
        MandateTask(
            Words(
                "Præsentere tre til fem gennemgribende innovationsprojekter",
                "Present three to five sweeping innovation projects",
            ),
            Words(
                "Hvert projekt skal løse en opgave på en ny måde, være prøvet af eller klar til "
                "det, og have gevinster, som nogen har ansvaret for, og som bliver målt. Både "
                "økonomiske og menneskelige gevinster tæller.",
                "Each project is to do a task in a new way, be tried or ready for trial, and have "
                "benefits that somebody answers for and that are measured. Economic and human "
                "benefits both count.",
            ),
            target=(3, 5),
        ),
        MandateTask(
            Words(
                "Samle et idékatalog, som hele kommunen skaber sammen",
                "Compile an idea catalogue that the whole municipality creates together",
            ),
            Words(
                "Kataloget skal være åbent for politikere, borgere, virksomheder, foreninger, "
                "frivillige, medarbejdere og ledere. Udvalget svarer på hver idé og siger, hvad "
                "der bliver af den, og hvorfor.",
                "The catalogue is to be open to politicians, citizens, companies, associations, "
                "volunteers, employees and leaders. The committee answers each idea and says what "
                "becomes of it, and why.",
            ),
        ),
        MandateTask(
            Words(
                "Rådgive innovationschefen i opstarten",
                "Advise the innovation chief in the start-up phase",
            ),
            Words(
                "Udvalget giver råd om tre ting: hvilke netværk uden for kommunen der er værd at "
                "være med i, hvor der kan findes finansiering, og hvordan gevinster bliver til "
                "virkelighed og ikke bare til tal i et regneark.",
                "The committee advises on three things: which networks outside the municipality "
                "are worth joining, where funding can be found, and how benefits become real and "
                "not just figures in a spreadsheet.",
            ),
        ),
    ),
    starts=(-9, 0),
    ends=(5, 0),
    reports_to=Words("Økonomiudvalget", "The Finance Committee"),
    council=(6, None),
    reporting=Words(
        "Udvalget rapporterer til Økonomiudvalget, som afgør, om kommunalbestyrelsen skal tage stilling til det, "
        "udvalget afleverer. Udvalget fortæller om sit arbejde halvvejs og ved afslutningen.",
        "The committee reports to the Finance Committee, which decides whether the council is to take a position "
        "on what it delivers. The committee tells of its work midway and at the end.",
    ),
    period=Words(
        "Februar 2017 til og med første kvartal 2018. Når opgaven er løst, bliver udvalget opløst.",
        "February 2017 through the first quarter of 2018. When the task is solved, the committee is dissolved.",
    ),
    progress=(
        Progress(
            2,
            5,
            Words("2 af 5 trin.", "2 of 5 steps."),
            Words(
                "Udkastet er skrevet af tre medlemmer og sekretariatet. Udvalget drøfter det på 4. møde.",
                "Three members and the secretariat have written a draft. The committee discusses it at its fourth meeting.",
            ),
        ),
        Progress(
            1,
            5,
            Words("1 af 3 til 5 projekter er godkendt.", "1 of 3 to 5 projects approved."),
            Words(
                "Ét er i gang, ét venter på innovationschefen, ét er sendt tilbage med spørgsmål. Det fjerde er en kladde.",
                "One is under way, one awaits the innovation chief, one came back with questions. The fourth is a draft.",
            ),
        ),
        Progress(
            3,
            4,
            Words("40 idéer, 29 besvaret.", "40 ideas, 29 answered."),
            Words(
                "Kataloget er åbent lidt endnu. Derefter bliver idéerne samlet og overdraget til fagudvalgene.",
                "The catalogue stays open a little longer. Then the ideas are gathered and handed over.",
            ),
        ),
        Progress(
            2,
            3,
            Words("2 af 3 råd vedtaget.", "2 of 3 pieces of advice adopted."),
            Words(
                "Rådene om netværk og finansiering er vedtaget. Rådet om gevinster drøftes på 4. møde.",
                "The advice on networks and on funding is adopted. The one on benefits is discussed at the fourth meeting.",
            ),
        ),
    ),
    deliverables=OF_INNOVATION,
    contact_title=Words("Udvalgssekretær", "Committee secretary"),
    contact_email="innovation@example.dk",
    seats=(
        Seat("karen", "chair", "politician"),
        Seat("jens.aabye", "deputy", "politician"),
        Seat("sofie", "member", "politician"),
        Seat("mehmet.holm", "member", "politician"),
        Seat("birgit.holmsted", "member", "politician"),
        Seat("ida", "member", "citizen"),
        Seat("peter.vinkel", "member", "citizen"),
        Seat("amina.berg", "member", "citizen"),
        Seat("torben.skaarup", "member", "citizen"),
        Seat("lise.munk", "member", "citizen"),
        Seat("noor.lund", "member", "citizen"),
        Seat("villy.brandstrup", "member", "citizen"),
        Seat("emma.lykkegaard", "member", "citizen"),
        Seat("rasmus.tangager", "member", "citizen"),
        Seat("grethe.ovesen", "member", "citizen"),
        Seat("nanna.oestergaard", "substitute", "politician", substitute_for="birgit.holmsted"),
        Seat("mads", "secretary", "official"),
        Seat("rikke", "chief", "official"),
    ),
    groups=(
        Group(
            "klare-breve",
            "Klare breve",
            "At få kommunens mest sendte breve skrevet om, så modtageren forstår dem første gang, "
            "og at finde en arbejdsgang, der holder dem sådan.",
            set_up_at="second",
            members=("amina.berg", "jens.aabye", "ida", "villy.brandstrup", "kasper.ulfeldt"),
        ),
        Group(
            "aabne-vaerksteder",
            "Åbne værksteder",
            "At åbne skolernes værksteder for kvarteret uden for skoletiden og finde ud af, hvem "
            "der har nøglen, ansvaret og lysten.",
            set_up_at="second",
            members=("peter.vinkel", "sofie", "emma.lykkegaard", "torben.skaarup", "erik.tangbo"),
        ),
        Group(
            "nabohjaelp-paa-hjul",
            "Nabohjælp på hjul",
            "At prøve, om frivillige chauffører i kommunens stillestående elbiler kan give flere "
            "et liv uden for hjemmet, og om forsikring og tryghed kan løses enkelt.",
            set_up_at="second",
            members=("lise.munk", "mehmet.holm", "noor.lund", "rasmus.tangager", "lone.vestervig"),
        ),
    ),
    themes=(
        Theme("service", Words("Service", "Service")),
        Theme("faellesskab", Words("Fællesskab", "Community")),
        Theme("omsorg", Words("Omsorg og sundhed", "Care and health")),
        Theme("boern-og-laering", Words("Børn og læring", "Children and learning")),
        Theme("klima-og-transport", Words("Klima og transport", "Climate and transport")),
        Theme("arbejdsgange", Words("Arbejdsgange", "Ways of working")),
    ),
    featured=True,
    ideas_open=(7, 60),
)

SCHOOL_ROADS = Committee(
    slug="trygge-skoleveje",
    name=Words("Opgaveudvalget for trygge skoleveje", "The task committee for safe school routes"),
    lead=Words(
        "Hvordan får vi flere børn til at gå og cykle i skole, uden at deres forældre er bange? "
        "Udvalget fandt 31 farlige steder og et svar på de 26.",
        "How do we get more children to walk and cycle to school without frightening their "
        "parents? The committee found 31 dangerous spots and an answer to 26 of them.",
    ),
    about=Words(
        """
        Da udvalget begyndte, blev fire ud af ti børn i 0. til 3. klasse kørt i skole, og bilerne
        foran skolerne var det, forældrene var mest utrygge ved. Udvalget gik selv ruterne, tidligt
        om morgenen og sammen med børnene.

        Det blev til et kort over 31 steder, en plan for 26 af dem og tre forsøg med skolegader,
        hvor der ikke kan køre biler mellem kl. 7.30 og 8.15. Kommunalbestyrelsen tiltrådte planen
        og satte penge af til de første 12 steder. De fem steder, udvalget ikke fandt en løsning
        på, står i planen med en begrundelse.

        Udvalget er opløst. Siden bliver stående.
        """,
        """
        When the committee began, four in ten children in the first four years were driven to
        school, and the cars in front of the schools were what worried parents most. The committee
        walked the routes itself, early in the morning and together with the children.

        The result was a map of 31 spots, a plan for 26 of them and three trials with school
        streets, closed to cars between 7:30 and 8:15. The council adopted the plan and set money
        aside for the first 12 spots. The five spots for which the committee found no solution
        stand in the plan with a reason.

        The committee has been dissolved. Its page remains.
        """,
    ),
    legal_basis=LEGAL_BASIS,
    background=Words(
        """
        Trafiktællinger ved kommunens seks skoler viste flere biler om morgenen år for år, mens
        antallet af børn var det samme. En spørgeundersøgelse blandt forældre pegede på fart,
        uoversigtlige kryds og mørke stier som de vigtigste grunde til at køre barnet.
        """,
        """
        Traffic counts at the municipality's six schools showed more cars each morning year by
        year, while the number of children stayed the same. A survey among parents pointed to
        speed, blind junctions and dark paths as the main reasons for driving the child.
        """,
    ),
    composition=Words(
        "Fem medlemmer af kommunalbestyrelsen og fire borgere, heraf to forældre udpeget efter "
        "indstilling fra skolebestyrelserne.",
        "Five members of the municipal council and four citizens, two of them parents appointed on "
        "the recommendation of the school boards.",
    ),
    tasks=(
        MandateTask(
            Words("Kortlægge de farligste steder på skolevejene", "Map the most dangerous spots"),
            Words(
                "Kortet bygger på børnenes og forældrenes egne udpegninger og på politiets tal.",
                "The map rests on what children and parents point out themselves and on the "
                "police’s figures.",
            ),
        ),
        MandateTask(
            Words("Foreslå en plan i prioriteret orden", "Propose a plan in order of priority"),
            Words(
                "Planen siger for hvert sted, hvad der skal gøres, hvad det koster, og hvor mange "
                "børn der har gavn af det.",
                "For each spot the plan says what is to be done, what it costs and how many "
                "children gain from it.",
            ),
        ),
        MandateTask(
            Words("Prøve skolegader af", "Try out school streets"),
            Words(
                "Mindst to skoler prøver i et halvt år en gade uden biler om morgenen.",
                "At least two schools try a street without cars in the morning for half a year.",
            ),
            target=(2, 3),
        ),
    ),
    starts=(-27, 0),
    ends=(-14, 0),
    reports_to=Words("Teknik- og Miljøudvalget", "The Technical and Environmental Committee"),
    deliverables=OF_SCHOOL_ROADS,
    reporting=Words(
        "Udvalget rapporterer til Teknik- og Miljøudvalget og afleverer sin plan ved afslutningen.",
        "The committee reports to the Technical and Environmental Committee and hands over its plan at the end.",
    ),
    period=Words("13 måneder fra udpegningen.", "13 months from the appointment."),
    contact_title=Words("Politisk Sekretariat", "The Political Secretariat"),
    contact_email="sekretariat@example.dk",
    seats=(
        Seat("henrik.skovby", "chair", "politician"),
        Seat("anne.fuglsbjerg", "deputy", "politician"),
        Seat("carl.overgade", "member", "politician"),
        Seat("knud.hovgaard", "member", "politician"),
        Seat("lis.maagaard", "member", "politician"),
        Seat("pernille.oest", "member", "citizen"),
        Seat("steen.rosendal", "member", "citizen"),
        Seat("aase.pilgaard", "member", "citizen"),
        Seat("viggo.thybo", "member", "citizen"),
        Seat("connie.ravnkilde", "secretary", "official"),
    ),
    themes=(
        Theme("krydset", Words("Kryds og overgange", "Junctions and crossings")),
        Theme("skolegader", Words("Skolegader", "School streets")),
    ),
)

YOUTH = Committee(
    slug="unges-hverdag",
    name=Words("Opgaveudvalget for unges hverdag", "The task committee for young people’s lives"),
    lead=Words(
        "Et udvalg, hvor halvdelen af medlemmerne er under 25. Det begynder om to måneder og skal "
        "se på ensomhed, boliger og steder at være.",
        "A committee in which half the members are under 25. It begins in two months and is to look "
        "at loneliness, housing and places to be.",
    ),
    about=Words(
        """
        Hver femte unge i Bøgelund siger, at de ofte føler sig alene, og mange flytter, fordi de
        ikke kan finde et sted at bo. Kommunalbestyrelsen vil høre det fra dem selv.

        Udvalget får fire politikere og otte borgere, og mindst seks medlemmer skal være mellem
        16 og 24 år. Kommunalbestyrelsen udpeger medlemmerne på mødet før udvalget begynder. Møderne
        holdes om eftermiddagen på ungdomsskolen, og der er mad.

        Når udvalget er i gang, finder du medlemmer, dagsordener og idéer her.
        """,
        """
        One in five young people in Bøgelund say that they often feel alone, and many move away
        because they cannot find a place to live. The council wants to hear it from them.

        The committee will have four politicians and eight citizens, and at least six members are
        to be between 16 and 24. The council appoints the members at its meeting before the
        committee begins. Meetings are held in the afternoon at the youth school, and there is food.

        Once the committee is at work, you will find members, agendas and ideas here.
        """,
    ),
    legal_basis=LEGAL_BASIS,
    background=Words(
        """
        Ungeundersøgelsen viser en stigning i ensomhed for fjerde år i træk, også blandt unge, der
        har både uddannelse og venner. Der er 340 unge på venteliste til en ungdomsbolig, og de to
        klubber lukker kl. 17.
        """,
        """
        The youth survey shows loneliness rising for the fourth year running, also among young
        people who have both an education and friends. There are 340 young people waiting for
        youth housing, and the two clubs close at 17:00.
        """,
    ),
    composition=Words(
        "Fire medlemmer af kommunalbestyrelsen og otte borgere. Mindst seks af de tolv er mellem "
        "16 og 24 år ved udpegningen.",
        "Four members of the municipal council and eight citizens. At least six of the twelve are "
        "between 16 and 24 when appointed.",
    ),
    tasks=(
        MandateTask(
            Words(
                "Beskrive unges hverdag med deres egne ord",
                "Describe young people’s lives in their own words",
            ),
            Words(
                "Udvalget samler fortællinger og tal fra mindst 200 unge, også dem, der ikke møder "
                "op af sig selv.",
                "The committee gathers stories and figures from at least 200 young people, also "
                "from those who do not turn up by themselves.",
            ),
        ),
        MandateTask(
            Words("Foreslå to til fire forsøg", "Propose two to four trials"),
            Words(
                "Forsøgene skal kunne begynde inden for et år og være aftalt med de unge, der skal "
                "bruge dem.",
                "The trials are to be able to start within a year and be agreed with the young "
                "people who will use them.",
            ),
            target=(2, 4),
        ),
    ),
    starts=(2, 0),
    ends=(14, 0),
    reports_to=Words("Børne- og Ungeudvalget", "The Children and Youth Committee"),
    reporting=Words(
        "Udvalget rapporterer til Børne- og Ungeudvalget efter hvert andet møde.",
        "The committee reports to the Children and Youth Committee after every second meeting.",
    ),
    period=Words(
        "12 måneder fra udvalgets første dag.", "12 months from the committee’s first day."
    ),
    contact_title=Words("Politisk Sekretariat", "The Political Secretariat"),
    contact_email="sekretariat@example.dk",
    seats=(Seat("hamid.solbjerg", "secretary", "official"),),
)

COMMITTEES = (INNOVATION, SCHOOL_ROADS, YOUTH)
