"""The health of a client now and a month before, from the journal, with the reasons and what stands behind them."""

from saphan.measures.health.checkup import WINDOW_DAYS, Checkup, checkup, checkups
from saphan.measures.health.events import Event, events_behind

__all__ = ["WINDOW_DAYS", "Checkup", "Event", "checkup", "checkups", "events_behind"]
