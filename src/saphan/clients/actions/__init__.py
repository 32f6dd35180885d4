"""Everything that can be done to clients and people, by ability."""

from saphan.clients.actions.accounts import (
    assign_owner,
    create_account,
    move_territory,
    remove_account,
    restore_account,
    set_parent,
    set_status,
    set_target,
    update_account,
)
from saphan.clients.actions.affiliations import (
    add_affiliation,
    end_affiliation,
    move_person,
    remove_affiliation,
    update_affiliation,
)
from saphan.clients.actions.bulk import (
    assign_owner_many,
    move_territory_many,
    set_status_many,
    set_target_many,
    set_tier_many,
)
from saphan.clients.actions.files import Upload, attach_file, remove_attachment
from saphan.clients.actions.interactions import edit_interaction, log_interaction, remove_interaction
from saphan.clients.actions.merge import merge_accounts
from saphan.clients.actions.people import create_person, remove_person, restore_person, update_person
from saphan.clients.actions.pins import pin_account, unpin_account
from saphan.clients.actions.stakeholders import remove_stakeholder, set_stakeholder
from saphan.clients.actions.steps import (
    Step,
    add_next_step,
    complete_next_step,
    drop_next_step,
    reschedule_next_step,
    update_next_step,
)
from saphan.clients.actions.units import create_unit, remove_unit, update_unit
from saphan.clients.actions.upsert import upsert_accounts
from saphan.clients.actions.whitespace import mark_cell

__all__ = [
    "Step",
    "Upload",
    "add_affiliation",
    "add_next_step",
    "assign_owner",
    "assign_owner_many",
    "attach_file",
    "complete_next_step",
    "create_account",
    "create_person",
    "create_unit",
    "drop_next_step",
    "edit_interaction",
    "end_affiliation",
    "log_interaction",
    "mark_cell",
    "merge_accounts",
    "move_person",
    "move_territory",
    "move_territory_many",
    "pin_account",
    "remove_account",
    "remove_affiliation",
    "remove_attachment",
    "remove_interaction",
    "remove_person",
    "remove_stakeholder",
    "remove_unit",
    "reschedule_next_step",
    "restore_account",
    "restore_person",
    "set_parent",
    "set_stakeholder",
    "set_status",
    "set_status_many",
    "set_target",
    "set_target_many",
    "set_tier_many",
    "unpin_account",
    "update_account",
    "update_affiliation",
    "update_next_step",
    "update_person",
    "update_unit",
    "upsert_accounts",
]
