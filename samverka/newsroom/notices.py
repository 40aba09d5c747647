"""What editors are told."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from samverka.ground.accounts.models import User
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.ground.programme.models import Programme
from samverka.newsroom.addresses import writing_address
from samverka.newsroom.models import Article
from samverka.ui.templatetags.ui import moment_text


def drafts_to_edit(articles: Sequence[Article], by: User, people: Iterable[User], programme: Programme) -> list[Letter]:
    """Return the letters that tell editors of drafts that wait for them."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\n%(by)s has announced a decision to the newsroom. These drafts wait for you:\n\n"
            "%(drafts)s\n\nThe facts in them are bound to the decision. Nothing is public until you publish it."
            "%(embargo)s"
        )
        facts = {"name": person.name, "by": by.name, "drafts": "\n".join(map(_line, articles)), "embargo": ""}
        if out_at := articles[0].out_at:
            embargo = _("Whenever you publish, readers see it from %(moment)s, and not before.")
            facts["embargo"] = " " + embargo % {"moment": moment_text(out_at)}
        return _("Drafts wait in the newsroom: %(title)s") % {"title": articles[0].title}, body % facts

    return letters_to(people, compose, programme)


def _line(article: Article) -> str:
    return f"{article.title} ({article.language})\n{settings.SITE_ADDRESS}{writing_address(article.pk)}"
