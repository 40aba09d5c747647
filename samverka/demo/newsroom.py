"""Putting the news of the demonstration into the newsroom; its words stand in `news.toml`."""

import tomllib
from datetime import datetime, timedelta
from importlib import resources
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from samverka.demo.landscape import landscape
from samverka.demo.newsroom_kinds import write_the_other_kinds
from samverka.ground.programme.models import Country, Goal, Topic
from samverka.newsroom.loading import lay_out, let_in
from samverka.newsroom.models import (
    AboutText,
    Article,
    Boilerplate,
    Contact,
    NamedOrganisation,
    NewsHome,
    NewsPage,
    PressRelease,
)
from samverka.stages.projects.models import Case

DRAWN = {"en": "A drawing: hills, the sun and water.", "sv": "En teckning: kullar, solen och vatten."}
KINDS: dict[str, type[Article]] = {"news": NewsPage}


@transaction.atomic
def write_the_news(cast: SimpleNamespace, at: datetime) -> None:
    """Publish the news of the demonstration, unless something is written already."""
    homes = lay_out()
    if Article.objects.exists():
        return
    let_in(cast.maja)
    text = resources.files("samverka.demo").joinpath("news.toml").read_text(encoding="utf-8")
    picture = landscape()
    for number, piece in enumerate(tomllib.loads(text)["pieces"]):
        seen = {"picture": picture} if number == 0 else {}
        article = _written(piece, "en", homes["en"], cast, at, **seen)
        _written(piece, "sv", homes["sv"], cast, at, translation_key=article.translation_key, **seen)
    write_the_other_kinds(cast, homes, picture, at)
    draft_with_a_wrong_sum(cast, homes["sv"])


def draft_with_a_wrong_sum(cast: SimpleNamespace, home: NewsHome) -> PressRelease:
    """Return a press release that waits for the editor: its total is wrong, and so is one of its recipients.

    Whoever presses “publish” reads by how much, and whose grant it is.
    """
    cases = list(Case.objects.public().filter(programme=cast.programme).order_by("reference"))
    named = [cast.exempelby, *([cast.annanby] * (len(cases) - 1))]
    awards = [{"case": case, "decision": None, "recipient": one} for case, one in zip(cases, named, strict=True)]
    release = PressRelease(
        title="Pengar till samarbete över gränserna",
        slug="pengar-till-samarbete",
        lead="Två kommunala samarbeten får tillsammans 7,3 miljoner kronor. (Utkast: summan stämmer inte.)",
        body=[("text", "<p>De här samarbetena får pengar i år:</p>"), ("awards", {"awards": awards})],
        announced_total=7_300_000_00,
        locale=home.locale,
        is_demonstration=True,
        live=False,
    )
    release.contacts = [
        Contact(name="Maja Holm", role="redaktör", telephone="000-000 00 00", email="press@owner.example")
    ]
    about = Boilerplate.objects.create(
        title_sv="Om Demonstrationsprogrammet",
        title_en="About the Demonstration Programme",
        text_sv="Programmet är påhittat. Det finns för att visa hur Samverka fungerar.",
        text_en="The programme is made up. It is there to show how Samverka works.",
    )
    release.about_texts = [AboutText(text=about)]
    home.add_child(instance=release)
    release.save_revision(user=cast.maja)
    return release


def _written(piece: Any, language: str, home: NewsHome, cast: Any, at: datetime, **more: Any) -> Article:
    """Return a piece as it is told in one language, published on its day."""
    telling = dict(piece[language])
    if "picture" in more:
        telling["picture_alt"] = DRAWN[language]
    telling["body"] = [tuple(part) for part in telling["body"]]
    out_at = at - timedelta(days=piece["days_ago"])
    article = KINDS[piece.get("kind", "news")](
        **telling, **more, locale=home.locale, is_demonstration=True, out_at=out_at, live=False
    )
    article.named_organisations = [NamedOrganisation(organisation=getattr(cast, place)) for place in piece["places"]]
    for field, model in (("countries", Country), ("topics", Topic), ("goals", Goal)):
        setattr(article, field, [model.objects.get(code=code) for code in piece[field]])
    home.add_child(instance=article)
    article.save_revision(user=cast.maja).publish(user=cast.maja)
    Article.objects.filter(pk=article.pk).update(first_published_at=out_at, last_published_at=out_at)
    return article
