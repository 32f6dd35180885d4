"""The workspace of Two Rivers: three years of an agency between Shanghai, Bangkok and Singapore."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from saphan.clients.actions import pin_account
from saphan.core.errors import NotFound
from saphan.demo.clients import bring_in
from saphan.demo.contracts import agree
from saphan.demo.costs import spend
from saphan.demo.deals import tell
from saphan.demo.house import CODE, NAME, open_house
from saphan.demo.invoices import send_invoices
from saphan.demo.leads import take_in
from saphan.demo.orders import take_orders
from saphan.demo.planning import all_plans
from saphan.demo.quotes import offer
from saphan.demo.rates import keep_rates
from saphan.demo.satisfaction import ask
from saphan.demo.steps import plan_steps
from saphan.demo.talks import talk
from saphan.demo.targets import aim
from saphan.demo.whitespace import look
from saphan.demo.world import World
from saphan.workspace.actor import Actor, system_actor
from saphan.workspace.models import Workspace
from saphan.workspace.terms import Door

PINNED = ("Lanchi Auto", "Thara Retail", "Qingyu Tea", "Harbourlight Bank", "Krua Chan Foods")
PINNING = ("owner", "helen", "zhixia", "ploy", "marcus")


def fill(password: str, progress: Callable[[str], None]) -> None:
    """Create the workspace with its history: all of it or, if interrupted, nothing."""
    if (known := Workspace.objects.filter(code=CODE).first()) is not None:
        keep_rates(system_actor(known))
        return

    def say(what: str) -> None:
        progress(f"{NAME}: {what} …")

    with transaction.atomic():
        say(_("opening the house, three years ago"))
        world = open_house(password)
        say(_("clients and the people there"))
        bring_in(world)
        say(_("leads, and how they were judged"))
        conversions = take_in(world)
        say(_("opportunities, stage by stage"))
        lives = tell(world, all_plans(world, conversions))
        take_orders(world, lives)
        say(_("what was said and what is next"))
        talk(world, lives)
        plan_steps(world, lives)
        spend(world)
        ask(world)
        look(world)
        aim(world)
        send_invoices(world, keeper="finance")
        agree(world, lives)
        say(_("writing the journal"))
        world.chronicle.write()
        keep_rates(world.actor)
        offer(world, lives)
        _pin(world)


def _pin(world: World) -> None:
    """The clients in the rail, as far as each person sees them."""
    for key in PINNING:
        for client in PINNED:
            try:
                pin_account(world.accounts[client], actor=Actor(world.members[key], Door.WEB))
            except NotFound:
                continue
