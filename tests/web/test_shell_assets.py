"""What a page weighs, and that every icon named is in the sheet."""

import gzip
import re
from pathlib import Path

import pytest

from lilian.web.shell.front import fronts
from tests.conftest import ROOT
from tests.members.cast import the_cast
from tests.web.pages import signed_in

WEB = ROOT / "src" / "lilian" / "web"
BUILT = WEB / "static" / "built"
PAGE_KB = 65


@pytest.fixture(autouse=True)
def built() -> Path:
    if not (BUILT / "app.css").exists():
        pytest.skip("the assets are not built; run make assets")
    return BUILT


def weight(name: str) -> int:
    return len(gzip.compress((BUILT / name).read_bytes(), 9))


def test_what_every_page_loads_leaves_room_for_the_page() -> None:
    """A phone form may weigh 100 KB in all, a staff page 150 KB."""
    assert sum(weight(name) for name in ("app.css", "app.js", "icons.svg", "mark.svg")) <= PAGE_KB * 1024


def test_a_part_s_own_sheet_is_loaded_by_its_pages_and_by_no_others(db: None) -> None:
    clerk = signed_in(the_cast(), "lin")
    assert re.findall(r"built/part-(\w+)", clerk.get("/receiving/prices/").text) == ["receiving"]
    assert re.findall(r"built/part-(\w+)", clerk.get("/crates/").text) == []


def packed() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (BUILT / "icons.svg").read_text(encoding="utf-8")))


def test_every_icon_of_a_template_is_packed() -> None:
    templates = [*(WEB / "templates").rglob("*.html"), *(ROOT / "src" / "lilian" / "api").rglob("*.html")]
    text = "".join(path.read_text(encoding="utf-8") for path in templates)
    named = set(re.findall(r'(?:<c-icon name|\sicon)="([a-z0-9-]+)"', text))
    assert named - packed() == set()


def test_every_icon_of_the_navigation_is_packed() -> None:
    assert {entry.icon for front in fronts() for entry in front.entries} - packed() == set()
