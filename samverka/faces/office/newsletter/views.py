"""Writing newsletters: the list, one newsletter with its preview, and what is done with it."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from samverka.faces.office.frame import OfficePage
from samverka.faces.office.newsletter.forms import NewsletterForm
from samverka.faces.office.newsletter.tables import badge_of, issue_table, newsletter_table
from samverka.newsroom.subscriptions.actions import (
    begin_newsletter,
    change_newsletter,
    discard_newsletter,
    send_newsletter,
)
from samverka.newsroom.subscriptions.composing import Mail, previewed
from samverka.newsroom.subscriptions.models import Issue, Newsletter
from samverka.newsroom.subscriptions.permissions import can_see_newsletters, can_write_newsletter
from samverka.newsroom.subscriptions.queries import numbers_of_subscribers
from samverka.newsroom.subscriptions.rules import problems_before_changing, problems_before_sending
from samverka.newsroom.subscriptions.states import NewsletterState
from samverka.ui.pages import ActionPage, FormPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of

NEWEST = 20


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
        is_draft = newsletter.state == NewsletterState.DRAFT
        return {
            **super().context(),
            "badge": badge_of(newsletter),
            "problems": problems_before_sending(newsletter, at=self.at) if is_draft else [],
            "previews": self.previews() if is_draft else [],
            "issues": issue_table(newsletter.issues.select_related("choice")),
            "actions": self.actions() if is_draft else [],
            "timeline": timeline_of(newsletter),
        }

    def previews(self) -> list[tuple[Any, str, Mail]]:
        """Return (language, its code, mail) as it would be sent now."""
        found = []
        for code, name in settings.LANGUAGES:
            articles = self.record.articles.filter(locale__language_code=code).order_by("-out_at", "-pk")
            with override(code):
                mail = previewed(
                    articles.values_list("pk", flat=True),
                    self.at,
                    words=getattr(self.record, f"words_{code}"),
                    subject=getattr(self.record, f"subject_{code}"),
                )
            found.append((name, code, mail))
        return found

    def actions(self) -> list[dict[str, Any]]:
        """Return what can be done with a draft."""
        offered = [("send", _("Send")), ("edit", _("Change it")), ("discard", _("Discard it"))]
        return [
            {
                "label": label,
                "url": reverse(f"office:newsletter-{name}", args=[self.record.pk]),
                "is_primary": name == "send",
            }
            for name, label in offered
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


class SendNewsletter(OfNewsletter, ActionPage):
    action = send_newsletter
    problems = problems_before_sending
    heading = _("Send the newsletter")
    submit_label = _("Send it")
    done = _("The newsletter is handed over. It leaves within a minute; this page shows how it goes.")

    def get_consequences(self) -> list[Any]:
        number = numbers_of_subscribers()["letter"]
        who = ngettext(
            "All who asked for the newsletter get it, each in the language of their choice: %(number)s reader.",
            "All who asked for the newsletter get it, each in the language of their choice: %(number)s readers.",
            number,
        )
        return [
            who % {"number": number},
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
