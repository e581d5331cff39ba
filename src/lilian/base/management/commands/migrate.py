"""`migrate`, with a leaner idea of the models on the way."""

from django.core.management.commands import migrate

from lilian.base.migrating import LeanExecutor

vars(migrate)["MigrationExecutor"] = LeanExecutor  # the command has no other place to say which
Command = migrate.Command
