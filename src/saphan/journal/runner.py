"""Runs an action: permission, transaction, version check, idempotency, journal and outbox in one place."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, cast

from django.db import transaction

from saphan.core.errors import NotAllowed, NotFound
from saphan.journal.models import Change
from saphan.journal.recorder import Recorder, _current
from saphan.journal.repeats import claim, keep_answer, same_answer
from saphan.journal.stale import refuse_if_stale
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record, Workspace

P = ParamSpec("P")
T = TypeVar("T")
Allow = Callable[[Actor, Any], bool]


@dataclass(frozen=True)
class Action:
    """A registered action: its key, its rule, and the function as it is called."""

    key: str
    allow: Allow
    call: Callable[..., Any]
    takes_reason: bool


ACTIONS: dict[str, Action] = {}


def action(key: str, *, allow: Allow) -> Callable[[Callable[P, T]], Callable[..., T]]:
    """Register a write under `key`. `allow(actor, subject)` decides on the freshly locked subject.

    The decorated function takes, besides its own arguments: `actor`; `version` (the version the caller saw);
    `idempotency_key`; `reason`; `batch`; `undoes`. Its first positional argument, if it is a record, is
    locked and read again. The returned record carries `change`, the journal's row for what happened.
    Raises NotAllowed, NotFound, Clash, or whatever rule the function breaks; then nothing was written.
    """

    def register(function: Callable[P, T]) -> Callable[..., T]:
        takes_reason = "reason" in inspect.signature(function).parameters

        @functools.wraps(function)
        def call(*arguments: Any, actor: Actor, **options: Any) -> T:
            run = _Run(ACTIONS[key], function, arguments, actor, options)
            return cast(T, run.in_transaction())

        ACTIONS[key] = Action(key, allow, call, takes_reason)
        return call

    return register


class _Run:
    """One call of an action."""

    def __init__(
        self,
        spec: Action,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        actor: Actor,
        options: dict[str, Any],
    ) -> None:
        self.spec, self.function, self.arguments, self.actor = spec, function, arguments, actor
        self.version: int | None = options.pop("version", None)
        self.key: str = options.pop("idempotency_key", "") or ""
        self.batch: str = options.pop("batch", "")
        self.undoes: Change | None = options.pop("undoes", None)
        self.reason: str = options.get("reason", "") if spec.takes_reason else options.pop("reason", "")
        self.options = options

    def in_transaction(self) -> Any:
        if _current.get() is not None:  # an action inside an action is part of the outer change
            return self.perform()
        with transaction.atomic():
            claimed = claim(self.actor, self.key, self.asked()) if self.key else None
            if claimed is not None and claimed.entity_id is not None:
                return same_answer(claimed)
            recorder = Recorder(self.actor, self.spec.key, self.reason, self.batch, self.undoes)
            token = _current.set(recorder)
            try:
                result = self.perform()
                change = recorder.close()
            finally:
                _current.reset(token)
            if isinstance(result, Record | Workspace):
                result.change = change  # type: ignore[union-attr]
            if isinstance(result, Record) and claimed is not None:
                keep_answer(claimed, result, change)
            return result

    def perform(self) -> Any:
        if self.actor.eyes is not None:
            raise NotAllowed("standing.only_looking", name=self.actor.eyes.name)
        arguments = self.arguments
        subject = arguments[0] if arguments else None
        if isinstance(subject, Record):
            subject = locked(subject, self.actor)
            arguments = (subject, *arguments[1:])
        if not self.spec.allow(self.actor, subject):
            raise NotAllowed("action.not_allowed", action=self.spec.key)
        if isinstance(subject, Record) and self.version is not None:
            refuse_if_stale(subject, self.version, self.options.get("changes", {}))
        return self.function(*arguments, actor=self.actor, **self.options)

    def asked(self) -> tuple[Any, ...]:
        """What makes two requests the same."""
        options = sorted((name, repr(_named(value))) for name, value in self.options.items())
        return (self.spec.key, [_named(each) for each in self.arguments], self.version, options)


def locked(subject: Record, actor: Actor) -> Record:
    """The subject as it is now, locked until the action ends. Raises NotFound across workspaces."""
    model = type(subject)
    found = (
        model._base_manager.select_for_update().filter(pk=subject.pk, workspace_id=actor.workspace_id).first()
    )
    if found is None:
        raise NotFound(f"{model.KIND}.not_found", code=subject.code)
    return found


def _named(value: Any) -> Any:
    return (value.KIND, value.pk) if isinstance(value, Record) else value
