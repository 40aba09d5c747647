"""Articles, written and published as an editor does."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from samverka.ground.guard.slips import new_slip
from samverka.newsroom.loading import lay_out, let_in
from samverka.newsroom.models import EventPage, NamedOrganisation, NewsPage, Occasion
from samverka.newsroom.registering import register
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


def report_file(name="report.pdf"):
    """Return a file as an editor sends it."""
    return ContentFile(b"%PDF-1.7\n%%EOF\n", name)


def occasion(at, **facts):
    """Return an occasion in a month, with two places."""
    begins = at + timedelta(days=30)
    wanted = {"title_sv": "Ett möte", "title_en": "A meeting", "place_sv": "Exempelby", "place_en": "Exempelby"}
    wanted |= {"starts_at": begins, "ends_at": begins + timedelta(hours=2), "takes_registrations": True, "places": 2}
    return Occasion.objects.create(**{**wanted, **facts})


def event(cast, at, language="en", **facts):
    """Return a public event."""
    facts.setdefault("occasion", Occasion.objects.first() or occasion(at))
    return published(cast, EventPage, language, **facts)


def registered(occasion, at, name="Ann", **person):
    """Return the registration of a person."""
    said = {"name": name, "email": f"{name.lower()}@guest.example", "organisation": "", "language": "en", **person}
    return register(occasion, slip=new_slip("event registration", at), by=None, at=at, **said)
