"""Hostile files are refused in words, quickly, and without much memory."""

import random
import time

import pytest

from lilian.sheets import FileRefused, read_book
from lilian.sheets import refusals as why
from tests.sheets import hostile

LONGEST_S = 20.0  # a hang is a fault here; how quick it is, `bench/sheets.py` measures (2 s is the goal)
REASONS = {
    hostile.flat_bomb: why.Bomb,
    hostile.nested_bomb: why.Bomb,
    hostile.forged_size: why.Bomb,
    hostile.overlapping: why.Bomb,
    hostile.many_members: why.Bomb,
    hostile.entities: why.Bomb,
    hostile.outside_entity: why.Bomb,
    hostile.macros: why.HasMacros,
    hostile.macro_type: why.HasMacros,
    hostile.outside_link: why.HasExternalLinks,
    hostile.locked: why.Encrypted,
    hostile.locked_members: why.Encrypted,
    hostile.locked_document: why.Encrypted,
    hostile.old_macros: why.HasMacros,
    hostile.document_macros: why.HasMacros,
    hostile.slipping: why.Damaged,
    hostile.twofold: why.Damaged,
    hostile.truncated: why.Damaged,
    hostile.scrambled: why.Damaged,
    hostile.bad_crc: why.Damaged,
    hostile.far_cell: why.TooManyRows,
    hostile.far_cell_oddly_written: why.TooManyRows,
    hostile.too_wide: why.TooManyRows,
    hostile.too_many_lines: why.TooManyRows,
    hostile.too_big: why.TooBig,
    hostile.web_page: why.HtmlInside,
    hostile.one_long_text_a_thousand_times: why.TooHeavy,
    hostile.corners: why.TooManyRows,
    hostile.cells_without_places: why.TooManyRows,
    hostile.endless_text: why.Bomb,
    hostile.empty: why.EmptyFile,
}


def test_a_good_workbook_made_the_same_way_is_read():
    name, data = hostile.good()
    assert read_book(data, name).sheets[0].rows == [["x"]]


@pytest.mark.parametrize("kind", hostile.KINDS, ids=lambda kind: kind.__name__)
def test_a_hostile_file_is_refused_in_time(kind):
    name, data = kind(random.Random(1))
    start = time.perf_counter()
    with pytest.raises(FileRefused):
        read_book(data, name)
    assert time.perf_counter() - start < LONGEST_S


@pytest.mark.parametrize("kind", REASONS, ids=lambda kind: kind.__name__)
def test_the_refusal_gives_the_true_reason(kind):
    name, data = kind(random.Random(2))
    with pytest.raises(REASONS[kind]):
        read_book(data, name)


def test_a_refusal_says_what_to_do():
    name, data = hostile.locked(random.Random(1))
    with pytest.raises(FileRefused) as refused:
        read_book(data, name)
    assert refused.value.text() == "文件设了打开密码，系统打不开。请在 Excel 或 WPS 里取消密码，保存后再上传。"
