"""Many real processes at the same moment: the chain stays whole, one request is one act; and the mutants are seen."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.ops.racing import EACH

PROCESSES = 16
pytestmark = pytest.mark.slow


@pytest.fixture
def env(own_database: str, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "LILIAN_DATABASE_URL": own_database,
        "LILIAN_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.ops.settings",
    }


def raced(env: dict[str, str], what: str, *mutant: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.ops.racing", what, str(PROCESSES), *mutant]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout))


def test_sixteen_processes_write_one_whole_chain(env: dict[str, str]) -> None:
    assert raced(env, "write") == {"failed": 0, "written": PROCESSES * EACH, "faults": []}


def test_a_chain_without_its_lock_is_seen_to_fail(env: dict[str, str]) -> None:
    seen = raced(env, "write", "mutant")
    assert seen["failed"] > 0
    assert seen["written"] < PROCESSES * EACH


def test_one_request_of_sixteen_processes_is_one_act(env: dict[str, str]) -> None:
    assert raced(env, "ask") == {"failed": 0, "written": 1, "faults": []}


def test_requests_without_key_and_lock_are_seen_to_act_twice(env: dict[str, str]) -> None:
    assert raced(env, "ask", "mutant")["written"] > 1
