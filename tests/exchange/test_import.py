"""A stranger's table comes in: what can go in goes in, what cannot comes back with the reason."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from saphan.clients.models import Account, Person
from saphan.commerce.models import LedgerLine
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.exchange.engine import apply, trial
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import first_mapping, proposals, save_mapping, start_run
from saphan.exchange.survey import questions
from saphan.exchange.undo import undo_import
from saphan.journal.models import Entry
from saphan.pipeline.models import Lead, Opportunity
from saphan.words.refusal import sentence_of
from saphan.workspace.models import Counter, Member, Offering
from tests.story import Story, micros, on

DEALS = """key,deal,client,owner,product,stage,start,closed,value
A1,Film,Siam Tea,Ploy,Video,Propose,2026-01-05,,1000.50
A2,Site,Siam Tea,Lin,Web,Won,2026-01-06,2026-03-10,2500
A3,Logo,,Ploy,Vidoe,Lost,2026-02-01,2026-02-20,0
"""
COLUMNS = {
    "key": "external_id", "deal": "name", "client": "account", "owner": "owner", "product": "offering",
    "stage": "stage", "start": "created_on", "closed": "close_date", "value": "amount",
}  # fmt: skip


def bring(story: Story, text: str | bytes, kind: str = "opportunities", **mapping: Any) -> ImportRun:
    content = text.encode() if isinstance(text, str) else text
    run = start_run(story.dao, kind, "table.csv", io.BytesIO(content))
    save_mapping(
        run,
        {"columns": COLUMNS, **mapping}
        if mapping or kind == "opportunities"
        else first_mapping(run).as_dict(),
    )
    return run


@pytest.fixture
def known(story: Story) -> None:
    from saphan.administration.actions import create_offering
    from saphan.clients.actions import create_account

    create_account(actor=story.dao, name="Siam Tea")
    for name in ("Video", "Web"):
        create_offering(actor=story.dao, name=name)


@pytest.mark.usefixtures("known")
def test_an_unknown_spelling_is_asked_once_and_applied_to_every_row(story: Story) -> None:
    run = bring(story, DEALS)
    (asked,) = questions(run, first_mapping_of(run), story.dao)
    assert (asked.field, asked.text, asked.rows, asked.proposal) == ("offering", "Vidoe", 1, "Video")
    save_mapping(run, {"columns": COLUMNS, "answers": {"offering": {"Vidoe": "Video"}}})
    done = apply(run, story.dao)
    assert (done.created, done.bad, done.flags) == (3, 0, {"without_account": 1})


def first_mapping_of(run: ImportRun) -> Any:
    from saphan.exchange.engine import mapping_for

    return mapping_for(run)


@pytest.mark.usefixtures("known")
def test_dates_of_the_file_become_the_history_and_recorded_stays_now(story: Story) -> None:
    with on("2026-06-16"):
        apply(bring(story, DEALS, answers={"offering": {"Vidoe": ""}}), story.dao)
    won = Opportunity.objects.get(external_id="A2")
    rows = Entry.objects.filter(kind="opportunity", entity_id=won.pk).order_by("seq")
    assert [(row.attribute, row.effective_at) for row in rows] == [
        ("*", micros(2026, 1, 5, 17)),  # local midnight of 6 January in Bangkok
        ("status", micros(2026, 3, 9, 17)),
        ("closed_on", micros(2026, 3, 9, 17)),
    ]
    assert rows[0].after["status"] == "open"
    assert {row.recorded_at for row in rows} == {rows[0].change.recorded_at}
    assert (won.qualified_on, won.closed_on, won.amount_minor) == (
        date(2026, 1, 6),
        date(2026, 3, 10),
        250_000,
    )
    assert list(LedgerLine.objects.values_list("amount_minor", "effective_at")) == [
        (250_000, micros(2026, 3, 9, 17))
    ]


@pytest.mark.usefixtures("known")
def test_a_trial_counts_like_the_import_and_writes_nothing(story: Story) -> None:
    run = bring(story, DEALS)
    before = Entry.objects.count()
    tried = trial(run, story.dao)
    assert (tried.created, tried.bad, tried.problems[0]["code"]) == (2, 1, "relation.unknown")
    assert (Entry.objects.count(), Opportunity.objects.count()) == (before, 0)
    done = apply(run, story.dao)
    assert (done.created, done.bad) == (2, 1)


@pytest.mark.usefixtures("known")
def test_bad_rows_are_kept_whole_with_their_line_and_reason(story: Story) -> None:
    text = (
        DEALS
        + "A4,Ad,Siam Tea,Ploy,Web,Propose,31/02/2026,,5\nA5,Ad,Siam Tea,Nobody,Web,Propose,2026-01-01,,5\n"
    )
    done = apply(bring(story, text, answers={"offering": {"Vidoe": "Video"}}), story.dao)
    rows = done.bad_rows.order_by("number")
    assert [(row.number, row.problem, row.field) for row in rows] == [
        (5, "date.impossible", "created_on"),
        (6, "relation.unknown", "owner"),
    ]
    assert rows[1].cells[3] == "Nobody"


@pytest.mark.usefixtures("known")
def test_undoing_leaves_everything_as_it_was(story: Story) -> None:
    run = apply(bring(story, DEALS, answers={"offering": {"Vidoe": "Video"}}), story.dao)
    undo_import(run, story.dao)
    assert not Opportunity.objects.filter(removed_at=None).exists()
    by_day: dict[int, int] = {}
    for line in LedgerLine.objects.all():
        by_day[line.effective_at] = by_day.get(line.effective_at, 0) + line.amount_minor
    assert set(by_day.values()) == {0}
    assert Account.objects.filter(removed_at=None).count() == 1
    with pytest.raises(RuleBroken, match="import.not_done"):
        undo_import(run, story.dao)


@pytest.mark.usefixtures("known")
def test_what_somebody_worked_on_since_survives_the_undo(story: Story) -> None:
    from saphan.pipeline.actions import update_opportunity

    run = apply(bring(story, DEALS, answers={"offering": {"Vidoe": "Video"}}), story.dao)
    update_opportunity(
        Opportunity.objects.get(external_id="A1"), actor=story.ploy, changes={"need": "A film by May"}
    )
    undo_import(run, story.dao)
    assert list(Opportunity.objects.filter(removed_at=None).values_list("external_id", flat=True)) == ["A1"]


@pytest.mark.usefixtures("known")
def test_bringing_the_same_file_again_updates_and_creates_nothing(story: Story) -> None:
    answers = {"offering": {"Vidoe": "Video"}}
    apply(bring(story, DEALS, answers=answers), story.dao)
    again = apply(bring(story, DEALS.replace("1000.50", "1200"), answers=answers), story.dao)
    assert (again.created, again.updated, again.unchanged) == (0, 1, 2)
    assert Opportunity.objects.get(external_id="A1").amount_minor == 120_000


def test_who_may_not_import_does_not(story: Story) -> None:
    with pytest.raises(NotAllowed):
        start_run(story.ploy, "accounts", "x.csv", io.BytesIO(b"name\nA"))
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("ชื่อบริษัท;จังหวัด\nธารา รีเทล;กรุงเทพฯ\n", "cp874"),
        ("公司名称,城市\n岚驰汽车,上海\n", "gb18030"),
        ("Company\tCity\nÉlan\tGenève\n", "utf-16"),
    ],
)
def test_old_encodings_and_separators_are_recognised(story: Story, text: str, codec: str) -> None:
    done = apply(bring(story, text.encode(codec), kind="accounts"), story.dao)
    name, city = text.splitlines()[1].replace(";", ",").replace("\t", ",").split(",")
    assert (done.created, done.bad) == (1, 0)
    assert Account.objects.filter(name=name, city=city).exists()


def test_days_and_months_are_asked_about_only_when_the_file_leaves_it_open(story: Story) -> None:
    unclear = "company,created date\nA,01/02/2026\nB,03/04/2026\n"
    run = bring(story, unclear, kind="leads")
    (asked,) = questions(run, first_mapping_of(run), story.dao)
    assert (asked.kind, asked.choices) == ("date_order", ["dmy", "mdy"])
    with pytest.raises(RuleBroken, match="date.order_unclear"):
        apply(run, story.dao)
    clear = apply(bring(story, unclear + "C,25/12/2025\n", kind="leads"), story.dao)
    assert clear.created == 3


def test_buddhist_years_are_read_and_kept_in_the_common_era(story: Story) -> None:
    text = "company,created date,status,qualified date\nธารา,05/01/2569,qualified,16 ม.ค. 2569\n"
    with on("2026-06-16"):
        apply(bring(story, text, kind="leads"), story.dao)
    assert Lead.objects.get().qualified_on == date(2026, 1, 16)


def test_a_column_goes_where_it_went_the_last_time(story: Story) -> None:
    text = "Firma,Ort\nAcme,Bonn\n"
    run = start_run(story.dao, "accounts", "a.csv", io.BytesIO(text.encode()))
    save_mapping(run, {"columns": {"Firma": "name", "Ort": "city"}})
    again = start_run(story.dao, "accounts", "b.csv", io.BytesIO(text.encode()))
    assert [(p.field, p.reason) for p in proposals(again) if p] == [
        ("name", "remembered"),
        ("city", "remembered"),
    ]


def test_what_nobody_chose_is_not_remembered(story: Story) -> None:
    text = "Firma,name\nAcme,Bonn\n"
    for _time in range(2):
        run = start_run(story.dao, "accounts", "a.csv", io.BytesIO(text.encode()))
        assert [p.reason for p in proposals(run) if p] == ["title"]
        assert run.mapping["columns"] == {"Firma": "", "name": "name"}


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("accounts", "name_th,name_en\nธารา,Thara\nครัวจันทร์,\n", ["Thara", "ครัวจันทร์"]),
        ("accounts", "stock_code,short_name\n1,岚驰汽车\n", ["岚驰汽车"]),
        ("people", "property_firstname,property_lastname,property_email\n若琳,沈,\n,,ann@a.example\n", ["沈若琳", "ann@a.example"]),
        ("members", "employee_id,last_name,first_name\n1,Davolio,Nancy\n", ["Nancy Davolio"]),
    ],
)  # fmt: skip
def test_a_name_is_told_by_what_the_file_has_of_it(
    story: Story, kind: str, text: str, names: list[str]
) -> None:
    Counter.objects.update_or_create(workspace=story.workspace, prefix="M", defaults={"next_number": 100})
    with on("2026-06-16"):
        run = apply(start_run(story.dao, kind, "a.csv", io.BytesIO(text.encode())), story.dao)
    model = {"accounts": Account, "people": Person, "members": Member}[kind]
    assert (run.created, run.bad) == (len(names), 0)
    assert sorted(model.objects.filter(name__in=names).values_list("name", flat=True)) == sorted(names)


def test_an_amount_is_in_the_currency_of_its_row(story: Story) -> None:
    text = (
        "deal name,stage,amount,currency code,close date\n"
        "Yen,Won,12000,JPY,2025-12-30\n"  # no decimals: 12,000 yen, not 1,200,000
        'Euro,Won,"1.234,56 €",EUR,2025-12-30\n'
        "Baht,Won,฿3.2 ล้าน,,2025-12-30\n"
        "Dinar,Won,1.234,KWD,2025-12-30\n"  # three decimals
        "Yuan,Won,500,￥,2025-12-30\n"
        "Odd,Won,5,XXQ,2025-12-30\n"
        "Home,Won,7.50,n/a,2025-12-30\n"
        "None,Won,-,,2025-12-30\n"
    )
    with on("2026-06-16"):
        run = apply(start_run(story.dao, "opportunities", "a.csv", io.BytesIO(text.encode())), story.dao)
    rows = Opportunity.objects.filter(name__in=["Yen", "Euro", "Baht", "Dinar", "Home", "None"])
    assert {row.name: (row.amount_minor, row.currency) for row in rows} == {
        "Yen": (12_000, "JPY"),
        "Euro": (123_456, "EUR"),
        "Baht": (320_000_000, "THB"),
        "Dinar": (1_234, "KWD"),
        "Home": (750, "THB"),
        "None": (None, "THB"),
    }
    assert [(bad.number, bad.problem) for bad in run.bad_rows.order_by("number")] == [
        (6, "money.which_currency"),
        (7, "money.unknown_currency"),
    ]


def test_a_file_without_any_name_says_which_column_it_lacks(story: Story) -> None:
    run = start_run(story.dao, "accounts", "a.csv", io.BytesIO(b"colour,size\nred,1\n"))
    with pytest.raises(RuleBroken, match=r"mapping\.field_missing") as refused:
        trial(run, story.dao)
    assert sentence_of(refused.value) == (
        "No column goes to “name”, and it is needed. Choose one of these for it, or give one value for every row: colour, size."
    )


def test_parents_are_found_whatever_the_order_of_the_rows(story: Story) -> None:
    text = "company,parent company\nChild,Mother\nMother,\n"
    apply(bring(story, text, kind="accounts"), story.dao)
    child = Account.objects.get(name="Child")
    assert child.parent is not None
    assert child.parent.name == "Mother"


def test_people_get_their_job_at_the_client(story: Story) -> None:
    apply(bring(story, "company\n岚驰汽车\n", kind="accounts"), story.dao)
    text = "first name,last name,email,company,job title\n若琳,沈,srl@lanchi.example,岚驰汽车,市场总监\n"
    apply(bring(story, text, kind="people"), story.dao)
    person = Person.objects.get()
    assert (person.name, person.affiliations.get().job_title) == ("沈若琳", "市场总监")


def test_offerings_come_with_their_price(story: Story) -> None:
    apply(
        bring(
            story,
            "product,series,price\nGTX Pro,GTX,4821\n",
            kind="offerings",
            columns={"product": "name", "series": "family", "price": "price"},
            currency="USD",
        ),
        story.dao,
    )
    offering = Offering.objects.get()
    assert (offering.family, offering.prices.get().amount_minor) == ("GTX", 482_100)


def test_a_picture_is_refused_as_a_table(story: Story) -> None:
    with pytest.raises(RuleBroken, match="file.unreadable"):
        start_run(story.dao, "accounts", "chart.png", io.BytesIO(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"))


def test_a_zero_byte_among_text_is_left_out(story: Story) -> None:
    table = "Account name,Industry\nSiam Tea,Bever\0ages\n" + "".join(
        f"Client {n},Retail\n" for n in range(20)
    )
    run = start_run(story.dao, "accounts", "old.csv", io.BytesIO(table.encode()))
    assert run.samples[1] == ["Beverages", "Retail"]
    assert run.total_rows == 21
