"""Publications, and pages of guidance."""

from pathlib import PurePath
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.newsroom.models.articles import Article

# The files come in the languages of partners too.
FILE_LANGUAGES = [
    ("sv", _("Swedish")),
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("uk", _("Ukrainian")),
]


class Publication(Article):
    """Something that can be downloaded and read as a whole: its page says what it is and what stands in it."""

    kind: ClassVar[str] = "publication"

    class Sort(models.TextChoices):
        """What it is."""

        REPORT = "report", _("Report")
        EVALUATION = "evaluation", _("Evaluation")
        HANDBOOK = "handbook", _("Handbook")
        METHOD = "method", _("Description of a method")
        LEAFLET = "leaflet", _("Leaflet")

    sort = models.CharField(_("type"), max_length=20, choices=Sort, default=Sort.REPORT)
    abstract = models.TextField(_("abstract"), blank=True, help_text=_("What stands in it, and what it arrives at."))
    file = models.FileField(_("file"), upload_to="publications/%Y/", max_length=200, blank=True)
    file_language = models.CharField(_("language of the file"), max_length=2, choices=FILE_LANGUAGES, default="sv")

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def own_words(self) -> list[str]:
        """Return the abstract."""
        return [self.abstract]

    @property
    def file_kind(self) -> str:
        """Return what kind of file it is, as people call it: PDF."""
        return PurePath(self.file.name or "").suffix.lstrip(".").upper()

    @property
    def file_size(self) -> int | None:
        """Return how many bytes the file has; nothing where it is not there."""
        return self.file.size if self.file and self.file.storage.exists(str(self.file.name)) else None


class Guidance(Article):
    """How something is done in the programme. Somebody answers for it, and looks through it by a day."""

    kind: ClassVar[str] = "guidance"

    page_owner = models.CharField(
        _("who answers for the page"), max_length=150, help_text=_("A person or a unit; readers see it.")
    )
    page_owner_email = models.EmailField(_("e-mail address"), blank=True)
    review_on = models.DateField(
        _("to be looked through by"), null=True, blank=True, help_text=_("Shown to readers, so that they know its age.")
    )

    class Meta:
        verbose_name = _("page of guidance")
        verbose_name_plural = _("pages of guidance")
