"""The approved budget of a case: accounting years and the lines that reports must follow."""

from django.db import models

from samverka.ground.common.bilingual import localised
from samverka.stages.projects.models.cases import Case


class AccountingYear(models.Model):
    """A year of the case, counted from its first day; not the calendar year."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="years")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    report_due_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="accounting_year_once")]

    def __str__(self) -> str:
        return f"{self.case.reference}/{self.number}"


class CaseLine(models.Model):
    """A line of the approved budget, as it was decided."""

    year = models.ForeignKey(AccountingYear, models.CASCADE, related_name="lines")
    category_code = models.CharField(max_length=50)
    category_sv = models.CharField(max_length=100)
    category_en = models.CharField(max_length=100)
    description = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.description

    @property
    def category(self) -> str:
        """Return the name of the cost category in the language of the page."""
        return localised(self, "category").text
