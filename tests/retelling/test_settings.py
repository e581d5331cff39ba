"""LILIAN_GLN and LILIAN_SSCC come from the environment to names of places and pallets; wrong ones stop the start."""

import os
import subprocess
import sys

import pytest

NAMED = """
import django; django.setup()
from lilian.retelling.queries.naming import wanted
print(wanted().gln, wanted().sscc)
"""


def started(**environment: str) -> subprocess.CompletedProcess[str]:
    said = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"} | environment
    return subprocess.run([sys.executable, "-c", NAMED], env=said, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_alliances_numbers_are_taken_from_the_environment() -> None:
    found = started(LILIAN_GLN="6901234000016", LILIAN_SSCC="06901234")
    assert found.stdout.split() == ["6901234000016", "06901234"], found.stderr


@pytest.mark.parametrize(("name", "value"), [("LILIAN_GLN", "6901234000017"), ("LILIAN_SSCC", "069012")])
def test_a_wrong_number_keeps_the_program_down(name: str, value: str) -> None:
    found = started(**{name: value})
    assert found.returncode != 0
    assert name in found.stderr
