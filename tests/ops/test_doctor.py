"""The doctor on a sick machine: each fault is a line that says what to do, never a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner

from lilian.base import audit
from lilian.base.actors import system
from lilian.cli import broken, doctor, findings
from lilian.transparency.actions import key_file
from tests.browser.site import free_port
from tests.ops.tampering import triggers_off
from tests.transparency.county import County, the_county

Lines = Callable[..., str]


def told(folder: Path, *words: str) -> tuple[str, int]:
    """What `lilian doctor`, or another command, says where this is the data folder, and the code it ends with."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LILIAN_", "DJANGO_"))}
    command = [sys.executable, "-m", "lilian", *(words or ("doctor",))]
    done = subprocess.run(command, env={**kept, "LILIAN_VAR": str(folder)}, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr, done.returncode


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte of its own."""
    mounted = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path)]
    if not sys.platform.startswith("linux") or subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk on this machine")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def fill_up(disk: Path) -> None:
    left = os.statvfs(disk)
    (disk / "fill").write_bytes(bytes(left.f_bavail * left.f_frsize))


def with_key(disk: Path) -> Path:
    """A folder that was set up while all was well."""
    (disk / "secret-key").write_text("k" * 64)
    (disk / "secret-key").chmod(0o600)
    return disk


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said, code = told(tmp_path / "file" / "var")
    assert ("写不进去" in said, "LILIAN_VAR" in said, "Traceback" in said, code) == (True, True, False, 2)


def test_a_full_disk_at_the_first_start_is_a_sentence(small_disk: Path) -> None:
    fill_up(small_disk)
    said, code = told(small_disk)
    assert ("硬盘满了" in said, "Traceback" in said, code) == (True, False, 2)


def test_a_full_disk_is_named_by_the_doctor(small_disk: Path) -> None:
    fill_up(with_key(small_disk))
    said, code = told(small_disk)
    assert ("✗ 数据文件夹  硬盘满了" in said, "请清理硬盘" in said, "Traceback" in said, code) == (True, True, False, 1)


def test_a_read_only_folder_is_named_by_the_doctor(small_disk: Path) -> None:
    with_key(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    said, code = told(small_disk)
    assert ("✗ 数据文件夹  数据文件夹写不进去" in said, "换成能写的" in said, "Traceback" in said) == (
        True,
        True,
        False,
    )
    assert code == 1


def test_the_site_does_not_open_on_a_read_only_folder_and_says_why(small_disk: Path) -> None:
    with_key(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    said, code = told(small_disk, "serve", "--port", str(free_port()))
    assert ("写不进去" in said, "换成能写的" in said, "Traceback" in said, code) == (True, True, False, 2)


def test_a_new_folder_wants_its_tables(tmp_path: Path) -> None:
    said, code = told(tmp_path)
    assert ("✗ 数据表" in said, "no such table" in said, "lilian manage migrate" in said, code) == (True, True, True, 1)


@pytest.mark.django_db
def test_a_machine_without_chinese_fonts_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "fc-list"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    said = CliRunner().invoke(doctor.app).stdout
    assert ("✗ 中文字体  0 种" in said, "fonts-noto-cjk" in said) == (True, True)


@pytest.mark.django_db
def test_a_machine_that_cannot_list_its_fonts_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    said = CliRunner().invoke(doctor.app).stdout
    assert ("✗ 中文字体  查不到" in said, "fontconfig" in said) == (True, True)


@pytest.mark.django_db
def test_a_clock_behind_what_was_done_is_named() -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    audit.record(actor=system("Lin"), event="test.happened", subject="x", at=tomorrow)
    said = CliRunner().invoke(doctor.app)
    assert ("✗ 时钟" in said.stdout, "请校准" in said.stdout, said.exit_code) == (True, True, 1)


@pytest.mark.django_db
def test_a_clock_from_before_the_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "PROGRAM_DAY", datetime.now(UTC) + timedelta(days=1))
    assert "✗ 时钟" in CliRunner().invoke(doctor.app).stdout


@pytest.fixture
def logged(db: None, tmp_path: Path, settings: Any) -> County:
    """Three loads in the log, signed, its key in a folder of this test."""
    settings.LOG_FOLDER = tmp_path / "log"
    county = the_county()
    county.receives(3)
    county.signs(datetime.now(UTC))
    return county


def line_of(name: str) -> str:
    """What the doctor says of it, with what to do."""
    lines = CliRunner().invoke(doctor.app).stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if f" {name}  " in line)
    return "\n".join(lines[at : at + 2])


def test_a_log_that_is_whole_and_signed_is_well(logged: County) -> None:
    assert line_of("存证日志").startswith("✓ 存证日志  5 条，一条不缺")
    assert line_of("上次存证点").startswith("✓")


def test_a_hole_in_the_log_is_named(logged: County) -> None:
    with triggers_off("transparency"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM transparency_salt WHERE leaf_id = 1")
        cursor.execute("DELETE FROM transparency_leaf WHERE seq = 1")
    assert "✗ 存证日志  一共 5 条，缺 1 条" in line_of("存证日志")


def test_a_log_behind_what_was_signed_is_named(logged: County) -> None:
    (point,) = (key_file.folder() / key_file.SIGNED).glob("*.txt")
    point.write_text(point.read_text().replace("\n5\n", "\n7\n"))
    point.rename(point.with_name(point.name.replace("0005-", "0007-")))
    assert "✗ 存证日志  日志倒退了" in line_of("存证日志")


def test_a_checkpoint_that_is_late_is_a_warning(logged: County) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=3)
    told_of = "catalog.StandardVersion:1"
    audit.record(actor=system("Lin"), event="catalog.version_published", subject=told_of, at=long_ago)
    assert line_of("上次存证点").startswith("! 上次存证点")


def test_a_machine_without_the_logs_key_is_warned(logged: County) -> None:
    (key_file.folder() / key_file.KEY).unlink()
    assert "没有在用的私钥" in line_of("上次存证点")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("attempt to write a readonly database", broken.UNWRITABLE),
        ("database or disk is full", broken.FULL),
        ('relation "base_auditevent" does not exist', broken.NO_TABLES),
        ("connection failed: connection to server at ...", broken.NO_SERVER),
    ],
)
def test_what_an_engine_says_is_understood(words: str, meant: tuple[str, str]) -> None:
    assert broken.cause(RuntimeError(words)) == meant


def test_what_nobody_knows_is_left_to_a_person() -> None:
    assert broken.cause(RuntimeError("gone")) is None


def test_every_look_has_its_name() -> None:
    assert [each.__name__ for each in findings.LOOKS if each.__name__ not in findings.NAMES] == []
