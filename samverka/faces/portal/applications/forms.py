"""Forms of the applications room: what starts an application, and one form for each section of it."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import CoreArea, Goal, ProjectArea, Target, Topic
from samverka.stages.applications.models import Attachment
from samverka.ui.forms import DayField
from samverka.ui.reading import name_of


class StartForm(forms.Form):
    """Which of the person's own organisations applies, with whom."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    applicant = forms.TypedChoiceField(label=_("Organisation that applies"), coerce=int)

    def __init__(self, *given: Any, organisations: Iterable[Any], **more: Any) -> None:
        super().__init__(*given, **more)
        self.organisations = {one.pk: one for one in organisations}
        self.fields["applicant"].choices = [(number, one.name) for number, one in self.organisations.items()]  # type: ignore[attr-defined]
        if len(self.organisations) == 1:
            self.fields["applicant"].initial = next(iter(self.organisations))


class SectionForm(forms.Form):
    """A section of an application: saved at any time, whatever is still missing in it."""

    is_draft = True
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def facts(self) -> dict[str, Any]:
        """Return what the action saves."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def is_saved_against(self, version: int) -> None:
        """Let the form carry another version: the person has now seen what the other one wrote."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix("version")] = str(version)  # type: ignore[index]


class SummaryForm(SectionForm):
    """Title, summary, period, objective and learning."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    summary_en = forms.CharField(
        label=_("Summary in English"),
        help_text=_("About fifteen lines. It is published with the decision."),
        widget=forms.Textarea,
        required=False,
    )
    summary_sv = forms.CharField(
        label=_("Summary in Swedish"), help_text=_("The same in Swedish."), widget=forms.Textarea, required=False
    )
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    objective = forms.CharField(
        label=_("Objective"),
        help_text=_("What will be different in each organisation when you are done?"),
        widget=forms.Textarea,
        required=False,
    )
    mutual_learning = forms.CharField(
        label=_("What each side can learn"),
        help_text=_("What can each side learn from the other, and offer?"),
        widget=forms.Textarea,
        required=False,
    )


class ChooseSome(forms.MultipleChoiceField):
    """Any number of terms, each known by its code."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, model: Any, **more: Any) -> None:
        super().__init__(required=False, **more)
        self.model = model

    def clean(self, value: Any) -> Any:
        """Return the terms themselves."""
        return self.model.objects.filter(code__in=super().clean(value))


class FocusForm(SectionForm):
    """Areas, topics, core areas, goals and targets. A target brings its goal."""

    core_areas = ChooseSome(CoreArea, label=_("Core areas"), help_text=_("Choose at least one before you send it in."))
    areas = ChooseSome(ProjectArea, label=_("Project areas"))
    topics = ChooseSome(Topic, label=_("Topics"))
    goals = ChooseSome(Goal, label=_("Global goals"))
    targets = ChooseSome(Target, label=_("Targets"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for field, choices in _terms().items():
            self.fields[field].choices = choices  # type: ignore[attr-defined]
        self.goals_with = _goals_with_targets()
        self.fields["goals"].choices = [(goal["code"], f"{goal['code']} {goal['name']}") for goal in self.goals_with]  # type: ignore[attr-defined]
        self.fields["targets"].choices = [  # type: ignore[attr-defined]
            (target["code"], target["name"]) for goal in self.goals_with for target in goal["targets"]
        ]

    def goals_with_targets(self) -> Iterator[dict[str, Any]]:
        """Yield each goal as one choice, with its targets as choices and how many of them are chosen."""
        goals, chosen = set(self["goals"].value() or []), set(self["targets"].value() or [])
        for goal in self.goals_with:
            targets = [{**target, "is_chosen": target["code"] in chosen} for target in goal["targets"]]
            number = sum(target["is_chosen"] for target in targets)
            yield {**goal, "is_chosen": goal["code"] in goals, "targets": targets, "chosen": number}


def _goals_with_targets() -> list[dict[str, Any]]:
    """Return code and name of each goal, and of each of its targets."""
    columns = ("code", "name_sv", "name_en", "goal__code", "goal__name_sv", "goal__name_en")
    groups: dict[str, dict[str, Any]] = {}
    for row in Target.objects.order_by("goal__position", "position", "code").values(*columns):
        code, name = row["goal__code"], {"name_sv": row["goal__name_sv"], "name_en": row["goal__name_en"]}
        goal = groups.setdefault(code, {"code": code, "name": name_of(name), "targets": []})
        goal["targets"].append({"code": row["code"], "name": name_of(row)})
    return list(groups.values())


def _terms() -> dict[str, list[tuple[str, str]]]:
    """Return the choices of the three short lists, read together."""
    lists: dict[str, Any] = {"core_areas": CoreArea, "areas": ProjectArea, "topics": Topic}
    columns = ("part", "position", "code", "name_sv", "name_en")
    parts = [
        model.objects.order_by().annotate(part=Value(field)).values_list(*columns) for field, model in lists.items()
    ]
    choices: dict[str, list[tuple[str, str]]] = {field: [] for field in lists}
    for field, _position, code, name_sv, name_en in sorted(parts[0].union(*parts[1:], all=True)):
        choices[field].append((code, name_of({"name_sv": name_sv, "name_en": name_en})))
    return choices


class AttachmentForm(forms.Form):
    """A file and what it is."""

    kind = forms.ChoiceField(label=_("What kind of file is it?"), choices=Attachment.Kind)
    upload = forms.FileField(label=_("File"), help_text=_("PDF, Word, Excel, OpenDocument, PNG or JPEG."))


class SignForm(forms.Form):
    """For whom one signs, and the content that one has read."""

    content_hash = forms.CharField(widget=forms.HiddenInput)
    organisation = forms.TypedChoiceField(label=_("You sign for"), coerce=int)

    def __init__(self, *given: Any, organisations: Iterable[Any], **more: Any) -> None:
        super().__init__(*given, **more)
        self.organisations = {one.pk: one for one in organisations}
        field = self.fields["organisation"]
        field.choices = [(number, one.name) for number, one in self.organisations.items()]  # type: ignore[attr-defined]
        if len(self.organisations) == 1:
            field.widget, field.initial = forms.HiddenInput(), next(iter(self.organisations))


class SubmitForm(forms.Form):
    """The key that makes a repeat get the first receipt."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class WithdrawForm(forms.Form):
    """Why an application is withdrawn, if one wants to say."""

    reason = forms.CharField(label=_("Reason"), required=False, help_text=_("Kept in the record of changes."))
