"""Articles, written and published as an editor does."""

from django.utils import timezone

from samverka.newsroom.loading import lay_out, let_in
from samverka.newsroom.models import NamedOrganisation, NewsPage
from samverka.newsroom.rules import differences_accepted


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


def overridden(cast, body, **facts):
    """Return an article that an editor published with a reason, whatever the check said."""
    article = draft(cast, body=body, override_reason="A test.", **facts)
    article.accepted_differences = differences_accepted(article, timezone.now())
    article.save_revision(user=cast.maja).publish(user=cast.maja)
    article.refresh_from_db()
    return article


def published(cast, kind=NewsPage, language="en", terms=(), **facts):
    """Return an article that was published; `terms` are (field, terms)."""
    article = draft(cast, kind, language, **facts)
    for field, chosen in terms:
        setattr(article, field, chosen)
    article.save_revision(user=cast.maja).publish(user=cast.maja)
    article.refresh_from_db()
    return article
