"""Blog posts that take comments, readers who write them, and comments in each state."""

from datetime import timedelta
from uuid import uuid4

from samverka.ground.accounts.models import User
from samverka.newsroom.comments.actions import (
    open_account,
    publish_comment,
    remove_comment,
    report_comment,
    write_comment,
)
from samverka.newsroom.comments.loading import load_rules
from samverka.newsroom.comments.models import Rule
from samverka.newsroom.models import BlogPost
from tests.factories import news


def post(cast, at, **facts):
    """Return a blog post that the public has read for a day, with the rules beside it."""
    load_rules(Rule)
    wanted = {"title": "A post", "author": "Bo Berg", "out_at": at - timedelta(days=1), **facts}
    return news.published(cast, BlogPost, **wanted)


def reader(email="reader@place.example", at=None, language="en"):
    """Return somebody who has an account for comments alone."""
    return open_account(email, language, at=at)


def rule(code="respect"):
    return Rule.objects.get(code=code)


def written(article, by, at, text="A thought about the text.", name="", parent=None):
    """Return a comment of a person as it came in."""
    name = name or getattr(getattr(by, "commenter", None), "name", "") or f"Reader {by.pk}"
    return write_comment(
        article, key=uuid4(), text=text, name=name, parent=parent, by=User.objects.get(pk=by.pk), at=at
    )


def public(cast, article, by, at, **facts):
    """Return a comment that is public, whether an editor had to publish it or not."""
    comment = written(article, by, at, **facts)
    return publish_comment(comment, by=cast.maja, at=at) if comment.state == "waiting" else comment


def removed(cast, article, by, at, **facts):
    """Return the removal of a comment that readers have seen."""
    return remove_comment(public(cast, article, by, at, **facts), rule=rule(), by=cast.maja, at=at)


def reported(comment, at, words="", code="respect"):
    """Return the report of a reader about a comment."""
    return report_comment(comment, key=uuid4(), rule=rule(code), words=words, origin="", at=at)
