"""Ideas about children and learning."""

from config.demo.kinds import Answer, Comment, Idea, Remark

CHILDREN = (
    Idea(
        "bussen",
        theme="boern-og-laering",
        author="selma.ibholt",
        part="volunteer",
        day=-169,
        title="Lektiecafé i skolebussen",
        body="""
            Børnene fra Nørreby sidder 42 minutter i bus hver vej. Det er længere, end de får hjælp i Lektiecaféen.

            Sæt en frivillig med på turen hjem, to dage om ugen, og monter klapborde ved fire sæder. Vi er tre, der
            ikke bliver køresyge.
        """,
        supports=11,
        comments=(
            Comment(
                "pernille.oest",
                2,
                "Min datter bruger turen til at kigge ud ad vinduet. Det har hun måske også brug for.",
            ),
            Comment(
                "anders.lundtoft",
                4,
                "Klapborde er ikke lovlige i en bus, der også kører i rute. Det har vi undersøgt med vores egne.",
            ),
        ),
        in_review_after=5,
        responsible="mads",
        answer=Answer(
            "not_taken_up",
            after=19,
            by="mads",
            reason="""
                Busselskabet må ikke montere borde, når bussen også kører i almindelig rute, og en frivillig kan ikke
                have ansvar for børn uden sele. Skolen i Nørreby tilbyder i stedet Lektiecaféen et lokale fra kl. 14,
                så hjælpen er færdig, før bussen kører.
            """,
        ),
    ),
    Idea(
        "ottende",
        theme="boern-og-laering",
        author="thomas.egeris",
        part="employee",
        day=-127,
        title="Lad 8. klasse undervise de ældre i telefonen",
        body="""
            Mine elever kan alt på en telefon og har svært ved at forklare noget langsomt. Medlemmerne i Solsikken kan
            alt det andet og har svært ved telefonen.

            Seks tirsdage, en elev og en pensionist, samme par hver gang. Eleverne skal skrive en vejledning, som deres
            makker kan følge alene bagefter. Det er danskundervisning, så det kan mærkes.
        """,
        supports=22,
        comments=(
            Comment("inger.moelgaard", 1, "Vi har 40 på venteliste, hvis I har 40 elever."),
            Comment(
                "asta.molbech", 5, 'Mit barnebarn siger "bare tryk dér". Det er ikke undervisning.'
            ),
            Comment(
                "lars.elkjaergaard",
                11,
                "To klasser kan være med fra næste semester. Vi lægger det i dansktimerne.",
            ),
        ),
        in_review_after=4,
        responsible="rikke",
        answer=Answer(
            "partly",
            after=21,
            by="rikke",
            reason="""
                To klasser på Bøgelund Skole og 40 medlemmer fra Solsikken begynder ved næste semester. Elevernes
                vejledninger bliver lagt frem på biblioteket.
            """,
            left_out="Det bliver ikke et krav for alle skoler. Det virker kun, når en lærer har lyst.",
            link=("fourth", 5),
        ),
    ),
    Idea(
        "skolehaver",
        theme="boern-og-laering",
        author="pernille.oest",
        part="association",
        day=-29,
        title="Skolehaver, hvor der før var asfalt",
        body="""
            Åskolen har 900 kvadratmeter asfalt, der engang var parkeringsplads. Den er 52 grader varm i juni, det har
            6. klasse målt.

            Forældreforeningen vil bryde den op på to lørdage. Vi mangler en, der ved, hvad der ligger under, og et
            sted at køre asfalten hen.
        """,
        supports=19,
        comments=(
            Comment(
                "soeren.lyngdal",
                3,
                "Der ligger et fjernvarmerør i det nordlige hjørne. Resten kan I godt grave i. Jeg sender tegningen.",
            ),
            Comment("gunnar.aaby", 5, "Naturens Venner har overskud af solbær, hyld og gode råd."),
            Comment(
                "palle.stensbo",
                14,
                "Regnvandet skal også et sted hen, når asfalten er væk. Det skal tegnes, før I graver.",
            ),
        ),
        in_review_after=6,
        responsible="mads",
    ),
    Idea(
        "babysvoem",
        theme="boern-og-laering",
        author="freja.boegh",
        part="citizen",
        day=-200,
        title="Varm svømmehal for babyer onsdag formiddag",
        body="""
            Varmtvandsbassinet bruges til genoptræning mandag, tirsdag og torsdag. Onsdag og fredag står det og er 34
            grader uden nogen i.

            Åbn det for forældre på barsel onsdag kl. 10 til 12. Vi betaler gerne, og vi tørrer op efter os.
        """,
        supports=16,
        comments=(
            Comment("zeynep.aastrup", 2, "Barsel er lang, og sandkassen er kold."),
            Comment(
                "bent.hyldebaek",
                7,
                "Der skal være en livredder. Idrætsforeningen har to, der kan om onsdagen.",
            ),
        ),
        responsible="mads",
        answer=Answer(
            "passed_on",
            after=9,
            by="mads",
            passed_to="Svømmehallen",
            reason="""
                Svømmehallen åbner varmtvandsbassinet onsdag kl. 10 til 12 på prøve i tre måneder med en livredder fra
                idrætsforeningen. Prisen er den samme som en almindelig billet. Kommer der mindst 12 i snit, fortsætter
                det.
            """,
        ),
    ),
    Idea(
        "flyverdragter",
        theme="boern-og-laering",
        author="sara.lindevang",
        part="citizen",
        day=-110,
        title="Byttereol for flyverdragter i alle dagtilbud",
        body="""
            En flyverdragt koster 900 kroner og passer i seks måneder. I vores garderobe hænger der nok til to
            børnehaver, og alligevel køber alle ny i oktober.

            En reol ved døren. Hæng én, tag én. Ingen liste.
        """,
        supports=25,
        comments=(
            Comment(
                "maja.stenlille",
                1,
                "Vi har gjort det i to år i vores vuggestue. Det virker, når reolen står inde og ikke ude.",
            ),
            Comment(
                "marianne.tved",
                4,
                "Det er også den pæneste måde at hjælpe dem på, der ikke har råd. Ingen skal spørge.",
            ),
        ),
        responsible="rikke",
        answer=Answer(
            "partly",
            after=11,
            by="rikke",
            reason="""
                Alle dagtilbud, der vil, får en reol fra Ejendomscentrets lager. 19 af 27 har sagt ja.
            """,
            left_out="De sidste otte dagtilbud har ikke plads i garderoben, og dem presser vi ikke.",
            link=("fourth", 5),
        ),
    ),
    Idea(
        "foraeldremoede",
        theme="boern-og-laering",
        author="lars.elkjaergaard",
        part="leader",
        day=-5,
        title="Forældremøder ude i klasserne i stedet for i salen",
        body="""
            Jeg har holdt 40 forældremøder med lysbilleder. Bagefter taler forældrene sammen på parkeringspladsen, og
            det er dér, de siger det vigtige.

            Jeg foreslår, at vi dropper oplægget. Forældrene får teksten hjem, og mødet foregår ved børnenes borde med
            fire spørgsmål, som klassen selv har skrevet.
        """,
        supports=8,
        comments=(
            Comment(
                "pernille.oest",
                1,
                "Ja. Og giv os en halv time på parkeringspladsen bagefter alligevel.",
                stance="pro",
            ),
            Comment(
                "thomas.egeris",
                1,
                "To timer ved et børnebord er ikke et møde, det er rygpine. Hvem skriver referat?",
                stance="question",
                reports=(Remark("gitte.aaroe", "Tonen er hård."),),
                stands="Der er plads til at være uenig, og ingen er nævnt.",
            ),
        ),
    ),
    Idea(
        "haandvaerker",
        theme="boern-og-laering",
        author="erik.tangbo",
        part="company",
        day=-153,
        title="Praktik hos en håndværker fra 7. klasse",
        body="""
            Jeg mangler lærlinge. De unge, jeg møder, har aldrig holdt et stemmejern, og i 9. klasse har de besluttet
            sig.

            Giv dem to dage i 7. klasse. Jeg og fem andre mestre i byen tager hver to elever ad gangen. De får
            arbejdstøj, madpakke og lov til at lave noget, der bliver brugt.
        """,
        supports=14,
        comments=(
            Comment(
                "thomas.egeris",
                2,
                "Hvad med dem, der ikke bliver valgt af nogen? Der skal være plads til alle i klassen.",
            ),
            Comment(
                "erik.tangbo", 3, "Enig. Vi trækker lod, så er der ingen, der bliver valgt fra."
            ),
        ),
        responsible="mads",
        answer=Answer(
            "passed_on",
            after=17,
            by="mads",
            passed_to="Ungdommens Uddannelsesvejledning",
            reason="""
                Vejledningen samler seks mestre og to skoler til et møde om aftaler, forsikring og alder. Der er regler
                for, hvilke maskiner man må stå ved som 13-årig, og dem skal alle kende først.
            """,
        ),
    ),
)
