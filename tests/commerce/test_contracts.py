"""A contract from its draft to its end: signed once, amended in versions, owed by on its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from saphan.clients.actions import Upload, assign_owner
from saphan.clients.models import Account
from saphan.commerce.actions import (
    accept_quote,
    amend_contract,
    attach_signed,
    breach_duty,
    cover_orders,
    create_contract,
    create_quote,
    end_contract,
    give_notice,
    meet_duty,
    propose_renewal,
    remove_contract,
    run_contracts,
    send_quote,
    set_clauses,
    sign_contract,
    talk_contract,
    update_contract,
    waive_duty,
    withdraw_contract,
)
from saphan.commerce.contract_clauses import Worded
from saphan.commerce.contract_queries import contracts_for, duties_for, workspaces_with_contracts_to_run
from saphan.commerce.models import Clause, Contract, ContractVersion, Duty, Order
from saphan.commerce.quote_lines import Offered
from saphan.core.errors import Clash, NotAllowed, RuleBroken
from saphan.journal.queries import values_then
from saphan.journal.undo import undo
from saphan.pipeline.models import Opportunity
from saphan.search.find import find
from tests.commerce.sales import client, line, ordered
from tests.story import Story, micros, on

REPORT = Worded(
    "Monthly report", "By the end of each month.", "4.1", "kpi", owed_by="us", every="month", due_on=date(2026, 1, 31)
)  # fmt: skip
SILENCE = Worded("Acceptance", "Silent for ten days means accepted.", "7.2", "acceptance", deemed_days=10)
PLAN = Worded("Plan of the next year", number="9", owed_by="client", every="before_end", days_before=60)
YEAR = {
    "starts_on": date(2026, 1, 1), "last_day": date(2026, 12, 31), "renewal": "automatic", "renewal_months": 12,
    "notice": 30,
}  # fmt: skip


@pytest.fixture(autouse=True)
def spring() -> Iterator[None]:
    with on("2026-03-10"):
        yield


@pytest.fixture
def siam_tea(story: Story) -> Account:
    return client(story)


def drafted(story: Story, account: Account, *clauses: Worded, **known: Any) -> Contract:
    made: Contract = create_contract(
        actor=known.pop("by", story.ploy), account=account, clauses=clauses or (REPORT, SILENCE, PLAN),
        **{"name": "Retainer 2026", "kind": "retainer", "amount_minor": 1_200_000_00, **YEAR, **known},
    )  # fmt: skip
    return made


def signed(
    story: Story, account: Account, *clauses: Worded, day: str = "2026-01-01", **known: Any
) -> Contract:
    with on(day):
        return sign_contract(drafted(story, account, *clauses, **known), actor=story.ploy)


def owed(contract: Contract, **only: Any) -> list[str]:
    rows = Duty.objects.filter(contract=contract, removed_at=None, **only).order_by("due_on")
    return [day.isoformat() for day in rows.values_list("due_on", flat=True)]


def refused(code: str, act: Any, *arguments: Any, **options: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        act(*arguments, **options)
    assert refusal.value.code == code


def test_a_draft_is_talked_about_and_signed_and_then_stays_as_it_was_signed(
    story: Story, siam_tea: Account
) -> None:
    contract = drafted(story, siam_tea)
    assert (contract.status, contract.code, contract.edition) == ("draft", "CT-1", 0)
    assert talk_contract(contract, actor=story.ploy).status == "in_talks"
    assert withdraw_contract(contract, actor=story.ploy).status == "draft"
    talk_contract(contract, actor=story.ploy)
    set_clauses(contract, actor=story.ploy, clauses=[REPORT, SILENCE])
    done = sign_contract(contract, actor=story.ploy, signed_on=date(2026, 3, 9))
    assert (done.status, done.edition, done.signed_on) == ("signed", 1, date(2026, 3, 9))
    assert (done.runs_until, done.notice_by) == (date(2026, 12, 31), date(2026, 12, 1))
    version = ContractVersion.objects.get()
    assert [clause["number"] for clause in version.document["clauses"]] == ["4.1", "7.2"]
    assert (version.document["amount_minor"], version.document["last_day"]) == (1_200_000_00, "2026-12-31")
    refused("contract.is_signed", update_contract, done, actor=story.ploy, changes={"amount_minor": 1})
    refused("contract.is_signed", set_clauses, done, actor=story.ploy, clauses=[])
    refused("stage.move_not_allowed", sign_contract, done, actor=story.ploy)
    update_contract(done, actor=story.ploy, changes={"number": "BR-2026-7"})
    assert Contract.objects.get().number == "BR-2026-7"
    assert ContractVersion.objects.get().document == version.document


def test_what_cannot_be_agreed_is_refused_and_nothing_is_written(story: Story, siam_tea: Account) -> None:
    refused("contract.ends_before_start", drafted, story, siam_tea, last_day=date(2025, 12, 31))
    refused("contract.renewal_incomplete", drafted, story, siam_tea, renewal_months=None)
    refused("field.not_a_choice", drafted, story, siam_tea, kind="marriage")
    refused("clause.not_acceptance", drafted, story, siam_tea, Worded("IP", kind="ip", deemed_days=5))
    refused(
        "clause.nobody_owes", drafted, story, siam_tea, Worded("Pay", every="once", due_on=date(2026, 5, 1))
    )
    refused("contract.no_client", create_contract, actor=story.ploy, name="With nobody")
    assert not Contract.objects.exists()
    assert not Clause.objects.exists()


def test_nobody_owes_anything_before_it_is_signed_and_begun(story: Story, siam_tea: Account) -> None:
    contract = drafted(story, siam_tea)
    assert owed(contract) == []
    sign_contract(contract, actor=story.ploy, signed_on=date(2026, 3, 1))
    # From the signature on: March to December, and sixty days before the 31st of December.
    assert owed(contract, owed_by="us") == [
        "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30",
        "2026-10-31", "2026-11-30", "2026-12-31",
    ]  # fmt: skip
    assert owed(contract, owed_by="client") == ["2026-11-01"]


def test_the_calendar_carries_a_contract_on_and_dates_its_new_duties(story: Story, siam_tea: Account) -> None:
    contract = signed(story, siam_tea)
    with on("2026-12-31"):
        assert run_contracts(actor=story.olan) == 0
    with on("2026-12-31", hour=17):  # midnight in Bangkok: the new year has begun there
        assert [each.code for each in workspaces_with_contracts_to_run(micros(2026, 12, 31, 17))] == [
            "bridge"
        ]
        assert run_contracts(actor=story.olan) == 1
        assert run_contracts(actor=story.olan) == 0
    contract.refresh_from_db()
    assert (contract.status, contract.extensions) == ("signed", 1)
    assert (contract.runs_until, contract.notice_by) == (date(2027, 12, 31), date(2027, 12, 1))
    assert owed(contract, owed_by="us", due_on__gt=date(2026, 12, 31)) == [
        "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30", "2027-07-31",
        "2027-08-31", "2027-09-30", "2027-10-31", "2027-11-30", "2027-12-31",
    ]  # fmt: skip
    assert owed(contract, owed_by="client") == ["2026-11-01", "2027-11-01"]


def test_an_open_ended_contract_is_dated_a_year_ahead_again_and_again(
    story: Story, siam_tea: Account
) -> None:
    endless = {"last_day": None, "renewal": "none", "renewal_months": None}
    contract = signed(story, siam_tea, REPORT, **endless)
    assert (owed(contract)[-1], len(owed(contract))) == ("2027-01-31", 13)
    with on("2026-02-01"):
        assert run_contracts(actor=story.olan) == 0
    with on("2026-02-02"):
        assert run_contracts(actor=story.olan) == 1
    assert (owed(contract)[-1], len(owed(contract))) == ("2027-02-28", 14)


def test_a_term_that_is_over_ends_the_contract_and_takes_its_later_duties_away(
    story: Story, siam_tea: Account
) -> None:
    contract = signed(
        story, siam_tea, REPORT, renewal="none", renewal_months=None, last_day=date(2026, 2, 15)
    )
    with on("2026-02-16"):
        run_contracts(actor=story.olan)
    contract.refresh_from_db()
    assert (contract.status, contract.end_reason, contract.ended_on) == (
        "ended",
        "expired",
        date(2026, 2, 15),
    )
    assert owed(contract) == ["2026-01-31"]


def test_notice_in_time_stops_it_and_late_notice_stops_it_a_term_later(
    story: Story, siam_tea: Account
) -> None:
    early, late = signed(story, siam_tea), signed(story, siam_tea, name="Media retainer")
    with on("2026-12-01"):
        give_notice(early, actor=story.ploy, side="client", reason="They go in-house")
        refused("contract.notice_given", give_notice, early, actor=story.ploy, side="us")
    with on("2026-12-02"):
        give_notice(late, actor=story.ploy, side="us")
    ends = [Contract.objects.get(pk=each.pk).runs_until for each in (early, late)]
    assert ends == [date(2026, 12, 31), date(2027, 12, 31)]
    with on("2027-01-01"):
        run_contracts(actor=story.olan)
    early.refresh_from_db()
    assert (early.status, early.end_reason, early.note) == ("ended", "terminated", "They go in-house")
    with on("2028-01-01"):
        run_contracts(actor=story.olan)
    assert Contract.objects.get(pk=late.pk).ended_on == date(2027, 12, 31)


def test_an_amendment_is_a_version_from_its_day_on(story: Story, siam_tea: Account) -> None:
    contract = signed(story, siam_tea)
    meet_duty(Duty.objects.get(due_on=date(2026, 1, 31)), actor=story.ploy, evidence="Sent by mail")
    clauses = {clause.number: clause for clause in Clause.objects.all()}
    quarterly = Worded(
        "Quarterly report", number="4.1", kind="kpi", owed_by="us", every="quarter", due_on=date(2026, 6, 30),
        code=clauses["4.1"].code,
    )  # fmt: skip
    amend_contract(
        contract, actor=story.ploy, summary="Reports by the quarter, more money", effective_on=date(2026, 4, 1),
        changes={"amount_minor": 1_500_000_00}, clauses=[quarterly, SILENCE],
    )  # fmt: skip
    first, second = ContractVersion.objects.order_by("number")
    assert (first.document["amount_minor"], second.document["amount_minor"]) == (1_200_000_00, 1_500_000_00)
    assert (second.effective_on, second.summary) == (date(2026, 4, 1), "Reports by the quarter, more money")
    assert owed(contract) == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-06-30",
        "2026-09-30",
        "2026-12-30",
    ]
    assert Clause.objects.get(number="4.1", removed_at=None).pk == clauses["4.1"].pk
    then = {
        day: values_then(
            story.workspace.pk, "contract", [contract.pk], ["amount_minor"],
            as_of=micros(2026, *day, 12), known_at=micros(2027, 1, 1),
        )[contract.pk, "amount_minor"]
        for day in ((3, 31), (4, 1))
    }  # fmt: skip
    assert then == {(3, 31): 1_200_000_00, (4, 1): 1_500_000_00}
    refused(
        "contract.too_early", amend_contract, contract, actor=story.ploy, summary="Back",
        effective_on=date(2026, 3, 31),
    )  # fmt: skip
    refused("reason.required", amend_contract, contract, actor=story.ploy, summary=" ")
    refused("field.not_editable", amend_contract, contract, actor=story.ploy, summary="Who", effective_on=date(2026, 4, 1),
            changes={"status": "ended"})  # fmt: skip
    assert ContractVersion.objects.count() == 2


def test_undo_never_goes_below_a_signature_or_a_settled_duty(story: Story, siam_tea: Account) -> None:
    contract = drafted(story, siam_tea)
    reworded = set_clauses(contract, actor=story.ploy, clauses=[REPORT]).change
    done = sign_contract(contract, actor=story.ploy).change
    with pytest.raises(Clash):
        undo(reworded, actor=story.ploy)
    duty = Duty.objects.filter(removed_at=None).earliest("due_on")
    met = meet_duty(duty, actor=story.ploy).change
    with pytest.raises(RuleBroken) as kept:
        undo(done, actor=story.ploy)
    assert kept.value.code == "duty.settled"
    assert Contract.objects.get().status == "signed"
    undo(met, actor=story.ploy)
    assert Duty.objects.get(pk=duty.pk).state == "open"
    undo(done, actor=story.ploy)
    assert Contract.objects.get().status == "draft"
    assert owed(contract) == []
    assert not ContractVersion.objects.filter(removed_at=None)
    assert sign_contract(contract, actor=story.ploy).edition == 1


def test_a_duty_is_met_breached_or_waived_with_its_reason(story: Story, siam_tea: Account) -> None:
    signed(story, siam_tea)
    january, february, march = Duty.objects.order_by("due_on")[:3]
    assert meet_duty(january, actor=story.ploy, met_on=date(2026, 2, 2), evidence="Mail").settled_on == date(
        2026, 2, 2
    )
    refused("reason.required", breach_duty, february, actor=story.ploy, reason=" ")
    breach_duty(february, actor=story.ploy, reason="Numbers came late")
    assert meet_duty(february, actor=story.ploy, evidence="Sent on 9 March").state == "met"
    assert waive_duty(march, actor=story.ploy, reason="They have it in the dashboard").note
    refused("stage.move_not_allowed", breach_duty, january, actor=story.ploy, reason="No")
    refused("date.in_future", waive_duty, Duty.objects.filter(state="open").first(), actor=story.ploy,
            reason="x", waived_on=date(2026, 3, 11))  # fmt: skip


def test_it_comes_of_a_quote_and_covers_its_order(story: Story, siam_tea: Account) -> None:
    quote = create_quote(
        actor=story.ploy, account=siam_tea, name="Brand film", language="th",
        lines=[Offered(description="Film", unit_price_minor=80_000_00)],
    )  # fmt: skip
    send_quote(quote, actor=story.ploy)
    accept_quote(quote, actor=story.ploy)
    quote.refresh_from_db()
    contract = create_contract(actor=story.ploy, quote=quote)
    assert (contract.name, contract.language, contract.amount_minor) == ("Brand film", "th", 80_000_00)
    assert [order.contract for order in Order.objects.all()] == [contract]
    posters = ordered(story, siam_tea, "2026-03-09", line("Posters", 100))
    elsewhere = ordered(story, client(story, "Harbour Foods"), "2026-03-09", line("Cut", 100))
    refused("contract.other_client", cover_orders, contract, actor=story.ploy, orders=[elsewhere])
    cover_orders(contract, actor=story.ploy, orders=[posters])
    assert [order.name for order in contract.orders.all()] == [posters.name]
    other = drafted(story, siam_tea)
    refused("order.has_contract", cover_orders, other, actor=story.ploy, orders=[posters])
    refused("contract.has_orders", remove_contract, contract, actor=story.ploy, reason="Twice")


def test_it_ends_with_a_reason_that_fits(story: Story, siam_tea: Account) -> None:
    old, new = signed(story, siam_tea), drafted(story, siam_tea, name="Retainer, anew")
    refused("reason.required", end_contract, old, actor=story.ploy, end_reason="terminated", reason="")
    refused("contract.wrong_end", end_contract, old, actor=story.ploy, end_reason="not_agreed", reason="x")
    ended = end_contract(
        old, actor=story.ploy, end_reason="replaced", reason="New scope", replaced_by=new, ended_on=date(2026, 3, 1)
    )  # fmt: skip
    assert (ended.status, ended.replaced_by, owed(old)) == ("ended", new, ["2026-01-31", "2026-02-28"])
    talk_contract(new, actor=story.ploy)
    assert (
        end_contract(new, actor=story.ploy, end_reason="not_agreed", reason="Too dear").end_reason
        == "not_agreed"
    )


def test_one_renewal_deal_per_term(story: Story, siam_tea: Account) -> None:
    contract = signed(story, siam_tea)
    first = propose_renewal(contract, actor=story.ploy).renewal_deal
    again = propose_renewal(contract, actor=story.ploy).renewal_deal
    assert first == again
    assert Opportunity.objects.count() == 1
    assert (first.type, first.amount_minor, first.expected_close_on) == (
        "renewal",
        1_200_000_00,
        date(2026, 12, 1),
    )
    assert (first.account, first.owner) == (siam_tea, story.ploy.member)
    with on("2027-01-01"):
        run_contracts(actor=story.olan)
        contract.refresh_from_db()
        assert propose_renewal(contract, actor=story.ploy).renewal_deal != first
    endless = signed(story, siam_tea, last_day=None, renewal="none", renewal_months=None)
    refused("contract.open_ended", propose_renewal, endless, actor=story.ploy)


def test_the_signed_paper_lies_with_the_client(story: Story, siam_tea: Account) -> None:
    paper = Upload("signed.txt", b"both names")
    draft = drafted(story, siam_tea)
    refused("contract.not_signed", attach_signed, draft, actor=story.ploy, upload=paper)
    sign_contract(draft, actor=story.ploy)
    attach_signed(draft, actor=story.ploy, upload=paper)
    file = ContractVersion.objects.get().file
    assert file is not None
    assert (file.file_name, file.account) == ("signed.txt", siam_tea)


def test_it_belongs_to_whoever_looks_after_the_client(story: Story, siam_tea: Account) -> None:
    contract = signed(story, siam_tea)
    duty = Duty.objects.earliest("due_on")
    assert contract in contracts_for(story.lin)
    assert contract not in contracts_for(story.wei)
    assert not duties_for(story.wei)
    assert find(story.ploy, "retainer")[0].code == "CT-1"
    for act in (
        lambda actor: end_contract(contract, actor=actor, end_reason="terminated", reason="x"),
        lambda actor: meet_duty(duty, actor=actor),
        lambda actor: create_contract(actor=actor, account=siam_tea),
    ):
        with pytest.raises((NotAllowed, RuleBroken)):
            act(story.lin)
    assert (Contract.objects.get().status, Duty.objects.get(pk=duty.pk).state) == ("signed", "open")
    assign_owner(siam_tea, actor=story.dao, owner=story.wei.member)
    assert [hit.code for hit in find(story.wei, "quarterly report")] == []
    assert [hit.code for hit in find(story.wei, "monthly report")] == ["CT-1"]
    assert find(story.ploy, "monthly report") == []
