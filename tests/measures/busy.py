"""A workspace in which every metric has something to count: two years of small, even numbers.

Everything is told in the order in which it happened, so that the journal may be asked at any day of it.
"""

from __future__ import annotations

from datetime import date

from saphan.administration.actions import create_offering
from saphan.clients.actions import add_affiliation, create_account, create_person, create_unit, mark_cell
from saphan.clients.models import Account
from saphan.extend.actions import create_survey, note_answer, note_invitation
from saphan.extend.models import Survey
from saphan.pipeline.actions.deal import Line
from saphan.workspace.models import Offering, Territory
from tests.commerce.sales import line, ordered
from tests.measures.deals import lost, opened, qualified, rate, won
from tests.measures.spending import spent
from tests.story import Story, on

CLIENTS = ("Siam Tea", "Harbour Foods", "Lotus Bank", "Jade Motors")


def busy(story: Story, times: int = 1, *, currency: str = "") -> Story:
    """The same two years, every amount of money `times` as large and in one currency."""
    rate(story, "USD", "THB", "2025-01-01", "36")
    services, clients = _services(story), _clients(story)
    _buying_centres(story, clients[0])
    with on("2025-01-03"):
        survey = create_survey(actor=story.dao, name="After delivery")
    for year in (2025, 2026):
        _quarter(story, year, services, clients, survey, times, currency)
    return story


def _services(story: Story) -> list[Offering]:
    with on("2025-01-01"):
        return [
            create_offering(actor=story.dao, name=name, family=name) for name in ("Film", "Media", "Events")
        ]


def _clients(story: Story) -> list[Account]:
    territories = list(Territory.objects.filter(workspace=story.workspace).order_by("name"))
    owners = (story.ploy, story.lin, story.wei, story.ploy)
    with on("2025-01-02"):
        return [
            create_account(
                actor=story.olan, name=name, owner=owner.member, territory=territories[place % 2],
                is_target=place < 3, despite_duplicates=True,
            )
            for place, (name, owner) in enumerate(zip(CLIENTS, owners, strict=True))
        ]  # fmt: skip


def _buying_centres(story: Story, client: Account) -> None:
    """Marketing, where we know somebody, and purchasing, where we do not."""
    with on("2025-01-02"):
        marketing, _ = (
            create_unit(client, actor=story.olan, name=name) for name in ("Marketing", "Purchasing")
        )
        person = create_person(actor=story.olan, name="Malee")
        add_affiliation(person, actor=story.olan, account=client, unit_id=marketing.pk)


def _quarter(
    story: Story, year: int, services: list[Offering], clients: list[Account], survey: Survey, times: int,
    currency: str,
) -> None:  # fmt: skip
    """January to March of a year; one client more buys in the second."""
    film, media, events = services
    tea, harbour, bank, motors = clients
    size = times * (year - 2023)  # twice, then three times

    def deal(day: str, client: Account, amount: int, *shares: Offering, **known: object) -> object:
        owner = {tea: story.ploy, harbour: story.lin, bank: story.wei, motors: story.ploy}[client]
        lines = [Line(one, 1, amount * size * 100 // len(shares)) for one in shares]
        return opened(
            story, f"{year}-{day}", None if lines else amount * size, by=owner, account=client, lines=lines,
            name=f"{client.name} {day}", **({"currency": currency} if currency else {}), **known,
        )  # fmt: skip

    def order(day: str, client: Account, *pairs: tuple[Offering, int]) -> None:
        by = {tea: story.ploy, harbour: story.lin, bank: story.wei, motors: story.ploy}[client]
        ordered(
            story, client, f"{year}-{day}", *(line(one, amount * size) for one, amount in pairs), by=by,
            **({"currency": currency} if currency else {}),
        )  # fmt: skip

    lead = qualified(story, f"{year}-01-05")
    first = deal("01-06", tea, 100, film, media, lead=lead, stage="Negotiate")
    second = deal("01-07", harbour, 60, media, stage="Negotiate")
    deal("01-08", bank, 40, events, stage="Negotiate", expected_close_on=date(year, 2, 28))
    qualified(story, f"{year}-01-09")
    spent(story, f"{year}-01-10", 90 * times, currency=currency or "THB")
    with on(f"{year}-01-12"):
        for place, client in enumerate(clients[: 2 + year - 2024]):
            mark_cell(
                client, actor=story.olan, offering=services[place % 3], state="open", potential_source="Annual report",
                potential_minor=400_00 * times, currency=currency or "THB",
            )  # fmt: skip
            note_invitation(actor=story.dao, survey=survey, account=client, delivered_on=date(year, 1, 12))
    won(story, first, f"{year}-01-26")
    order("01-28", tea, (film, 30), (media, 10))
    with on(f"{year}-02-02"):
        for client, score in zip(clients, (5, 4, 2, 3), strict=True):
            note_answer(
                actor=story.dao, survey=survey, account=client, score=score, answered_on=date(year, 2, 2)
            )
    lost(story, second, f"{year}-02-10")
    won(story, deal("02-12", bank, 80, film, events, stage="Propose"), f"{year}-03-02")
    order("03-04", bank, (events, 20))
    if year == 2026:
        won(story, deal("03-05", motors, 20, media, stage="Negotiate"), "2026-03-20")
        order("03-22", motors, (film, 50))
    spent(story, f"{year}-03-24", 30 * times, "events", currency=currency or "THB")
