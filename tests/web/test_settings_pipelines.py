from __future__ import annotations

import pytest

from saphan.pipeline.models import LostReason, Opportunity, Pipeline
from saphan.pipeline.terms import OpportunityStatus
from tests.story import Story
from tests.web.test_settings import at, bridge, browser_of, filled  # noqa: F401  the fixture is used by name

pytestmark = pytest.mark.django_db


def test_a_new_pipeline_begins_with_its_first_stage_and_grows(bridge: Story):  # noqa: F811
    olan = browser_of(bridge, "olan")
    assert olan.post(at("new_pipeline"), {"name": "Renewals", "first_stage": "Review"}).status_code == 303
    renewals = Pipeline.objects.get(name="Renewals")
    typed = {
        "name": "Terms",
        "name_th": "เงื่อนไข",
        "chance": "62.5",
        "target_days": "14",
        "is_negotiation": "on",
    }
    assert olan.post(at("new_stage", renewals.code), typed).status_code == 303
    review, terms = renewals.stages.all()
    assert (review.name, review.win_chance) == ("Review", 5_000)
    assert (terms.name, terms.names, terms.win_chance, terms.target_days) == (
        "Terms",
        {"th": "เงื่อนไข"},
        6_250,
        14,
    )
    assert (terms.position, terms.is_negotiation, terms.is_qualified) == (2, True, False)
    assert "62.5 %" in olan.get(at("pipelines")).content.decode()


def test_a_stage_is_renamed_and_what_was_not_touched_stays(bridge: Story):  # noqa: F811
    olan, stage = browser_of(bridge, "olan"), bridge.pipeline.stages.first()
    before = (stage.win_chance, stage.position, stage.target_days, stage.exit_questions)
    address = at("stage", stage.code)
    assert olan.post(address, filled(olan, address, name="First talk")).status_code == 303
    stage.refresh_from_db()
    assert stage.name == "First talk"
    assert (stage.win_chance, stage.position, stage.target_days, stage.exit_questions) == before


def test_a_chance_above_a_hundred_is_refused_and_kept(bridge: Story):  # noqa: F811
    olan, stage = browser_of(bridge, "olan"), bridge.pipeline.stages.first()
    before = stage.win_chance
    address = at("stage", stage.code)
    response = olan.post(address, filled(olan, address, chance="140"))
    assert response.status_code == 422
    assert response.context["form"]["chance"].value() == "140"
    stage.refresh_from_db()
    assert stage.win_chance == before


def test_a_stage_without_open_deals_is_retired(bridge: Story):  # noqa: F811
    olan = browser_of(bridge, "olan")
    empty = bridge.pipeline.stages.last()
    assert not Opportunity.objects.filter(stage=empty, status=OpportunityStatus.OPEN).exists()
    assert olan.post(at("retire_stage", empty.code)).status_code == 303
    empty.refresh_from_db()
    assert empty.removed_at is not None
    assert empty.code not in olan.get(at("pipelines")).content.decode()


def test_a_reason_for_losing_is_added(bridge: Story):  # noqa: F811
    olan = browser_of(bridge, "olan")
    assert olan.post(at("new_lost_reason"), {"name": "No budget", "name_zh": "没有预算"}).status_code == 303
    assert LostReason.objects.get(name="No budget").names == {"zh-hans": "没有预算"}
