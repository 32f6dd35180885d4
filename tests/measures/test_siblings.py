"""What stands beside penetration and is never mixed with it: share of wallet, reach, target coverage, by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection

from saphan.clients.actions import (
    add_affiliation,
    create_person,
    create_unit,
    mark_cell,
    set_target,
    update_affiliation,
    update_unit,
)
from saphan.clients.models import Account
from saphan.core.kpi import reach, share_of_wallet, target_coverage
from saphan.workspace.models import Offering
from tests.commerce.sales import line, ordered
from tests.measures.deals import asked, figure
from tests.measures.test_penetration import client, services, sold
from tests.story import Story, on

pytestmark = pytest.mark.django_db


def thought(story: Story, account: Account, offering: Offering, amount: int, **known: Any) -> None:
    with on(known.pop("day", "2026-01-10")):
        known = {"potential_source": "Annual report", "currency": "THB"} | known
        mark_cell(
            account, actor=story.ploy, offering=offering, state="open", potential_minor=amount * 100, **known
        )


@pytest.fixture
def wallet(story: Story) -> Story:
    """X spends 300,000 on the first service and 180,000 on the second; 120,000 of it with us."""
    first, second = services(story, 2)
    account = client(story, "X")
    thought(story, account, first, 300_000)
    thought(story, account, second, 180_000)
    sold(story, account, first, "2026-02-01", 100_000)
    ordered(story, account, "2026-02-10", line(first, 20_000), by=story.ploy)
    return story


def test_ours_of_what_they_spend(wallet: Story) -> None:
    answer = asked(wallet, "share_of_wallet", "2026-Q1", rows=10)
    assert (answer.measured.num, answer.measured.den) == (120_000_00, 480_000_00)  # 25.0 %
    assert figure(answer) == Fraction(1, 4)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(potential_minor) FROM clients_whitespacecell WHERE potential_source <> ''")
        (spend,) = cursor.fetchone()
        cursor.execute("SELECT sum(amount_minor) FROM commerce_ledgerline")
        (ours,) = cursor.fetchone()
    assert (answer.measured.num, answer.measured.den) == (ours, spend)
    # What came in more than a year before the last day is not theirs of this year.
    assert figure(asked(wallet, "share_of_wallet", "2027-Q1", day="2027-04-02")) == 0


def test_an_estimate_holds_from_its_day_and_only_with_a_source(wallet: Story) -> None:
    account, (first, second) = Account.objects.get(name="X"), Offering.objects.order_by("pk")
    thought(wallet, account, first, 420_000, day="2026-05-01")
    thought(wallet, account, second, 999_000, day="2026-05-01", potential_source="")
    assert figure(asked(wallet, "share_of_wallet", "2026-Q1")) == Fraction(1, 4)
    later = asked(wallet, "share_of_wallet", "2026-Q2", day="2026-06-16")
    assert (later.measured.num, later.measured.den) == (120_000_00, 420_000_00)
    assert dict(later.measured.excluded) == {"no_source": 1}


def test_an_estimate_for_the_whole_client_holds_before_those_of_its_units(wallet: Story) -> None:
    account, (first, _) = Account.objects.get(name="X"), Offering.objects.order_by("pk")
    with on("2026-01-11"):
        unit = create_unit(account, actor=wallet.ploy, name="Marketing")
    thought(wallet, account, first, 50_000, unit=unit)
    assert asked(wallet, "share_of_wallet", "2026-Q1").measured.den == 480_000_00


def test_an_estimate_without_a_rate_is_never_taken_for_one(wallet: Story) -> None:
    account, (_, second) = Account.objects.get(name="X"), Offering.objects.order_by("pk")
    thought(wallet, account, second, 5_000, currency="USD", day="2026-01-20")
    answer = asked(wallet, "share_of_wallet", "2026-Q1").measured
    assert (answer.value, answer.missing) == (None, ("USD",))


def test_reach_counts_centres_where_somebody_works_that_we_know(story: Story) -> None:
    account = client(story, "X")
    with on("2026-01-05"):
        known, unknown = (create_unit(account, actor=story.ploy, name=name) for name in ("Marketing", "IT"))
        person = create_person(actor=story.ploy, name="Malee")
        job = add_affiliation(person, actor=story.ploy, account=account, unit_id=known.pk)
    assert figure(asked(story, "reach", "2026-Q1")) == Fraction(1, 2)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT a.unit_id), count(DISTINCT u.id) FROM clients_businessunit u"
            " LEFT JOIN clients_affiliation a ON a.unit_id = u.id AND a.to_date IS NULL"
        )
        assert cursor.fetchone() == (1, 2)
    with on("2026-05-01"):
        update_affiliation(job, actor=story.ploy, changes={"to_date": date(2026, 3, 31)})
    assert figure(asked(story, "reach", "2026-Q1")) == 0  # the thirty-first is the first day without
    assert figure(asked(story, "reach", "2026-02")) == Fraction(1, 2)
    with on("2026-05-02"):
        update_unit(unknown, actor=story.ploy, changes={"status": "closed"})
    assert asked(story, "reach", "2026-Q2", day="2026-06-16").measured.den == 1


def test_target_coverage_counts_targets_that_buy(story: Story) -> None:
    (service,) = services(story, 1)
    buys, waits, other = (client(story, name) for name in ("Buys", "Waits", "Other"))
    with on("2026-01-05"):
        for account in (buys, waits):
            set_target(account, actor=story.olan, is_target=True)
    sold(story, buys, service, "2026-02-01")
    sold(story, other, service, "2026-02-01")
    assert figure(asked(story, "target_coverage", "2026-Q1")) == Fraction(1, 2)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT o.account_id), count(DISTINCT a.id) FROM clients_account a"
            " LEFT JOIN pipeline_opportunity o ON o.account_id = a.id AND o.status = 'won' WHERE a.is_target"
        )
        assert cursor.fetchone() == (1, 2)
    with on("2026-05-01"):
        set_target(waits, actor=story.olan, is_target=False)
    assert figure(asked(story, "target_coverage", "2026-Q1")) == Fraction(1, 2)
    assert figure(asked(story, "target_coverage", "2026-Q2", day="2026-06-16")) == 1
    assert figure(asked(story, "target_coverage", "2027-Q1", day="2027-04-02")) == 0


def test_the_core_reduces_the_same_rows() -> None:
    wallets = [share_of_wallet.Wallet(1, 1, 0, 300, 120), share_of_wallet.Wallet(1, 2, 0, 180, 0),
               share_of_wallet.Wallet(2, 1, 0, 70, 9, has_source=False)]  # fmt: skip
    told = share_of_wallet.reduce(share_of_wallet.rows(wallets))
    assert (told.value, dict(told.excluded)) == (Fraction(1, 4), {"no_source": 1})
    jobs = [reach.Job(7, None, date(2026, 4, 1)), reach.Job(8, date(2026, 4, 1))]
    assert reach.reduce(reach.rows([(1, 7), (1, 8)], jobs, date(2026, 3, 31), 0)).value == Fraction(1, 2)
    targets = [target_coverage.Target(1, 0, buys=True), target_coverage.Target(2, 0, buys=False)]
    assert target_coverage.reduce(target_coverage.rows(targets)).value == Fraction(1, 2)
