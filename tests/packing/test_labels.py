"""Labels: the right size, the right words, and a code that a reader reads back."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import zxingcpp

from lilian.packing import rules
from lilian.packing.papers import SIZES, Label, digital_link, labels_pdf

POINTS_A_MM = 72 / 25.4
PRINTER_DPI = 203  # what label printers of the county do
CODE = rules.box_code(123_456_789_012_345_678)
LINK = digital_link("pears.example", "00200000000014", "B000012X", CODE)
LABEL = Label(
    name="礼盒 10 粒装",
    variety="玉露香梨",
    grade="特级",
    net="2.5 kg",
    pieces="10 个",
    packer="晨露果品加工有限公司",
    packed_on=date(2026, 11, 26),
    batch="B000012X",
    origin="演示县",
    gtin="00200000000014",
    code=CODE,
    link=LINK,
)


@pytest.mark.parametrize(("size", "shape"), SIZES.items())
def test_a_label_has_the_size_of_its_paper(size: str, shape: tuple[int, int]) -> None:
    page = pypdfium2.PdfDocument(labels_pdf([LABEL], size))[0]
    assert [round(points / POINTS_A_MM, 1) for points in page.get_size()] == list(shape)


@pytest.mark.parametrize("size", SIZES)
def test_every_printed_code_is_read_back(size: str) -> None:
    codes = [rules.box_code(10**19 + n) for n in range(5)]
    labels = [
        replace(LABEL, code=each, link=digital_link("h.example", LABEL.gtin, LABEL.batch, each)) for each in codes
    ]
    pages = list(pypdfium2.PdfDocument(labels_pdf(labels, size)))
    told = [zxingcpp.read_barcodes(page.render(scale=PRINTER_DPI / 72).to_pil()) for page in pages]
    assert [[found.text for found in page] for page in told] == [[label.link] for label in labels]
    assert {found.ec_level for page in told for found in page} == {"Q"}


@pytest.mark.parametrize("size", SIZES)
def test_a_label_says_what_the_law_asks(size: str) -> None:
    text = pypdfium2.PdfDocument(labels_pdf([LABEL], size))[0].get_textpage().get_text_range()
    said = text.replace("\r\n", "")
    for words in ("礼盒 10 粒装", "玉露香梨 特级", "2.5 kg", "10 个", "2026-11-26", "B000012X", "演示县", LABEL.spoken):
        assert words in said


def test_a_link_is_in_capitals_and_in_the_order_of_gs1() -> None:
    assert f"HTTPS://PEARS.EXAMPLE/01/00200000000014/10/B000012X/21/{CODE}" == LINK


@pytest.mark.parametrize("name", ['引"号', "反\\斜", "#let x = 1", "$数$", "两\n行", "[括]"])
def test_no_name_upsets_the_page(name: str) -> None:
    text = pypdfium2.PdfDocument(labels_pdf([replace(LABEL, name=name)], "100x70"))[0].get_textpage().get_text_range()
    assert name.replace("\n", "").replace(" ", "") in text.replace("\r\n", "").replace(" ", "")


@pytest.mark.parametrize(("labels", "size"), [([], "100x70"), ([LABEL], "80x50")])
def test_no_labels_or_no_such_paper_is_a_fault(labels: list[Label], size: str) -> None:
    with pytest.raises(ValueError):
        labels_pdf(labels, size)
