"""What metrics, their parts and their reasons are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, "str | Promise"]

NAMES: Words = {
    "revenue_total": _("Total revenue"),
    "revenue_growth": _("Revenue growth"),
    "deal_size_avg": _("Average deal size"),
    "ql_count": _("Qualified leads"),
    "ql_conversion": _("Leads that became opportunities"),
    "opportunity_growth": _("Growth of opportunities"),
    "territory_growth": _("Territory growth"),
    "win_rate": _("Win rate"),
    "cycle_days": _("Sales cycle"),
    "cac": _("Customer acquisition cost"),
    "retention_logo": _("Customer retention"),
    "retention_grr": _("Gross revenue retention"),
    "retention_nrr": _("Net revenue retention"),
    "csat": _("Customer satisfaction"),
    "penetration": _("Account penetration"),
    "csat_mean": _("Mean satisfaction score"),
    "closure_rate": _("Closure rate"),
    "aov": _("Average order value"),
    "cross_sell_share": _("Cross-sell share"),
    "upsell_share": _("Up-sell share"),
}
FORMULAS: Words = {
    "revenue_total": _("sum of bookings in the period"),
    "revenue_growth": _("(revenue − revenue of the base period) ÷ revenue of the base period"),
    "deal_size_avg": _("net value of the won deals ÷ number of won deals"),
    "ql_count": _("leads qualified for the first time in their episode"),
    "ql_conversion": _("leads with an opportunity inside their window ÷ leads whose window has passed"),
    "opportunity_growth": _("(created − created in the base period) ÷ created in the base period"),
    "territory_growth": _("(revenue of the territory − that of the base period) ÷ that of the base period"),
    "win_rate": _("won ÷ (won + lost)"),
    "cycle_days": _("days from qualified to won"),
    "cac": _("cost of sales and marketing that wins customers ÷ new customers"),
    "retention_logo": _("customers active then and now ÷ customers active then"),
    "retention_grr": _("what is left of the value of the customers active then ÷ that value"),
    "retention_nrr": _("present value of the customers active then ÷ their value then"),
    "csat": _("satisfied answers ÷ answers"),
    "penetration": _("services in use ÷ services that fit, over all clients"),
    "csat_mean": _("sum of scores ÷ answers"),
    "closure_rate": _("won inside their window ÷ all that came to negotiation"),
    "aov": _("value of the orders ÷ number of orders"),
    "cross_sell_share": _("ordered in families not held before ÷ orders of customers who had ordered before"),
    "upsell_share": _(
        "ordered beyond the last order of the family ÷ orders of customers who had ordered before"
    ),
}
# First what stands above the line, then what stands below it.
SIDES: dict[str, tuple[str | Promise, str | Promise]] = {
    "revenue_total": (_("bookings"), ""),
    "revenue_growth": (_("change in revenue"), _("revenue of the base period")),
    "deal_size_avg": (_("net value"), _("won deals")),
    "ql_count": (_("qualified leads"), ""),
    "ql_conversion": (_("leads with an opportunity"), _("qualified leads")),
    "opportunity_growth": (_("change in opportunities created"), _("created in the base period")),
    "territory_growth": (_("change in revenue"), _("revenue of the base period")),
    "win_rate": (pgettext_lazy("formula", "won"), pgettext_lazy("formula", "won + lost")),
    "cycle_days": (_("days from qualified to won"), ""),
    "cac": (_("cost that wins customers"), _("new customers")),
    "retention_logo": (_("customers still active"), _("customers active then")),
    "retention_grr": (_("value that is left"), _("value then")),
    "retention_nrr": (_("value now"), _("value then")),
    "csat": (_("satisfied answers"), _("answers")),
    "penetration": (_("services in use"), _("services that fit")),
    "csat_mean": (_("sum of scores"), _("answers")),
    "closure_rate": (pgettext_lazy("formula", "won"), _("came to negotiation")),
    "aov": (_("value of the orders"), _("orders")),
    "cross_sell_share": (_("in families not held before"), _("orders of customers who had ordered before")),
    "upsell_share": (
        _("beyond the last order of the family"),
        _("orders of customers who had ordered before"),
    ),
}
POPULATIONS: Words = {
    "revenue_total": _("Ledger lines in the period"),
    "revenue_growth": _("Ledger lines in the period and its base"),
    "deal_size_avg": _("Wins in the period"),
    "ql_count": _("Lead episodes in the period"),
    "ql_conversion": _("Leads qualified in the period"),
    "opportunity_growth": _("Opportunities in the period and its base"),
    "territory_growth": _("Ledger lines in the period and its base"),
    "win_rate": _("Closed in the period"),
    "cycle_days": _("Wins in the period"),
    "cac": _("Costs and first wins in the period"),
    "retention_logo": _("Customers active then or now"),
    "retention_grr": _("Customers active then or now"),
    "retention_nrr": _("Customers active then or now"),
    "csat": _("Answers in the period"),
    "penetration": _("Services at clients at the end of the period"),
    "csat_mean": _("Answers in the period"),
    "closure_rate": _("Entered in the period"),
    "aov": _("Orders in the period"),
    "cross_sell_share": _("Families ordered in the period"),
    "upsell_share": _("Families ordered in the period"),
}
COUNTED = _("Counted")
EXCLUSIONS: Words = {
    "duplicate": _("Removed as duplicate or test"),
    "renewal": _("Renewals"),
    "amount_missing": _("No amount named"),
    "missing_rate": _("No exchange rate"),
    "never_qualified": _("Never qualified"),
    "start_missing": _("Start not known"),
    "start_after_win": _("Start later than the win"),
    "no_territory": _("No territory"),
    "unmapped": _("Nobody said whether it fits"),
    "not_fit": _("No fit"),
    "retired": _("No longer sold"),
    "no_account": _("No client named"),
    "other_scale": _("Another scale"),
    "immature": _("Window not yet over"),
    "cancelled": _("Cancelled"),
    "first_order": _("First orders of a customer"),
    "new_customer": _("New customers"),
}
REASONS: Words = {
    "no_denominator": _("Nothing to count in this period"),
    "immature": _("Too early: the window is over on %(until)s"),
    "non_positive_base": _("The base is zero or less, so there is no percentage"),
    "missing_input": _("Not known: %(missing)s"),
    "too_few": _("Too few cases to show"),
}
# Why a figure has no likely range.
NO_RANGE: Words = {
    "undefined": _("No figure, so no range"),
    "over": _("The period is over"),
    "not_forecast": _("No honest range: nothing foresees this figure"),
    "narrowed": _("The forecast knows owners, teams and pipelines only"),
    "other_basis": _("The forecast speaks of first-year bookings only"),
    "nothing_closed": _("No range before a deal is closed"),
    "stage_averages": _("No range before 30 deals are closed"),
    "point": _("The view that leads the forecast names an amount without a range"),
    "no_base": _("No base to compare with"),
}
# Why a change has no parts.
NO_PARTS: Words = {
    "undefined": _("One of the two figures is undefined, so there is no change to explain"),
    "distribution": _("A median has no parts that add up"),
    "not_yours": _("Parts are shown to those who may read the rows"),
}
PARTS: Words = {
    "territory": _("Territory"),
    "owner": _("Owner"),
    "offering": _("Product or service"),
    "type": pgettext_lazy("opportunity", "Type"),
}
MISSING: Words = {
    "finance_feed": _("recognised revenue from finance"),
}
COMPANIONS: Words = {
    "now": pgettext_lazy("growth", "Period"),
    "base": pgettext_lazy("growth", "Base period"),
    "change": _("Change"),
    "constant": _("At constant exchange rates"),
    "reported": _("At the exchange rates of each day"),
    "mean": _("Mean"),
    "median": _("Median"),
    "p90": _("Nine in ten within"),
    "as_of_event": _("By the territory at each event"),
    "like_for_like": _("Like for like"),
    "clients_gained": _("Clients gained"),
    "bridge_base": pgettext_lazy("bridge", "Base"),
    "bridge_organic": pgettext_lazy("bridge", "Clients who stayed"),
    "bridge_out": pgettext_lazy("bridge", "Moved away"),
    "bridge_in_base": pgettext_lazy("bridge", "Moved in, what they had"),
    "bridge_in_growth": pgettext_lazy("bridge", "Moved in, what changed"),
    "bridge_new": pgettext_lazy("bridge", "New"),
    "bridge_lost": pgettext_lazy("bridge", "Lost"),
    "bridge_now": pgettext_lazy("bridge", "Now"),
    "answer_rate": _("Answer rate of invitations"),
    "acquisition_cost": _("Cost that wins customers"),
    "new_customers": _("New customers"),
    "disqualified_later": _("Turned away since"),
    "flow": _("Newly created"),
    "stock": _("Value standing open"),
    "past_date": _("Open past their date"),
    "decided_rate": _("Decided inside their window"),
    "cohort_win_rate": _("Won among the decided"),
    "contraction": _("Ordered less than before"),
    "retention_logo": _("Customer retention"),
    "retention_grr": _("Gross revenue retention"),
    "retention_nrr": _("Net revenue retention"),
    "in_grace": _("Kept only by a renewal in talks"),
}
OUTCOMES: Words = {
    "won": _("Won"),
    "lost": _("Lost"),
    "no_decision": _("No decision"),
    "open": pgettext_lazy("opportunity", "Open"),
    "cost": _("Cost"),
    "new_customer": _("New customer"),
    "customer_kept": pgettext_lazy("customer", "Kept"),
    "customer_lost": pgettext_lazy("customer", "Lost"),
    "customer_in_grace": _("Renewal in talks"),
    "satisfied": _("Satisfied"),
    "sold": pgettext_lazy("whitespace", "In use"),
    "not_sold": pgettext_lazy("whitespace", "Not in use"),
    "not_satisfied": _("Not satisfied"),
    "booking": _("Booking"),
    "reversal": _("Taken back"),
    "ordered": _("Ordered"),
    "billed": _("Invoiced"),
    "credited": pgettext_lazy("invoice", "Credited"),
    "order_back": _("Order line taken back"),
}
NOTES: Words = {
    "deals_in_full": _(
        "A won deal without an order counts in full: what of it is only handed on is not known."
    ),
    "no_negotiation_mark": _("A pipeline without a negotiation stage counts from the first qualified stage."),
    "to_date": _("The period is not over: it is compared with the same elapsed part of its base."),
}
NOBODY: Words = {
    "owner": _("No owner"),
    "team": _("No team"),
    "territory": _("No territory"),
    "offering": _("No offering"),
    "pipeline": _("No pipeline"),
    "type": _("No type"),
    "currency": _("No currency"),
}
# What changed in the pipeline, by label, and the lines around it.
CHANGES: Words = {
    "opening": pgettext_lazy("waterfall", "Open before"),
    "created": pgettext_lazy("waterfall", "Created"),
    "reopened": pgettext_lazy("waterfall", "Opened again"),
    "pulled_in": pgettext_lazy("waterfall", "Pulled in"),
    "rolled_forward": pgettext_lazy("waterfall", "Rolled forward"),
    "transferred_in": pgettext_lazy("waterfall", "Taken over"),
    "increased": pgettext_lazy("waterfall", "Increased"),
    "decreased": pgettext_lazy("waterfall", "Decreased"),
    "transferred_out": pgettext_lazy("waterfall", "Handed over"),
    "slipped": pgettext_lazy("waterfall", "Slipped"),
    "moved_before": pgettext_lazy("waterfall", "Moved before"),
    "lost": pgettext_lazy("waterfall", "Lost"),
    "deleted": pgettext_lazy("waterfall", "Deleted"),
    "won": pgettext_lazy("waterfall", "Won"),
    "closing": pgettext_lazy("waterfall", "Open after"),
    "fx": pgettext_lazy("waterfall", "Another plan rate"),
    "won_outside": pgettext_lazy("waterfall", "Won outside the window"),
}
