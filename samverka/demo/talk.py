"""A blog post of the demonstration, and readers who comment on it; the words of both stand in `talk.toml`."""

import tomllib
from datetime import datetime, timedelta
from importlib import resources
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction

from samverka.ground.accounts.models import User
from samverka.newsroom.comments.actions import (
    appeal_removal,
    open_account,
    publish_comment,
    remove_comment,
    report_comment,
    write_comment,
)
from samverka.newsroom.comments.loading import load_rules
from samverka.newsroom.comments.models import Comment, Rule
from samverka.newsroom.comments.states import State
from samverka.newsroom.loading import lay_out, let_in
from samverka.newsroom.models import Article, BlogPost, NamedOrganisation, NewsHome

AN_HOUR = timedelta(hours=1)


@transaction.atomic
def let_readers_talk(cast: SimpleNamespace, at: datetime) -> None:
    """Publish the post and let readers comment, report and appeal, unless somebody has commented already."""
    load_rules(Rule)
    if Comment.objects.exists():
        return
    talk = tomllib.loads(resources.files("samverka.demo").joinpath("talk.toml").read_text(encoding="utf-8"))
    posts = _posts(talk["post"], lay_out(), cast, at)
    readers = {one["key"]: (_reader(one["email"], at - 100 * AN_HOUR), one["name"]) for one in talk["readers"]}
    first: dict[str, Comment] = {}
    for said in talk["comments"]:
        language, (person, name) = said["language"], readers[said["by"]]
        comment = write_comment(
            posts[language],
            key=uuid4(),
            text=said["text"],
            name=name,
            parent=first[language] if said.get("answers") else None,
            by=person,
            at=at - said["hours_ago"] * AN_HOUR,
        )
        _becomes(comment, said, person, cast, at - said["hours_ago"] * AN_HOUR + AN_HOUR / 2)
        first.setdefault(language, comment)


def _becomes(comment: Comment, said: Any, person: User, cast: SimpleNamespace, at: datetime) -> None:
    """Let happen to a comment what its line says: the editor of the cast judges, and others appeal and report."""
    if said["becomes"] == "waiting":
        return
    if comment.state == State.WAITING:
        publish_comment(comment, by=cast.maja, at=at)
    if said["becomes"] == "public":
        return
    rule = Rule.objects.get(code=said["rule"])
    if said["becomes"] == "reported":
        report_comment(comment, key=uuid4(), rule=rule, words="", origin="", at=at + AN_HOUR)
        return
    removal = remove_comment(comment, rule=rule, by=cast.maja, at=at + AN_HOUR)
    appeal_removal(removal, appeal=said["appeal"], by=person, at=at + 2 * AN_HOUR)


def _reader(email: str, at: datetime) -> User:
    """Return a reader whose address is known to be that person's own."""
    person = open_account(email, "en" if email.endswith("@reader.example") else "sv", at=at)
    assert person is not None  # noqa: S101 - the addresses are this demonstration's own
    EmailAddress.objects.filter(user=person).update(verified=True)
    return person


def _posts(post: Any, homes: dict[str, NewsHome], cast: SimpleNamespace, at: datetime) -> dict[str, BlogPost]:
    """Return the post in both languages, published on its day and linked as translations."""
    let_in(cast.maja)
    out_at = at - timedelta(days=post["days_ago"])
    found: dict[str, BlogPost] = {}
    for language in ("en", "sv"):
        telling = {**post[language], "body": [tuple(part) for part in post[language]["body"]]}
        if found:
            telling["translation_key"] = found["en"].translation_key
        article = BlogPost(
            **telling,
            author=post["author"],
            locale=homes[language].locale,
            is_demonstration=True,
            out_at=out_at,
            live=False,
        )
        article.named_organisations = [NamedOrganisation(organisation=cast.sekao)]
        homes[language].add_child(instance=article)
        article.save_revision(user=cast.maja).publish(user=cast.maja)
        Article.objects.filter(pk=article.pk).update(first_published_at=out_at, last_published_at=out_at)
        article.refresh_from_db()
        found[language] = article
    return found
