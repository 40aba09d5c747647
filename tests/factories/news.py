"""Articles, written and published as an editor does."""

from samverka.newsroom.loading import lay_out, let_in
from samverka.newsroom.models import NamedOrganisation, NewsPage


def draft(cast, kind=NewsPage, language="en", organisations=(), **facts):
    """Return an article that nobody but the editor sees."""
    let_in(cast.maja)
    home = lay_out()[language]
    wanted = {"title": "A title", "lead": "A lead.", "body": [("text", "<p>A text.</p>")], **facts}
    article = kind(locale=home.locale, live=False, **wanted)
    article.named_organisations = [NamedOrganisation(organisation=one) for one in organisations]
    home.add_child(instance=article)
    article.save_revision(user=cast.maja)
    return article


def published(cast, kind=NewsPage, language="en", terms=(), **facts):
    """Return an article that was published; `terms` are (field, terms)."""
    article = draft(cast, kind, language, **facts)
    for field, chosen in terms:
        setattr(article, field, chosen)
    article.save_revision(user=cast.maja).publish(user=cast.maja)
    article.refresh_from_db()
    return article
