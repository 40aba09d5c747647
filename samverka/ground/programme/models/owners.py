"""Who runs a programme. Owners change: all that is an owner's is a row here, and nothing of it stands in code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Named


class ProgrammeOwner(Named, models.Model):
    """The body that runs programmes, with its identity in letters and in open data."""

    name_sv = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    identifier = models.CharField(
        max_length=100,
        help_text=_("Identifier in open data, such as SE-ON-802000-0000; XE-EXAMPLE-… for a demonstration."),
    )
    former_identifiers = models.JSONField(default=list, blank=True)
    iati_type = models.CharField(max_length=2, default="22", help_text=_("Code of the IATI list OrganisationType."))
    website = models.URLField(blank=True)
    email = models.EmailField(help_text=_("Role mailbox for questions, never a person's address."))
    telephone = models.CharField(max_length=50, blank=True)
    postal_address = models.TextField(blank=True, help_text=_("As it stands on an envelope, over several lines."))
    logo = models.FileField(upload_to="logos", blank=True)

    def __str__(self) -> str:
        return self.name


class Programme(Named, models.Model):
    """A programme with its own calls, rules, people and references. One installation can run several."""

    owner = models.ForeignKey(ProgrammeOwner, models.PROTECT, related_name="programmes")
    slug = models.SlugField(unique=True)
    name_sv = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    is_demonstration = models.BooleanField(default=False)
    is_shown_first = models.BooleanField(
        default=False, help_text=_("The programme that the public start page speaks for.")
    )
    currency = models.CharField(max_length=3, default="SEK")
    time_zone = models.CharField(max_length=50, default="Europe/Stockholm")
    sender = models.CharField(max_length=200, help_text=_("Sender of the programme's letters."))
    reference_prefix = models.CharField(max_length=10, unique=True, help_text=_("Begins each reference number."))
    home_country = models.ForeignKey("programme.Country", models.PROTECT, related_name="+")
    grant_prefix = models.CharField(
        max_length=40, blank=True, help_text=_("Publisher prefix of 360Giving identifiers.")
    )
    licence_url = models.URLField(default="https://creativecommons.org/publicdomain/zero/1.0/")
    funder_name = models.CharField(max_length=200, blank=True)
    funder_identifier = models.CharField(max_length=100, blank=True)
    funder_activity = models.CharField(max_length=100, blank=True, help_text=_("The funder's own activity identifier."))
    aid_type = models.CharField(max_length=3, default="C01", help_text=_("Code of the IATI list AidType."))
    tied_status = models.CharField(max_length=1, default="5", help_text=_("Code of the IATI list TiedStatus."))
    former_site = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("Addresses of a site that this one replaces: what stood under its “paths” and “queries”."),
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class CaseType(Named, models.Model):
    """A kind of case: inception, project, steering group and so on."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="case_types")
    code = models.SlugField()
    name_sv = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="case_type_once")]

    def __str__(self) -> str:
        return self.name


class ReferenceSeries(models.Model):
    """The last number given out in a year: `PREFIX-2026-0001`."""

    programme = models.ForeignKey(Programme, models.CASCADE)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.programme.reference_prefix}-{self.year}-{self.last_number:04}"
