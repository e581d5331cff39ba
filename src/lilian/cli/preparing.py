"""What must be there before the site opens: tables, the cache table, static files. What is there is left alone."""

import hashlib
from pathlib import Path

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal

STYLE_SHEET = "built/app.css"


class AssetsMissing(Refusal):
    code = "cli.assets_missing"
    sentence = gettext_noop("网页样式还没有做出来。")
    remedy = gettext_noop("请在源码目录运行 make assets。")


def prepare() -> None:
    """Bring the database to the program's version and lay out static files; a program that changed is checked first.

    :raises AssetsMissing: if the style sheet was never built
    """
    from django.core.management.base import BaseCommand

    stale = static_is_stale()
    if stale:
        must_have_assets()
        BaseCommand().check()
    prepare_tables()
    if stale:
        lay_out_static()


def must_have_assets() -> None:
    from django.contrib.staticfiles.finders import find

    if find(STYLE_SHEET) is None:
        raise AssetsMissing()


def prepare_tables() -> None:
    from django.core.management import call_command
    from django.db import connection

    from lilian.base.engine import unhurried

    with unhurried(connection):
        if waiting_migrations():
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def waiting_migrations() -> list[str]:
    """Names of the migrations the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def static_is_stale() -> bool:
    """Whether the sources of the static files differ from what was laid out last."""
    from django.conf import settings

    if settings.DEBUG:  # then they are served from their sources
        return False
    laid_out = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists() and _stamp().exists()
    return not laid_out or _stamp().read_text(encoding="ascii") != _sources_digest()


def lay_out_static() -> None:
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    _stamp().write_text(_sources_digest(), encoding="ascii")


def _stamp() -> Path:
    """Beside the folder, so that it is not served."""
    from django.conf import settings

    return Path(settings.STATIC_ROOT).with_name("static.stamp")


def _sources_digest() -> str:
    """Of every source's path, size and time of change; reading them all would take as long as collecting."""
    from django.contrib.staticfiles.finders import get_finders

    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            found.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return found.hexdigest()
