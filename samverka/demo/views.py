"""Two things that exist in a demonstration only: the list of log-ins, and a mailbox that everybody can read."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.demo.people import PASSWORD, PEOPLE
from samverka.ground.common.bilingual import localised
from samverka.ground.outbox.models import Message
from samverka.newsroom.subscriptions.composing import Mail
from samverka.newsroom.subscriptions.links import MINE, UNSUBSCRIBE, address_of
from samverka.newsroom.subscriptions.models import Delivery
from samverka.ui.pages import PUBLIC, ListPage, Page
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import moment_tag


class LogIns(Page):
    allowed = PUBLIC
    template_name = "demo/logins.html"
    heading = _("People of the demonstration")
    lead = _("All of them are made up. Log in as any of them to walk the programme from their side.")

    def get(self, request: Any) -> Any:
        return self.draw()

    def context(self) -> dict[str, Any]:
        people = [(part, localised(part, "does")) for part in PEOPLE]
        return {**super().context(), "people": people, "password": PASSWORD}


class Mailbox(ListPage):
    allowed = PUBLIC
    heading = _("Letters of the demonstration")
    lead = _("What the programme has sent, newest first. In a real installation each letter goes to its reader only.")
    empty_text = _("No letter has been sent yet. Submit an application, for example, and come back.")

    def rows(self) -> QuerySet[Message]:
        return Message.objects.filter(address__endswith=".example")

    def table(self, rows: Any) -> Table:
        lines = [
            [
                cell(message.subject, url=reverse("demo:message", args=[message.pk])),
                cell(message.address),
                cell(moment_tag(message.written_at)),
                cell(_("sent") if message.sent_at else _("waiting")),
            ]
            for message in rows
        ]
        columns = [Column(_("Subject")), Column(_("To")), Column(_("Written")), Column(_("State"))]
        return Table(_("Letters"), columns, lines)


class OneMessage(Page):
    allowed = PUBLIC
    template_name = "demo/message.html"

    def get(self, request: Any, pk: int) -> Any:
        message = Message.objects.filter(address__endswith=".example", pk=pk).first()
        if message is None:
            return self.draw(status=404, heading=_("There is no such letter."), breadcrumbs=self.way_back())
        return self.draw(message=message, heading=message.subject, breadcrumbs=self.way_back())

    def way_back(self) -> list[tuple[Any, str]]:
        return [(_("Letters of the demonstration"), reverse("demo:mailbox"))]


class Mails(ListPage):
    allowed = PUBLIC
    heading = _("Mails to the subscribers of the demonstration")
    lead = _("Digests and newsletters as they were sent, newest first. Each has the links of its reader.")
    empty_text = _("No mail has been sent yet.")

    def rows(self) -> QuerySet[Delivery]:
        return mails().order_by("-at", "-pk")

    def table(self, rows: Any) -> Table:
        lines = [
            [
                cell(one.issue.subject, url=reverse("demo:mail", args=[one.pk])),
                cell(one.subscription.email),
                cell(moment_tag(one.at)),
            ]
            for one in rows
        ]
        return Table(_("Mails"), [Column(_("Subject")), Column(_("To")), Column(_("Sent"))], lines)


class OneMail(Page):
    allowed = PUBLIC
    template_name = "demo/mail.html"

    def get(self, request: Any, pk: int) -> Any:
        way_back = [(Mails.heading, reverse("demo:mails"))]
        one = mails().filter(pk=pk).first()
        if one is None or one.subscription is None:
            return self.draw(status=404, heading=_("There is no such letter."), breadcrumbs=way_back)
        issue, key = one.issue, one.subscription.key
        links = [address_of(purpose, issue.language, key) for purpose in (MINE, UNSUBSCRIBE)]
        text, _html = Mail(issue.subject, issue.text, issue.html).for_reader(*links)
        return self.draw(delivery=one, text=text, heading=issue.subject, breadcrumbs=way_back)


def mails() -> QuerySet[Delivery]:
    """Return the mails to people of the demonstration that have left."""
    sent = Delivery.objects.filter(state=Delivery.State.SENT, subscription__email__endswith=".example")
    return sent.select_related("issue", "subscription")
