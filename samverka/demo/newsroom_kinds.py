"""What stands in the newsroom of the demonstration besides news: an example, an event, a publication, guidance.

Its own words about its own places; and one list of real awards, whose facts are those of the catalogue.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from samverka.demo.story import GUIDE
from samverka.ground.common.dates import today
from samverka.ground.documents.pdf import make_pdf
from samverka.ground.guard.slips import new_slip
from samverka.newsroom.models import (
    Article,
    Chosen,
    EventPage,
    Guidance,
    Lesson,
    NamedOrganisation,
    NewsHome,
    NewsPage,
    Occasion,
    Picture,
    Publication,
    Story,
)
from samverka.newsroom.registering import register
from samverka.stages.projects.models import Case

Homes = dict[str, NewsHome]


def write_the_other_kinds(cast: SimpleNamespace, homes: Homes, picture: Picture, at: datetime) -> None:
    """Publish one of each in both languages, and choose two for the start page."""
    stories = _in_both(Story, homes, cast, at, 5, _story(cast, picture))
    _in_both(EventPage, homes, cast, at, 6, _event(at))
    _in_both(Publication, homes, cast, at, 60, _publication(at))
    _in_both(Guidance, homes, cast, at, 90, _guidance())
    real = _in_both(NewsPage, homes, cast, at, 8, _real_awards(), is_demonstration=False)
    for language, home in homes.items():
        home.start_lead = {
            "en": "See who works with whom, what can be applied for, and what both sides learned.",
            "sv": "Se vilka som samarbetar, vad som kan sökas och vad båda sidor lärde sig.",
        }[language]
        home.chosen = [Chosen(article=one[language], sort_order=place) for place, one in enumerate((stories, real))]
        home.save_revision(user=cast.maja).publish(user=cast.maja)


def _in_both(
    kind: type[Article], homes: Homes, cast: Any, at: datetime, days: int, told: dict[str, Any], **more: Any
) -> dict[str, Article]:
    """Return an article in both languages, published some days ago; `told` has its words by language."""
    key, out_at, written = uuid4(), at - timedelta(days=days), {}
    for language, home in homes.items():
        facts = {**told["both"], **told[language], "is_demonstration": True, **more}
        rows = {name: facts.pop(name) for name in ("lessons", "named_organisations") if name in facts}
        article = kind(**facts, locale=home.locale, translation_key=key, out_at=out_at, live=False)
        for name, made in rows.items():
            setattr(article, name, made)
        home.add_child(instance=article)
        article.save_revision(user=cast.maja).publish(user=cast.maja)
        Article.objects.filter(pk=article.pk).update(first_published_at=out_at, last_published_at=out_at)
        written[language] = Article.objects.get(pk=article.pk)
    return written


def _story(cast: SimpleNamespace, picture: Picture) -> dict[str, Any]:
    def sides(here: str, there: str) -> dict[str, Any]:
        lessons = [Lesson(organisation=cast.exempelby, words=here), Lesson(organisation=cast.sekao, words=there)]
        named = [NamedOrganisation(organisation=one) for one in (cast.exempelby, cast.sekao)]
        return {"lessons": lessons, "named_organisations": named}

    video = {"picture": picture, "url": "https://video.example/meter"}
    return {
        "both": {},
        "en": {
            "title": "Two towns, one sheet of paper",
            "slug": "two-towns-one-sheet",
            "lead": "Exempelby and Sekao read each other's water reports. Now both write theirs so that residents can.",
            "results": "Residents put questions about the water at nine meetings in Sekao. In Exempelby the report is a"
            " single page, and is read aloud on the local radio.",
            "body": [
                ("text", "<p>It began with a question at a kitchen table: who reads this?</p>"),
                ("quote", {"words": "We had never asked who our report was for.", "name": "Ingrid Bergsten",
                           "role": "coordinator in Exempelby"}),
                ("video", {**video, "alt": "Hills and water", "title": "At the water meter",
                           "transcript": "A woman lifts a lid in the street. She says: “Here we read the meter.”"}),
            ],
            **sides("That a report without numbers that one can compare is read by nobody.",
                    "That one page is enough, if it says what was done about it."),
        },
        "sv": {
            "title": "Två orter, ett pappersark",
            "slug": "tva-orter-ett-ark",
            "lead": "Exempelby och Sekao läste varandras vattenrapporter. Nu skriver båda så att invånarna förstår.",
            "results": "I Sekao har invånare ställt frågor om vattnet på nio möten. I Exempelby är rapporten en enda"
            " sida, och den läses upp i närradion.",
            "body": [
                ("text", "<p>Det började med en fråga vid ett köksbord: vem läser det här?</p>"),
                ("quote", {"words": "Vi hade aldrig frågat vem rapporten var till för.", "name": "Ingrid Bergsten",
                           "role": "samordnare i Exempelby"}),
                ("video", {**video, "alt": "Kullar och vatten", "title": "Vid vattenmätaren",
                           "transcript": "En kvinna lyfter ett lock i gatan. Hon säger: ”Här läser vi av mätaren.”"}),
            ],
            **sides("Att ingen läser en rapport utan siffror som går att jämföra.",
                    "Att en sida räcker, om där står vad man gjorde åt det."),
        },
    }  # fmt: skip


def _event(at: datetime) -> dict[str, Any]:
    begins = (at + timedelta(days=45)).replace(hour=8, minute=0, second=0, microsecond=0)
    occasion = Occasion.objects.create(
        title_sv="Dag för samordnare",
        title_en="Day for coordinators",
        starts_at=begins,
        ends_at=begins + timedelta(hours=6),
        place_sv="Stadshuset, Exempelby",
        place_en="Town hall, Exempelby",
        takes_registrations=True,
        places=2,
    )
    for place, name in enumerate(("Gäst Ett", "Gäst Två", "Gäst Tre")):
        said = {"name": name, "email": f"guest{place}@guest.example", "organisation": "Annanby", "language": "sv"}
        register(occasion, slip=new_slip("event registration", at), by=None, at=at, **said)
    return {
        "both": {"occasion": occasion},
        "en": {
            "title": "Day for coordinators",
            "slug": "day-for-coordinators",
            "lead": "Bring a report that you are not proud of. We rewrite it together.",
            "body": [("text", "<p>Coffee at nine; lunch is served. The house has a lift and a hearing loop.</p>")],
        },
        "sv": {
            "title": "Dag för samordnare",
            "slug": "dag-for-samordnare",
            "lead": "Ta med en rapport som du inte är stolt över. Vi skriver om den tillsammans.",
            "body": [("text", "<p>Kaffe klockan nio, och lunch. Huset har hiss och hörslinga.</p>")],
        },
    }


def _publication(at: datetime) -> dict[str, Any]:
    text = "What was looked at, what was found, what was done about it: one page is enough."
    file = make_pdf(GUIDE, {"title": "One page is enough", "text": text, "date": today(at)})
    return {
        "both": {"sort": Publication.Sort.HANDBOOK, "file_language": "en"},
        "en": {
            "title": "One page is enough",
            "slug": "one-page-is-enough",
            "lead": "A small handbook on reports that are read.",
            "abstract": "What a report to residents needs: what was looked at, what was found, what was done about it.",
            "file": ContentFile(file, "one-page-is-enough.pdf"),
        },
        "sv": {
            "title": "En sida räcker",
            "slug": "en-sida-racker",
            "lead": "En liten handbok om rapporter som blir lästa.",
            "abstract": "Vad en rapport till invånarna behöver: vad man såg på, vad man fann, vad man gjorde åt det.",
            "file": ContentFile(file, "en-sida-racker.pdf"),
        },
    }


def _guidance() -> dict[str, Any]:
    owner = {"page_owner_email": "office@programme.example"}
    return {
        "both": owner,
        "en": {
            "title": "How to write a report",
            "slug": "how-to-write-a-report",
            "lead": "What the office wants to know, and in what order.",
            "page_owner": "The office of the Demonstration Programme",
            "body": [("text", "<ol><li>What did you do?</li><li>What did you learn?</li><li>What changes?</li></ol>")],
        },
        "sv": {
            "title": "Så skriver ni en redovisning",
            "slug": "sa-skriver-ni-en-redovisning",
            "lead": "Vad kansliet vill veta, och i vilken ordning.",
            "page_owner": "Demonstrationsprogrammets kansli",
            "body": [("text", "<ol><li>Vad gjorde ni?</li><li>Vad lärde ni er?</li><li>Vad ändras?</li></ol>")],
        },
    }


def _real_awards() -> dict[str, Any]:
    """Return news about two real awards; amounts, partners and years are read from the catalogue when it is shown."""
    known = Case.objects.public().with_place().filter(programme__is_demonstration=False, commitments__amount__gt=0)
    cases = list(known.distinct().order_by("reference")[:2])
    awards = [{"case": case, "decision": None, "recipient": None} for case in cases]
    figure = {"what": "count", "query": ""}
    return {
        "both": {},
        "en": {
            "title": "Two real awards, as the catalogue has them",
            "slug": "two-real-awards",
            "lead": "Unlike the rest of this newsroom these are real: public facts, each with its source on its page.",
            "body": [
                ("text", "<p>The words are those of the demonstration. The table is read from the catalogue.</p>"),
                ("awards", {"awards": awards}),
                ("figure", {**figure, "words": "cases in the catalogue"}),
            ],
        },
        "sv": {
            "title": "Två riktiga bidrag, som katalogen har dem",
            "slug": "tva-riktiga-bidrag",
            "lead": "Till skillnad från det andra här är de riktiga: offentliga fakta, med källan på varje sida.",
            "body": [
                ("text", "<p>Orden är demonstrationens. Tabellen läses ur katalogen.</p>"),
                ("awards", {"awards": awards}),
                ("figure", {**figure, "words": "ärenden i katalogen"}),
            ],
        },
    }
