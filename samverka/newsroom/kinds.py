"""What kinds of article there are, and what they are called: on the website, and in mails."""

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
