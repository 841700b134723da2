"""Who is who in Bøgelund: accounts, and persons in office without one. All are invented."""

from config.demo.kinds import Account, Part

ADMINISTRATOR = "ulla"

CITIZEN = "citizen"
VOLUNTEER = "volunteer"
COMPANY = "company"
ASSOCIATION = "association"
EMPLOYEE = "employee"
LEADER = "leader"
POLITICIAN = "politician"
WITH_ORGANISATION = (COMPANY, ASSOCIATION)

COUNCIL = Part(POLITICIAN)

DEMO_ACCOUNTS = (
    Account("dorte", "Dorte Visby", (Part(VOLUNTEER),), "borger@example.dk", demo=True),
    Account(
        "kaj",
        "Kaj Munkebo",
        (Part(ASSOCIATION, "Grundejerforeningen Sønderkæret"),),
        "forening@example.dk",
        demo=True,
    ),
    Account("ida", "Ida Rosenlund", (), "medlem@example.dk", demo=True),
    Account("sofie", "Sofie Kragelund", (COUNCIL,), "politiker@example.dk", demo=True),
    Account("karen", "Karen Tornvig", (COUNCIL,), "formand@example.dk", demo=True),
    Account(
        "mads",
        "Mads Fjeldsted",
        (Part(EMPLOYEE),),
        "sekretaer@example.dk",
        demo=True,
    ),
    Account(
        "rikke",
        "Rikke Sandholt",
        (Part(LEADER),),
        "innovationschef@example.dk",
        demo=True,
    ),
    Account("ulla", "Ulla Vangsgaard", (), "admin@example.dk", demo=True, staff=True),
)

MEMBER_ACCOUNTS = (
    Account("jens.aabye", "Jens Aabye", (COUNCIL,)),
    Account("mehmet.holm", "Mehmet Aydin Holm", (COUNCIL,)),
    Account("nanna.oestergaard", "Nanna Østergaard", (COUNCIL,)),
    Account("peter.vinkel", "Peter Vinkel"),
    Account("amina.berg", "Amina Yusuf Berg"),
    Account("torben.skaarup", "Torben Skaarup", (Part(VOLUNTEER),)),
    Account("lise.munk", "Lise Dalgas Munk"),
    Account("noor.lund", "Noor Haddad Lund", language="en"),
    Account("villy.brandstrup", "Villy Brandstrup"),
    Account("emma.lykkegaard", "Emma Lykkegård"),
    Account("rasmus.tangager", "Rasmus Tangager"),
)

