"""The command and its topics."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lilian.cli.main import TOPICS, app
from tests.cli.workbooks import peak_workbook


def loaded_by(arguments: list[str]) -> set[str]:
    """The packages a fresh interpreter has loaded after running the command."""
    program = (
        "import sys; from lilian.cli.main import app\n"
        f"app({arguments!r}, standalone_mode=False)\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return set(done.stdout.partition("LOADED")[2].split())


def test_every_topic_answers_to_its_name() -> None:
    for topic in TOPICS:
        assert CliRunner().invoke(app, [topic, "--help"]).exit_code == 0


def test_an_unknown_topic_is_a_usage_error() -> None:
    assert CliRunner().invoke(app, ["plum"]).exit_code == 2


@pytest.mark.slow
def test_a_plan_is_made_without_django(tmp_path: Path) -> None:
    assert "django" not in loaded_by(["plan", "storage", str(peak_workbook(tmp_path / "a.xlsx"))])


@pytest.mark.slow
def test_a_plan_is_made_with_numpy_loaded(tmp_path: Path) -> None:
    """The test above would see Django if it were there."""
    assert "numpy" in loaded_by(["plan", "storage", str(peak_workbook(tmp_path / "a.xlsx"))])


def test_asking_for_help_on_plans_loads_neither_django_nor_numpy() -> None:
    assert not {"django", "numpy"} & loaded_by(["plan", "storage", "--help"])
