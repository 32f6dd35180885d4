"""An opportunity from its opening to its end."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.commerce.models import LedgerLine
from saphan.core.errors import Clash, NotAllowed, NotFound, RuleBroken
from saphan.journal.models import Entry
from saphan.journal.undo import undo
from saphan.pipeline.actions import (
    assign_opportunities,
    create_opportunity,
    lose_opportunity,
    move_stage,
    remove_opportunity,
    reopen_opportunity,
    update_opportunity,
    win_opportunity,
)
from saphan.pipeline.models import Opportunity
from saphan.pipeline.queries import opportunities_for
from tests.story import Story, micros, on


@pytest.fixture
def deal(story: Story) -> Opportunity:
    with on("2026-01-05"):
        return create_opportunity(
            actor=story.ploy, name="Brand refresh", stage=story.stage("Diagnose"), amount_minor=100_000_00,
            expected_close_on=date(2026, 2, 1),
        )  # fmt: skip


def ledger(deal: Opportunity) -> list[tuple[str, int]]:
    return list(
        LedgerLine.objects.filter(opportunity=deal).order_by("id").values_list("cause", "amount_minor")
    )


def test_opening_a_deal_leaves_one_journal_row_with_its_first_values(deal: Opportunity) -> None:
    born = Entry.objects.get(kind="opportunity", entity_id=deal.pk)
    assert born.attribute == "*"
    assert born.after["amount_minor"] == 10_000_000
    assert born.effective_at == micros(2026, 1, 5, 5)


def test_a_win_posts_its_amount_and_taking_it_back_posts_the_negative(
    story: Story, deal: Opportunity
) -> None:
    with on("2026-01-10"):
        win_opportunity(deal, actor=story.ploy)
    with on("2026-03-05"):
        reopen_opportunity(deal, actor=story.ploy, reason="They cancelled the order")
    with on("2026-03-20"):
        update_opportunity(
            deal, actor=story.ploy, changes={"amount_minor": 90_000_00}, reason="Smaller scope"
        )
        win_opportunity(deal, actor=story.ploy)
    assert ledger(deal) == [("win", 100_000_00), ("un_win", -100_000_00), ("win", 90_000_00)]


def test_a_new_price_after_the_win_is_a_line_of_its_own(story: Story, deal: Opportunity) -> None:
    with on("2026-01-10"):
        win_opportunity(deal, actor=story.ploy)
    with on("2026-02-10"):
        update_opportunity(
            deal, actor=story.ploy, changes={"amount_minor": 120_000_00}, reason="Added a film"
        )
    assert ledger(deal) == [("win", 100_000_00), ("price", 20_000_00)]


def test_undoing_a_win_leaves_the_ledger_at_zero_on_the_day_of_the_win(
    story: Story, deal: Opportunity
) -> None:
    with on("2026-01-10"):
        won = win_opportunity(deal, actor=story.ploy)
    with on("2026-01-12"):
        undo(won.change, actor=story.ploy)
    deal.refresh_from_db()
    assert deal.status == "open"
    lines = LedgerLine.objects.filter(opportunity=deal)
    assert {line.effective_at for line in lines} == {micros(2026, 1, 10, 5)}
    assert sum(line.amount_minor for line in lines) == 0


def test_a_removed_duplicate_is_taken_off_the_days_it_was_posted(story: Story, deal: Opportunity) -> None:
    with on("2026-01-10"):
        win_opportunity(deal, actor=story.ploy)
    with on("2026-02-10"):
        update_opportunity(
            deal, actor=story.ploy, changes={"amount_minor": 120_000_00}, reason="Added a film"
        )
    with on("2026-04-01"):
        remove_opportunity(deal, actor=story.ploy, reason="Entered twice")
    by_day: dict[int, int] = {}
    for line in LedgerLine.objects.filter(opportunity=deal):
        by_day[line.effective_at] = by_day.get(line.effective_at, 0) + line.amount_minor
    assert by_day == {micros(2026, 1, 10, 5): 0, micros(2026, 2, 10, 5): 0}


def test_a_won_deal_cannot_be_won_again(story: Story, deal: Opportunity) -> None:
    win_opportunity(deal, actor=story.ploy)
    with pytest.raises(RuleBroken, match="stage.move_not_allowed"):
        win_opportunity(deal, actor=story.ploy)


def test_losing_asks_for_a_reason_of_this_workspace(
    story: Story, other_story: Story, deal: Opportunity
) -> None:
    with pytest.raises(RuleBroken, match="relation.not_found"):
        lose_opportunity(deal, actor=story.ploy, lost_reason=other_story.lost_reason())
    lost = lose_opportunity(deal, actor=story.ploy, lost_reason=story.lost_reason(), lost_to="Rival")
    assert (lost.status, lost.lost_to) == ("lost", "Rival")


def test_moving_the_date_out_needs_a_reason_and_counts_the_push(story: Story, deal: Opportunity) -> None:
    later = {"expected_close_on": date(2026, 3, 1)}
    with pytest.raises(RuleBroken, match="reason.required"):
        update_opportunity(deal, actor=story.ploy, changes=later)
    assert update_opportunity(deal, actor=story.ploy, changes=later, reason="Board meets later").pushes == 1


def test_going_forward_asks_the_exit_questions_unless_somebody_says_why_not(
    story: Story, deal: Opportunity
) -> None:
    stage = story.stage("Diagnose")
    stage.exit_questions = [{"key": "budget", "question": "Who holds the budget?"}]
    stage.save()
    propose = story.stage("Propose")
    with pytest.raises(RuleBroken, match="stage.checks_missing"):
        move_stage(deal, actor=story.ploy, stage=propose)
    assert move_stage(deal, actor=story.ploy, stage=propose, answers={"budget": "The CFO"}).stage == propose


def test_a_teammate_reads_but_does_not_write(story: Story, deal: Opportunity) -> None:
    assert opportunities_for(story.lin).count() == 1
    with pytest.raises(NotAllowed):
        win_opportunity(deal, actor=story.lin)
    deal.refresh_from_db()
    assert (deal.status, deal.version) == ("open", 1)


def test_another_team_does_not_even_see_it(story: Story, deal: Opportunity) -> None:
    assert not opportunities_for(story.wei).exists()


def test_to_the_stranger_the_deal_does_not_exist(story: Story, other_story: Story, deal: Opportunity) -> None:
    with pytest.raises(NotFound):
        win_opportunity(deal, actor=other_story.krit)
    assert Entry.objects.filter(entity_id=deal.pk, kind="opportunity").count() == 1


def test_a_stale_save_names_the_field_both_changed_and_writes_nothing(
    story: Story, deal: Opportunity
) -> None:
    update_opportunity(deal, actor=story.dao, changes={"name": "Rebrand", "need": "Growth"}, version=1)
    with pytest.raises(Clash) as refused:
        update_opportunity(deal, actor=story.ploy, changes={"name": "Refresh"}, version=1)
    (field,) = refused.value.values["fields"]
    assert (field["field"], field["base"], field["theirs"], field["yours"], field["by"]) == (
        "name", "Brand refresh", "Rebrand", "Refresh", "Dao",
    )  # fmt: skip
    assert refused.value.values["merged"] == ["need"]
    deal.refresh_from_db()
    assert deal.name == "Rebrand"


def test_a_request_that_names_itself_is_done_once(story: Story) -> None:
    def ask() -> Opportunity:
        return create_opportunity(
            actor=story.ploy, name="Once", stage=story.stage("Qualify"), idempotency_key="k-1"
        )

    first, second = ask(), ask()
    assert first.pk == second.pk
    assert Opportunity.objects.filter(name="Once").count() == 1
    with pytest.raises(RuleBroken, match="request.key_reused"):
        create_opportunity(actor=story.ploy, name="Else", stage=story.stage("Qualify"), idempotency_key="k-1")


def test_many_deals_change_owner_in_one_change_or_not_at_all(story: Story, deal: Opportunity) -> None:
    mine = create_opportunity(actor=story.wei, name="Elsewhere", stage=story.stage("Qualify"))
    with pytest.raises(NotAllowed):
        assign_opportunities(actor=story.ploy, ids=[deal.pk, mine.pk], owner=story.ploy.member)
    changed = assign_opportunities(actor=story.dao, ids=[deal.pk, mine.pk], owner=story.lin.member)
    assert len(changed) == 2
    rows = Entry.objects.filter(attribute="owner_id")
    assert rows.values("change_id").distinct().count() == 1
