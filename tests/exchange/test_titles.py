"""Tables that people really bring: where the columns of well-known public tables and spreadsheets go by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from saphan.commerce.models import Order
from saphan.core.reading import propose_all, read_whole
from saphan.exchange.commands import import_file
from saphan.exchange.kinds import KINDS
from saphan.exchange.runs import CONNECTORS
from saphan.pipeline.models import Opportunity
from tests.commerce.sales import client, offering
from tests.story import Story, on

TABLES: list[tuple[str, str, dict[str, str]]] = [
    (
        "orders",  # a shop's invoices, one row per line
        "InvoiceNo=536365|StockCode=85123A|Description=WHITE LANTERN|Quantity=6|InvoiceDate=12/1/2010 8:26|UnitPrice=2.55|CustomerID=17850|Country=France",
        {"InvoiceNo": "external_id", "StockCode": "offering", "Description": "description", "Quantity": "quantity", "InvoiceDate": "confirmed_on", "UnitPrice": "unit_price", "CustomerID": "account"},
    ),
    (
        "orders",  # titles without any gap
        "ORDERNUMBER=10107|QUANTITYORDERED=30|PRICEEACH=95.7|SALES=2871|ORDERDATE=2/24/2003 0:00|STATUS=Shipped|PRODUCTCODE=S10_1678|CUSTOMERNAME=Land of Toys Inc.|CONTACTLASTNAME=Yu",
        {"ORDERNUMBER": "external_id", "QUANTITYORDERED": "quantity", "PRICEEACH": "unit_price", "SALES": "amount", "ORDERDATE": "confirmed_on", "STATUS": "status", "PRODUCTCODE": "offering", "CUSTOMERNAME": "account"},
    ),
    (
        "orders",  # 销售明细
        "订单编号=S1|客户名称=瑞幸|下单日期=2026-03-05|商品名称=提案|数量=2|单价（元）=1,200|销售额（元）=2,400|业务员=李伟",
        {"订单编号": "external_id", "客户名称": "account", "下单日期": "confirmed_on", "商品名称": "offering", "数量": "quantity", "单价（元）": "unit_price", "销售额（元）": "amount", "业务员": "owner"},
    ),
    (
        "opportunities",
        "Deal Name=Website|Company=Acme|Stage=Proposal|Value (THB)=1,250,000.00|Expected Close=31/12/2569|Probability=60%|Owner=Somchai|Created=05/01/2569",
        {"Deal Name": "name", "Company": "account", "Stage": "stage", "Value (THB)": "amount", "Expected Close": "expected_close_on", "Owner": "owner", "Created": "created_on"},
    ),
    (
        "opportunities",
        "商机名称=新品上市|客户名称=白兔|销售阶段=方案|预计金额（万元）=120|预计成交日期=2026-12-01|负责人=王芳|创建时间=2026-01-02",
        {"商机名称": "name", "客户名称": "account", "销售阶段": "stage", "预计金额（万元）": "amount", "预计成交日期": "expected_close_on", "负责人": "owner", "创建时间": "created_on"},
    ),
    (
        "opportunities",
        "ชื่อโครงการ=เว็บใหม่|ชื่อลูกค้า=ทองดี|สถานะ=เสนอราคา|มูลค่า (ล้านบาท)=1.25|คาดว่าจะปิด=31/12/2569|พนักงานขาย=สมชาย",
        {"ชื่อโครงการ": "name", "ชื่อลูกค้า": "account", "สถานะ": "stage", "มูลค่า (ล้านบาท)": "amount", "คาดว่าจะปิด": "expected_close_on", "พนักงานขาย": "owner"},
    ),
    (
        "survey_answers",  # a form's answers
        "Timestamp=2026/01/05 9:00:00|Customer=Acme|Satisfaction (1-10)=9|Feedback=good",
        {"Timestamp": "answered_on", "Customer": "account", "Satisfaction (1-10)": "score", "Feedback": "words"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "row", "wanted"), TABLES, ids=[row[:24] for _kind, row, _w in TABLES])
def test_columns_of_tables_that_people_bring_go_where_they_belong(
    kind: str, row: str, wanted: dict[str, str]
) -> None:
    cells = dict(each.split("=", 1) for each in row.split("|"))
    importer = KINDS[kind]
    found = propose_all(
        list(cells), [[cell] for cell in cells.values()], importer.FIELDS, (*CONNECTORS, *importer.NOUNS)
    )
    went = {title: each.field for title, each in zip(cells, found, strict=True) if each}
    assert went == wanted


@pytest.mark.parametrize(
    ("text", "number"),
    [("6", 6), ("6.0", 6), ("1,200", 1200), ("-3", -3), ("๑๒", 12), ("１２", 12), ("6.5", None), ("1,20", None), ("", None), ("six", None)],
)  # fmt: skip
def test_whole_numbers_as_programs_write_them(text: str, number: int | None) -> None:
    assert read_whole(text) == number


DEALS = """商机名称,客户名称,销售阶段,金额（万元）,成交日期,创建时间
新品上市,Siam Tea,won,120,2026-03-01,2026-01-02
年度社媒,Siam Tea,won,"1,234.5",2026-03-02,2026-01-02
小单,Siam Tea,won,3500元,2026-03-03,2026-01-02
美元单,Siam Tea,won,US$ 2,2026-03-04,2026-01-02
"""


def test_amounts_count_what_their_title_says_in_its_currency(story: Story, tmp_path: Path) -> None:
    client(story)
    file, answers = tmp_path / "deals.csv", tmp_path / "answers.toml"
    file.write_text(DEALS, encoding="utf-8")
    answers.write_text('currency = "CNY"\n')  # it names no columns, so those that are proposed hold
    with on("2026-06-16"):
        done = import_file(story.dao, "opportunities", file, map_file=answers)
    assert (done["created"], done["bad"]) == (4, 0), done
    # 120 and 1,234.5 ten-thousands; a cell that names a currency means that many, and 2 万 dollars stay 2 dollars
    found = dict(Opportunity.objects.values_list("name", "amount_minor"))
    assert found == {
        "新品上市": 120_000_000, "年度社媒": 1_234_500_000, "小单": 350_000, "美元单": 200,
    }  # fmt: skip
    assert Opportunity.objects.get(name="美元单").currency == "USD"


LINES = """Order ID,Customer,Order date,Product,Qty,Unit price,Total
A1,Siam Tea,2026-01-10,Film,2,100.50,201.00
A2,Siam Tea,2026-01-10,Film,3.0,33.333,100.00
A3,Siam Tea,2026-01-10,Film,2,100.50,150.00
A4,Siam Tea,2026-01-10,Film,2,,150.00
"""


def test_a_total_that_contradicts_its_price_stays_out(story: Story, tmp_path: Path) -> None:
    client(story), offering(story, "Film")
    file, answers = tmp_path / "orders.csv", tmp_path / "answers.toml"
    file.write_text(LINES)
    answers.write_text('decimal_mark = "."\n')
    with on("2026-06-16"):
        done = import_file(story.dao, "orders", file, map_file=answers)
    assert [each["code"] for each in done["problems"]] == ["line.total_differs"]
    # A2: 33.333 is 33.33, three times 99.99, a cent from what is stated
    amounts = dict(Order.objects.values_list("external_id", "amount_minor"))
    assert amounts == {"A1": 20_100, "A2": 9_999, "A4": 15_000}
