"""What holds for every action: keyword-only, the actor named, the clock passed in, audited, one transaction."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "lilian"
MODULES = [
    "members",
    "catalog",
    "stock",
    "storage",
    "packing",
    "certificates",
    "brand",
    "usage",
    "receiving",
    "quality",
    "keeping",
    "purchasing",
    "supplies",
    "deposits",
    "transparency",
    "exchange",
]


def action_files() -> Iterator[Path]:
    for module in MODULES:
        yield from (PACKAGE / module).glob("actions.py")
        yield from (PACKAGE / module).glob("actions/*.py")


def decorators(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(decorator).split("(")[0] for decorator in function.decorator_list}


def is_act(function: ast.FunctionDef) -> bool:
    """An act is public and named with an actor; what has none is a piece of one."""
    return not function.name.startswith("_") and "actor" in {argument.arg for argument in function.args.kwonlyargs}


ACTS = [
    pytest.param(path, node, id=f"{path.relative_to(PACKAGE)}:{node.name}")
    for path in action_files()
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and is_act(node)
]


def calls(tree: ast.AST) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


@cache
def pieces(folder: Path) -> dict[str, list[ast.FunctionDef]]:
    """The functions of a module's actions by name, whichever file they stand in."""
    found: dict[str, list[ast.FunctionDef]] = defaultdict(list)
    for path in folder.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                found[node.name].append(node)
    return found


def audited(path: Path, function: ast.FunctionDef, seen: frozenset[str] = frozenset()) -> bool:
    """True if the act records, itself or through a piece of the same module's actions."""
    made = calls(function)
    if made & {"audit.record", "audit.record_all"}:
        return True
    near = [node for name in made - seen for node in pieces(path.parent).get(name, ())]
    return any(audited(path, piece, seen | {function.name}) for piece in near)


def test_there_are_actions_to_look_at() -> None:
    assert len(ACTS) > 20


@pytest.mark.parametrize(("path", "function"), ACTS)
def test_an_action_takes_keywords_only(path: Path, function: ast.FunctionDef) -> None:
    assert not function.args.args
    assert "now" in {argument.arg for argument in function.args.kwonlyargs}


@pytest.mark.parametrize(("path", "function"), ACTS)
def test_an_action_is_one_transaction(path: Path, function: ast.FunctionDef) -> None:
    assert decorators(function) & {"transaction.atomic", "atomic"} or any(
        "transaction.atomic" in call for call in calls(function)
    )


@pytest.mark.parametrize(("path", "function"), ACTS)
def test_an_action_is_audited(path: Path, function: ast.FunctionDef) -> None:
    assert audited(path, function)
