"""Every write of the pipeline, by ability."""

from saphan.pipeline.actions.bulk import assign_opportunities, categorise_opportunities, move_opportunities
from saphan.pipeline.actions.deal import (
    assign_opportunity,
    create_opportunity,
    remove_opportunity,
    set_lines,
    update_opportunity,
)
from saphan.pipeline.actions.form import change_form
from saphan.pipeline.actions.lead import (
    answer_criterion,
    assign_lead,
    convert_lead,
    create_lead,
    disqualify_lead,
    qualify_lead,
    take_up_lead,
    update_lead,
)
from saphan.pipeline.actions.outcome import (
    close_without_decision,
    lose_opportunity,
    reopen_opportunity,
    win_opportunity,
)
from saphan.pipeline.actions.setup import (
    add_stage,
    create_criterion,
    create_lost_reason,
    create_pipeline,
    retire_stage,
    update_stage,
)
from saphan.pipeline.actions.stage import answer_exit_question, move_stage
from saphan.pipeline.actions.target import remove_target, set_target_of, update_target
from saphan.pipeline.actions.upsert import upsert_opportunities

__all__ = [
    "add_stage",
    "answer_criterion",
    "answer_exit_question",
    "assign_lead",
    "assign_opportunities",
    "assign_opportunity",
    "categorise_opportunities",
    "change_form",
    "close_without_decision",
    "convert_lead",
    "create_criterion",
    "create_lead",
    "create_lost_reason",
    "create_opportunity",
    "create_pipeline",
    "disqualify_lead",
    "lose_opportunity",
    "move_opportunities",
    "move_stage",
    "qualify_lead",
    "remove_opportunity",
    "remove_target",
    "reopen_opportunity",
    "retire_stage",
    "set_lines",
    "set_target_of",
    "take_up_lead",
    "update_lead",
    "update_opportunity",
    "update_stage",
    "update_target",
    "upsert_opportunities",
    "win_opportunity",
]
