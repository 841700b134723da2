"""What the committees hand over: one thing for each task of the mandate."""

from config.demo.kinds import Council, Deliverable, Words

OF_INNOVATION = (
    Deliverable(
        Words("Råd om netværk", "Advice on networks"),
        Words(
            """
            Udvalgets første råd til innovationschefen: hvilke netværk uden for kommunen der er værd
            at være med i. Rådene om finansiering og gevinster følger hver for sig.

            Rådet er skrevet til den, der skal bruge det på mandag. Det siger, hvad udvalget
            anbefaler, hvorfor, og hvornår det er værd at se på igen.
            """,
            """
            The committee's first advice to the innovation chief: which networks outside the
            municipality are worth joining. The advice on funding and on benefits follows.

            It is written for whoever needs it on Monday. It says what the committee recommends,
            why, and when it is worth looking at again.
            """,
        ),
        task=4,
        planned=-200,
        due=-65,
        handed_over=-68,
        paper="""
            Udvalget skal rådgive innovationschefen om tre ting: netværk, finansiering og gevinster.
            Her er det første råd.

            Vælg tre netværk, og mød op i dem:

            - Kredsen af naboer er gratis og ligger så tæt på, at man kan cykle.
            - Klart Sprog svarer til et projekt, vi selv har i gang.
            - Fejlklubben er det eneste sted, hvor nogen taler om det, der ikke virkede.

            Lad medarbejderne skiftes til at tage af sted, og bed hver af dem skrive fem linjer om,
            hvad Bøgelund kan bruge. Så bliver det mere end en udflugt.

            Tre netværk koster 12.000 kr. om året og er, hvad en enhed på to personer kan passe.
            Rådet bør tages op igen om et år af den, der da har ansvaret.
        """,
        version=Words("Udgave 1, som vedtaget på 3. møde", "Version 1, in Danish"),
    ),
    Deliverable(
        Words("Idékatalog og temaer for de næste år", "Idea catalogue and themes for coming years"),
        Words(
            """
            Alle idéer med udvalgets svar, samlet efter tema, så et fagudvalg kan bladre direkte til
            sit eget. Bagest foreslår udvalget de temaer, som kommunen bør tage op fremover, og
            siger for hvert, hvad der er at vinde: for borgerne og for økonomien.
            """,
            """
            All ideas with the committee's answers, by theme, so that a standing committee can turn
            straight to its own. At the end the committee proposes the themes to take up next and
            says what there is to gain from each: for people and for the budget.
            """,
        ),
        task=3,
        planned=-200,
        due=90,
    ),
    Deliverable(
        Words(
            "Projekterne, og hvad vi lærte af dem", "The projects, and what we learned from them"
        ),
        Words(
            """
            Tre til fem projekter, hver beskrevet på få sider: hvad der var galt, hvad der blev
            prøvet, hvem der var med, og hvad der kom ud af det. Det, der ikke virkede, får lige så
            god plads som resten.
            """,
            """
            Three to five projects on a few pages each: what was wrong, what was tried, who took
            part and what came of it. What did not work is given as much room as the rest.
            """,
        ),
        task=2,
        planned=-200,
        due=118,
    ),
    Deliverable(
        Words("En model for politisk innovation", "A model for political innovation"),
        Words(
            """
            Et forslag til, hvordan kommunalbestyrelsen og de stående udvalg gør det til en fast
            vane at prøve noget nyt: hvem der kan rejse et emne, hvem der finder pengene til et
            forsøg, og hvornår man stopper. Modellen bygger på de tre arbejdsgruppers erfaringer.
            """,
            """
            A proposal for how the council and the standing committees make it a habit to try
            something new: who may raise a subject, who finds the money for a trial, and when to
            stop. The model rests on what the three working groups have learned.
            """,
        ),
        task=1,
        planned=-200,
        due=138,
    ),
)

OF_SCHOOL_ROADS = (
    Deliverable(
        Words("Kortet over 31 farlige steder", "The map of 31 dangerous spots"),
        Words(
            "De steder, som børn og forældre selv pegede på, holdt op mod politiets tal. For hvert "
            "sted står der, hvor mange børn der kommer forbi, og hvad de er bange for.",
            "The spots that children and parents pointed out, set against the police’s figures. For "
            "each spot it says how many children pass and what frightens them.",
        ),
        task=1,
        planned=-800,
        due=-600,
        handed_over=-604,
        council=Council(
            -585,
            "punkt 9",
            Words(
                "Kommunalbestyrelsen tog kortet til efterretning og bad om en plan.",
                "The council took note of the map and asked for a plan.",
            ),
        ),
    ),
    Deliverable(
        Words("Planen for 26 steder", "The plan for 26 spots"),
        Words(
            "Hvad der skal gøres hvert sted, hvad det koster, og i hvilken orden. De fem steder, "
            "udvalget ikke fandt en løsning på, står med en begrundelse.",
            "What is to be done at each spot, what it costs, and in which order. The five spots for "
            "which the committee found no solution stand with a reason.",
        ),
        task=2,
        planned=-800,
        due=-430,
        handed_over=-432,
        paper="""
            Planen rummer 26 af de 31 steder på kortet. De står i den orden, udvalget mener, de bør
            tages i. Rækkefølgen følger, hvor mange børn der får gavn af det for pengene.

            1. Krydset ved Åskolen får helle og lys. 214 børn om dagen.
            2. Stien bag Solsikken får lys hele vejen. 90 børn om dagen.
            3. Søndergade får en overgang foran biblioteket. 160 børn om dagen.

            De øvrige 23 steder står på samme måde i bilaget.

            For fem steder fandt udvalget ikke en løsning, som politiet og vejmyndigheden kunne gå
            ind for. Udvalget foreslår, at kommunen tager dem op igen, når den nye ringvej er åben.
        """,
        version=Words("Endelig udgave", "Final version, in Danish"),
        council=Council(
            -396,
            "punkt 14",
            Words(
                "Kommunalbestyrelsen tiltrådte planen for de 26 steder og afsatte penge til de første "
                "12 af dem.",
                "The council adopted the plan for the 26 spots and set money aside for the first 12 "
                "of them.",
            ),
        ),
    ),
    Deliverable(
        Words("Et halvt år med skolegader", "Half a year with school streets"),
        Words(
            "Tre skoler prøvede en gade uden biler mellem kl. 7.30 og 8.15. Her er, hvad børn, "
            "naboer og forældre sagde før og efter, og hvad der skal til for at gøre det andre "
            "steder.",
            "Three schools tried a street without cars between 7:30 and 8:15. This is what children, "
            "neighbours and parents said before and after, and what it takes to do it elsewhere.",
        ),
        task=3,
        planned=-800,
        due=-430,
        handed_over=-432,
        council=Council(
            -396,
            "punkt 15",
            Words(
                "Kommunalbestyrelsen besluttede, at de tre skolegader fortsætter, og at andre skoler "
                "kan søge.",
                "The council decided that the three school streets go on, and that other schools may "
                "apply.",
            ),
        ),
    ),
)
