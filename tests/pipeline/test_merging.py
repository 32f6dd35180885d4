"""Two entries of one company become one: what was sold to either was sold to the company."""

from __future__ import annotations

from saphan.clients.actions import create_account, merge_accounts
from saphan.clients.models import Account
from saphan.commerce.models import LedgerLine
from saphan.journal.models import Change
from saphan.journal.undo import undo
from saphan.pipeline.actions import create_lead, create_opportunity, win_opportunity
from saphan.pipeline.models import Lead, Opportunity
from tests.story import Story


def holders() -> set[tuple[str, str | None]]:
    """Every lead and deal with the code of its client."""
    return {
        (record.code, record.account.code if record.account else None)
        for model in (Lead, Opportunity)
        for record in model.objects.select_related("account")
    }


def two_entries(story: Story) -> tuple[Account, Account]:
    kept = create_account(actor=story.ploy, name="Siam Tea")
    other = create_account(actor=story.ploy, name="Chaophraya Drinks")
    create_lead(actor=story.ploy, name="Tea bar", account_id=other.pk)
    stage = story.stage("Diagnose")
    won = create_opportunity(actor=story.ploy, name="Film", stage=stage, account=other, amount_minor=500_00)
    win_opportunity(won, actor=story.ploy)
    create_opportunity(actor=story.ploy, name="Site", stage=stage, account=kept)
    return kept, other


def test_leads_and_deals_of_the_other_entry_move_over(story: Story) -> None:
    kept, other = two_entries(story)
    merge_accounts(kept, actor=story.ploy, other=other)
    assert len(holders()) == 3
    assert {client for _, client in holders()} == {kept.code}
    assert [line.amount_minor for line in LedgerLine.objects.all()] == [500_00]


def test_undo_of_a_merge_gives_leads_and_deals_back(story: Story) -> None:
    kept, other = two_entries(story)
    before = holders()
    merge_accounts(kept, actor=story.ploy, other=other)
    change = Change.objects.order_by("-pk")[0]
    assert change.action == "account.merge"
    undo(change, actor=story.ploy)
    assert holders() == before
