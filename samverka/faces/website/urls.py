"""The public addresses, in both languages. They stay for ever: a word is translated once and then left alone."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.news.feeds import NewsFeed
from samverka.faces.website.news.files import PublicationFile
from samverka.faces.website.news.lists import GuidanceList, Publications, Stories

app_name = "website"

urlpatterns = [
    path("", include("samverka.faces.website.start.urls")),
    path(pgettext_lazy("address", "calls/"), include("samverka.faces.website.calls.urls")),
    path(pgettext_lazy("address", "partnerships/"), include("samverka.faces.website.partnerships.urls")),
    path(pgettext_lazy("address", "cases/"), include("samverka.faces.website.cases.urls")),
    path(pgettext_lazy("address", "map/"), include("samverka.faces.website.map.urls")),
    path(pgettext_lazy("address", "figures/"), include("samverka.faces.website.figures.urls")),
    path(pgettext_lazy("address", "organisations/"), include("samverka.faces.website.organisations.urls")),
    path(pgettext_lazy("address", "news.atom"), NewsFeed.as_view(), name="news-feed"),
    path(pgettext_lazy("address", "news/"), include("samverka.faces.website.news.urls")),
    path(pgettext_lazy("address", "stories/"), Stories.as_view(), name="stories"),
    path(pgettext_lazy("address", "publications/"), Publications.as_view(), name="publications"),
    path(
        pgettext_lazy("address", "publications/<slug:slug>/file/"), PublicationFile.as_view(), name="publication-file"
    ),
    path(pgettext_lazy("address", "guidance/"), GuidanceList.as_view(), name="guidance"),
    path(pgettext_lazy("address", "events/"), include("samverka.faces.website.events.urls")),
    path(pgettext_lazy("address", "newsletter/"), include("samverka.faces.website.subscriptions.urls")),
    path(pgettext_lazy("address", "search/"), include("samverka.faces.website.search.urls")),
    path("", include("samverka.faces.website.terms.urls")),
    path("", include("samverka.faces.website.exports.urls")),
    path("", include("samverka.faces.website.comments.urls")),
    path("", include("samverka.faces.website.corrections.urls")),
    path(pgettext_lazy("address", "contact/"), include("samverka.faces.website.contact.urls")),
    path("", include("samverka.faces.website.feed.urls")),
    path("", include("samverka.faces.website.about.urls")),
]
