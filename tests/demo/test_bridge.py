"""The example workspace is believable: its past adds up, and today looks like the picture."""

from __future__ import annotations

from collections import defaultdict

import pytest

from saphan.clients.models import Account, NextStep
from saphan.commerce.contract_queries import contracts_to_run
from saphan.commerce.models import Contract, Duty, LedgerLine, Order
from saphan.core.period import local_date
from saphan.demo import bridge
from saphan.demo.picture import open_deals
from saphan.demo.preparing import prepare
from saphan.journal import now
from saphan.journal.models import BORN, Change, Entry
from saphan.journal.values import written
from saphan.notices.notices import notices_for
from saphan.pipeline.models import Lead, Opportunity
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Workspace, model_of
from saphan.workspace.terms import Door

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECRET = "seven bridges over the river"


@pytest.fixture
def two_rivers() -> Workspace:
    said: list[str] = []
    bridge.fill(SECRET, said.append)
    assert len(said) >= 5
    return Workspace.objects.get(code="bridge")


def test_two_rivers_has_a_past_that_adds_up_and_a_present_like_the_picture(two_rivers: Workspace) -> None:
    journal_tells_what_the_tables_hold(two_rivers)
    journal_runs_forward_and_ends_now(two_rivers)
    open_deals_are_those_of_the_picture(two_rivers)
    assert 55 <= Account.objects.filter(workspace=two_rivers).count() <= 65
    assert Lead.objects.filter(workspace=two_rivers).count() == 1_500
    assert 600 <= Opportunity.objects.filter(workspace=two_rivers).count() <= 900
    nothing_happens_twice(two_rivers)
    the_ledger_holds_every_won_deal_once(two_rivers)
    contracts_ask_for_something_today(two_rivers)


def journal_tells_what_the_tables_hold(workspace: Workspace) -> None:
    """Replaying every entry of a record gives the record."""
    told: dict[tuple[str, int], dict[str, str | None]] = defaultdict(dict)
    for entry in Entry.objects.filter(
        workspace=workspace, kind__in=("opportunity", "lead", "account", "contract", "duty")
    ).order_by("seq"):
        state = told[entry.kind, entry.entity_id]
        if entry.attribute == BORN:
            state.update({name: written(value) for name, value in entry.after.items()})
        else:
            assert state.get(entry.attribute) in (entry.old, None), entry
            state[entry.attribute] = entry.new
    for kind in ("opportunity", "lead", "account", "contract", "duty"):
        for record in model_of(kind)._base_manager.filter(workspace=workspace):
            for name, value in told[kind, record.pk].items():
                assert written(getattr(record, name)) == value, (record, name)


def contracts_ask_for_something_today(workspace: Workspace) -> None:
    """Every kind of notice has something to tell the account executives, and no past duty was forgotten."""
    rows = Contract.objects.filter(workspace=workspace)
    assert set(rows.values_list("status", flat=True)) == {"draft", "in_talks", "signed", "ended"}
    asking = set()
    for member in Member.objects.filter(workspace=workspace):
        asking |= {notice.kind for notice in notices_for(Actor(member, Door.WEB))}
    assert {"duty", "deadline", "renewal", "invoice"} <= asking
    today = local_date(now(), workspace.zone)
    late = Duty.objects.filter(workspace=workspace, state="open", due_on__lt=today).count()
    assert 4 <= late <= 8  # four, and where a month is short some that were due on its last day
    assert not rows.filter(contracts_to_run(today))


def the_ledger_holds_every_won_deal_once(workspace: Workspace) -> None:
    """What stands of a deal is its amount, or nothing where an order of it took over."""
    standing: dict[int | None, int] = defaultdict(int)
    for line in LedgerLine.objects.filter(workspace=workspace, order=None):
        standing[line.opportunity_id] += line.amount_minor
    carried = set(Order.objects.filter(workspace=workspace).values_list("opportunity_id", flat=True))
    won = Opportunity.objects.filter(workspace=workspace, status="won")
    assert {deal.pk: standing[deal.pk] for deal in won} == {
        deal.pk: 0 if deal.pk in carried else deal.amount_minor or 0 for deal in won
    }


def journal_runs_forward_and_ends_now(workspace: Workspace) -> None:
    recorded = list(
        Change.objects.filter(workspace=workspace).order_by("pk").values_list("recorded_at", flat=True)
    )
    assert recorded == sorted(recorded)
    assert recorded[-1] <= now()
    zone = workspace.zone
    assert local_date(recorded[0], zone).year == local_date(now(), zone).year - 3
    assert not Entry.objects.filter(workspace=workspace, effective_at__gt=now()).exists()


def open_deals_are_those_of_the_picture(workspace: Workspace) -> None:
    today = local_date(now(), workspace.zone)
    steps = dict(
        NextStep.objects.filter(workspace=workspace, state="open").values_list("opportunity_id", "what")
    )
    for wanted in open_deals(today.year):
        deal = Opportunity.objects.select_related("stage").get(workspace=workspace, name=wanted.name)
        assert (deal.stage.name, deal.status, deal.currency) == (wanted.stage, "open", wanted.currency)
        assert deal.amount_minor == wanted.amount * 100
        assert (today - local_date(deal.stage_since, workspace.zone)).days == wanted.age
        assert steps.get(deal.pk) == (wanted.step[0] if wanted.step else None)


def nothing_happens_twice(workspace: Workspace) -> None:
    before = Change.objects.filter(workspace=workspace).count()
    bridge.fill(SECRET, print)
    assert Change.objects.filter(workspace=workspace).count() == before


def test_an_interrupted_start_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bridge, "take_in", power_cut)
    with pytest.raises(KeyboardInterrupt):
        prepare(lambda _sentence: None)
    assert not Workspace.objects.exists()
