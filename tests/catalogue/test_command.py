"""The command that builds the catalogues ahead of visitors."""

from django.core.management import call_command
from django.utils import timezone

from samverka.stages.catalogue.models import Edition
from samverka.stages.projects.models import Case
from tests.factories.projects import public_case


def editions():
    return set(Edition.objects.values_list("kind", "pk"))


def test_both_are_built_once_and_anew_after_a_change(cast, at):
    case = public_case(cast, at)
    call_command("build_catalogues")
    first = editions()
    assert {kind for kind, _number in first} == set(Edition.Kind)
    call_command("build_catalogues")
    assert editions() == first
    Case.objects.filter(pk=case.pk).update(changed_at=timezone.now())
    call_command("build_catalogues")
    assert not editions() & first
