"""People, the roles they hold in a programme, and the invitations by which they come in."""

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.folding import fold
from samverka.ground.programme.models import Programme


class UserQuerySet(models.QuerySet["User"]):
    """Reads over the people."""

    def visible_to(self, user: "User") -> "UserQuerySet":
        """Return the people whose page `user` may open: the office all, others their own."""
        return self if user.is_in_office else self.filter(pk=user.pk)

    def matching(self, text: str) -> "UserQuerySet":
        """Return the people with `text` in their name, whatever its case and accents, or in their address."""
        return self.filter(models.Q(search_text__contains=fold(text)) | models.Q(email__icontains=text.strip()))


class UserManager(BaseUserManager["User"]):
    """Makes people."""

    def get_queryset(self) -> UserQuerySet:
        """Return the people, with the reads above."""
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: "User") -> UserQuerySet:
        """Return the people whose page `user` may open."""
        return self.get_queryset().visible_to(user)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Keep a new person; without a password nobody can log in as that person yet."""
        person = self.model(email=email.strip().lower(), **fields)
        person.search_text = fold(person.name)
        person.set_password(password)
        person.save()
        return person


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Names are not checked: they may be written in any script and have any number of parts.

    The groups of Django's own permissions are read by the editor's tool of the newsroom alone; what a person may do is
    said by the roles.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    search_text = models.CharField(max_length=300, blank=True, help_text=_("The name, folded; kept by the actions."))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_address")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name, for libraries that ask by this word."""
        return self.name

    @cached_property
    def roles(self) -> list["Role"]:
        """Return the roles held today in any programme, the one held longest first; read once for each page."""
        return list(self.role_set.held_on(timezone.localdate()).order_by("starts_on", "pk"))

    def has_role(self, *kinds: str, programme: Programme | int | None = None) -> bool:
        """Tell whether this person holds one of `kinds` today, in `programme` or in any."""
        number = programme.pk if isinstance(programme, Programme) else programme
        return any(role.kind in kinds and number in (None, role.programme_id) for role in self.roles)

    def programmes_as(self, *kinds: str) -> list[int]:
        """Return the numbers of the programmes in which this person holds one of `kinds` today."""
        return [role.programme_id for role in self.roles if role.kind in kinds]

    @property
    def office_programmes(self) -> list[int]:
        """Return the numbers of the programmes in whose office this person works."""
        return self.programmes_as(*OFFICE)

    @property
    def is_in_office(self) -> bool:
        """Tell whether this person works in a programme office."""
        return self.has_role(*OFFICE)


class RoleQuerySet(models.QuerySet["Role"]):
    """Reads over the roles."""

    def held_on(self, day: date) -> "RoleQuerySet":
        """Return the roles in force on `day`."""
        return self.filter(starts_on__lte=day).filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day))

    def visible_to(self, user: User) -> "RoleQuerySet":
        """Return the roles that `user` may see: everybody's for the office, otherwise the own ones."""
        return self if user.is_in_office else self.filter(user=user)


class Role(models.Model):
    """What a person does for a programme, from one day to another."""

    class Kind(models.TextChoices):
        OFFICER = "officer", _("Programme officer")
        HEAD = "head", _("Head of programme")
        FINANCE = "finance", _("Finance officer")
        EDITOR = "editor", _("Editor")
        AUDITOR = "auditor", _("Auditor")
        ASSESSOR = "assessor", _("Assessor")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    programme = models.ForeignKey(Programme, models.CASCADE)
    kind = models.CharField(max_length=20, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "programme", "kind", "starts_on"], name="role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


OFFICE = (Role.Kind.OFFICER, Role.Kind.HEAD, Role.Kind.FINANCE, Role.Kind.EDITOR, Role.Kind.AUDITOR)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads over the invitations."""

    def open_at(self, at: datetime) -> "InvitationQuerySet":
        """Return the invitations that can be accepted at `at`."""
        return self.filter(accepted_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """A link sent to a person's address; following it proves that the address is that person's."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, related_name="+", help_text="In whose name; empty for an organisation's."
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} {self.sent_at:%Y-%m-%d}"
