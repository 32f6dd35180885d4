"""What leads and opportunities may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "amount.negative": _("An amount cannot be less than zero. Check it and save again."),
    "bulk.some_out_of_reach": _(
        "%(missing)s of these may not be changed by you, so none was. Take them out and try again."
    ),
    "bulk.too_many": _("At most %(most)s can be changed at once. Do it in smaller parts."),
    "date.before_closed": _("This was closed on %(on)s. Choose that day or a later one."),
    "date.before_opened": _("This began on %(on)s. Choose that day or a later one."),
    "date.in_future": _("%(on)s has not come yet. Choose today or an earlier day."),
    "field.not_a_choice": _("This value is not one of those to choose from. Choose another one."),
    "field.required": _("This field is needed. Nothing was saved."),
    "field.unknown": _("There is no such field here. Nothing was saved."),
    "form.same": _("This is the present form already. Nothing was changed."),
    "form.unknown": _("There is no organisation form of this name. Choose one of those shown."),
    "form.unknown_place": _(
        "The deals of this stage need a place in the new form. Choose one of those shown."
    ),
    "lead.criteria_not_met": _(
        "Not met yet: %(criteria)s. Answer these first, or turn the lead away with a reason."
    ),
    "line.bad_quantity": _("A quantity is a whole number from 1 on. Check it and save again."),
    "lines.carry_amount": _("The amount is the sum of what you offer. Change the offerings instead."),
    "opportunity.closed": _("This deal is closed. Open it again before changing it."),
    "owner.missing": _("Name somebody who looks after it."),
    "owner.out_of_reach": _("You may not hand work to this person. Ask a director."),
    "pipeline.no_stages": _("A pipeline needs at least one stage."),
    "question.unknown": _("This question no longer belongs to the stage. Reload the page and try again."),
    "reason.required": _("Say why. The reason stays in the history."),
    "relation.not_found": _("What this points to is not there, or not among the things you may see."),
    "stage.bad_chance": _("The chance to win is a percentage from 0 to 100."),
    "stage.checks_missing": _(
        "Something is still open before %(stage)s. Fill it in, or say why you go on without it."
    ),
    "stage.in_use": _("Open deals are in this stage. Move them to another one first."),
    "stage.other_pipeline": _("This stage belongs to another pipeline. Choose one of the deal’s own."),
    "stage.retired": _("This stage is no longer in use. Choose another one."),
}
