"""Certificates on paper: the size, the order's exact words, a code that is read back, and void ones that say so."""

from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse

from lilian.certificates.papers import SIZES, CertificatePaper, pdf
from lilian.certificates.values import OPEN_PAGE, Form, certificate_number, spoken
from lilian.flows.certificate_papers import printed
from tests.certificates.promising import Promising

POINTS_A_MM = 72 / 25.4
PRINTER_DPI = 203  # what label printers of the county do
SHAPES = {"60x40": [60, 40], "a4": [210, 297]}
NUMBER = certificate_number(123_456_789)
PRODUCER = ("未使用禁用农药、兽药及其他化合物；", "使用的常规农药、兽药残留不超标。")
BUYER = (
    "已按规定收取并保存该批次农产品承诺达标合格证或者其他质量安全合格证明；",
    "未违规使用保鲜剂、防腐剂、添加剂等。",
)
PAPER = CertificatePaper(
    title="承诺达标合格证",
    form="生产者",
    number=spoken(NUMBER),
    lead="我承诺：",
    promises=PRODUCER,
    basis="承诺依据",
    bases=(("质量安全控制符合要求", True), ("自行检测合格", False), ("委托检测合格", False)),
    facts=(
        ("产品", "玉露香梨"),
        ("重量", "1,234.5 公斤"),
        ("产地", "城南乡上庄村"),
        ("承诺人", "秀梅合作社"),
        ("联系电话", "0357-0000000"),
        ("开具", "2026-09-18 12:30"),
    ),
    more=(("批次", "L000012X"),),
    sign=("承诺人（盖章或签字）", "郭守库"),
    void="",
    void_why="",
    link=f"https://pears.example/certificate/{NUMBER}/",
    link_caption="扫码查验",
)


def read(data: bytes, page: int = 0) -> str:
    """All letters of a page, without spaces: where lines break is the paper's business."""
    text = pypdfium2.PdfDocument(data)[page].get_textpage().get_text_range()
    return "".join(text.split()).replace("\ufffe", "")


@pytest.mark.parametrize("size", SIZES)
def test_it_has_the_size_of_its_paper(size: str) -> None:
    page = pypdfium2.PdfDocument(pdf([PAPER], size))[0]
    assert [round(points / POINTS_A_MM) for points in page.get_size()] == SHAPES[size]


@pytest.mark.parametrize("size", SIZES)
def test_every_printed_code_is_read_back_even_of_a_void_one(size: str) -> None:
    papers = [replace(PAPER, link=f"{PAPER.link}{n}", void="已作废 VOID" if n else "") for n in range(3)]
    pages = list(pypdfium2.PdfDocument(pdf(papers, size)))
    told = [zxingcpp.read_barcodes(page.render(scale=PRINTER_DPI / 72).to_pil()) for page in pages]
    assert [[found.text for found in page] for page in told] == [[paper.link] for paper in papers]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("promises", [PRODUCER, BUYER])
def test_it_says_what_the_order_asks_for(size: str, promises: tuple[str, ...]) -> None:
    said = read(pdf([replace(PAPER, promises=promises)], size))
    wanted = ["承诺达标合格证", "我承诺：" + "".join(promises), "☑质量安全控制符合要求", "☐自行检测合格"]
    wanted += [value for _, value in PAPER.facts] + [PAPER.number, "扫码查验"]
    assert [words for words in wanted if "".join(words.split()) not in said] == []


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_origin_stays_on_one_page(size: str) -> None:
    facts = tuple((name, "演示县城南乡上庄村、" * 12 if name == "产地" else value) for name, value in PAPER.facts)
    assert len(pypdfium2.PdfDocument(pdf([replace(PAPER, promises=BUYER, facts=facts)], size))) == 1


@pytest.mark.parametrize("name", ['引"号', "反\\斜", "#let x = 1", "$数$", "[括]"])
def test_no_name_upsets_the_page(name: str) -> None:
    facts = (*PAPER.facts[:3], ("承诺人", name), *PAPER.facts[4:])
    assert "".join(name.split()) in read(pdf([replace(PAPER, facts=facts)], "60x40"))


@pytest.mark.parametrize(("papers", "size"), [([], "a4"), ([PAPER], "80x50")])
def test_no_certificate_or_no_such_paper_is_a_fault(papers: list[CertificatePaper], size: str) -> None:
    with pytest.raises(ValueError):
        pdf(papers, size)


def test_what_is_printed_is_the_certificate_and_void_stands_across(promising: Promising, settings: Any) -> None:
    settings.LINK_HOST = "pears.example"
    made, other = promising.issued(), promising.issued("ahead", draft=promising.ahead())
    promising.voided(other.pk)
    data = printed(promising.scale.actor("guo"), [other.pk, made.pk], "a4", "elsewhere")
    first, second = read(data), read(data, 1)
    assert [
        words for words in ("秀梅合作社", "13800008001", "100公斤", "玉露香梨", "生产者") if words not in first
    ] == []
    assert ("VOID" in first, "已作废VOID" in second, "开错了" in second) == (False, True, True)
    (code,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(data)[0].render(scale=3).to_pil())
    assert code.text == f"https://pears.example/certificate/{made.number}/"


def test_a_printed_code_leads_to_the_open_page() -> None:
    assert OPEN_PAGE.format(number=NUMBER) == reverse("certificates:check", args=[NUMBER])


def test_a_buyers_form_prints_the_buyers_words_and_what_it_names(promising: Promising) -> None:
    promising.sold_by_coop("晋A-0012")
    row = promising.taken_in()
    draft = promising.draft(
        form=Form.BUYER, organisation_id=promising.scale.cast.other_coop, collected=(row.pk,), lots=()
    )
    made = promising.issued(actor="lin", draft=draft)
    said = read(printed(promising.scale.actor("lin"), [made.pk], "a4", "h.example"))
    assert ("".join(BUYER) in said, "晋A-0012" in said, PRODUCER[0] in said) == (True, True, False)
