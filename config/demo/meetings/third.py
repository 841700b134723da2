"""The third meeting: a vote by name, a remark, a disqualification, a closed item, a correction."""

from config.demo.kinds import (
    Absence,
    Action,
    Attachment,
    Correction,
    Disqualified,
    Item,
    Meeting,
    Presence,
    Remark,
    Votes,
)

THIRD = Meeting(
    key="third",
    name="3. møde",
    day=-120,
    opened=-194,
    begins="17.00",
    ends="19.30",
    ended="19.42",
    place="Rådhuset, lokale 2",
    absences=(Absence("lise.munk"), Absence("grethe.ovesen", apology=False)),
    presences=(Presence("mehmet.holm", item=2, came="17.20"),),
    minutes_after=4,
    reservations=(
        Remark(
            "villy.brandstrup",
            "Jeg godkender referatet med henvisning til min protokolbemærkning under punkt 2.",
        ),
    ),
    correction=Correction(
        item=2,
        old="de 30 mest sendte breve",
        new="de 40 mest sendte breve",
        what="Antallet af breve i beslutningen er rettet fra 30 til 40.",
        why="Der stod et forkert tal. Indstillingen og det, udvalget vedtog, var 40 breve.",
        after=11,
        by="karen",
        wrote="mads",
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
            outcome="approved",
            decision="Godkendt.",
        ),
        Item(
            "Klare breve: projektforslag",
            kind="decision",
            case="INN-014",
            presenter="Amina Yusuf Berg",
            minutes=30,
            ideas=("breve", "foerste-linje"),
            adopts="klare-breve",
            sections={
                "summary": """
                    Arbejdsgruppen foreslår, at de 40 mest sendte breve skrives om sammen med dem, der
                    får dem. Brevene står for to tredjedele af alle opkald om breve til Borgerservice.
                """,
                "background": """
                    Kommunen bruger omkring 900 brevskabeloner. Arbejdsgruppen har talt, hvor tit de
                    bliver sendt, og hvor mange opkald de giver. 40 skabeloner står for 64 procent af
                    de 15.400 opkald, som Borgerservice fik om breve sidste år.

                    Gruppen har prøvet af med tre breve ved fire eftermiddage på biblioteket. Fem
                    borgere og to sagsbehandlere sad om hvert brev. Et brev var færdigt, når en, der
                    ikke havde set det før, med egne ord kunne sige, hvad der skulle ske, og hvornår.
                    De tre breve blev i gennemsnit halvt så lange.
                """,
                "assessment": """
                    Arbejdsgruppen vurderer, at projektet lever op til udvalgets fem krav. Måden er ny,
                    fordi brevet først er godkendt, når modtageren forstår det. Gevinsten kan måles i
                    opkald og har en ejer: borgerservicechef Helene Bjerring.

                    Den største risiko er, at ændringer i fagsystemerne trækker ud. Gruppen foreslår
                    derfor at begynde med de 18 breve, som kommunen selv kan rette.
                """,
                "economy": """
                    Projektet koster 380.000 kr. over 14 måneder, især til en sprogkonsulent på halv
                    tid og til gavekort til borgerne. Det forventes at frigøre tid svarende til
                    465.000 kr. om året, når alle 40 breve er i brug.
                """,
                "recommendation": """
                    Arbejdsgruppen indstiller,

                    1. at udvalget anbefaler projektet over for innovationschefen,
                    2. at der afsættes 380.000 kr. fra puljen til klart sprog, og
                    3. at gevinsten måles hver måned det første halve år.
                """,
            },
            attachments=(
                Attachment(
                    "Ét brev før og efter",
                    "et-brev-foer-og-efter.pdf",
                    """
                    Før: Vedrørende Deres ansøgning om tillæg efter pensionslovens bestemmelser skal vi
                    herved meddele, at sagen ikke på det foreliggende grundlag kan færdigbehandles,
                    hvorfor De anmodes om inden tre uger fra dato at fremsende yderligere oplysninger.

                    Efter: Vi mangler dine to seneste lønsedler, før vi kan svare på din ansøgning om
                    tillæg til pensionen. Send dem senest om tre uger. Du kan også komme forbi med dem.
                    Ring, hvis noget driller.

                    Det første brev fik 11 af 20 til at ringe. Det andet fik 2.
                    """,
                ),
                Attachment(
                    "De 40 breve og deres opkald",
                    "40-breve.csv",
                    "brev;sendt sidste år;opkald\nMangler oplysninger, pension;4120;1650\n"
                    "Partshøring, boligstøtte;3890;1210\nIndkaldelse til samtale;3300;980\n"
                    "Plads i dagtilbud;2740;760\nRykker for betaling;2610;1190\n"
                    "Bevilling af hjælpemiddel;1980;540\nØvrige 34 breve;21400;3526\n",
                ),
            ),
            outcome="recommended",
            decision="""
                Udvalget anbefaler projektforslaget, så det omfatter de 30 mest sendte breve.
                Indstillingens punkt 1 til 3 følges. Projektet sendes til innovationschefen.
            """,
            votes=Votes(against=("villy.brandstrup",), abstained=("noor.lund",)),
            remarks=(
                Remark(
                    "villy.brandstrup",
                    "Jeg mener, at 20 breve havde været nok i det første år, og at pengene til resten "
                    "skulle vente, til vi kender de første tal.",
                ),
            ),
        ),
        Item(
            "Åbne værksteder: aftale om et forsøg på Åskolen",
            kind="decision",
            case="INN-015",
            presenter="Peter Vinkel",
            minutes=20,
            ideas=("vaerksteder",),
            sections={
                "summary": """
                    Arbejdsgruppen vil prøve at holde Åskolens værksted åbent tre aftener om ugen i ti
                    uger, med frivillige fra Reparationscaféen som værter.
                """,
                "background": """
                    Åskolens værksted bruges 19 timer om ugen. Det har drejebænk, to symaskiner, en
                    lodestation og en god udsugning. Skolen og skolebestyrelsen er med på et forsøg, hvis
                    der altid er en voksen vært til stede, og hvis værkstedet er ryddet inden kl. 7.30.

                    Reparationscaféen har 14 frivillige, som gerne vil være værter. De får et kursus i
                    maskinsikkerhed af skolens værkstedslærer.
                """,
                "assessment": """
                    Forsøget er lille nok til at komme i gang nu og stort nok til, at gruppen kan se, hvem
                    der kommer. Innovationschefen har spurgt forsikringen, som dækker frivillige værter, når
                    kurset er gennemført.
                """,
                "economy": """
                    Forsøget koster 18.500 kr., som holdes inden for gruppens ramme: kursus 6.000 kr.,
                    nøgleboks 4.500 kr. og materialer 8.000 kr.
                """,
                "recommendation": """
                    Arbejdsgruppen indstiller,

                    1. at udvalget støtter forsøget, og
                    2. at resultatet følger med projektforslaget.
                """,
            },
            attachments=(
                Attachment("Plan over værkstedet på Åskolen", "plan-over-vaerkstedet.png"),
            ),
            outcome="approved",
            decision="Udvalget støtter forsøget. Det begynder, når kurset er holdt.",
            actions=(
                Action(
                    "Aftal nøgler og forsikring med Åskolen, før værkstedet åbner",
                    due=-100,
                    person="ida",
                    done="Aftalen er underskrevet, og nøglerne er udleveret.",
                ),
            ),
            disqualified=(
                Disqualified(
                    "torben.skaarup",
                    left="17.48",
                    returned="17.56",
                    note="Er næstformand i Reparationscaféen, som indgår i aftalen.",
                ),
            ),
        ),
        Item(
            "Nabohjælp på hjul: hvor langt er vi?",
            kind="discussion",
            case="INN-016",
            presenter="Mehmet Aydin Holm",
            minutes=15,
            ideas=("elbiler",),
            sections={
                "summary": """
                    Gruppen har fundet biler, chauffører og passagerer. Forsikringen og reglerne for
                    kørsel er ikke på plads.
                """,
                "background": """
                    Hjemmeplejen Nord har 22 elbiler. Mellem kl. 16 og 22 holder 15 af dem stille. 31
                    frivillige har meldt sig som chauffører, og Besøgstjenesten kender 74 ældre, der gerne
                    vil køres til noget andet end lægen.

                    Kørslen må ikke koste penge for passageren, for så er det erhvervsmæssig
                    persontransport. Taxaselskabet i byen er spurgt og har ikke indvendinger, så længe der
                    ikke køres til stationen eller fra værtshus.
                """,
                "assessment": """
                    Gruppen vurderer, at projektet kan lade sig gøre, men at det skal være helt klart, hvem
                    der har ansvaret, hvis en passager falder på vej ud af bilen. Det spørgsmål ligger hos
                    kommunens forsikringsmægler.
                """,
                "recommendation": """
                    Arbejdsgruppen indstiller,

                    1. at udvalget drøfter, hvilke ture der skal være med i et forsøg.
                """,
            },
            outcome="discussed",
            decision="""
                Drøftet. Udvalget ønsker, at ture til fællesspisning, bibliotek, kirkegård og
                træning er med, og at passageren selv bestemmer. Projektforslaget afventer svaret om
                forsikring.
            """,
        ),
        Item(
            "Råd om eksterne netværk",
            kind="decision",
            case="INN-010",
            deliverables=("Råd om netværk",),
            presenter="Rikke Sandholt",
            minutes=15,
            sections={
                "summary": "Udkast til udvalgets første råd til innovationschefen.",
                "background": """
                    Udvalget drøftede ni netværk på 2. møde og bad om et udkast. Innovationschefen har siden
                    deltaget i ét møde i hvert af de fire, der lå bedst.
                """,
                "assessment": """
                    Rådet er at vælge tre. Kredsen af naboer, fordi den er gratis, og fordi man kan cykle
                    derhen. Klart Sprog, fordi den svarer til et projekt, udvalget har i gang. Fejlklubben,
                    fordi ingen andre netværk taler om det, der ikke virkede. Deltagelsen bør gå på skift
                    mellem medarbejdere, og hver deltager skriver fem linjer om, hvad Bøgelund kan bruge.
                """,
                "economy": "12.000 kr. om året inden for Innovationsenhedens ramme.",
                "recommendation": """
                    Formandskabet indstiller,

                    1. at rådet vedtages, og
                    2. at det tages op igen om et år af den, der da har ansvaret.
                """,
            },
            outcome="approved",
            decision="Rådet er vedtaget og sendes til innovationschefen.",
            actions=(
                Action("Tag rådet om eksterne netværk op igen", due=245, person="karen"),
                Action(
                    "Inviter de tre netværk til et fælles møde",
                    due=9,
                    person="rikke",
                ),
            ),
        ),
        Item(
            "Lejemål på Søndergade 14: forhandling om husleje med ejeren af den tidligere isenkram",
            kind="decision",
            case="INN-017",
            presenter="Mads Fjeldsted",
            minutes=15,
            public_title="Drøftelse af et lejemål",
            closed_reason="Kommunens forhandlingsposition over for en privat udlejer.",
            sections={
                "summary": """
                    Ejendomscentret kan leje den tidligere isenkram på Søndergade 14 til et fælles værksted.
                    Udvalget bliver spurgt om, hvor meget det er værd.
                """,
                "background": """
                    Udlejeren Gammelgaard Ejendomme har tilbudt lokalet for 11.800 kr. om måneden.
                    Ejendomscentret vurderer, at 9.200 kr. er markedsprisen, og at udlejeren har haft lokalet
                    stående tomt i 16 måneder.
                """,
                "assessment": """
                    Forhandlingsrammen bør ikke være kendt af udlejeren. Sekretariatet foreslår et første bud
                    på 8.400 kr. og et loft på 9.800 kr. om måneden med tre måneders opsigelse.
                """,
                "economy": "Udgiften på årsbasis er mellem 100.800 kr. og 117.600 kr.",
                "recommendation": """
                    Sekretariatet indstiller,

                    1. at udvalget anbefaler Ejendomscentret at forhandle inden for rammen, og
                    2. at sagen fortsat behandles lukket, til lejeaftalen er underskrevet.
                """,
            },
            attachments=(
                Attachment(
                    "Vurdering af huslejen på Søndergade 14",
                    "vurdering-soendergade-14.pdf",
                    """
                    Ejendomscentret har sammenlignet med fire lejemål i gågaden. Huslejen ligger mellem
                    620 og 790 kr. pr. kvadratmeter om året. Lokalet er 150 kvadratmeter med lager og
                    bagindgang. Kommunens loft er 9.800 kr. om måneden.
                    """,
                    public=False,
                ),
            ),
            outcome="recommended",
            decision="""
                Udvalget anbefaler, at Ejendomscentret forhandler med et loft på 9.800 kr. om måneden.
                Sagen er fortsat lukket.
            """,
        ),
        Item(
            "Idékataloget: svar og frister",
            kind="information",
            case="INN-004",
            presenter="Mads Fjeldsted",
            minutes=10,
            ideas=("flytteskema", "madaftener", "vild-kant"),
            sections={
                "summary": "Status på løftet om svar inden 30 dage.",
                "background": """
                    Alle idéer, der er mere end 30 dage gamle, er besvaret. Det hurtigste svar kom efter ni
                    dage, det langsomste efter 30. De fleste spørgsmål fra borgere handler om, hvad ordet
                    sendt videre betyder. Sekretariatet skriver derfor nu altid, hvem idéen er sendt til, og
                    hvornår vi spørger til den igen.
                """,
                "recommendation": """
                    Sekretariatet indstiller,

                    1. at status tages til efterretning.
                """,
            },
            outcome="noted",
            decision="Taget til efterretning.",
        ),
        Item(
            "Model for politisk forankring: hvad viser logbøgerne?",
            kind="discussion",
            case="INN-011",
            deliverables=("En model for politisk innovation",),
            presenter="Sofie Kragelund",
            minutes=25,
            sections={
                "summary": """
                    De tre gruppers logbøger peger på de samme to huller: tiden mellem et ja og en
                    begyndelse, og hvem der må sige ja til et forsøg.
                """,
                "background": """
                    Gruppen Klare breve ventede syv uger på adgang til brevskabelonerne, fordi ingen vidste,
                    hvem der ejede dem. Gruppen Åbne værksteder fik et nej, et måske og et ja fra tre chefer
                    inden for samme uge. Gruppen Nabohjælp på hjul fandt svaret på sit vigtigste spørgsmål i
                    en mail fra for fire år siden.
                """,
                "assessment": """
                    Det, grupperne har savnet, er ikke penge. Det er én dør at banke på og et svar inden for
                    en kendt tid. En model kan derfor begynde med en enkel regel: den, der vil prøve noget
                    af, får svar på 14 dage, og et nej skal begrundes.
                """,
                "recommendation": """
                    Sofie Kragelund indstiller,

                    1. at udvalget drøfter de to huller, og
                    2. at et udkast til model fremlægges på det næste ordinære møde.
                """,
            },
            outcome="discussed",
            decision="""
                Drøftet. Sofie Kragelund, Ida Rosenlund og sekretariatet skriver et udkast til
                det næste ordinære møde.
            """,
        ),
        Item(
            "Faste tider på biblioteket: skal udvalget mødes med borgerne?",
            kind="discussion",
            presenter="Karen Tornvig",
            minutes=10,
            sections={
                "summary": """
                    Biblioteket tilbyder udvalget et bord i åbningstiden en eftermiddag om måneden.
                """,
                "recommendation": """
                    Formanden indstiller,

                    1. at udvalget drøfter, om tilbuddet skal prøves.
                """,
            },
            outcome="postponed",
            decision="""
                Udsat til det næste ordinære møde.
            """,
        ),
        Item(
            "Eventuelt",
            kind="information",
            minutes=10,
            outcome="noted",
            decision="Spillereglerne fra 1. møde fortsætter uændret. Intet yderligere.",
        ),
    ),
)
