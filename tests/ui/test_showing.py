from samverka.ground.audit.actions import record
from samverka.ui.showing import timeline_of


def test_a_timeline_says_why_or_whom_it_was_about(cast, at):
    record("Given", cast.mfano, by=cast.sara, at=at, person="Nils Öberg", rests_on="A decision")
    record("Ended", cast.mfano, by=cast.sara, at=at, person="Nils Öberg", reason="Moved away")
    record("Added", cast.mfano, by=None, at=at, name="Mfano ya zamani")
    record("Changed", cast.mfano, by=None, at=at, fields=["code"])
    notes = {event["title"]: event["note"] for event in timeline_of(cast.mfano)}
    assert [notes[what] for what in ("Given", "Ended", "Added", "Changed")] == [
        "Nils Öberg",
        "Moved away",
        "Mfano ya zamani",
        "",
    ]