PARTICIPANT_ACCOUNTS = (
    Account("connie.ravnkilde", "Connie Ravnkilde", (Part(EMPLOYEE),)),
    Account("hamid.solbjerg", "Hamid Solbjerg", (Part(EMPLOYEE),)),
    Account("kasper.ulfeldt", "Kasper Ulfeldt", (Part(EMPLOYEE),)),
    Account("jonas.ravnholt", "Jonas Ravnholt", (Part(EMPLOYEE),)),
    Account("helene.bjerring", "Helene Bjerring", (Part(LEADER),)),
    Account("birthe.holmegaard", "Birthe Holmegård", (Part(EMPLOYEE),)),
    Account("soeren.lyngdal", "Søren Lyngdal", (Part(EMPLOYEE),)),
    Account("marianne.tved", "Marianne Tved", (Part(EMPLOYEE),)),
    Account("thomas.egeris", "Thomas Egeris", (Part(EMPLOYEE),)),
    Account("fatima.nordahl", "Fatima Nordahl", (Part(EMPLOYEE),)),
    Account("lars.elkjaergaard", "Lars Elkjærgård", (Part(LEADER),)),
    Account("gitte.aaroe", "Gitte Aarø", (Part(LEADER),)),
    Account("palle.stensbo", "Palle Stensbo", (Part(LEADER),)),
    Account("mette.brinkholm", "Mette Brinkholm", (Part(LEADER),)),
    Account("henrik.skovby", "Henrik Skovby", (COUNCIL,)),
    Account("anne.fuglsbjerg", "Anne Fuglsbjerg", (COUNCIL,)),
    Account("carl.overgade", "Carl Overgade", (COUNCIL,)),
    Account("bent.hyldebaek", "Bent Hyldebæk", (Part(ASSOCIATION, "Bøgelund Idrætsforening"),)),
    Account(
        "inger.moelgaard", "Inger Mølgård", (Part(ASSOCIATION, "Pensionistforeningen Solsikken"),)
    ),
    Account("jytte.sandager", "Jytte Sandager", (Part(ASSOCIATION, "Lokalhistorisk Forening"),)),
    Account("omar.birkedal", "Omar Birkedal", (Part(ASSOCIATION, "Bøgelund Cyklistforening"),)),
    Account("pernille.oest", "Pernille Øst", (Part(ASSOCIATION, "Forældreforeningen på Åskolen"),)),
    Account("erik.tangbo", "Erik Tangbo", (Part(COMPANY, "Tangbo Tømrer og Snedker ApS"),)),
    Account("stine.havmark", "Stine Havmark", (Part(COMPANY, "Bageriet ved Åen"),)),
    Account("anders.lundtoft", "Anders Lundtoft", (Part(COMPANY, "Lundtoft Taxa"),)),
    Account("yasmin.kjeldgaard", "Yasmin Kjeldgård", (Part(COMPANY, "Kjeldgård Data"),)),
    Account("otto.bakkely", "Otto Bakkely", (Part(COMPANY, "Bakkely Gartneri"),)),
    Account("lone.vestervig", "Lone Vestervig", (Part(VOLUNTEER),)),
    Account("gunnar.aaby", "Gunnar Åby", (Part(VOLUNTEER),)),
    Account("selma.ibholt", "Selma Ibholt", (Part(VOLUNTEER),)),
    Account("poul.kragsted", "Poul Kragsted", (Part(VOLUNTEER),)),
    Account("hanne.lilleoere", "Hanne Lilleøre", (Part(VOLUNTEER),)),
    Account("vibeke.tornbjerg", "Vibeke Tornbjerg"),
    Account("niels.kaergaard", "Niels Kærgård Bro"),
    Account("asta.molbech", "Asta Molbæk"),
    Account("ali.vejrup", "Ali Vejrup"),
    Account("ruth.enghave", "Ruth Enghave"),
    Account("mikkel.ravnsoe", "Mikkel Ravnsø"),
    Account("sara.lindevang", "Sara Lindevang"),
    Account("julius.taarnby", "Julius Tårnholm"),
    Account("kirsten.soelvdal", "Kirsten Sølvdal"),
    Account("freja.boegh", "Freja Bøgvad"),
    Account("tove.agerbo", "Tove Agerbo"),
    Account("william.hedelund", "William Hedelund"),
    Account("zeynep.aastrup", "Zeynep Åstrup"),
    Account("ole.vandborg", "Ole Vandborg"),
    Account("maja.stenlille", "Maja Stenlille"),
    Account("bodil.frederslund", "Bodil Frederslund"),
    Account("tobias.krogsgaard", "Tobias Krogsgård"),
    Account("grace.mundbjerg", "Grace Mundbjerg", language="en"),
)

ACCOUNTS = DEMO_ACCOUNTS + MEMBER_ACCOUNTS + PARTICIPANT_ACCOUNTS

# In office, named in the minutes, without an account.
PERSONS_WITHOUT_ACCOUNT = {
    "birgit.holmsted": "Birgit Holmsted",
    "grethe.ovesen": "Grethe Ovesen",
    "knud.hovgaard": "Knud Hovgård",
    "lis.maagaard": "Lis Mågård",
    "steen.rosendal": "Steen Rosendal",
    "aase.pilgaard": "Åse Pilgård",
    "viggo.thybo": "Viggo Thybo",
}

NOT_IN_OFFICE = ("dorte", "kaj", "ulla")
# Officials, guests of working groups, owners of benefits and members of the other committees.
ALSO_IN_THE_RECORD = (
    "connie.ravnkilde",
    "hamid.solbjerg",
    "henrik.skovby",
    "anne.fuglsbjerg",
    "carl.overgade",
    "pernille.oest",
    "kasper.ulfeldt",
    "erik.tangbo",
    "lone.vestervig",
    "helene.bjerring",
    "gitte.aaroe",
    "lars.elkjaergaard",
)
PERSONS = {
    **{a.key: a.name for a in DEMO_ACCOUNTS + MEMBER_ACCOUNTS if a.key not in NOT_IN_OFFICE},
    **{a.key: a.name for a in PARTICIPANT_ACCOUNTS if a.key in ALSO_IN_THE_RECORD},
    **PERSONS_WITHOUT_ACCOUNT,
}
