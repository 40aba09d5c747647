"""The standing cast: who the people of the demonstration, the tests and the documentation are. All are made up."""

from dataclasses import dataclass

PASSWORD = "demonstration"  # noqa: S105 - printed on the log-in page of the demonstration, where it guards nothing


@dataclass(frozen=True)
class Part:
    """One person of the cast and what that person does."""

    key: str
    name: str
    email: str
    language: str
    does_en: str
    does_sv: str
    role: str = ""
    organisation: str = ""
    kind: str = ""
    has_mandate: bool = False


@dataclass(frozen=True)
class Place:
    """One organisation of the cast."""

    key: str
    name_sv: str
    name_en: str
    country: str
    type: str
    identifier: str
    population: int


PLACES = [
    Place(
        "exempelby", "Exempelby kommun", "Exempelby Municipality", "SE", "municipality", "XE-EXAMPLE-EXEMPELBY", 24_100
    ),
    Place("annanby", "Annanby kommun", "Annanby Municipality", "SE", "municipality", "XE-EXAMPLE-ANNANBY", 11_700),
    Place("sekao", "Sekao stad", "Sekao Town Council", "BW", "local_government", "XE-EXAMPLE-SEKAO", 68_300),
    Place("mfano", "Mfano distrikt", "Mfano County", "KE", "local_government", "XE-EXAMPLE-MFANO", 210_500),
]

PEOPLE = [
    Part(
        "ingrid",
        "Ingrid Bergsten",
        "ingrid@exempelby.example",
        "sv",
        "Coordinator in Exempelby, Sweden: writes, submits and reports",
        "Samordnare i Exempelby: skriver, skickar in och redovisar",
        organisation="exempelby",
        kind="coordinator",
    ),
    Part(
        "nils",
        "Nils Öberg",
        "nils@exempelby.example",
        "sv",
        "Politician in Exempelby: signs",
        "Politiker i Exempelby: skriver under",
        organisation="exempelby",
        kind="politician",
        has_mandate=True,
    ),
    Part(
        "thato",
        "Thato Moeng",
        "thato@sekao.example",
        "en",
        "Coordinator in Sekao, Botswana",
        "Samordnare i Sekao, Botswana",
        organisation="sekao",
        kind="coordinator",
    ),
    Part(
        "lorato",
        "Lorato Kgosi",
        "lorato@sekao.example",
        "en",
        "Mayor of Sekao: signs",
        "Borgmästare i Sekao: skriver under",
        organisation="sekao",
        kind="politician",
        has_mandate=True,
    ),
    Part(
        "amina",
        "Amina Wanjiru",
        "amina@mfano.example",
        "en",
        "Coordinator in Mfano, Kenya",
        "Samordnare i Mfano, Kenya",
        organisation="mfano",
        kind="coordinator",
    ),
    Part(
        "joseph",
        "Joseph Otieno",
        "joseph@mfano.example",
        "en",
        "Governor of Mfano: signs",
        "Guvernör i Mfano: skriver under",
        organisation="mfano",
        kind="politician",
        has_mandate=True,
    ),
    Part(
        "sara",
        "Sara Lind",
        "sara@programme.example",
        "sv",
        "Programme officer: makes calls, checks, prepares decisions",
        "Handläggare: gör utlysningar, granskar, bereder beslut",
        role="officer",
    ),
    Part(
        "peter",
        "Peter Alm",
        "peter@programme.example",
        "en",
        "Programme officer: checks what Sara prepared",
        "Handläggare: kontrollerar det Sara har berett",
        role="officer",
    ),
    Part(
        "helena",
        "Helena Ståhl",
        "helena@programme.example",
        "sv",
        "Head of programme: announces, signs, confirms payments",
        "Programchef: meddelar beslut, skriver under, bekräftar betalningar",
        role="head",
    ),
    Part(
        "farid",
        "Farid Kassa",
        "farid@programme.example",
        "sv",
        "Finance officer: enters payments",
        "Ekonom: lägger in betalningar",
        role="finance",
    ),
    Part(
        "eva",
        "Eva Nordin",
        "eva@assessor.example",
        "sv",
        "Assessor",
        "Bedömare",
        role="assessor",
    ),
    Part(
        "samuel",
        "Samuel Banda",
        "samuel@assessor.example",
        "en",
        "Assessor",
        "Bedömare",
        role="assessor",
    ),
    Part(
        "maja",
        "Maja Holm",
        "maja@programme.example",
        "sv",
        "Editor: publishes",
        "Redaktör: publicerar",
        role="editor",
    ),
    Part(
        "rolf",
        "Rolf Ek",
        "rolf@auditor.example",
        "sv",
        "Auditor: reads the record of changes",
        "Revisor: läser ändringsloggen",
        role="auditor",
    ),
    Part(
        "stranger",
        "Sven Främling",
        "sven@annanby.example",
        "sv",
        "Coordinator in another municipality: sees nothing of the others'",
        "Samordnare i en annan kommun: ser inget av de andras",
        organisation="annanby",
        kind="coordinator",
    ),
]
