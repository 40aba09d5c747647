"""How the log-in library works here: nobody signs up uninvited, and its letters go through the outbox."""

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import User
from samverka.ground.common.bilingual import current_language
from samverka.ground.outbox.actions import Letter, post


class InvitedOnly(DefaultAccountAdapter):
    """Accounts by invitation only, but for those who comment: `portal.account.codes` opens theirs."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code in the newest letter. Look at the letter, and write it again."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, and ask for a new code or try again."),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        """Nobody signs up uninvited."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post the library's letter (reset of a password, change of an address) through the outbox."""
        person = User.objects.filter(email__iexact=email).first()
        message = self.render_mail(template_prefix, email, context)
        language = person.language if person else current_language()
        post([Letter(email, language, message.subject, message.body, person)], at=timezone.now())


class SealedSecrets(DefaultMFAAdapter):
    """What a second step rests on is sealed with the secret of the installation: a stolen database opens nothing."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return self._seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return self._seal().decrypt(encrypted_text.encode()).decode()

    def _seal(self) -> Fernet:
        digest = hashlib.sha256(f"second step {settings.SECRET_KEY}".encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))
