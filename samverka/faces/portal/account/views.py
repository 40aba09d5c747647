"""The account room: coming in by invitation, and one's own name and language."""

from typing import Any

from allauth.account.forms import LoginForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.account.forms import InvitationForm, PersonForm
from samverka.faces.portal.frame import is_anybody
from samverka.ground.accounts.actions import accept_invitation, edit_person, hash_of, renew_invitation
from samverka.ground.accounts.models import Invitation, User
from samverka.ui.pages import PUBLIC, FormPage, Page


class InvitationPage(Page):
    """A page for whoever holds a link; it says the same of a link that was used, is too old, or never was."""

    allowed = PUBLIC
    frame = "allauth/layouts/entrance.html"
    invitation: Invitation | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the invitation, and speak the language of the person it was sent to."""
        super().setup(request, *args, **kwargs)
        found = Invitation.objects.open_at(self.at).filter(token_hash=hash_of(kwargs["token"]))
        self.invitation = found.select_related("user").first()
        if self.invitation:
            translation.activate(self.invitation.user.language)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the page out of every cache: its address is a key."""
        answer = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(answer)
        return answer

    def draw_spent(self) -> HttpResponse:
        """Say that the link opens nothing, and offer a new one."""
        again = reverse("account_invitation_again", args=[self.kwargs["token"]])
        shown = {**self.context(), "heading": _("This link cannot be used"), "again_url": again}
        return render(self.request, "portal/account/spent.html", shown, status=410)


class AcceptInvitation(InvitationPage, FormPage):
    """Choosing a password opens the account."""

    template_name = "portal/account/invitation.html"
    form_class = InvitationForm
    heading = _("Welcome")
    submit_label = _("Open my account")
    done = _("Your account is open.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form only to the holder of a link that is open."""
        if self.invitation is None:
            return self.draw_spent()
        return super().dispatch(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        person: User = self.invitation.user  # type: ignore[union-attr]
        # A copy: what is typed wrongly must not reach the person that the page speaks of.
        return {
            "instance": User(name=person.name, language=person.language, email=person.email),
            "initial": {"email": person.email},
        }

    def act(self, form: InvitationForm) -> HttpResponseBase:
        """Open the account and log the person in, by the same way that the log-in page takes."""
        given = form.cleaned_data
        person = accept_invitation(
            self.kwargs["token"],
            password=given["password"],
            name=given["name"],
            language=given["language"],
            at=self.at,
        )
        translation.activate(person.language)
        login = LoginForm({"login": person.email, "password": given["password"]}, request=self.request)
        if not login.is_valid():  # too many have tried to log in from here: then the person does it later
            return redirect("account_login")
        answer: HttpResponseBase = login.login(self.request)
        return answer

    def done_url(self, result: HttpResponseBase) -> str:
        return str(result["Location"])


class RenewInvitation(InvitationPage):
    """A new link, sent to the address of the old one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for it; the answer is the same whether there was anything to send."""
        renew_invitation(kwargs["token"], at=self.at)
        return redirect("account_invitation_again", kwargs["token"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what happened, as far as anybody may know."""
        self.heading = _("Look in your mailbox")
        self.template_name = "portal/account/renewed.html"
        return self.draw()


class EditOwnAccount(FormPage):
    """One's own name and language; address, password and second step are the log-in library's."""

    allowed = is_anybody
    frame = "allauth/layouts/manage.html"
    template_name = "portal/account/person.html"
    form_class = PersonForm
    heading = _("Name and language")

    def form_arguments(self) -> dict[str, Any]:
        person = self.request.user
        return {"instance": User(name=person.name, language=person.language, email=person.email)}

    def act(self, form: PersonForm) -> User:
        person = edit_person(self.request.user, by=self.request.user, at=self.at, **form.cleaned_data)
        translation.activate(person.language)
        return person

    def done_url(self, result: User) -> str:
        return reverse("account_person")
