"""What setting up the workspace may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "currency.same_twice": _("A rate joins two different currencies."),
    "field.not_editable": _("This field cannot be changed here."),
    "invitation.already_used": _("This invitation was already accepted. Sign in with your e-mail address."),
    "invitation.expired": _("This invitation has expired. Ask the person who invited you for a new one."),
    "invitation.no_address": _("An invitation needs an e-mail address to go to."),
    "invitation.unreadable": _("This invitation link is not complete. Open it again from the e-mail."),
    "keys.taken": _("“%(key)s” already does something else. Choose another key."),
    "keys.unreadable": _("“%(key)s” is not one key. Type a letter or a mark, or leave it empty."),
    "member.address_taken": _("Somebody with this e-mail address is already in this workspace."),
    "member.last_owner": _("%(name)s is the last owner. Make somebody else an owner first."),
    "member.not_invited": _("%(name)s has already joined, so there is nothing to invite to."),
    "member.not_suspended": _("%(name)s is not suspended."),
    "offering.retired": _("%(name)s is retired. Bring it back before changing it."),
    "price.negative": _("A price cannot be less than zero."),
    "quiet.half": _("Quiet hours need a beginning and an end."),
    "standing.not_within": _("This role may do things that yours may not, so you cannot act in it."),
    "standing.only_looking": _("You are looking as %(name)s. Nothing can be changed until you stop looking."),
    "standing.own_affair": _("This page is about you. Stop looking as %(name)s to open it."),
    "start.over": _("Somebody can sign in here already. Ask the owner of the workspace for an invitation."),
    "start.unreadable": _("This link is not complete. Start the server again; it prints the whole one."),
    "tree.circle": _("%(name)s cannot move below itself. Choose a place elsewhere in the tree."),
    "tree.too_deep": _("The tree is too deep here. Place it nearer to the top."),
    "workspace.code_taken": _("The short name “%(code)s” is taken. Choose another."),
    "workspace.unknown_zone": _("“%(time_zone)s” is not a known time zone. Use a name such as Asia/Bangkok."),
}
