from __future__ import annotations

from datetime import date

import pytest

from saphan.administration.actions import (
    bring_back_offering,
    create_offering,
    remove_price,
    retire_offering,
    set_price,
    update_offering,
    update_workspace,
)
from saphan.administration.queries import prices_of
from saphan.core.errors import Clash, NotAllowed, NotFound, RuleBroken
from saphan.journal.models import Entry
from saphan.workspace.models import Offering, Workspace
from saphan.workspace.queries import sellable_offerings_for
from tests.administration.fingerprint import fingerprint
from tests.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(bridge: Story) -> Offering:
    return create_offering(actor=bridge.dao, name="Brand film", family="Content", unit="film")


def test_a_retired_offering_leaves_every_choice_and_comes_back(bridge: Story, film: Offering):
    retire_offering(film, actor=bridge.dao)
    assert list(sellable_offerings_for(bridge.ploy)) == []
    bring_back_offering(film, actor=bridge.dao)
    assert list(sellable_offerings_for(bridge.ploy)) == [film]


def test_a_retired_offering_is_not_edited(bridge: Story, film: Offering):
    retire_offering(film, actor=bridge.dao)
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        update_offering(film, actor=bridge.dao, changes={"name": "Film"})
    assert refusal.value.code == "offering.retired"
    assert fingerprint() == before


def test_a_price_belongs_to_a_currency_and_a_day(bridge: Story, film: Offering):
    set_price(film, actor=bridge.dao, currency="THB", amount_minor=45_000_000)
    set_price(film, actor=bridge.dao, currency="THB", amount_minor=48_000_000, valid_from=date(2026, 7, 1))
    set_price(film, actor=bridge.dao, currency="THB", amount_minor=46_000_000)
    found = {(p.valid_from, p.amount_minor) for p in prices_of(film, bridge.dao)}
    assert found == {(None, 46_000_000), (date(2026, 7, 1), 48_000_000)}


def test_a_withdrawn_price_is_gone_from_the_list_but_not_from_the_journal(bridge: Story, film: Offering):
    price = set_price(film, actor=bridge.dao, currency="CNY", amount_minor=9_000_000)
    remove_price(price, actor=bridge.dao)
    assert not prices_of(film, bridge.dao).exists()
    assert Entry.objects.filter(kind="offering_price").count() == 2


@pytest.mark.parametrize(
    ("currency", "amount", "code"), [("THB", -1, "price.negative"), ("XXQ", 1, "money.unknown_currency")]
)
def test_an_impossible_price_is_refused(bridge: Story, film: Offering, currency, amount, code):
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        set_price(film, actor=bridge.dao, currency=currency, amount_minor=amount)
    assert refusal.value.code == code
    assert fingerprint() == before


@pytest.mark.parametrize("name", ["ploy", "tum", "fon", "rit"])
def test_who_may_not_set_up_sells_nothing_new(bridge: Story, film: Offering, name: str):
    actor = bridge.cast[name]
    for act in (
        lambda: create_offering(actor=actor, name="Mine"),
        lambda: update_offering(film, actor=actor, changes={"name": "Mine"}),
        lambda: retire_offering(film, actor=actor),
        lambda: set_price(film, actor=actor, currency="THB", amount_minor=1),
    ):
        before = fingerprint()
        with pytest.raises(NotAllowed):
            act()
        assert fingerprint() == before


def test_a_stranger_prices_nothing_of_ours(bridge: Story, film: Offering, other_story: Story):
    before = fingerprint()
    with pytest.raises(NotFound):
        set_price(film, actor=other_story.krit, currency="THB", amount_minor=1)
    assert fingerprint() == before


def test_the_workspace_changes_its_terms_and_the_journal_knows(bridge: Story):
    update_workspace(actor=bridge.olan, changes={"currency": "CNY", "fiscal_start_month": 4})
    workspace = Workspace.objects.get(pk=bridge.workspace.pk)
    assert (workspace.currency, workspace.fiscal_start_month) == ("CNY", 4)
    entries = Entry.objects.filter(kind="workspace").order_by("attribute")
    assert [(e.attribute, e.before, e.after) for e in entries] == [
        ("currency", "THB", "CNY"),
        ("fiscal_start_month", 1, 4),
    ]


def test_two_owners_who_change_the_same_term_both_see_it(bridge: Story):
    update_workspace(actor=bridge.olan, changes={"currency": "CNY"})
    before = fingerprint()
    with pytest.raises(Clash) as clash:
        update_workspace(actor=bridge.olan, changes={"currency": "USD"}, seen={"currency": "THB"})
    assert clash.value.values["fields"][0]["theirs"] == "CNY"
    assert fingerprint() == before


def test_two_owners_who_change_different_terms_lose_nothing(bridge: Story):
    update_workspace(actor=bridge.olan, changes={"currency": "CNY"}, seen={"currency": "THB"})
    update_workspace(actor=bridge.olan, changes={"name": "Bridge"}, seen={"name": "Bridge & Co"})
    workspace = Workspace.objects.get(pk=bridge.workspace.pk)
    assert (workspace.currency, workspace.name) == ("CNY", "Bridge")


@pytest.mark.parametrize("name", ["dao", "ploy", "tum", "fon", "rit"])
def test_only_owners_change_the_workspace(bridge: Story, name: str):
    before = fingerprint()
    with pytest.raises(NotAllowed):
        update_workspace(actor=bridge.cast[name], changes={"currency": "USD"})
    assert fingerprint() == before
