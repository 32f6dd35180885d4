"""Every write of this room."""

from saphan.administration.actions.catalogue import (
    bring_back_offering,
    create_offering,
    remove_price,
    retire_offering,
    set_price,
    update_offering,
)
from saphan.administration.actions.desk import set_keys, set_quiet_hours
from saphan.administration.actions.invitations import accept_invitation, invite_again, invite_member
from saphan.administration.actions.members import (
    NewMember,
    create_member,
    create_members,
    reactivate_member,
    suspend_member,
    update_member,
)
from saphan.administration.actions.rates import remove_own_rate, set_own_rate
from saphan.administration.actions.standing import act_as, look_as, step_back
from saphan.administration.actions.trees import (
    create_team,
    create_territory,
    move_team,
    move_territory,
    update_team,
    update_territory,
)
from saphan.administration.actions.workspace import update_workspace

__all__ = [
    "NewMember",
    "accept_invitation",
    "act_as",
    "bring_back_offering",
    "create_member",
    "create_members",
    "create_offering",
    "create_team",
    "create_territory",
    "invite_again",
    "invite_member",
    "look_as",
    "move_team",
    "move_territory",
    "reactivate_member",
    "remove_own_rate",
    "remove_price",
    "retire_offering",
    "set_keys",
    "set_own_rate",
    "set_price",
    "set_quiet_hours",
    "step_back",
    "suspend_member",
    "update_member",
    "update_offering",
    "update_team",
    "update_territory",
    "update_workspace",
]
