"""Writing newsletters: the list, one newsletter with its preview, and what is done with it, now or at a moment."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.frame import OfficePage
from samverka.faces.office.newsletter.forms import NewsletterForm, PlanForm
from samverka.faces.office.newsletter.tables import badge_of, issue_table, newsletter_table
from samverka.newsroom.subscriptions.actions import (
    begin_newsletter,
    change_newsletter,
    discard_newsletter,
    plan_newsletter,
    send_newsletter,
    take_back_newsletter,
)
from samverka.newsroom.subscriptions.composing import Mail, newsletter_previewed
from samverka.newsroom.subscriptions.models import Issue, Newsletter
from samverka.newsroom.subscriptions.permissions import can_see_newsletters, can_write_newsletter
from samverka.newsroom.subscriptions.queries import numbers_of_subscribers
from samverka.newsroom.subscriptions.rules import (
    problems_before_changing,
    problems_before_sending,
    problems_before_taking_back,
    problems_before_testing,
    problems_with_content,
)
from samverka.newsroom.subscriptions.states import NewsletterState
from samverka.newsroom.subscriptions.trying import send_test
from samverka.ui.pages import ActionPage, FormPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of
from samverka.ui.templatetags.ui import moment_tag

NEWEST = 20
TEST = ("test", _("Send it to me as a test"))
OFFERED: dict[str, list[tuple[str, Any]]] = {
    NewsletterState.DRAFT: [
        ("send", _("Send")),
        ("plan", _("Plan it")),
        TEST,
        ("edit", _("Change it")),
        ("discard", _("Discard it")),
    ],
    NewsletterState.PLANNED: [("take-back", pgettext_lazy("newsletter", "Take it back")), TEST],
}


class Newsletters(OfficePage, ListPage):
    allowed = can_see_newsletters
    template_name = "office/newsletter/newsletters.html"
    heading = _("Newsletter")
    lead = _("What readers get by e-mail: newsletters that you write, and digests that are made by themselves.")
    empty_text = _("No newsletter has been written yet.")
    rows_each = 20

    def rows(self) -> QuerySet[Newsletter]:
        return Newsletter.objects.visible_to(self.request.user)

    def table(self, rows: Any) -> Any:
        return newsletter_table(rows)

    def context(self) -> dict[str, Any]:
        issues = Issue.objects.visible_to(self.request.user).select_related("choice")[:NEWEST]
        return {
            **super().context(),
            "create": {"label": _("Write a newsletter"), "url": reverse("office:newsletter-new")},
            "issues": issue_table(issues),
            "numbers": numbers_of_subscribers(),
        }


class BeginNewsletter(OfficePage, FormPage):
    allowed = can_see_newsletters
    form_class = NewsletterForm
    heading = _("Write a newsletter")
    lead = _("Nothing is sent before you have looked at it and pressed “Send”.")
    done = _("The draft is saved. This is what readers would get.")

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "at": self.at}

    def act(self, form: Any) -> Newsletter:
        return begin_newsletter(by=self.request.user, at=self.at, **form.cleaned_data)

    def done_url(self, result: Newsletter) -> str:
        return reverse("office:newsletter", args=[result.pk])

    def cancel_url(self) -> str:
        return reverse("office:newsletters")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "breadcrumbs": [(_("Newsletter"), reverse("office:newsletters"))]}


class OfNewsletter(OfficePage):
    """A page about one newsletter."""

    records = Newsletter.objects
    by = {"pk": "pk"}
    allowed = can_write_newsletter

    def done_url(self, result: Any) -> str:
        return reverse("office:newsletter", args=[self.record.pk])

    def cancel_url(self) -> str:
        return reverse("office:newsletter", args=[self.record.pk])

    def context(self) -> dict[str, Any]:
        crumbs: list[tuple[Any, str]] = [(_("Newsletter"), reverse("office:newsletters"))]
        if self.request.path != self.cancel_url():
            crumbs.append((str(self.record), self.cancel_url()))
        return {**super().context(), "breadcrumbs": crumbs}


class OneNewsletter(OfNewsletter, RecordPage):
    template_name = "office/newsletter/newsletter.html"

    def context(self) -> dict[str, Any]:
        newsletter = self.record
        is_open = newsletter.state in OFFERED
        leaves = [(_("Leaves"), moment_tag(newsletter.leaves_at))] if newsletter.leaves_at else []
        return {
            **super().context(),
            "badge": badge_of(newsletter),
            "facts": leaves,
            "problems": problems_with_content(newsletter) if is_open else [],
            "previews": self.previews() if is_open else [],
            "issues": issue_table(newsletter.issues.select_related("choice")),
            "actions": self.actions() if is_open else [],
            "timeline": timeline_of(newsletter),
        }

    def previews(self) -> list[tuple[Any, str, Mail]]:
        """Return (language, its code, mail) as it would be sent now."""
        return [(name, code, newsletter_previewed(self.record, code, self.at)) for code, name in settings.LANGUAGES]

    def actions(self) -> list[dict[str, Any]]:
        """Return what can be done with a draft, or with one that is planned."""
        return [
            {
                "label": label,
                "url": reverse(f"office:newsletter-{name}", args=[self.record.pk]),
                "is_primary": name == "send",
            }
            for name, label in OFFERED[self.record.state]
        ]


class ChangeNewsletter(OfNewsletter, FormPage):
    form_class = NewsletterForm
    heading = _("Change the newsletter")
    done = _("Saved. This is what readers would get.")

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "at": self.at, "instance": self.record}

    def act(self, form: Any) -> Newsletter:
        stored = Newsletter.objects.get(pk=self.record.pk)
        return change_newsletter(stored, by=self.request.user, at=self.at, **form.cleaned_data)


def readers_told() -> str:
    """Return who gets a newsletter, and how many these are now."""
    number = numbers_of_subscribers()["letter"]
    who = ngettext(
        "All who asked for the newsletter get it, each in the language of their choice: %(number)s reader.",
        "All who asked for the newsletter get it, each in the language of their choice: %(number)s readers.",
        number,
    )
    return who % {"number": number}


class SendNewsletter(OfNewsletter, ActionPage):
    action = send_newsletter
    problems = problems_before_sending
    heading = _("Send the newsletter")
    submit_label = _("Send it")
    done = _("The newsletter is handed over. It leaves within a minute; this page shows how it goes.")

    def get_consequences(self) -> list[Any]:
        return [
            readers_told(),
            _("An article that is withdrawn before a mail leaves is not in it. What has left cannot be taken back."),
        ]


class DiscardNewsletter(OfNewsletter, ActionPage):
    action = discard_newsletter
    problems = problems_before_changing
    is_dangerous = True
    heading = _("Discard the draft")
    submit_label = _("Discard it")
    done = _("The draft is discarded.")
    consequences = [_("Nobody gets it. It stays in the list, marked as discarded.")]


class PlanNewsletter(OfNewsletter, ActionPage):
    action = plan_newsletter
    problems = problems_before_sending
    form_class = PlanForm
    heading = _("Plan the newsletter")
    submit_label = _("Plan it")
    done = _("The newsletter is planned. Until it leaves you can take it back.")

    def get_consequences(self) -> list[Any]:
        return [
            _("It leaves by itself at the moment you choose. Until then you can take it back, and nobody changes it."),
            readers_told(),
            _("What its articles say is looked up when it leaves; what is not public then is not in it."),
        ]


class TakeBackNewsletter(OfNewsletter, ActionPage):
    action = take_back_newsletter
    problems = problems_before_taking_back
    heading = _("Take the newsletter back")
    submit_label = pgettext_lazy("newsletter", "Take it back")
    done = _("The newsletter is a draft again.")
    consequences = [_("It does not leave, and is a draft again. Nobody is told.")]


class TryNewsletter(OfNewsletter, ActionPage):
    action = send_test
    problems = problems_before_testing
    heading = _("Send the newsletter as a test")
    submit_label = _("Send it to me")

    def get_consequences(self) -> list[Any]:
        text = gettext("%(address)s gets it as readers would get it now, one mail for each language. Nobody else does.")
        return [text % {"address": self.request.user.email}]

    def get_done(self, result: Any) -> str:
        text = gettext("The test is on its way to %(address)s. It arrives within a minute or two.")
        return text % {"address": self.request.user.email}
