"""`saphan workspace create`: open a workspace with its first owner."""

from __future__ import annotations

from argparse import Namespace

from saphan.cli.acting import read_password
from saphan.cli.answering import answer
from saphan.cli.commands import Commands, command, password_option
from saphan.cli.opening import open_house

FORMS = ("full_service_agency", "in_house_team", "digital_agency", "studio", "sales_team")
LANGUAGES = ("en", "zh-hans", "th")


def add(commands: Commands) -> None:
    group = commands.add_parser("workspace", help="open workspaces", description="Open workspaces.")
    added = command(
        group.add_subparsers(metavar="COMMAND", required=True), "create", create, "Open a workspace."
    )
    added.add_argument("code", metavar="CODE", help="its short name, for addresses and commands")
    added.add_argument("--name", required=True, help="its name as people read it")
    added.add_argument("--owner", required=True, metavar="EMAIL", help="who owns it first")
    added.add_argument("--owner-name", default="", metavar="NAME", help="by default what stands before the @")
    added.add_argument("--currency", default="USD", help="reporting currency, by default USD")
    added.add_argument(
        "--time-zone", default="UTC", metavar="ZONE", help="such as Asia/Bangkok, by default UTC"
    )
    added.add_argument(
        "--form", choices=FORMS, default=FORMS[0], help=f"kind of organisation, by default {FORMS[0]}"
    )
    added.add_argument(
        "--language", choices=LANGUAGES, default="en", help="of its mails and presets, by default en"
    )
    added.add_argument("--fiscal-start-month", type=int, default=1, metavar="1-12", help="by default 1")
    password_option(added)


def create(options: Namespace) -> None:
    open_house(lay_tables=True)
    from django.utils.translation import gettext as _

    from saphan.administration.opening import Opening, create_workspace

    name = options.owner_name or options.owner.partition("@")[0]
    password = read_password((name, options.owner)) if options.password_stdin else None
    opening = Opening(
        code=options.code, name=options.name, form=options.form, language=options.language,
        time_zone=options.time_zone, currency=options.currency.upper(),
        fiscal_start_month=options.fiscal_start_month,
    )  # fmt: skip
    actor = create_workspace(opening, owner_email=options.owner, owner_name=name, password=password)
    data = {"workspace": options.code, "owner": actor.member.email, "member": actor.member.code}
    lines = [
        _("Workspace “%(code)s” is open. Its owner is %(email)s.")
        % {"code": options.code, "email": actor.member.email}
    ]
    user = actor.member.user
    if user is not None and not user.has_usable_password():
        lines.append(
            _("No password was given; “Forgot your password?” on the sign-in page leads the owner to one.")
        )
    answer(data, lines)
