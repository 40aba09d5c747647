"""The form in which an article is written."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from samverka.ground.common.money import as_decimal, parse_money
from samverka.ground.documents.rules import problems_with_upload
from samverka.newsroom.rules import differences_accepted, problems_before_publishing

# All the currencies that are offered have a hundredth as their smallest unit.
WITH_HUNDREDTHS = "SEK"


class AmountField(forms.Field):
    """An amount as people write it, kept in the smallest unit."""

    def prepare_value(self, value: Any) -> Any:
        """Return the stored amount as it is written."""
        return f"{as_decimal(value, WITH_HUNDREDTHS):f}" if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """Return the amount in the smallest unit."""
        if value in self.empty_values:
            return None
        try:
            return parse_money(str(value), WITH_HUNDREDTHS)
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from refused

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is meant, not how it is written."""
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True


class ArticleForm(WagtailAdminPageForm):
    """Stops publishing while the text differs from the facts, unless the editor says why it shall be so."""

    announced_total = AmountField(
        label=_("Total announced"),
        required=False,
        help_text=_("The sum that the text names. It is compared with the awards listed when you publish."),
    )

    def clean(self) -> dict[str, Any]:
        """Compare when the editor publishes, now or at a chosen time; a draft may say anything."""
        said: dict[str, Any] = super().clean()
        if isinstance(sent := said.get("file"), UploadedFile):
            for problem in problems_with_upload(sent):
                self.add_error("file", str(problem))
        if "action-publish" in self.data:
            self.look_for_what_is_missing(said)
        if "action-publish" not in self.data or "body" not in said or "announced_total" not in said:
            return said
        names = ("body", "announced_total", "announced_currency")
        text = SimpleNamespace(**{name: said.get(name, getattr(self.instance, name)) for name in names})
        at = timezone.now()
        problems = problems_before_publishing(text, at)
        if problems and not said.get("override_reason"):
            for problem in problems:
                self.add_error(problem.where if problem.where in self.fields else None, str(problem))
            self.add_error("override_reason", _("Put it right, or write here why it is published all the same."))
        self.instance.accepted_differences = differences_accepted(text, at)
        return said

    def look_for_what_is_missing(self, said: dict[str, Any]) -> None:
        """Say what a kind of article must have before readers get it: whom to call, both sides, the file."""
        for row in self.rows_of("contacts"):
            if not row.cleaned_data.get("telephone"):
                row.add_error("telephone", _("Write the number on which journalists reach this person."))
        sides = [row.cleaned_data.get("organisation") for row in self.rows_of("lessons")]
        if "lessons" in self.formsets and len({*sides} - {None}) < 2:
            self.add_error(None, _("Say what both sides learned: add each organisation, and what it learned."))
        if "file" in self.fields and not said.get("file") and "file" not in self.errors:
            self.add_error("file", _("Choose the file that readers download."))
        elif isinstance(kept := said.get("file"), FieldFile) and not kept.storage.exists(str(kept.name)):
            self.add_error("file", _("The file of this version is not kept any longer. Choose it anew."))

    def rows_of(self, name: str) -> list[Any]:
        """Return the rows of a table of the form that stay in it."""
        table = self.formsets.get(name)
        if table is None or not table.is_valid():
            return []
        return [
            row for row in table.forms if row.has_changed() or row.instance.pk if not table._should_delete_form(row)
        ]

    def save(self, commit: bool = True) -> Any:
        """Store a new file at once: of a draft beside what is public only its name is kept with the version."""
        article = super().save(commit=commit)
        sent = self.cleaned_data.get("file")
        if isinstance(sent, UploadedFile) and not commit:
            article.file.save(sent.name, sent, save=False)
        return article
