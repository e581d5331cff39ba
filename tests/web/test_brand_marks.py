"""Pages of marks: another one, its rules, the register and the numbers of labels as files, use from Excel."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.brand.models import Ask, Issue, Licence, Mark, Rules, Spent
from lilian.catalog.models import StandardVersion
from lilian.certificates import actions as certificates
from lilian.sheets.export import export_xlsx
from lilian.usage.models import Report
from lilian.usage.sheets import USE_REPORTS
from tests.brand.marking import GRAMS, HERE, Marking, number, the_marking
from tests.stock.goods import NOW
from tests.web.test_brand_pages import page_of, signed_in

pytestmark = pytest.mark.django_db
NEW = {"name": "梨联", "code": "lm", "kind": "brand", "owner": "联盟", "registration": ""}


@pytest.fixture
def marking() -> Marking:
    return the_marking(3_000)  # valid whenever this runs


@pytest.fixture
def lin(marking: Marking) -> Client:
    return signed_in(Role.OFFICE, marking.boxing.goods.shop)


@pytest.fixture
def guo(marking: Marking) -> Client:
    return signed_in(Role.COOP_MANAGER, marking.boxing.goods.coop)


def rules_form(marking: Marking, **changes: str) -> dict[str, Any]:
    said = {
        "variety": str(marking.boxing.goods.variety.pk),
        "grades": ["first"],
        "townships": [HERE],
        "villages": "城南乡 上庄\n\n城南乡  李家",
        "outside": "5",
        "report_day": "12",
        f"grams_{marking.boxing.spec}": str(GRAMS),
        f"per_box_{marking.boxing.spec}": "",
        "effective_from": (timezone.localdate() + timedelta(days=3)).isoformat(),
        "source": "办法第三条",
    }
    return said | changes


def test_a_mark_is_added_once(lin: Client, guo: Client) -> None:
    done = lin.post("/brand/marks/new/", NEW)
    made = Mark.objects.get(code="LM")
    assert (done.status_code, done["Location"]) == (302, f"/brand/marks/{made.pk}/rules/")
    assert lin.post("/brand/marks/new/", NEW).status_code == 409
    assert lin.post("/brand/marks/new/", NEW | {"owner": " "}).status_code == 422
    assert "还没有规则" in guo.get("/brand/marks/").text
    assert guo.get("/brand/marks/new/").status_code == 403
    assert Client().post("/brand/marks/new/", NEW)["Location"].startswith("/accounts/login")


def test_its_rules_are_published_as_the_form_says(lin: Client, marking: Marking) -> None:
    address = f"/brand/marks/{marking.mark}/"
    shown = lin.get(f"{address}rules/")
    assert ("城南乡 上庄" in shown.text, f'value="{GRAMS}"' in shown.text) == (True, True)
    done = lin.post(f"{address}rules/", rules_form(marking))
    assert (done.status_code, done["Location"]) == (302, address)
    made = Rules.objects.get(number=2)
    assert (made.grades, made.outside, made.report_day) == (",first,", 5, 12)
    assert made.areas == [[HERE, ""], [HERE, "上庄"], [HERE, "李家"]]
    assert list(made.labels.values_list("spec", "grams", "per_box")) == [(marking.boxing.spec, GRAMS, 1)]
    assert "第 2 版" in lin.get(address).text
    again = lin.post(f"{address}rules/", rules_form(marking))  # that day is taken
    assert (again.status_code, Rules.objects.count()) == (422, 2)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"villages": "上庄"}, "看不懂"),
        ({"villages": "火星乡 上庄"}, "看不懂"),
        ({"report_day": "31"}, "28"),
        ({"effective_from": "2020-01-01"}, "开始执行"),
        ({"townships": "", "villages": ""}, "产地"),
    ],
)
def test_bad_rules_are_named(lin: Client, marking: Marking, changes: dict[str, str], says: str) -> None:
    answer = lin.post(f"/brand/marks/{marking.mark}/rules/", rules_form(marking, **changes))
    assert (answer.status_code, says in answer.text, Rules.objects.count()) == (422, True, 1)


def test_rules_of_strangers_and_others(lin: Client, guo: Client, marking: Marking) -> None:
    address = f"/brand/marks/{marking.mark}/rules/"
    assert guo.post(address, rules_form(marking)).status_code == 403
    assert Client().get(address).status_code == 302
    assert lin.get("/brand/marks/999999/rules/").status_code == 404
    assert lin.get(f"{address}?version=999999").status_code == 404
    assert lin.get(f"{address}?version={StandardVersion.objects.get().pk}").status_code == 200
    assert guo.get(f"/brand/marks/{marking.mark}/").status_code == 200


def test_the_forms_of_a_licence_do_what_they_say(lin: Client, guo: Client, marking: Marking) -> None:
    page, licence = page_of(marking), Licence.objects.get(pk=marking.licence)
    shown = guo.get(f"{page}ask/").text
    assert ("最多够 40 枚" in shown, "够 40 枚" in guo.get(page).text) == (True, True)
    assert guo.post(f"{page}ask/", {"spec": marking.boxing.spec, "count": "8"}).status_code == 302
    assert guo.post(f"{page}ask/", {"spec": marking.boxing.spec, "count": "0"}).status_code == 422
    assert "最多还够 32 枚" in guo.get(f"{page}ask/").text
    issued = lin.post(f"/brand/asks/{Ask.objects.get().pk}/", {"reason": ""})
    assert (issued["Location"], Issue.objects.get().last) == (page, 8)
    until = (licence.valid_until + timedelta(days=30)).isoformat()
    done = lin.post(f"{page}renew/", {"valid_until": until})
    assert (done.status_code, Licence.objects.count()) == (302, 2)
    assert lin.post(f"{page}renew/", {"valid_until": until}).status_code == 409
    assert lin.post(f"{page}renew/", {"valid_until": "x"}).status_code == 422
    assert lin.post(f"{page}rule/", {"ruling": "suspend", "reason": ""}).status_code == 422


def test_a_month_is_reported_on_the_page(guo: Client, marking: Marking) -> None:
    marking.issued(8)  # on a day of a season gone by: months are due
    (first, *_), page = guo.get(page_of(marking)).context["due"], page_of(marking)
    said = {"month": first.month.isoformat(), "on_hand": "8", "note": ""}
    assert guo.post(f"{page}report/", said).status_code == 302
    assert Report.objects.get().on_hand == 8
    assert guo.post(f"{page}report/", said).status_code == 422


def test_where_nothing_is_due_it_says_when_the_next_is(guo: Client, marking: Marking) -> None:
    page = page_of(marking)
    assert "领了标签的那个月过完" in guo.get(f"{page}report/").text
    marking.issued(8)
    for one in guo.get(page).context["due"]:
        guo.post(f"{page}report/", {"month": one.month.isoformat(), "on_hand": "8", "note": ""})
    shown = guo.get(f"{page}report/")
    assert "现在没有要交的用标报告" in shown.text
    assert "<form" not in shown.text.split("<main")[1]
    assert guo.post(f"{page}report/", {"month": "2020-01-01", "on_hand": "8"}).status_code == 409


def test_a_report_is_taken_back_on_the_page(guo: Client, marking: Marking) -> None:
    marking.issued(8)
    (first, *_), page = guo.get(page_of(marking)).context["due"], page_of(marking)
    guo.post(f"{page}report/", {"month": first.month.isoformat(), "on_hand": "8", "note": ""})
    back = f"/brand/reports/{Report.objects.get().pk}/retract/"
    assert back in guo.get(page).text
    assert guo.post(back, {"reason": ""}).status_code == 422
    assert guo.post(back, {"reason": "漏数了一箱"}).status_code == 302
    assert guo.post(back, {"reason": "漏数了一箱"}).status_code == 409
    shown = guo.get(page)
    assert ("漏数了一箱" in shown.text, back in shown.text) == (True, False)
    assert first.month in [one.month for one in shown.context["due"]]


def test_a_licence_is_granted_on_the_page(lin: Client, guo: Client, marking: Marking) -> None:
    marking.boxing.goods.shop.uscc = "91440300708461136T"
    marking.boxing.goods.shop.save()
    today = timezone.localdate()
    said = {"mark": marking.mark, "organisation": marking.boxing.goods.shop.pk, "valid_from": today.isoformat()}
    said |= {"valid_until": (today + timedelta(days=90)).isoformat(), "note": ""}
    assert lin.post("/brand/new/", said).status_code == 302
    assert lin.post("/brand/new/", said).status_code == 409
    assert lin.post("/brand/new/", said | {"organisation": "x"}).status_code == 422
    assert guo.post("/brand/new/", said).status_code == 403


def sheet_of(data: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))


def test_the_register_goes_out_as_excel(lin: Client, marking: Marking) -> None:
    marking.issued(8)
    (_, titles, row) = sheet_of(lin.get("/brand/licences.xlsx").content)
    told = dict(zip(titles, row, strict=True))
    assert (told["授权编号"], told["状态"], told["发了（枚）"]) == ("XXL-2026-0001", "有效", 8)
    assert len(sheet_of(lin.get("/brand/licences.xlsx?q=nobody").content)) == 2


def test_numbers_go_to_the_printer_as_csv_and_excel(lin: Client, guo: Client, marking: Marking) -> None:
    made = marking.issued(8)
    address = f"/brand/issues/{made.pk}/numbers/"
    assert "取标签编号" in lin.get(page_of(marking)).text
    answer = lin.post(address, {"kind": "csv", "first": "1", "count": "8"})
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert (len(lines), number(made, 0) in lines[1], number(made, 7) in lines[8]) == (9, True, True)
    rows = sheet_of(lin.post(address, {"kind": "xlsx", "first": "7", "count": "2"}).content)
    assert [row[1] for row in rows[1:]] == [number(made, 6), number(made, 7)]
    assert rows[1][3] == f"https://testserver/mark/{number(made, 6)}/"
    assert AuditEvent.objects.filter(event="brand.numbers_taken_out").count() == 2
    bad = lin.post(address, {"kind": "csv", "first": "8", "count": "2"})
    assert (bad.status_code, "一共发了 8 枚" in bad.text) == (422, True)
    assert (guo.post(address, {}).status_code, Client().get(address).status_code) == (403, 302)


def test_use_comes_in_from_excel_and_says_that_it_stays(
    guo: Client, marking: Marking, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    marking.issued(8)
    month = NOW.date().replace(day=1)
    book = export_xlsx([(USE_REPORTS, [{"licence": "XXL-2026-0001", "month": month, "on_hand": 8, "note": None}])])
    preview = guo.post("/tables/use_reports/", {"file": SimpleUploadedFile("用标.xlsx", book)})["Location"]
    assert "导入以后留着，不能撤销" in guo.get(preview).text
    receipt = guo.post(f"{preview}apply/", {"how": "all"})["Location"]
    assert (Report.objects.get().month, "撤销这次导入" in guo.get(receipt).text) == (month, False)


@pytest.mark.slow
def test_a_void_certificate_is_told_on_every_page(lin: Client, guo: Client, marking: Marking) -> None:
    made = marking.issued(8)
    certificates.void(actor=marking.office, certificate_id=marking.certificate, reason="开错", now=NOW)
    assert "合格证作废了" in lin.get("/brand/").text
    assert "8 枚标签" in guo.get(page_of(marking)).text
    assert "8 枚标签" in guo.get("/").text
    assert "8 枚标签" in Client().get("/mark/XXL-2026-0001/").text
    assert "还没有补开" in Client().get(f"/mark/{number(made, 1)}/").text
    assert Spent.objects.count() == 0
