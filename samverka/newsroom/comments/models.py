"""Who comments, what is written, what others say against it, and what became of it."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Titled
from samverka.newsroom.comments.states import MOVES, State
from samverka.newsroom.models import Article
from samverka.newsroom.permissions import can_edit_news

LONGEST_NAME = 60


class Rule(Titled, models.Model):
    """One of the rules for comments, as everybody reads them; the reason when one is removed."""

    code = models.SlugField(unique=True, editable=False, default=uuid.uuid4)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    title_sv = models.CharField(_("rule in Swedish"), max_length=100)
    title_en = models.CharField(_("rule in English"), max_length=100)
    text_sv = models.TextField(_("what it means, in Swedish"))
    text_en = models.TextField(_("what it means, in English"))
    is_in_force = models.BooleanField(
        _("in force"), default=True, help_text=_("A rule that comments were removed for is never deleted.")
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("rule for comments")
        verbose_name_plural = _("rules for comments")

    def __str__(self) -> str:
        return self.title


class Commenter(models.Model):
    """A person who comments, under the name that readers see."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="commenter")
    name = models.CharField(_("name shown"), max_length=LONGEST_NAME, blank=True)
    name_key = models.CharField(max_length=2 * LONGEST_NAME, blank=True, help_text=_("The name, folded."))
    has_account_for_this = models.BooleanField(
        default=False, help_text=_("The account was opened in order to comment.")
    )
    opened_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name_key"], condition=~Q(name_key=""), name="name_at_comments_once"),
        ]

    def __str__(self) -> str:
        # Kept in the record of changes for good, so nothing that could be a person's name stands here.
        return f"Commenter {self.pk}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads over the comments."""

    def public(self, at: datetime | None = None) -> "CommentQuerySet":
        """Return the comments whose words the public reads: published, under an article that is public."""
        return self.filter(state=State.PUBLISHED, article__in=Article.objects.public(at))

    def traced(self) -> "CommentQuerySet":
        """Return what stands under an article: what is published, and what readers have seen and is gone."""
        return self.filter(Q(state=State.PUBLISHED) | Q(state__in=[State.REMOVED, State.WITHDRAWN], was_public=True))

    def visible_to(self, user: Any) -> "CommentQuerySet":
        """Return the comments that `user` may read with all that is said of them: editors all, others their own."""
        return self if can_edit_news(user) else self.filter(author__user=user)

    def to_look_at(self) -> "CommentQuerySet":
        """Return the comments that wait for an editor: new ones, reported ones, and those with an appeal."""
        reported = Exists(CommentReport.objects.filter(comment=OuterRef("pk"), settled_at=None))
        appealed = Exists(Removal.objects.appealed().filter(comment=OuterRef("pk")))
        return self.annotate(is_reported=reported, is_appealed=appealed).filter(
            Q(state=State.WAITING) | Q(is_reported=True, state=State.PUBLISHED) | Q(is_appealed=True)
        )


class Comment(models.Model):
    """What somebody wrote under a blog post, or in answer to such a comment. Its words are erased when taken back."""

    MOVES = MOVES

    key = models.UUIDField(default=uuid.uuid4, unique=True, help_text=_("A second press makes no second comment."))
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    author = models.ForeignKey(Commenter, models.PROTECT, related_name="comments")
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    text = models.TextField(_("comment"), blank=True)
    folded = models.TextField(blank=True, help_text=_("Its words, folded, to find what is repeated."))
    held_for = models.JSONField(default=list, help_text=_("Why it waits: see `rules.Hold`."))
    written_at = models.DateTimeField(db_index=True)
    published_at = models.DateTimeField(null=True)
    was_public = models.BooleanField(default=False)
    messages = models.ManyToManyField("outbox.Message", related_name="+", help_text=_("Letters, erased with it."))

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        indexes = [
            models.Index(fields=["article", "state"], name="comment_of_article"),
            models.Index(fields=["state", "written_at"], name="comment_waiting"),
        ]

    def __str__(self) -> str:
        # Kept in the record of changes for good, so nothing that the author wrote stands here.
        return f"{self.pk}: {self.article.title}"

    @property
    def language(self) -> str:
        """Return the code of the language of the post, in which the comment most likely is too."""
        return self.article.language


class Likeness(models.Model):
    """That a comment says the same as an earlier one: found when it came in, and shown to who judges it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="likenesses")
    other = models.ForeignKey(Comment, models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-percent", "-other"]

    def __str__(self) -> str:
        return f"{self.comment_id} = {self.other_id}: {self.percent} %"


class CommentReport(models.Model):
    """That a reader finds a comment against a rule. Nobody is asked who it is."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    origin = models.CharField(
        max_length=64, blank=True, db_index=True, help_text=_("Salted hash of the network; kept for a day.")
    )
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["reported_at", "pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.comment_id}"


class Reminder(models.Model):
    """When somebody who looks after comments was last written to about those that wait."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.sent_at:%Y-%m-%d %H:%M}"


class RemovalQuerySet(models.QuerySet["Removal"]):
    """Reads over the removals."""

    def appealed(self) -> "RemovalQuerySet":
        """Return those with an appeal that nobody has decided."""
        return self.exclude(appealed_at=None).filter(decided_at=None)

    def visible_to(self, user: Any) -> "RemovalQuerySet":
        """Return the removals that `user` may read of: those who moderate all, others those of own comments."""
        return self if can_edit_news(user) else self.filter(comment__author__user=user)


class Removal(models.Model):
    """That a comment was removed, for which rule, and what came of the appeal if there was one."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="removals")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField()
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        ordering = ["-removed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.comment_id}"
