"""Customers as they stood just before two days: what they were worth at each, who was kept, who looked after them.

Values are converted at the rates of the first day. A deal and a line of an order are bearers of what was booked; a deal
has no term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from saphan.core.kpi.definition import Choice
from saphan.core.late import np
from saphan.core.period import Micros
from saphan.measures.facts import Facts
from saphan.measures.facts.kept import Array, Table, coded_ids
from saphan.measures.standing import any_by, converted, credited_to, renamed, roots, sum_by
from saphan.measures.statements import statement

LEVELS = {"parent": ("merged_into_id", "parent_id"), "account": ("merged_into_id",)}
_DAY = 86_400_000_000


class Place(NamedTuple):
    """A stretch of time asked about, with the two days and instants that it compares."""

    slot: int
    part: str
    before_day: int
    before_at: Micros
    now_day: int
    now_at: Micros


class Stood(NamedTuple):
    """The customers of a place in columns, or their products: `customer_id`, `product_id`, what each was worth `before`
    and `now`, `was_active`, `is_kept`, `is_safe` (not only by a renewal in talks), who looked after it, and `unpriced`:
    a place in `currencies`, 0 where there is a rate.
    """

    place: Place
    rows: Mapping[str, Array]
    currencies: Sequence[str | None]


class _Bookings(NamedTuple):
    """What was ever booked in the order of its days, each line with its bearer; what a bearer is, once."""

    lines: Table
    bearer: Array
    bearers: Table
    net: Array


class _Worth(NamedTuple):
    """What customers were worth, in parts."""

    customer_id: Array
    product_id: Array
    currency: Array
    minor: Array
    is_active: Array
    in_grace: Array


def stood_at(
    facts: Facts, choices: Mapping[str, Choice], currency: str, places: Sequence[Place]
) -> Iterator[Stood]:
    """The customers of each place, by the choices of retention."""
    asking = _Asking(facts, choices, currency)
    for place in places:
        yield asking.customers(place)


class _Asking:
    """One way of asking. What is worked out for an instant serves every place that it is an end of."""

    def __init__(self, facts: Facts, choices: Mapping[str, Choice], currency: str) -> None:
        self.facts, self.choices, self.currency = facts, choices, currency
        self.by_product, self.is_trailing = choices["grain"] == "product", choices["basis"] == "trailing"
        self.active, self.grace = int(choices["active_days"]), int(choices["grace_days"])
        self.bookings = _bookings(facts, by_product=self.by_product)
        self.agreements = facts.table(statement("metrics/retention_agreements"))
        self.renewals = facts.table(statement("metrics/retention_renewals"), by_deal=True)
        known = {*self.bookings.lines.texts["currency"], *self.agreements.texts["currency"]} - {None}
        self.currencies: list[str | None] = [None, *sorted(known)]
        self._recent: dict[tuple[int, Micros], tuple[Array, Array, Array]] = {}

    def customers(self, place: Place) -> Stood:
        """Who stood there, with who was kept of them."""
        above = roots(self.facts, place.now_at, LEVELS[str(self.choices["level"])])
        before, now = (
            self._worth(day, at, above)
            for day, at in ((place.before_day, place.before_at), (place.now_day, place.now_at))
        )
        customers = coded_ids(np.concatenate([before.customer_id, now.customer_id]))
        products = coded_ids(np.concatenate([before.product_id, now.product_id]))
        parts = coded_ids(customers.codes.astype(np.int64) * max(1, len(products.names)) + products.codes)
        cut, size = len(before.customer_id), len(parts.names)
        first, second = parts.codes[:cut], parts.codes[cut:]
        values, unpriced = zip(*(self._priced(each, place.before_day) for each in (before, now)), strict=True)
        owner_of = np.array(parts.names, dtype=np.int64) // max(1, len(products.names))
        product_of = np.array(parts.names, dtype=np.int64) % max(1, len(products.names))
        was, still = any_by(first[before.is_active], size), any_by(second[now.is_active], size)
        safe = any_by(second[now.is_active & ~now.in_grace], size)
        if self.by_product:  # a customer is active with all that it has
            was, still, safe = (self._of_customer(owner_of, each) for each in (was, still, safe))
        lacking = np.zeros(size, dtype=np.int64)
        np.maximum.at(lacking, np.concatenate([first, second]), np.concatenate(unpriced))
        ids = np.array(customers.names, dtype=np.int64)[owner_of] if size else np.empty(0, dtype=np.int64)
        kept = was & still
        if self.choices["course"] == "continuous":
            kept &= ~np.isin(ids, self._broken(place, above))
        rows = {
            "customer_id": ids, "product_id": np.array(products.names or [0], dtype=np.int64)[product_of],
            "before": np.maximum(sum_by(first, values[0], size), 0),
            "now": np.maximum(sum_by(second, values[1], size), 0),
            "was_active": was, "is_kept": kept, "is_safe": safe, "unpriced": lacking,
        }  # fmt: skip
        chosen = np.flatnonzero(was | still)
        credit = credited_to(self.facts, ids[chosen], place.now_at)._asdict()
        return Stood(place, {name: each[chosen] for name, each in rows.items()} | credit, self.currencies)

    def _of_customer(self, owner_of: Array, flags: Array) -> Array:
        found: Array = any_by(owner_of[flags], int(owner_of.max(initial=-1)) + 1)[owner_of]
        return found

    def _worth(self, day: int, at: Micros, above: Mapping[int, int]) -> _Worth:
        """What was booked lately, and the agreements that run or are being renewed."""
        bearers, minor, is_active = self._booked(day, at)
        books = self.bookings
        terms = self._terms(day, at, above)
        return _Worth(
            np.concatenate([renamed(books.bearers["account_id"][bearers], above), terms.customer_id]),
            np.concatenate([books.bearers["product_id"][bearers], terms.product_id]),
            np.concatenate([self._codes(books.lines)[books.bearers["currency"][bearers]], terms.currency]),
            np.concatenate([minor, terms.minor]),
            np.concatenate([is_active, terms.is_active]),
            np.concatenate([np.zeros(len(bearers), dtype=bool), terms.in_grace]),
        )

    def _booked(self, day: int, at: Micros) -> tuple[Array, Array, Array]:
        if (day, at) not in self._recent:
            lines, size = self.bookings.lines, len(self.bookings.net)
            ends = np.searchsorted(lines["day"], (day - self.active, at // _DAY + 3))
            some = slice(int(ends[0]), int(ends[1]))
            counts = lines["effective_at"][some] < at
            bearer = self.bookings.bearer[some][counts]
            once = np.where(lines["has_term"][some][counts], 0, lines["minor"][some][counts])
            once = sum_by(bearer, once, size)
            bearers = np.flatnonzero(np.bincount(bearer, minlength=size))
            if self.is_trailing:
                minor = sum_by(bearer, lines["first_minor"][some][counts], size)[bearers]
            else:
                minor = np.maximum(once[bearers], 0)
            self._recent[day, at] = (bearers, minor, once[bearers] > 0)
        return self._recent[day, at]

    def _terms(self, day: int, at: Micros, above: Mapping[int, int]) -> _Worth:
        """Agreements that run, and those that ran out while their renewal is negotiated and nothing else runs."""
        agreed = self.agreements
        holds = (agreed["agreed_at"] < at) & (at <= agreed["back_at"]) & (agreed["from_day"] < day)
        holds &= agreed["to_day"] + self.grace >= day
        some = np.flatnonzero(holds)
        customers = renamed(agreed["account_id"][some], above)
        runs = agreed["to_day"][some] >= day
        renewed = self.renewals
        talks = (renewed["valid_from"] < at) & (at <= renewed["valid_to"])
        in_talks = renamed(renewed["account_id"][talks], above)
        in_grace = ~runs & np.isin(customers, in_talks) & ~np.isin(customers, customers[runs])
        counts = runs | in_grace
        some, customers, in_grace = some[counts], customers[counts], in_grace[counts]
        return _Worth(
            customers,
            agreed["offering_id"][some] if self.by_product else np.zeros(len(some), dtype=np.int64),
            self._codes(agreed)[agreed["currency"][some]],
            np.zeros(len(some), dtype=np.int64) if self.is_trailing else agreed["annual_minor"][some],
            np.ones(len(some), dtype=bool),
            in_grace,
        )

    def _codes(self, table: Table) -> Array:
        """The place of each currency of a table in ours."""
        return np.array([self.currencies.index(text) for text in table.texts["currency"]], dtype=np.int64)

    def _priced(self, worth: _Worth, day: int) -> tuple[Array, Array]:
        """Values in the currency of the question, and the currency where one has no rate."""
        values, unpriced = (
            np.zeros(len(worth.minor), dtype=np.int64),
            np.zeros(len(worth.minor), dtype=np.int64),
        )
        for code in np.unique(worth.currency).tolist():
            mine = worth.currency == code
            rate = self.facts.rate(str(self.currencies[code]), self.currency, day)
            if rate is None:
                unpriced[mine & (worth.minor != 0)] = code
            else:
                values[mine] = converted(worth.minor[mine], *rate)
        return values, unpriced

    def _broken(self, place: Place, above: Mapping[int, int]) -> Array:
        """Customers with a gap between the two days that is longer than the grace."""
        books, agreed = self.bookings, self.agreements
        lines = books.lines
        once = ~lines["has_term"] & (lines["minor"] > 0) & (books.net[books.bearer] > 0)
        once &= lines["effective_at"] < place.now_at
        agreements = agreed["agreed_at"] < place.now_at
        ended = np.where(
            agreed["back_at"] < place.now_at,
            np.minimum(agreed["to_day"], agreed["back_day"]),
            agreed["to_day"],
        )
        since = np.concatenate([lines["day"][once], agreed["from_day"][agreements]]).astype(np.int64)
        until = (
            np.concatenate([lines["day"][once] + self.active, ended[agreements]]).astype(np.int64)
            + self.grace
        )
        accounts = np.concatenate(
            [books.bearers["account_id"][books.bearer][once], agreed["account_id"][agreements]]
        )
        meets = (since < place.now_day) & (until >= place.before_day)
        customers = coded_ids(renamed(accounts[meets], above))
        order = np.lexsort((until[meets], since[meets], customers.codes))
        code, since, until = customers.codes[order].astype(np.int64), since[meets][order], until[meets][order]
        # Later customers lie a million days further on, so that one running maximum serves all.
        reached = np.maximum.accumulate(until + code * 1_000_000) - code * 1_000_000
        is_first = np.concatenate([[True], code[1:] != code[:-1]]) if len(code) else np.empty(0, dtype=bool)
        earlier = np.where(is_first, place.before_day, np.concatenate([[0], reached[:-1]])[: len(code)])
        size = len(customers.names)
        last = np.full(size, -(2**62))
        np.maximum.at(last, code, until)
        broken = any_by(code[since > earlier], size) | (last < place.now_day)
        return np.array(customers.names, dtype=np.int64)[broken]


def _bookings(facts: Facts, *, by_product: bool) -> _Bookings:
    """The lines, whose bearers are told apart by client, product and currency too."""
    name = "products" if by_product else "lines"
    deals, orders = statement(f"metrics/retention_deal_{name}"), statement(f"metrics/retention_order_{name}")

    def make() -> _Bookings:
        lines = _joined(facts.table(deals, by_deal=not by_product), facts.table(orders))
        order = np.lexsort(
            tuple(lines[name] for name in ("currency", "product_id", "account_id", "bearer_id"))
        )
        changes = np.zeros(len(order), dtype=bool)
        for name in ("currency", "product_id", "account_id", "bearer_id"):
            each = lines[name][order]
            changes[1:] |= each[1:] != each[:-1]
        bearer = np.empty(len(order), dtype=np.int64)
        bearer[order] = np.cumsum(changes)
        heads = order[np.concatenate([[0], np.flatnonzero(changes)])] if len(order) else order
        once = np.where(lines["has_term"], 0, lines["minor"])
        whole = coded_ids(lines["bearer_id"])
        net = sum_by(whole.codes, once, len(whole.names))[whole.codes]
        bearers = Table(
            {name: lines[name][heads] for name in ("account_id", "product_id", "currency")}, lines.texts
        )
        return _Bookings(lines, bearer, bearers, net[heads])

    return facts.derived(("bookings", by_product), deals + orders, make)


def _joined(first: Table, second: Table) -> Table:
    """Rows of both in the order of their days."""
    texts = {name: list(dict.fromkeys([*some, *second.texts[name]])) for name, some in first.texts.items()}
    found = {}
    for name, values in first.items():
        more = second[name]
        if name in texts:
            more = np.array([texts[name].index(text) for text in second.texts[name]], dtype=np.int64)[more]
        found[name] = np.concatenate([values, more])
    order = np.argsort(found["day"], kind="stable")
    return Table({name: values[order] for name, values in found.items()}, texts)
