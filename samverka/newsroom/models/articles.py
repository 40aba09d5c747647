"""What news, press releases and blog posts have in common. One table holds it, so that one query reads the stream."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import Problem, refuse_if
from samverka.ground.programme.models import Country, Goal, Topic
from samverka.newsroom.addresses import address
from samverka.newsroom.blocks import Body
from samverka.newsroom.holding import hold_back
from samverka.newsroom.models.announcements import Announcement
from samverka.newsroom.models.pictures import Picture
from samverka.newsroom.preview import drawn_as_public
from samverka.newsroom.rules import differences_accepted, problems_before_publishing
from samverka.stages.networks.models import Network

LONGEST_LEAD = 500
DEPTH = 3  # Where articles stand in the tree: below the root and the page of their language.
WITH_PICTURE = ("picture", "video")  # The parts of a text in which a picture is seen.
CURRENCIES = ("SEK", "EUR", "USD", "GBP")  # Each has hundredths.


class ArticleQuerySet(PageQuerySet):
    """Reads over the articles."""

    def news(self) -> "ArticleQuerySet":
        """Return what is new some day and old another: not the guidance, which stands where it stands."""
        found: ArticleQuerySet = self.exclude(content_type__model="guidance")
        return found

    def public(self, at: datetime | None = None) -> "ArticleQuerySet":
        """Return the articles that the public sees at the moment `at` (default: now).

        Published, open to everybody, and their moment has come. A draft, also one of an article that is public, is
        kept beside it by Wagtail and is not read here. Wagtail's own `public` asks for what is closed in a query
        beside this one; here the database looks once whether anything is closed, and only then at each article.
        """
        closed = PageViewRestriction.objects.all()
        lengths = (Page.steplen * depth for depth in range(1, DEPTH + 1))
        above = [models.Q(page__path=Left(models.OuterRef("path"), length)) for length in lengths]
        is_open = ~models.Exists(closed) | ~models.Exists(closed.filter(reduce(or_, above)))
        found: ArticleQuerySet = self.filter(is_open, live=True, out_at__lte=at or timezone.now())
        return found

    def written_in(self, language: str) -> "ArticleQuerySet":
        """Return the articles in a language."""
        found: ArticleQuerySet = self.filter(locale__language_code=language)
        return found

    def found_by(self, words: list[str]) -> "ArticleQuerySet":
        """Return the articles in which every word occurs; the words are folded."""
        found = self
        for word in words:
            found = found.filter(search_text__contains=word)
        return found


class Article(Page):
    """Something written for the public. Its kinds add what only they have.

    `out_at` is its date, and its embargo while it lies ahead: nothing of it is public before.
    """

    kind: ClassVar[str] = ""

    lead = models.TextField(_("lead"), max_length=LONGEST_LEAD, help_text=_("What happened, in two sentences."))
    body = StreamField(Body(), verbose_name=_("text"), blank=True)
    picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture at the head")
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("Read out to those who do not see the picture."),
    )
    out_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Its date. Nobody sees it before, though it is published. Empty: the moment it is published."),
    )
    source_name = models.CharField(_("taken from"), max_length=200, blank=True, help_text=_("Who published it first."))
    source_url = models.URLField(_("address there"), blank=True)
    countries = ParentalManyToManyField(Country, blank=True, related_name="+", verbose_name=_("countries"))
    goals = ParentalManyToManyField(Goal, blank=True, related_name="+", verbose_name=_("global goals"))
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    networks = ParentalManyToManyField(Network, blank=True, related_name="+", verbose_name=_("networks"))
    announced_total = models.BigIntegerField(_("total announced"), null=True, blank=True)
    announced_currency = models.CharField(
        _("currency"), max_length=3, default="SEK", choices=[(code, code) for code in CURRENCIES]
    )
    override_reason = models.TextField(
        _("why it is published although it differs from the facts"),
        blank=True,
        help_text=_("Only where the check is wrong. It is kept in the record of changes under your name."),
    )
    accepted_differences = models.TextField(blank=True, editable=False)
    announcement = models.ForeignKey(
        Announcement, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    is_demonstration = models.BooleanField(default=False, editable=False)
    search_text = models.TextField(blank=True, editable=False, help_text=_("All its words, folded; kept by saving."))

    objects = PageManager.from_queryset(ArticleQuerySet)()

    is_creatable = False
    parent_page_types = ["newsroom.NewsHome"]
    subpage_types: ClassVar[list[str]] = []
    private_page_options: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = ["announcement"]

    class Meta:
        verbose_name = _("article")

    @classmethod
    def get_edit_handler(cls) -> Any:
        """Return the form in which it is written. It is named and not imported: few processes ever show it."""
        return import_string("samverka.newsroom.panels.form_of")(cls)

    @property
    def language(self) -> str:
        """Return the code of the language it is written in."""
        return str(self.locale.language_code)

    @property
    def changed_at(self) -> datetime | None:
        """Return when what the public reads was last changed: not before it was public."""
        return max(filter(None, (self.last_published_at, self.out_at)), default=None)

    def problems(self, at: datetime) -> list[Problem]:
        """Return what stands in the way of publishing this text, but for what an editor accepted with a reason."""
        if self.override_reason and differences_accepted(self, at) == self.accepted_differences:
            return []
        return problems_before_publishing(self, at)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Keep the words for the search, and give what is published without a date its first moment.

        All ways of publishing, of which Wagtail has several, end here with another version made live; so here it is
        refused. Raises `Refused` where the text differs from the facts.
        """
        if self.live and self._goes_live():
            refuse_if(self.problems(timezone.now()))
        said = self.body.stream_block.get_searchable_content(self.body)
        self.search_text = fold("\n".join([self.title, self.lead, *said, *self.own_words()]))
        if self.live and self.out_at is None:
            self.out_at = self.first_published_at or timezone.now()
        if self.live and self.pk:
            FormerName.keep(self)
        saved = super().save(*args, **kwargs)
        self._keep_pictures()
        return saved

    def clean(self) -> None:
        """Refuse a picture of which nobody has said what it shows."""
        super().clean()
        if self.picture and not self.picture_alt.strip():
            raise ValidationError({"picture_alt": gettext("Say what the picture shows.")})

    def pictures(self) -> dict[tuple[int, str], Picture]:
        """Return the pictures of this text by number and shape."""
        shown = [block.value["picture"] for block in self.body if block.block_type in WITH_PICTURE]
        found = {(one.pk, "whole"): one for one in shown if one}
        return found | ({(self.picture.pk, "wide"): self.picture} if self.picture else {})

    def make_pictures(self) -> None:
        """Make the files of its pictures for readers."""
        for (_number, shape), picture in self.pictures().items():
            picture.make_sizes(shape)

    def own_words(self) -> list[str]:
        """Return the words that only its kind has, for the search."""
        return []

    def _keep_pictures(self) -> None:
        """Keep which pictures this text shows: with the text itself, they are public or not."""
        if self.live:
            self.make_pictures()
        numbers = {number for number, _shape in self.pictures()}
        known = ShownPicture.objects.filter(article=self)
        known.exclude(picture__in=numbers).delete()
        for number in numbers - {*known.values_list("picture_id", flat=True)}:
            ShownPicture.objects.create(article=self, picture_id=number)

    def _goes_live(self) -> bool:
        """Tell whether saving makes public what was not: another version, or an article that was a draft."""
        known = Article.objects.filter(pk=self.pk, live=True, live_revision=self.live_revision_id)
        return not self.pk or not known.exists()

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a version. One whose time has come without anybody watching is held back where it differs."""
        is_planned = kwargs.get("log_action") == "wagtail.publish.scheduled"
        if is_planned and (problems := revision.as_object().problems(timezone.now())):
            return hold_back(self, revision, problems, at=timezone.now())
        return super().publish(revision, *args, **kwargs)

    def get_url_parts(self, *args: Any, **kwargs: Any) -> tuple[int, str, str] | None:
        """Return where the website shows it; nothing for a draft, so that no link tells its name."""
        return address(self.language, self.slug) if self.live else None

    def get_url(self, *args: Any, **kwargs: Any) -> str | None:
        """Return the public address, without the name of the site."""
        parts = self.get_url_parts()
        return parts[2] if parts else None

    def make_preview_request(self, original_request: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Answer with the draft, drawn by the public page that will show it."""
        path = address(self.language, self.slug or "draft")[2]
        return drawn_as_public(self, path, self.language, original_request)


class ShownPicture(models.Model):
    """That an article shows a picture. It is written by saving the article, and says whether its files are public."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    picture = models.ForeignKey(Picture, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "picture"], name="picture_of_article_once")]

    def __str__(self) -> str:
        return f"{self.article}: {self.picture}"


class FormerName(models.Model):
    """A name that an article had in its public address; the address leads to where the article is now."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="former_names")
    language = models.CharField(max_length=10)
    slug = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="former_name_once")]

    def __str__(self) -> str:
        return self.slug

    @classmethod
    def keep(cls, article: Article) -> None:
        """Keep the name under which the public has known the article, where it is about to get another."""
        known = Article.objects.filter(pk=article.pk, live=True).values_list("slug", flat=True).first()
        if known is not None and known != article.slug:
            cls.objects.update_or_create(language=article.language, slug=known, defaults={"article": article})
            cls.objects.filter(language=article.language, slug=article.slug).delete()
