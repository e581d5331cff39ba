"""What must be there before the site opens: tables, the cache table, static files."""

from pathlib import Path


def prepare() -> None:
    """Bring the database to the program's version and lay out static files; nothing to do takes no time."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("check", verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not settings.DEBUG:
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)


def waiting_migrations() -> list[str]:
    """Names of the migrations the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
