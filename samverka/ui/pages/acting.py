"""Pages on which a person does one thing to one record: it says what will happen, and what still stands in the way."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse

from samverka.ground.common.refusals import Problem, stopping
from samverka.ui.pages.filling import FormPage


class NothingToFill(forms.Form):
    """The form of an action that asks for nothing."""


class ActionPage(FormPage):
    """One thing to do: the checklist shown here is the list that the action itself enforces."""

    template_name = "ui/action.html"
    form_class: ClassVar[type[forms.BaseForm]] = NothingToFill
    action: ClassVar[Any] = None
    problems: ClassVar[Any] = None
    consequences: ClassVar[list[Any]] = []
    is_dangerous = False

    def get_problems(self) -> list[Problem]:
        """Return what stands in the way, and warnings, at this moment."""
        problems = type(self).problems
        return problems(self.record, at=self.at) if problems else []

    def get_consequences(self) -> list[Any]:
        """Return sentences that say what will happen."""
        return self.consequences

    def act(self, form: Any) -> Any:
        """Do it, as the person who pressed the button."""
        return type(self).action(self.record, by=self.request.user, at=self.at, **form.cleaned_data)

    def draw(self, status: int = 200, **more: Any) -> HttpResponse:
        """Show the page with its checklist as it is now."""
        found = self.get_problems()
        return super().draw(status, problems=found, is_stopped=bool(stopping(found)), **more)

    def context(self) -> dict[str, Any]:
        """Add what will happen."""
        return {**super().context(), "consequences": self.get_consequences(), "is_dangerous": self.is_dangerous}
