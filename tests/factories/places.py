"""Things that take a while to lay out, laid out once for all tests of a module."""

from contextlib import contextmanager

from django.db import transaction

from tests.factories.remembered import memory


@contextmanager
def laid_out_once(django_db_blocker):
    """Keep what is written inside for the tests of a module, and take it away afterwards.

    The test's own transaction lies inside this one, so each test still undoes only its own changes. Walks that were
    remembered began elsewhere, so none is used here.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        ground, memory.ground = memory.ground, None
        yield
        memory.ground = ground
        transaction.set_rollback(True)
