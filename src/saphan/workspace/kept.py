"""Answers that a process keeps in its memory while nothing they follow from has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The answers asked for last, at most `most` of them. Safe to ask from many threads.

    An answer goes by its key and holds at a `mark`: with another mark it is made anew and takes the old one's place.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, tuple[Hashable, T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T], *, mark: Hashable = None) -> T:
        """What is kept under `key`, made when it is not there or was made at another mark."""
        found = self.find(key, mark=mark)
        return self.keep(key, make(), mark=mark) if found is None else found

    def find(self, key: Hashable, *, mark: Hashable = None) -> T | None:
        """What is kept under `key` and still holds at `mark`."""
        with self._lock:
            found = self._found.get(key)
            if found is None or found[0] != mark:
                return None
            self._found.move_to_end(key)
            return found[1]

    def keep(self, key: Hashable, answer: T, *, mark: Hashable = None) -> T:
        """Keep an answer, which is not None, under `key`."""
        with self._lock:
            self._found[key] = mark, answer
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return answer

    def forget(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._found.clear()
