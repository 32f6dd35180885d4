"""What contracts and invoices ask for stands in the bell and in the rail, for whoever looks after the client."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from saphan.clients.models import Account
from saphan.commerce.actions import (
    create_contract,
    create_invoice,
    give_notice,
    issue_invoice,
    meet_duty,
    propose_renewal,
    sign_contract,
)
from saphan.commerce.billing import BilledLine
from saphan.commerce.contract_clauses import Worded
from saphan.commerce.models import Contract, Duty
from saphan.notices.notices import notices_for
from saphan.web.contracts.duty_grid import DUTIES
from tests.clients.cast import siam_tea
from tests.story import Story, on
from tests.web.test_bell import counts
from tests.web.test_desk import HTMX, at, browser_of

pytestmark = pytest.mark.django_db
REPORT = Worded("Report", owed_by="us", every="month", due_on=date(2026, 6, 16))
YEAR = {"starts_on": date(2026, 1, 1), "notice": 30, "renewal_months": 12}


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with on("2026-06-16"):
        yield


@pytest.fixture
def tea(story: Story) -> Account:
    return siam_tea(story.ploy)


def signed(story: Story, account: Account, last_day: str, *clauses: Worded, **known: Any) -> Contract:
    by = getattr(story, known.pop("by", "ploy"))
    terms = YEAR | {"last_day": date.fromisoformat(last_day)} | known
    draft = create_contract(actor=by, account=account, clauses=clauses, **terms)
    return sign_contract(draft, actor=by, signed_on=date(2026, 1, 1))


def told(actor: Any) -> list[tuple[str, str, bool]]:
    found = [notice for notice in notices_for(actor) if notice.kind not in {"undo", "given"}]
    return [(notice.kind, notice.subject.code, notice.is_new) for notice in found]


def test_a_duty_asks_from_its_day_on_and_no_more_once_it_is_met(story: Story, tea: Account) -> None:
    signed(story, tea, "2026-12-31", REPORT, renewal="automatic")
    with on("2026-06-15"):
        assert told(story.ploy) == []
    duty = Duty.objects.get(due_on=date(2026, 6, 16))
    assert told(story.ploy) == [("duty", duty.code, True)]
    assert (told(story.lin), told(story.dao)) == ([], [])
    page = browser_of(story, "ploy")
    assert counts(page.get(at("settings:keys"))) == {"Contracts": 1}
    text = page.get(at("desk:notices"), headers=HTMX).content.decode()
    assert "Due today: Report" in text
    assert f'href="{at("contracts:meet", duty.code)}"' in text
    page.post(at("desk:read_notices"), headers=HTMX)
    assert page.get(at("settings:keys")).context["bell"]["new"] == 0
    meet_duty(duty, actor=story.ploy)
    assert told(story.ploy) == []
    assert counts(page.get(at("settings:keys"))) == {}


def test_the_last_day_to_give_notice_asks_thirty_days_before(story: Story, tea: Account) -> None:
    # Thirty days' notice to 15 August is given by 16 July, which is thirty days ahead; to the 16th it is not yet.
    near = signed(story, tea, "2026-08-15", renewal="automatic")
    signed(story, tea, "2026-08-16", renewal="automatic")
    assert near.notice_by == date(2026, 7, 16)
    assert told(story.ploy) == [("deadline", near.code, True)]
    text = browser_of(story, "ploy").get(at("desk:notices"), headers=HTMX).content.decode()
    assert "Last day to give notice: 16 Jul 2026" in text
    assert "else it goes on by 12 months" in text
    give_notice(near, actor=story.ploy, side="client")
    assert told(story.ploy) == []


def test_what_ends_and_could_go_on_asks_for_a_renewal_sixty_days_before(story: Story, tea: Account) -> None:
    agreed = signed(story, tea, "2026-08-15", renewal="agreement")
    signed(story, tea, "2026-08-16", renewal="agreement")
    retainer = signed(story, tea, "2026-07-01", kind="retainer")
    signed(story, tea, "2026-07-01", kind="project")
    assert told(story.ploy) == [("renewal", agreed.code, True), ("renewal", retainer.code, True)]
    assert (
        "ends on 15 Aug 2026"
        in browser_of(story, "ploy").get(at("desk:notices"), headers=HTMX).content.decode()
    )
    propose_renewal(agreed, actor=story.ploy)
    propose_renewal(retainer, actor=story.ploy)
    assert told(story.ploy) == []


def test_an_overdue_invoice_asks_in_the_bell_and_stands_on_the_page_of_its_client(
    story: Story, tea: Account
) -> None:
    draft = create_invoice(
        actor=story.olan, account=tea, lines=[BilledLine(500_00, "Film")], due_on=date(2026, 6, 15)
    )
    issue_invoice(draft, actor=story.olan, issued_on=date(2026, 6, 1))
    with on("2026-06-15"):
        assert told(story.ploy) == []
    assert told(story.ploy) == [("invoice", draft.code, True)]
    page = browser_of(story, "ploy")
    assert counts(page.get(at("settings:keys"))) == {"Orders": 1}
    assert "500 left to pay" in page.get(at("desk:notices"), headers=HTMX).content.decode()
    money = page.get(at("clients:money", tea.code), headers=HTMX).content.decode()
    assert "1 day late" in money
    assert at("commerce:invoice", draft.code) in money


def test_duties_are_a_list_in_which_a_cell_says_what_became_of_them(story: Story, tea: Account) -> None:
    contract = signed(story, tea, "2026-12-31", REPORT, renewal="automatic")
    signed(
        story, siam_tea(story.lin, name="Harbour", despite_duplicates=True), "2026-12-31", REPORT, by="lin"
    )
    first, second, third, *_later = Duty.objects.filter(contract=contract).order_by("due_on")
    with on("2026-07-20"):
        page = browser_of(story, "ploy")
        shown = page.get(at("contracts:duties"), {"overdue": "true", "owner": "me"})
        assert [row.code for row in shown.context["rows"]] == [first.code, second.code]
        assert "34" in shown.content.decode()  # 16 June to 20 July
        assert (
            page.get(at("contracts:duty", first.code))["Location"]
            == f"{at('contracts:detail', contract.code)}#duties-here"
        )
        cell = {"column": "state", "value": "breached", "version": first.version}
        asked = page.post(at("grid:cell", "duties", first.code), cell)
        assert (asked.status_code, asked.json()["asks"]) == (422, "Reason")
        told = page.post(at("grid:cell", "duties", first.code), cell | {"reason": "Numbers came late"}).json()
        first.refresh_from_db()
        assert (first.state, first.note) == ("breached", "Numbers came late")
        page.post(at("desk:undo"), {"change": told["undo"]})
        picked = {"pick": [first.code, second.code], "value": "met"}
        page.post(at("grid:bulk", "duties", "state"), picked)
        assert (
            list(Duty.objects.filter(state="met").order_by("due_on").values_list("code", flat=True))
            == picked["pick"]
        )
        theirs = Duty.objects.filter(contract__account__name="Harbour").earliest("due_on")
        assert (
            page.post(
                at("grid:bulk", "duties", "state"), {"pick": [theirs.code, third.code], "value": "met"}
            ).status_code
            == 403
        )
        assert Duty.objects.filter(state="met").count() == 2
    assert DUTIES.may_edit(story.ploy, third, None)


def test_a_history_stands_on_the_days_of_its_changes_and_says_when_they_were_entered(
    story: Story, tea: Account
) -> None:
    contract = signed(story, tea, "2026-12-31", renewal="automatic")  # on 1 January, entered on 16 June
    with on("2026-06-20"):
        moments = browser_of(story, "ploy").get(at("contracts:detail", contract.code)).context["moments"]
    told = [(moment.day, moment.title.split(",")[0], moment.noted) for moment in moments]
    assert told == [("16 Jun", "Entered", ""), ("1 Jan", "Signed on", "entered on 16 Jun")]
