"""What stands at an address at which the public has read an article that is not there now."""

from datetime import datetime

from wagtail.models import PageLogEntry

from samverka.newsroom.models import Article, FormerName

ENDS = ("wagtail.unpublish", "wagtail.unpublish.scheduled")


def moved_to(language: str, slug: str, at: datetime) -> str | None:
    """Return the name that an article with this former name has now, if it is public at `at`."""
    known = FormerName.objects.filter(language=language, slug=slug).values("article")
    slug_now: str | None = Article.objects.public(at).filter(pk__in=known).values_list("slug", flat=True).first()
    return slug_now


def withdrawn_on(language: str, slug: str) -> datetime | None:
    """Return when the article of this name was taken back; nothing where the public never read it."""
    taken = Article.objects.written_in(language).filter(slug=slug, live=False, out_at__isnull=False)
    article = taken.values("pk", "out_at").first()
    if article is None:
        return None
    ends = PageLogEntry.objects.filter(page=article["pk"], action__in=ENDS).order_by("-timestamp")
    day: datetime | None = ends.values_list("timestamp", flat=True).first()
    return day if day is not None and day > article["out_at"] else None
