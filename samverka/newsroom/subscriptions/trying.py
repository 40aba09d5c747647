"""A newsletter as a test, to the one who writes it: the mail as readers would get it now, in each language that it has.

It goes by itself and not through an issue: nobody is counted, and nothing of it is kept but that it was asked for.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, override
from django_tasks import task

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.refusals import refuse_if, require
from samverka.ground.programme.queries import programme_shown_first
from samverka.newsroom.subscriptions.composing import newsletter_previewed
from samverka.newsroom.subscriptions.models import Newsletter
from samverka.newsroom.subscriptions.permissions import can_write_newsletter
from samverka.newsroom.subscriptions.rules import problems_before_testing

ATTEMPTS, WAIT = 5, timedelta(minutes=5)


@transaction.atomic
def send_test(newsletter: Newsletter, *, by: User, at: datetime) -> Newsletter:
    """Have the newsletter sent to the own address of whoever asks. Who: those who edit news, before it is sent."""
    require(can_write_newsletter(by, newsletter))
    refuse_if(problems_before_testing(newsletter, at=at))
    for language, _name in settings.LANGUAGES:
        deliver_test.enqueue(newsletter.pk, by.pk, language, 1)
    record(gettext_noop("Newsletter sent as a test"), newsletter, by=by, at=at)
    return newsletter


@task()
def deliver_test(number: int, person: int, language: str, attempt: int) -> None:
    """Send the test in one language, and try again later when the mail server does not answer."""
    newsletter = Newsletter.objects.filter(pk=number).first()
    reader = User.objects.filter(pk=person, is_active=True).first()
    message = mail_for_test(newsletter, reader, language, at=timezone.now()) if newsletter and reader else None
    if message is None:
        return
    try:
        message.send()
    except OSError:
        if attempt < ATTEMPTS:
            again = deliver_test.using(run_after=timezone.now() + WAIT)
            again.enqueue(number, person, language, attempt + 1)


def mail_for_test(
    newsletter: Newsletter, reader: User, language: str, *, at: datetime
) -> EmailMultiAlternatives | None:
    """Return the mail; nothing in a language in which there is nothing.

    Nobody subscribes by a test: its two links lead to the page on which one does.
    """
    mail = newsletter_previewed(newsletter, language, at)
    if mail.is_empty:
        return None
    programme = programme_shown_first()
    with override(language):
        here = f"{settings.SITE_ADDRESS}{reverse('website:newsletter')}"
        subject = gettext("Test: %(subject)s") % {"subject": mail.subject}
    text, html = mail.for_reader(here, here)
    sender = programme.sender if programme else settings.DEFAULT_FROM_EMAIL
    message = EmailMultiAlternatives(subject, text, sender, [reader.email])
    message.attach_alternative(html, "text/html")
    return message
