"""The lists of what is not news of a day: good examples, publications, guidance."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.articles import public_articles
from samverka.faces.website.finding import Choice, asked, named_terms
from samverka.faces.website.news.views import NewsList, narrowed, topics_of
from samverka.newsroom.kinds import LABELS


class ListOfKind(NewsList):
    """Everything of one kind that was published in one language."""

    kind: ClassVar[str]
    order: ClassVar[tuple[str, ...]] = ("-out_at", "-pk")
    has_feed = True

    def all_of_it(self) -> Any:
        """Return the articles of the kind."""
        return public_articles(self.at).filter(content_type__model=self.kind).order_by(*self.order)

    def rows(self) -> Any:
        return narrowed(self.request, self.all_of_it())

    def context(self) -> dict[str, Any]:
        chosen = asked(self.request, "topic")
        return {
            **super().context(),
            "breadcrumbs": [(NewsList.heading, reverse("website:news"))],
            "choices": [Choice("topic", _("Topic"), _("All topics"), named_terms(topics_of(self.all_of_it())), chosen)],
            "feed_url": f"{reverse('website:news-feed')}?type={self.kind}" if self.has_feed else "",
            "places": [],
        }


class Stories(ListOfKind):
    """Good examples."""

    kind = "story"
    heading = LABELS["story"]
    lead = _("What came of the partnerships, and what both sides learned.")


class Publications(ListOfKind):
    """Reports, handbooks and other things to download."""

    kind = "publication"
    heading = LABELS["publication"]
    lead = _("Reports, handbooks and methods to download.")


class GuidanceList(ListOfKind):
    """How things are done, by name."""

    kind = "guidance"
    heading = LABELS["guidance"]
    lead = _("How to apply, work together and report.")
    order = ("title", "pk")
    has_feed = False
