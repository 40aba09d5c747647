"""Putting the news of the demonstration into the newsroom; its words stand in `news.toml`."""

import tomllib
from datetime import datetime, timedelta
from importlib import resources
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from samverka.ground.programme.models import Country, Goal, Topic
from samverka.newsroom.loading import lay_out, let_in
from samverka.newsroom.models import Article, NamedOrganisation, NewsHome, NewsPage

KINDS: dict[str, type[Article]] = {"news": NewsPage}


@transaction.atomic
def write_the_news(cast: SimpleNamespace, at: datetime) -> None:
    """Publish the news of the demonstration, unless something is written already."""
    homes = lay_out()
    if Article.objects.exists():
        return
    let_in(cast.maja)
    text = resources.files("samverka.demo").joinpath("news.toml").read_text(encoding="utf-8")
    for piece in tomllib.loads(text)["pieces"]:
        article = _written(piece, "en", homes["en"], cast, at)
        _written(piece, "sv", homes["sv"], cast, at, translation_key=article.translation_key)


def _written(piece: Any, language: str, home: NewsHome, cast: Any, at: datetime, **more: Any) -> Article:
    """Return a piece as it is told in one language, published on its day."""
    telling = dict(piece[language])
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
