"""Look after messages to the office: put aside, erase, forget."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from samverka.ground.guard.actions import forget_spent_slips
from samverka.stages.enquiries.actions import erase_settled_enquiries, forget_networks, put_aside_unconfirmed


class Command(BaseCommand):
    """Puts aside what nobody confirmed, erases what is old, forgets networks and slips within a day."""

    help = "Put aside unconfirmed messages, erase old ones, and forget from which network the newest came."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it all, and say how many there were."""
        at = timezone.now()
        aside, erased = put_aside_unconfirmed(at=at), erase_settled_enquiries(at=at)
        forgotten, slips = forget_networks(at=at), forget_spent_slips(at=at)
        if options["verbosity"]:
            self.stdout.write(
                f"{aside} messages put aside, {erased} erased, {forgotten} networks and {slips} slips forgotten."
            )
