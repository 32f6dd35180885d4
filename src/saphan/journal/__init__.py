"""The append-only journal and the runner of actions: the only room that opens a business transaction.

from saphan.journal import action, create, save

@action("client.rename", allow=may_write)
def rename_client(account: Account, *, actor: Actor, name: str) -> Account:
    account.name = name
    save(account)
    return account
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from saphan.journal.clock import now
    from saphan.journal.recorder import create, create_many, emit, remove, save, save_many, subscribe
    from saphan.journal.runner import ACTIONS, action

__all__ = [
    "ACTIONS",
    "action",
    "create",
    "create_many",
    "emit",
    "now",
    "remove",
    "save",
    "save_many",
    "subscribe",
]

_HOMES = {"ACTIONS": "runner", "action": "runner", "now": "clock"}


def __getattr__(name: str) -> Any:
    """Look the name up when it is first asked for: Django imports this package before models may be."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'recorder')}"), name)
