"""Keys point downwards: import-linter cannot see a key that names its model in a string, so it is looked up here."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.layers import layers

HEIGHTS = {name: -depth for depth, layer in enumerate(layers()) for name in layer}
# An app inside the newsroom stands upon it, and below what stands upon the newsroom.
HEIGHTS |= {
    config.name: HEIGHTS["samverka.newsroom"] + 0.5
    for config in apps.get_app_configs()
    if config.name.startswith("samverka.newsroom.")
}


def height_of(model):
    """Return the name and the height of the app a model belongs to; other people's apps have none."""
    name = apps.get_app_config(model._meta.app_label).name
    return name, height_of_app(name)


def height_of_app(name):
    """Return the height of an app; one within another's folder knows the one around it, and none beside it."""
    around = name.rpartition(".")[0]
    return HEIGHTS.get(name, HEIGHTS[around] + 0.5 if around in HEIGHTS else None)


def keys_upwards(all_models):
    """Return the keys that point to an app above their own, or beside it in the same layer."""
    found = []
    for model in all_models:
        app, height = height_of(model)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if (
                field.remote_field is None
                or height is None
                or field.related_model._meta.label == settings.AUTH_USER_MODEL
            ):
                continue
            other_app, other_height = height_of(field.related_model)
            if other_height is not None and other_app != app and other_height >= height:
                found.append(f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}")
    return found


def test_keys_point_downwards():
    assert keys_upwards(apps.get_models(include_auto_created=True)) == []


def test_every_app_of_ours_has_its_height():
    ours = [config.name for config in apps.get_app_configs() if config.name.startswith("samverka.")]
    assert [name for name in ours if height_of_app(name) is None] == []


@isolate_apps("samverka.stages.calls", "samverka.stages.payments", "samverka.ground.accounts")
def test_a_key_upwards_is_found_and_one_downwards_or_to_a_person_is_not():
    class Payment(models.Model):
        call = models.ForeignKey("calls.Call", models.PROTECT)

        class Meta:
            app_label = "payments"

    class User(models.Model):
        class Meta:
            app_label = "accounts"

    class Call(models.Model):
        winner = models.ForeignKey("payments.Payment", models.PROTECT, related_name="+")
        runners_up = models.ManyToManyField("payments.Payment", related_name="+")
        asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

        class Meta:
            app_label = "calls"

    assert keys_upwards([Payment, User, Call]) == [
        "calls.Call.winner -> payments.Payment",
        "calls.Call.runners_up -> payments.Payment",
    ]
