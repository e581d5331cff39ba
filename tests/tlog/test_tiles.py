"""Tiles: paths, widths and growth as C2SP tlog-tiles has them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lilian.tlog import merkle, tiles
from lilian.tlog.tiles import BadPath
from tests.tlog import naive
from tests.tlog.growing import Log


def test_the_example_path_of_the_standard():
    assert tiles.tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tiles.tile_path("entries", 0, 7) == "tile/entries/000.p/7"


@given(st.integers(0, 2**40), st.integers(1, 256))
@example(999, 256)
@example(1000, 255)
def test_a_path_says_its_index_and_width(index, width):
    text = tiles.tile_path(3, index, width).removeprefix("tile/3/")
    assert tiles.parsed_index(text) == (index, width)


@pytest.mark.parametrize(
    "text",
    ["", "0", "00", "0000", "x000/001", "x1/001", "x001/1", "001/001", "x001", "000.p/0", "000.p/256", "000.p/07",
     "000.p/", "000.p/x", "000/", "/000", "٣٣٣", "000.p/٣", "x999/" * 9 + "999"],
)  # fmt: skip
def test_no_other_way_of_writing_a_path_is_taken(text):
    with pytest.raises(BadPath):
        tiles.parsed_index(text)


def test_the_example_tree_of_the_standard():
    widths = [[tiles.width_at(level, index, 70_000) for index in range(275)] for level in range(4)]
    assert widths[0] == [256] * 273 + [112, 0]
    assert widths[1][:3] == [256, 17, 0]
    assert widths[2][:2] == [1, 0]
    assert set(widths[3]) == {0}
    assert [tiles.width_at(level, 0, 256) for level in range(3)] == [256, 1, 0]


@given(st.lists(st.integers(0, 400), max_size=6))
@settings(max_examples=30, deadline=None)
def test_growing_in_any_steps_gives_the_same_tiles(steps):
    log, once = Log(), Log()
    for step in steps:
        log.append(naive.entries(log.size + step)[log.size :])
    once.append(naive.entries(sum(steps)))
    assert log.full == once.full
    assert set(log.full) == {(0, index) for index in range(log.size // 256)}


def test_a_tile_becomes_full_on_every_level_at_once():
    log = Log()
    log.append([b"leaf"] * 65_535)
    assert max(level for level, _ in log.full) == 0
    log.append([b"last"])
    assert sorted(log.full)[-1] == (1, 0)
    expected = [tiles.hashes_in(log.full[1, 0].hashes)[index] for index in (0, 255)]
    assert expected == [log.full[0, 0].root, log.full[0, 255].root]
    assert log.ranges(0, 65_536) == log.full[1, 0].root


def test_a_tile_that_is_too_narrow_is_not_guessed():
    with pytest.raises(merkle.ProofWrong):
        tiles.ranges(lambda level, index: b"\0" * 32 * 2)(0, 4)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_gives_back_its_entries(entries):
    assert tiles.entries_in(tiles.bundle(entries)) == entries


def test_an_entry_has_an_end_and_a_bundle_too():
    assert tiles.bundle([b"x" * 65_535])[:2] == b"\xff\xff"
    with pytest.raises(ValueError):
        tiles.bundle([b"x" * 65_536])
    for cut in (1, 3):
        with pytest.raises(ValueError):
            tiles.entries_in(tiles.bundle([b"abc"])[:cut])
