"""The settings of the program itself, for the server that the browser visits, with a fast password hasher."""

from samverka.config.settings import *  # noqa: F403 - these are the settings, with these exceptions

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class FromModels(dict):
    """Says of every application that it has no migrations: some that have them inherit from those of others."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


# The tables are made as the models say. That migrations lead to the same is tried on PostgreSQL.
MIGRATION_MODULES = FromModels()
