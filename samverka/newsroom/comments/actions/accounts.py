"""Accounts for those who only comment: opened with nothing but an e-mail address, and erased without a trace."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import require
from samverka.ground.outbox.models import Message
from samverka.newsroom.comments.actions.keeping import erase_comment
from samverka.newsroom.comments.models import Commenter
from samverka.newsroom.comments.queries import accounts_for_comments_alone
from samverka.newsroom.comments.rules import UNOPENED_IS_KEPT
from samverka.newsroom.comments.states import State


@transaction.atomic
def open_account(email: str, language: str, *, by: None = None, at: datetime) -> User | None:
    """Return the account with this address, opened now if there is none; nothing for one that cannot log in yet.

    Who: anybody. It has no password and no right but that of every person who logs in. Whoever gets the code at the
    address can use it; where nobody does, it is erased within a day. Tells nobody: the page sends the code.
    """
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person:
        return person if person.is_active else None
    with override(language):
        name = _("Reader")
    person = User.objects.create_user(email, name=name, language=language, joined_at=at)
    EmailAddress.objects.create(user=person, email=person.email, verified=False, primary=True)
    Commenter.objects.create(user=person, has_account_for_this=True, opened_at=at)
    return person


@transaction.atomic
def erase_commenter(author: Commenter, *, by: User, at: datetime) -> None:
    """Erase everything about a person who comments: words, name, letters, and the account that was only for this.

    Who: the person. The account of somebody who also has another part here stays, without comments. Tells nobody.
    """
    require(author.user_id == by.pk)
    for comment in author.comments.exclude(state=State.WITHDRAWN).select_related("article__locale"):
        erase_comment(comment, at=at)
    is_alone = accounts_for_comments_alone().filter(pk=by.pk).exists()
    author.name, author.name_key, author.erased_at = "", "", at
    author.save()
    record(gettext_noop("Comments of an account erased"), author, by=None, at=at)
    if is_alone:
        _erase_person(author.user)


def erase_unopened_accounts(*, at: datetime) -> int:
    """Delete the accounts opened a day ago whose address nobody has confirmed; return how many.

    Done by house-keeping, so that a flood of sign-ups with other people's addresses leaves nothing behind.
    """
    unopened = Commenter.objects.filter(
        has_account_for_this=True, erased_at=None, opened_at__lte=at - UNOPENED_IS_KEPT, comments=None
    ).exclude(user__emailaddress__verified=True)
    people = User.objects.filter(pk__in=accounts_for_comments_alone().filter(commenter__in=unopened).values("pk"))
    numbers = list(people.values_list("pk", flat=True))
    Message.objects.filter(recipient__in=numbers).delete()
    User.objects.filter(pk__in=numbers).delete()
    return len(numbers)


def _erase_person(person: User) -> None:
    """Take away all that says who the person was. The row stays: the record of changes points at it."""
    Message.objects.filter(recipient=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    name = gettext_noop("Erased account")
    person.email, person.name, person.search_text = f"erased-{person.pk}@account.invalid", name, fold(name)
    person.is_active = False
    person.set_unusable_password()
    person.save()
