"""What kinds of article there are, and what they and each of them are called: on the website, and in mails."""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.newsroom.models import BlogPost, EventPage, Guidance, NewsPage, PressRelease, Publication, Story

MODELS = (NewsPage, PressRelease, BlogPost, Story, EventPage, Publication, Guidance)
# The kind of an article by the name of its model.
KINDS = {str(model._meta.model_name): model.kind for model in MODELS}
LABELS = {
    "news": _("News"),
    "press": _("Press releases"),
    "blog": _("Blog posts"),
    "story": _("Good examples"),
    "event": _("Events"),
    "publication": _("Publications"),
    "guidance": _("Guidance"),
}
ONE_OF = {
    **LABELS,
    "press": _("Press release"),
    "blog": _("Blog post"),
    "story": _("Good example"),
    "event": _("Event"),
    "publication": _("Publication"),
}


def title_now(title: str, called_off_at: datetime | None) -> str:
    """Return the title of an article wherever it stands; that of an event which was called off says so."""
    return gettext("Called off: %(title)s") % {"title": title} if called_off_at else title
