"""The words of client care."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountStatus(TextChoices):
    PROSPECT = "prospect", _("Prospect")
    CLIENT = "client", _("Client")
    DORMANT = "dormant", _("Dormant")
    FORMER = "former", _("Former client")


class Tier(TextChoices):
    A = "a", "A"
    B = "b", "B"
    C = "c", "C"


class UnitStatus(TextChoices):
    ACTIVE = "active", _("Active")
    CLOSED = "closed", pgettext_lazy("business unit", "Closed")


class PersonStatus(TextChoices):
    ACTIVE = "active", _("Active")
    LEFT = "left", pgettext_lazy("person", "Left")


class StakeholderRole(TextChoices):
    DECISION_MAKER = "decision_maker", _("Decision maker")
    CHAMPION = "champion", _("Champion")
    INFLUENCER = "influencer", _("Influencer")
    GATEKEEPER = "gatekeeper", _("Gatekeeper")
    USER = "user", pgettext_lazy("stakeholder", "Uses the work")
    BLOCKER = "blocker", _("Blocker")
    UNKNOWN = "unknown", _("Role not yet known")


class Stance(IntegerChoices):
    AGAINST = -2, pgettext_lazy("stance", "Against us")
    DOUBTFUL = -1, pgettext_lazy("stance", "Doubtful")
    NEUTRAL = 0, pgettext_lazy("stance", "Neutral")
    FRIENDLY = 1, pgettext_lazy("stance", "Friendly")
    FOR_US = 2, pgettext_lazy("stance", "For us")


class Channel(TextChoices):
    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    MAIL = "mail", _("Mail")
    LINE = "line", "LINE"
    WECHAT = "wechat", _("WeChat")
    WHATSAPP = "whatsapp", "WhatsApp"
    VISIT = "visit", _("Visit")
    NOTE = "note", _("Note")


class Direction(TextChoices):
    TO_CLIENT = "to_client", _("To client")
    FROM_CLIENT = "from_client", _("From client")
    BOTH = "both", _("Both ways")
    INTERNAL = "internal", _("Among us")


class StepState(TextChoices):
    OPEN = "open", pgettext_lazy("next step", "Open")
    DONE = "done", pgettext_lazy("next step", "Done")
    DROPPED = "dropped", pgettext_lazy("next step", "Dropped")


class StepKind(TextChoices):
    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    SEND = "send", _("Send something")
    TASK = "task", _("To do")


class CellState(TextChoices):
    """Whether a service is open to us at a client. In use is no mark: it follows from deals."""

    OPEN = "open", pgettext_lazy("whitespace", "Open to us")
    COMPETITOR = "competitor", pgettext_lazy("whitespace", "With a competitor")
    NOT_FIT = "not_fit", pgettext_lazy("whitespace", "No fit")
    UNKNOWN = "unknown", pgettext_lazy("whitespace", "Not known")
