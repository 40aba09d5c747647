"""What authors are told about their comments, and those who look after them about what waits."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from samverka.ground.accounts.models import User
from samverka.ground.common.bilingual import localised
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.ground.programme.queries import programme_shown_first
from samverka.newsroom.comments.models import Comment, Removal


def comment_published(comment: Comment) -> list[Letter]:
    """Return the letter that says that a comment which waited is public."""
    body = _("Hello,\n\nYour comment on “%(title)s” is public now:\n\n%(page)s")
    return _letter(comment, _("Your comment is public: %(title)s"), body)


def comment_removed(removal: Removal) -> list[Letter]:
    """Return the letter that says which rule a comment breaks, and how to appeal."""
    body = _(
        "Hello,\n\nYour comment on “%(title)s” is not public, because it breaks this rule:\n\n%(rule)s. %(meaning)s\n\n"
        "%(words)sYou wrote:\n\n%(text)s\n\nIf you think that this is wrong, you can appeal once. Another editor "
        "decides, where there is one:\n\n%(appeal)s"
    )
    return _letter(removal.comment, _("Your comment was removed: %(title)s"), body, removal)


def appeal_decided(removal: Removal) -> list[Letter]:
    """Return the letter with the decision about an appeal."""
    if removal.is_granted:
        body = _("Hello,\n\nYou were right, and your comment on “%(title)s” is public again:\n\n%(page)s\n\n%(answer)s")
    else:
        body = _("Hello,\n\nYour comment on “%(title)s” stays removed.\n\n%(answer)s")
    return _letter(removal.comment, _("Your appeal: %(title)s"), body, removal)


def comments_wait(person: User, number: int, oldest: datetime, at: datetime) -> list[Letter]:
    """Return the letter to somebody who looks after comments: how many wait, for how long, and where."""

    def compose(person: User) -> tuple[str, str]:
        subject = ngettext("%(number)s comment waits", "%(number)s comments wait", number)
        body = ngettext(
            "Hello %(name)s,\n\n%(number)s comment by a reader has waited for an editor for %(age)s.\n\n%(link)s\n\n"
            "You get this letter at most once a day, and none while nothing waits.",
            "Hello %(name)s,\n\n%(number)s comments by readers wait for an editor, the oldest of them for %(age)s.\n\n"
            "%(link)s\n\nYou get this letter at most once a day, and none while nothing waits.",
            number,
        )
        link = settings.SITE_ADDRESS + reverse("office:comments")
        facts = {"name": person.name, "number": number, "age": timesince(oldest, at), "link": link}
        return subject % facts, body % facts

    return letters_to([person], compose, programme_shown_first())


def _letter(comment: Comment, subject: Any, body: Any, removal: Removal | None = None) -> list[Letter]:
    """Return the letter to the author, in the author's language; none to an account that is erased."""
    person = comment.author.user
    if not person.is_active:
        return []
    with override(person.language):
        facts = {"title": comment.article.title, "text": comment.text, "page": f"{_page_of(comment)}"}
        if removal:
            facts |= {
                "rule": removal.rule.title,
                "meaning": _in_words(removal.rule),
                "words": f"{removal.words}\n\n" if removal.words else "",
                "answer": removal.answer,
                "appeal": settings.SITE_ADDRESS + reverse("portal:comment-appeal", args=[removal.pk]),
            }
        written = (str(subject) % facts, str(body) % facts)
    return [Letter(person.email, person.language, *written, person, programme_shown_first())]


def _in_words(rule: Any) -> str:
    return localised(rule, "text").text


def _page_of(comment: Comment) -> str:
    """Return the lasting address of the comment, in the language of its post."""
    with override(comment.article.language):
        return f"{settings.SITE_ADDRESS}{reverse('website:comment', args=[comment.pk])}"
