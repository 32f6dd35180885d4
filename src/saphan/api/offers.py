"""Which actions this door offers, and why it does not offer the others."""

from __future__ import annotations

from saphan.api.acting import OFFERED
from saphan.api.door import api

__all__ = ["EXCUSES", "OFFERS", "places"]

# Filled while the operations are declared, hence the import of the door above.
OFFERS: dict[str, str] = OFFERED

EXCUSES: dict[str, str] = {
    "account.restore": "undoing the removal brings the client back: POST /changes/{number}/undo",
    "person.restore": "undoing the removal brings the person back: POST /changes/{number}/undo",
    "token.create": "a token is made by a person, with saphan token create; a program must not multiply its keys",
    "member.set_keys": "how a keyboard is laid out is decided by the person in front of it, on the settings page",
    "standing.act_as": "a program that shall do less is given a token with fewer rights, not another role",
    "standing.look_as": "one looks at a colleague's desk with the eyes; a program reads what its token may read",
    "standing.step_back": "there is no other place in which a program could stand",
    "member.set_quiet_hours": "the bell of the browser is the only thing that keeps quiet, so it is set there",
    "member.join": "an invitation is accepted by the invited person in a browser",
    "cells.paste": "a program changes each record by its own PATCH, or many through /bulk",
    "contract.run_due": "what is over ends or goes on by itself: the worker looks every few seconds",
    "quote.expire_due": "what nobody accepted in time expires by itself: the worker looks every few seconds",
    "report_schedule.send": "a report is sent when it is due, by the worker: saphan worker",
    "workspace.open": "a workspace is opened on the server, before anybody could have a token",
}


def places() -> frozenset[str]:
    """Every operation there is, as OFFERS names them."""
    found = api.get_openapi_schema(path_prefix="")["paths"]
    return frozenset(f"{method.upper()} {path}" for path, methods in found.items() for method in methods)
