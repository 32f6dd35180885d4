"""What contracts, clauses and duties may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "clause.bad_silence": _(
        "Silence counts as acceptance after 1 to %(most)s days. Choose a number in between."
    ),
    "clause.empty": _("A clause needs a heading or a text."),
    "clause.no_due_day": _("Say when it is due: a first day, or how many days before the end."),
    "clause.nobody_owes": _("Say who owes this: you or the client."),
    "clause.not_acceptance": _(
        "Only a clause about acceptance can say after how many days silence counts as acceptance."
    ),
    "contract.bad_amount": _(
        "The value of a contract is not below zero. Leave it empty where no money is named."
    ),
    "contract.bad_notice": _("This is no period of notice. Type a whole number of days or months."),
    "contract.before_signing": _("It was signed on %(on)s. Choose that day or a later one."),
    "contract.ends_before_start": _("It begins on %(on)s. The last day cannot be earlier."),
    "contract.has_orders": _("Orders are covered by it. Take them out of it first."),
    "contract.is_signed": _("It is signed and stays as it was signed. Agree the change as an amendment."),
    "contract.no_client": _("Say whom it is with: a client, a quote or a deal."),
    "contract.no_first_day": _("With a last day it needs a first day too."),
    "contract.not_signed": _("This contract is not signed and in force. Sign it first."),
    "contract.notice_given": _("Notice was given on %(on)s already."),
    "contract.open_ended": _("It has no last day, so there is nothing to renew."),
    "contract.other_client": _("This belongs to another client. Choose one of the contract’s own client."),
    "contract.renewal_incomplete": _(
        "A contract that goes on by itself needs a last day and by how many months it goes on."
    ),
    "contract.rows_differ": _(
        "The rows of contract %(text)s do not agree on this. Give them the same value."
    ),
    "contract.too_early": _("The version before takes effect on %(on)s. Choose that day or a later one."),
    "contract.no_stage": _("There is no stage to begin a deal in. Set a pipeline up first."),
    "contract.wrong_end": _(
        "Talks can only come to nothing; a signed contract expires, is terminated or is replaced."
    ),
    "duty.settled": _("Somebody has noted since what became of a duty of it. Take that back first."),
    "order.has_contract": _("The order %(order)s is covered by another contract."),
}
