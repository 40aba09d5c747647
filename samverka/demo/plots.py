"""What the fictional partners of the demonstration apply for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plot:
    """One application of the cast: who, what, for how long and how much a year (in whole crowns)."""

    parties: tuple[str, ...]
    title: str
    title_sv: str
    summary_en: str
    summary_sv: str
    area: str
    topic: str
    core_areas: tuple[str, ...]
    targets: tuple[str, ...]
    years: int
    yearly: int


WATER = Plot(
    ("exempelby", "sekao"),
    "Clean water, open books",
    "Rent vatten, öppna böcker",
    "Two municipalities show residents what they do with the water: where it is tested, what is found, what it costs. "
    "Officials from both sides visit each other's waterworks and write one shared guide.",
    "Två kommuner visar invånarna vad de gör med vattnet: var det provas, vad man finner och vad det kostar. "
    "Tjänstepersoner från båda håll besöker varandras vattenverk och skriver en gemensam vägledning.",
    "technical_services_and_infrastructure",
    "participatory_democracy",
    ("transparency", "accountability"),
    ("6.1", "6.b", "16.10"),
    years=1,
    yearly=460_000,
)
YOUTH = Plot(
    ("exempelby", "sekao", "mfano"),
    "Young voices in the council",
    "Unga röster i fullmäktige",
    "Three councils let young people put their own questions on the agenda twice a year, and answer them in public.",
    "Tre fullmäktige låter unga sätta egna frågor på dagordningen två gånger om året, och svarar dem offentligt.",
    "inclusive_leadership_and_governance",
    "child_rights",
    ("participation", "equity"),
    ("16.7", "4.7"),
    years=2,
    yearly=600_000,
)
GARDENS = Plot(
    ("exempelby", "mfano"),
    "Shared gardens",
    "Gemensamma odlingar",
    "Allotments on unused municipal land, run by residents, with a simple way to apply for a plot.",
    "Odlingslotter på oanvänd kommunal mark, drivna av invånarna, med ett enkelt sätt att ansöka om en lott.",
    "urban_planning",
    "participatory_democracy",
    ("participation",),
    ("11.7",),
    years=1,
    yearly=300_000,
)
SCHOOL = Plot(
    ("exempelby", "mfano"),
    "Schools that listen",
    "Skolor som lyssnar",
    "Pupils' councils in twelve schools learn from each other how to change everyday things: food, safety, toilets.",
    "Elevråd i tolv skolor lär av varandra hur man ändrar vardagliga saker: mat, trygghet, toaletter.",
    "education",
    "child_rights",
    ("participation", "equity"),
    ("4.a", "16.7"),
    years=2,
    yearly=480_000,
)
BUDGET = Plot(
    ("exempelby", "sekao"),
    "The budget in plain words",
    "Budgeten på ren svenska",
    "Both councils publish the yearly budget as a four-page story and test it on residents who never read one before.",
    "Båda fullmäktige ger ut budgeten som en berättelse på fyra sidor och prövar den på invånare som aldrig läst en.",
    "inclusive_leadership_and_governance",
    "digitalisation",
    ("transparency",),
    ("16.6",),
    years=1,
    yearly=420_000,
)
HEALTH = Plot(
    ("exempelby", "sekao", "mfano"),
    "Care close to home",
    "Vård nära hemmet",
    "Home visits to elderly people who live alone, planned together by care staff, relatives and volunteers.",
    "Hembesök hos äldre som bor ensamma, planerade gemensamt av vårdpersonal, anhöriga och frivilliga.",
    "social_care_and_wellbeing",
    "human_rights",
    ("equity", "accountability"),
    ("3.8",),
    years=2,
    yearly=640_000,
)
MARKET = Plot(
    ("exempelby", "sekao"),
    "A market for everyone",
    "En marknad för alla",
    "Women who sell at the town market take part in planning its new place.",
    "Kvinnor som säljer på stadens marknad är med och planerar dess nya plats.",
    "local_economic_development",
    "gender_equality",
    ("equity", "participation"),
    ("5.5", "8.3"),
    years=2,
    yearly=450_000,
)
