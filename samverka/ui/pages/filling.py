"""Pages with a form. A form validates and hands over; the page makes one call into the stages."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.refusals import Problem, Refused
from samverka.ui.pages.showing import Page


class FormPage(Page):
    """A form, with or without a record. What was typed is shown again whenever it is not saved."""

    template_name = "ui/form.html"
    form_class: ClassVar[type[forms.BaseForm]]
    submit_label: Any = _("Save")
    done: Any = _("Saved.")
    keep = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.draw(form=self.get_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the form; on success go on, otherwise show it again with what is wrong."""
        form = self.get_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.draw(status=422, form=form)
        try:
            result = self.act(form)
        except Refused as refused:
            self.explain(form, refused.problems)
            return self.draw(status=409, form=form)
        kept = f"kept:{self.get_keep()}" if self.get_keep() else ""
        messages.success(request, self.get_done(result), extra_tags=kept)
        return redirect(self.done_url(result))

    def get_form(self, *given: Any) -> Any:
        """Return the form, filled with what was given or with what is stored."""
        return self.form_class(*given, **self.form_arguments())

    def form_arguments(self) -> dict[str, Any]:
        """Return what the form is made with."""
        return {"initial": self.initial()}

    def initial(self) -> dict[str, Any]:
        """Return what stands in the form before anything is typed."""
        return {}

    def act(self, form: Any) -> Any:
        """Make the one call into the stages. May raise `Refused`: its sentences are shown with the form."""
        raise NotImplementedError

    def explain(self, form: Any, problems: list[Problem]) -> None:
        """Put each problem at its field, or at the top where it belongs to none."""
        for problem in problems:
            form.add_error(problem.where if problem.where in form.fields else None, str(problem))

    def get_done(self, result: Any) -> Any:
        """Return the sentence that says it worked."""
        return self.done

    def get_keep(self) -> str:
        """Return the name under which the browser keeps unsent text, if it should."""
        return self.keep

    def done_url(self, result: Any) -> str:
        """Return where to go next."""
        raise NotImplementedError

    def cancel_url(self) -> str:
        """Return the way back."""
        return ""

    def context(self) -> dict[str, Any]:
        """Add what the form's frame needs."""
        return {
            **super().context(),
            "submit_label": self.submit_label,
            "cancel_url": self.cancel_url(),
            "keep": self.get_keep(),
        }
