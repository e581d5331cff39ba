"""doctor, verify, manage and the settings, as commands: what they say, and the code they end with."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from django.db import connection
from typer.testing import CliRunner

from lilian.base import audit, backup, plan_runs
from lilian.base.actors import system
from lilian.base.models import PlanRun
from lilian.cli import doctor, findings, manage, preparing, verify
from lilian.conf import secret
from lilian.conf.environment import BadSetting
from tests.base.tampering import tamper

NOW = datetime(2026, 9, 18, 12, tzinfo=UTC)
LIN = system("Lin")
pytestmark = pytest.mark.django_db


def asked(app: object, *arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)  # type: ignore[arg-type]


def unwell(result: Result) -> list[str]:
    return [each["name"] for each in json.loads(result.stdout) if not each["well"]]


def test_a_sound_machine_is_found_well() -> None:
    result = asked(doctor.app, "--json")
    assert (unwell(result), result.exit_code) == ([], 0)


def test_tables_that_were_not_brought_up_are_named_and_fail() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'base'")
    result = asked(doctor.app, "--json")
    assert (unwell(result), result.exit_code) == (["数据表"], 1)


def test_a_slow_disk_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "LEAST_COMMITS", 10**9)
    result = asked(doctor.app)
    assert "✗ 写入速度" in result.stdout
    assert "请换固态硬盘" in result.stdout
    assert result.exit_code == 1


def test_a_look_that_breaks_is_a_line_that_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def disk(_: findings.Translate) -> findings.Finding:
        raise OSError("gone")

    monkeypatch.setattr(findings, "LOOKS", (disk,))
    result = asked(doctor.app, "--json")
    assert (unwell(result), result.exit_code) == (["硬盘空间"], 1)


@pytest.mark.parametrize(("hours", "well"), [(25, True), (27, False)])
def test_a_backup_older_than_a_night_is_a_warning(hours: int, well: bool, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    made = datetime.now(UTC) - timedelta(hours=hours)
    backup.record(actor=LIN, made=Path("lilian-1.sqlite3"), now=made)
    result = asked(doctor.app, "--json")
    assert (unwell(result), result.exit_code) == ([] if well else ["上次备份"], 0)


def test_what_fits_together_is_said_to_fit() -> None:
    audit.record(actor=LIN, event="test.happened", subject="x", at=NOW)
    result = asked(verify.app)
    assert (result.stdout.strip(), result.exit_code) == ("都对得上。", 0)


def test_a_tampered_act_is_named_and_fails() -> None:
    audit.record(actor=LIN, event="test.happened", subject="x", at=NOW)
    tamper("UPDATE base_auditevent SET actor_name = 'Hai' WHERE number = 1")
    result = asked(verify.app)
    assert "audit: event 1 was changed after it was written" in result.stdout
    assert result.exit_code == 1


def test_a_tampered_plan_is_named_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(plan_runs.TOPICS, "test", lambda problem, limits: plan_runs.Answered(problem))
    run = plan_runs.store_problem(actor=LIN, topic="test", problem="{}", now=NOW)
    plan_runs.finish(run_id=run.pk, answered=plan_runs.Answered("plan"), now=NOW)
    PlanRun.objects.update(plan="a better plan")
    result = asked(verify.app)
    assert f"plan run {run.pk}: the plan was changed after it was stored" in result.stdout
    assert result.exit_code == 1


def test_looking_through_everything_may_take_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(verify, "_walk", lambda told: seen.append(timeout()) or 0, raising=True)
    asked(verify.app)
    assert (seen, timeout()) == ((["0"], "30s") if connection.vendor == "postgresql" else (["none"], "none"))


def timeout() -> str:
    """How long PostgreSQL lets a statement take; SQLite has no such limit."""
    if connection.vendor == "sqlite":
        return "none"
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return str(cursor.fetchone()[0])


def test_the_frameworks_own_commands_are_passed_through(capfd: pytest.CaptureFixture[str]) -> None:
    result = asked(manage.app, "showmigrations", "base", "--plan")
    assert "base.0001_users_and_audit" in result.stdout + capfd.readouterr().out
    assert result.exit_code == 0


def test_the_made_key_is_for_its_owner_alone_and_stays(tmp_path: Path) -> None:
    key = secret.kept_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert len(key) >= 50
    assert secret.kept_key(tmp_path) == key


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    secret.kept_key(tmp_path)
    (tmp_path / "secret-key").chmod(0o644)
    with pytest.raises(BadSetting, match="chmod 600"):
        secret.kept_key(tmp_path)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: object) -> list[str]:
    """Names of the framework's commands that were run."""
    from django.core import management

    own, names = management.call_command, list[str]()
    settings.STATIC_ROOT = tmp_path / "static"  # type: ignore[attr-defined]
    backend = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}  # type: ignore[attr-defined]
    monkeypatch.setattr(management, "call_command", lambda name, **options: (names.append(name), own(name, **options)))
    return names


def test_a_first_start_lays_out_the_pages_and_a_second_does_not(called: list[str], tmp_path: Path) -> None:
    preparing.prepare()
    assert "built/app.css" in json.loads((tmp_path / "static" / "staticfiles.json").read_text())["paths"]
    preparing.prepare()
    assert called.count("collectstatic") == 1


def test_tables_are_brought_up_only_when_something_waits(called: list[str]) -> None:
    preparing.prepare()
    assert "migrate" not in called


def test_a_page_style_that_was_never_made_stops_the_start(called: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "STYLE_SHEET", "built/nothing.css")
    with pytest.raises(preparing.AssetsMissing):
        preparing.prepare()
    assert called == []
