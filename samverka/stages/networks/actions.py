"""Keeping networks and the partnerships in them."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import Role, User
from samverka.ground.audit.actions import record
from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import require
from samverka.ground.programme.models import Programme
from samverka.stages.networks.models import Network, NetworkMembership
from samverka.stages.partnerships.models import Partnership


@transaction.atomic
def make_network(programme: Programme, name_sv: str, name_en: str, *, by: User | None, at: datetime) -> Network:
    """Return the programme's network with this English name; make it when there is none.

    Who: programme officer, head of programme, or the command line (`by` None). Tells nobody.
    """
    if by is not None:
        require(by.has_role(Role.Kind.OFFICER, Role.Kind.HEAD, Role.Kind.EDITOR, programme=programme))
    network = Network.objects.filter(programme=programme, name_en=name_en).first()
    if network:
        return network
    network = Network.objects.create(programme=programme, slug=_free_slug(name_en), name_sv=name_sv, name_en=name_en)
    record(gettext_noop("Network made"), network, by=by, at=at)
    return network


@transaction.atomic
def join_network(partnership: Partnership, network: Network, *, by: User | None, at: datetime) -> NetworkMembership:
    """Let the partnership belong to the network; a repeat returns the membership that is there.

    Who: programme officer, head of programme, or the command line (`by` None). Tells nobody.
    """
    if by is not None:
        require(by.has_role(Role.Kind.OFFICER, Role.Kind.HEAD, Role.Kind.EDITOR, programme=network.programme))
    membership, is_new = NetworkMembership.objects.get_or_create(network=network, partnership=partnership)
    if is_new:
        record(gettext_noop("Partnership joined a network"), partnership, by=by, at=at, network=network.name_en)
    return membership


def _free_slug(name: str) -> str:
    """Return an address made of the name that no other network has."""
    stem = slugify(fold(name))[:100] or "network"
    taken = set(Network.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if slug not in taken)
