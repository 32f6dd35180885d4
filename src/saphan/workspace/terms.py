"""The words of a workspace: who people are in it, and what its companies look like."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    OWNER = "owner", pgettext_lazy("role", "Owner")
    DIRECTOR = "director", _("Director")
    AE = "ae", _("Account executive")
    TEAM_MEMBER = "team_member", _("Team member")
    FINANCE = "finance", _("Finance")
    READER = "reader", _("Reader")


class MemberStatus(TextChoices):
    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")


class OrganisationForm(TextChoices):
    FULL_SERVICE = "full_service_agency", _("Full-service agency")
    IN_HOUSE = "in_house_team", _("In-house brand team")
    DIGITAL = "digital_agency", _("Digital agency or consultancy")
    STUDIO = "studio", _("Studio or start-up")
    SALES_TEAM = "sales_team", _("B2B sales team")


class Language(TextChoices):
    EN = "en", "English"
    ZH = "zh-hans", "简体中文"
    TH = "th", "ไทย"


class YearStyle(TextChoices):
    GREGORIAN = "gregorian", _("Gregorian year")
    BUDDHIST = "buddhist", _("Buddhist year")


class Theme(TextChoices):
    SYSTEM = "system", _("Like the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Door(TextChoices):
    """Through which door a change came in."""

    WEB = "web", _("Web page")
    API = "api", _("API")
    CLI = "cli", _("Command line")
    IMPORT = "import", _("Import")
    SYSTEM = "system", _("Saphan itself")


class OfferingStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("Active")
    RETIRED = "retired", _("Retired")
