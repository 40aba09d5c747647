"""Things that take a while to lay out, laid out once for all tests of a module."""

from contextlib import contextmanager

from django.db import transaction

from tests.factories.remembered import memory


@contextmanager
def laid_out_once(django_db_blocker, lay_out):
    """Keep what `lay_out` writes for the tests of a module, and take it away afterwards; give what it returns.

    The test's own transaction lies inside this one, so each test still undoes only its own changes. Walks go on from
    here; a `lay_out` that is itself one leads to the same place in every module.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        before = memory.ground, memory.sequences
        memory.begin_test()
        laid_out = lay_out()
        memory.take_as_ground()
        yield laid_out
        memory.ground, memory.sequences = before
        transaction.set_rollback(True)
