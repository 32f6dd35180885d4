"""What is on offer at the moment: a price list for the best clients, and quotes of deals that are being negotiated."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from saphan.commerce.actions import (
    create_price_list,
    create_quote,
    decline_quote,
    revise_quote,
    send_quote,
    set_listed_price,
    set_quote_lines,
    set_quote_setup,
    submit_quote,
)
from saphan.commerce.models import Quote
from saphan.commerce.quote_lines import Offered
from saphan.demo.deals import Life
from saphan.demo.offerings import PRICE_LEVEL, SERVICES
from saphan.demo.world import World
from saphan.workspace.actor import Actor
from saphan.workspace.terms import Door

LANGUAGES = {"CNY": "zh-hans", "THB": "th"}
TAX = {"CNY": 600, "THB": 700, "SGD": 900}  # hundredths of a percent
SETUP: dict[str, Any] = {
    "seller": {
        "name": {"en": "Two Rivers Communications", "zh-hans": "两江传播有限公司", "th": "บริษัท ทูริเวอร์ส คอมมูนิเคชั่นส์ จำกัด"},
        "address": {
            "en": "9 Tanjong Pagar Road\nSingapore", "zh-hans": "上海市静安区延平路 121 号",
            "th": "ถนนเจริญกรุง เขตบางรัก\nกรุงเทพมหานคร 10500",
        },
        "tax_number": "",
    },
    "terms": {
        "en": "Half on order, half on delivery.\nTwo rounds of changes are included; media are passed on at cost.",
        "zh-hans": "签约后付 50%，验收后付余款。\n含两轮修改；媒介费用按成本代付。",
        "th": "ชำระครึ่งหนึ่งเมื่อสั่งงาน ส่วนที่เหลือเมื่อส่งมอบ\nแก้ไขได้สองรอบ ค่าสื่อจ่ายแทนตามต้นทุนจริง",
    },
}  # fmt: skip
BEST_PRICE = 95  # percent of the list price, for clients of tier A
LISTED = 6  # services in that list


def offer(world: World, lives: list[Life]) -> None:
    """A list, and one quote for each way that a quote can stand before anybody accepts it."""
    chief, today = world.actor, world.diary.today
    set_quote_setup(actor=chief, changes=SETUP)
    _list_prices(world, chief, today)
    for life, tell in zip(_in_talks(lives), WAYS, strict=False):
        tell(Actor(life.owner, Door.WEB), _written(world, life), today)


def _list_prices(world: World, chief: Actor, today: date) -> None:
    for currency in LANGUAGES:
        best = create_price_list(
            actor=chief, name=f"Tier A {today.year} · {currency}", currency=currency, segment="a",
            valid_from=date(today.year, 1, 1), valid_until=date(today.year + 1, 1, 1),
        )  # fmt: skip
        for service in SERVICES[:LISTED]:
            price = round(service.usd * PRICE_LEVEL[currency]) * BEST_PRICE
            set_listed_price(best, actor=chief, offering=world.offerings[service.key], unit_price_minor=price)


def _in_talks(lives: list[Life]) -> list[Life]:
    """Open deals with offerings, by turns of those in yuan, in baht and in other money, the largest first."""
    wanted = [
        life
        for life in lives
        if life.is_open and life.line_sets and life.deal.account and life.deal.qualified_on
    ]
    wanted.sort(key=lambda life: -(life.deal.reporting_minor or 0))
    groups = [
        [life for life in wanted if LANGUAGES.get(life.deal.currency, "en") == language]
        for language in ("zh-hans", "th", "en")
    ]
    return [life for turn in zip(*groups, strict=False) for life in turn]


def _written(world: World, life: Life) -> Quote:
    deal = life.deal
    made: Quote = create_quote(
        actor=Actor(life.owner, Door.WEB), account=deal.account, opportunity=deal, name=deal.name,
        language=LANGUAGES.get(deal.currency, "en"), lines=_lines(world, life, 0),
    )  # fmt: skip
    return made


def _lines(world: World, life: Life, discount_bp: int) -> list[Offered]:
    tax = TAX.get(life.deal.currency, 0)
    return [
        Offered(world.offerings[key], unit_price_minor=amount, discount_bp=discount_bp, tax_bp=tax)
        for key, amount in life.line_sets[-1][1]
    ]


def _with_discount(actor: Actor, quote: Quote, discount_bp: int) -> None:
    lines = [
        Offered(
            row.offering,
            row.description,
            row.quantity,
            row.unit,
            row.unit_price_minor,
            discount_bp,
            row.tax_bp,
        )
        for row in quote.lines.filter(removed_at=None).select_related("offering").order_by("position")
    ]
    set_quote_lines(quote, actor=actor, lines=lines)


def _draft(_actor: Actor, _quote: Quote, _today: date) -> None:
    """Still being written."""


def _waits(actor: Actor, quote: Quote, _today: date) -> None:
    """Gives more than one person may give."""
    _with_discount(actor, quote, 1_800)
    submit_quote(quote, actor=actor)


def _is_out(actor: Actor, quote: Quote, today: date) -> None:
    send_quote(quote, actor=actor, sent_on=today - timedelta(days=6))


def _is_out_again(actor: Actor, quote: Quote, today: date) -> None:
    """The client bargained, and has the second version."""
    send_quote(quote, actor=actor, sent_on=today - timedelta(days=12))
    revise_quote(quote, actor=actor)
    _with_discount(actor, quote, 500)
    send_quote(quote, actor=actor, sent_on=today - timedelta(days=3))


def _is_declined(actor: Actor, quote: Quote, today: date) -> None:
    send_quote(quote, actor=actor, sent_on=today - timedelta(days=9))
    decline_quote(quote, actor=actor, reason="Over their budget of this quarter", declined_on=today)


WAYS = (_is_out, _is_out_again, _waits, _draft, _is_out, _is_declined, _is_out_again, _draft, _is_out)
