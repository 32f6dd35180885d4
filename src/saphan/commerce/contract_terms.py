"""The words of contracts, their clauses and duties."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContractStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("contract", "Draft")
    IN_TALKS = "in_talks", pgettext_lazy("contract", "In talks")
    SIGNED = "signed", pgettext_lazy("contract", "Signed")
    ENDED = "ended", pgettext_lazy("contract", "Ended")


UNSIGNED = frozenset({ContractStatus.DRAFT, ContractStatus.IN_TALKS})


class ContractKind(TextChoices):
    PROJECT = "project", pgettext_lazy("contract", "Project")
    RETAINER = "retainer", _("Retainer")
    FRAMEWORK = "framework", _("Framework agreement")
    TOR = "tor", _("Terms of reference (TOR)")
    NDA = "nda", _("Confidentiality agreement")
    OTHER = "other", pgettext_lazy("contract", "Other")


class RenewalKind(TextChoices):
    NONE = "none", _("Ends with its term")
    AUTOMATIC = "automatic", _("Goes on unless notice is given")
    AGREEMENT = "agreement", _("Goes on by agreement")


class NoticeUnit(TextChoices):
    DAYS = "days", _("days")
    MONTHS = "months", _("months")


class Side(TextChoices):
    """Which of the two, of what is owed and of who gave notice."""

    US = "us", pgettext_lazy("side", "Us")
    CLIENT = "client", pgettext_lazy("side", "The client")


class EndReason(TextChoices):
    EXPIRED = "expired", pgettext_lazy("contract", "Expired")
    TERMINATED = "terminated", pgettext_lazy("contract", "Terminated")
    REPLACED = "replaced", pgettext_lazy("contract", "Replaced by another")
    NOT_AGREED = "not_agreed", pgettext_lazy("contract", "Came to nothing")


class ClauseKind(TextChoices):
    PAYMENT = "payment", pgettext_lazy("clause", "Payment")
    ACCEPTANCE = "acceptance", pgettext_lazy("clause", "Acceptance")
    IP = "ip", pgettext_lazy("clause", "Rights in the work")
    EXCLUSIVITY = "exclusivity", pgettext_lazy("clause", "Exclusivity")
    CONFIDENTIALITY = "confidentiality", pgettext_lazy("clause", "Confidentiality")
    KPI = "kpi", pgettext_lazy("clause", "Promised results (KPI)")
    LIABILITY = "liability", pgettext_lazy("clause", "Liability")
    OTHER = "other", pgettext_lazy("clause", "Other")


class DueEvery(TextChoices):
    ONCE = "once", pgettext_lazy("duty", "Once")
    MONTH = "month", pgettext_lazy("duty", "Every month")
    QUARTER = "quarter", pgettext_lazy("duty", "Every quarter")
    YEAR = "year", pgettext_lazy("duty", "Every year")
    BEFORE_END = "before_end", pgettext_lazy("duty", "Days before the end")


class DutyStatus(TextChoices):
    OPEN = "open", pgettext_lazy("duty", "Open")
    MET = "met", pgettext_lazy("duty", "Met")
    BREACHED = "breached", pgettext_lazy("duty", "Breached")
    WAIVED = "waived", pgettext_lazy("duty", "Waived")
