"""The desk as a whole, Settings, and the ways in."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Access, Route

ADMINISTER, CONFIGURE, RATES = Right.ADMINISTER, Right.CONFIGURE, Right.RATES


def page(name: str, right: Right, subject: str = "", **more: Any) -> Route:
    """A page of Settings; its right is asked for first."""
    return Route(f"settings:{name}", right=right, subject=subject, right_first=True, **more)


def deed(name: str, right: Right, subject: str = "", /, **sent: Any) -> Route:
    return page(name, right, subject, method="POST", data=lambda world, record: sent)


ROUTES = [
    Route("desk:search", data=lambda world, record: {"q": "Client"}),
    Route("desk:workspaces"),
    Route("settings:home"),
    *(
        Route(
            "desk:act",
            method,
            right=right,
            subject=kind,
            data=lambda world, record, sent=sent: sent,
            arguments=lambda record, command=command: {"command": command, "code": record.code},
        )
        for method, command, right, kind, sent in (
            ("GET", "talk.log", Right.LOG, "account", {}),
            ("POST", "talk.log", Right.LOG, "account", {"channel": "call", "words": "Hello"}),
            ("POST", "step.plan", Right.LOG, "opportunity", {"what": "Call again", "kind": "call"}),
            ("GET", "deal.move", Right.WRITE, "opportunity", {}),
            ("POST", "owner.change", Right.WRITE, "lead", {"owner": "0"}),
        )
    ),
    Route("desk:quick", right=Right.LOG, data=lambda world, record: {"q": "call Client tomorrow"}),
    Route("desk:quick", "POST", right=Right.LOG, data=lambda world, record: {"q": "call Client tomorrow"}),
    Route("desk:notices"),
    Route("desk:read_notices", "POST"),
    Route("desk:act_in", "POST", data=lambda world, record: {"role": "reader"}),
    Route(
        "desk:look_as",
        "POST",
        right=CONFIGURE,
        data=lambda world, record: {"colleague": world.shared("member").code},
    ),
    Route("desk:step_back", "POST"),
    Route("desk:keys"),
    Route("desk:design"),
    Route("settings:keys"),
    Route("settings:keys", "POST", data=lambda world, record: {"single": "on", "L": "Y"}),
    Route("settings:notices"),
    Route("settings:notices", "POST", data=lambda world, record: {"begin": "20:00", "end": "08:30"}),
    Route("settings:security"),
    page("workspace", ADMINISTER),
    deed("workspace", ADMINISTER, name="Renamed"),
    page("form", ADMINISTER),
    page("change_form", ADMINISTER, fixed={"form": "studio"}),
    page("change_form", ADMINISTER, fixed={"form": "studio"}, method="POST"),
    page("words", ADMINISTER),
    deed("words", ADMINISTER, client_en="account"),
    page("welcome", ADMINISTER),
    page("members", ADMINISTER),
    page("invite", ADMINISTER),
    deed("invite", ADMINISTER, name="New", email="new@matrix.example", role="ae"),
    page("member", ADMINISTER, "member"),
    deed("suspend", ADMINISTER, "member"),
    deed("reactivate", ADMINISTER, "member"),
    deed("remind", ADMINISTER, "member"),
    page("teams", CONFIGURE),
    page("new_team", CONFIGURE),
    deed("new_team", CONFIGURE, name="Chiang Mai"),
    page("team", CONFIGURE, "team"),
    page("territories", CONFIGURE),
    page("new_territory", CONFIGURE),
    deed("new_territory", CONFIGURE, name="North"),
    page("territory", CONFIGURE, "territory"),
    page("pipelines", CONFIGURE),
    page("new_pipeline", CONFIGURE),
    deed("new_pipeline", CONFIGURE, name="Renewals", first_stage="Talk"),
    page("new_stage", CONFIGURE, "pipeline"),
    deed("new_stage", CONFIGURE, "pipeline", name="Pitch", chance="40"),
    page("stage", CONFIGURE, "stage"),
    deed("stage", CONFIGURE, "stage", name="Renamed", chance="40", position="1"),
    deed("retire_stage", CONFIGURE, "stage"),
    page("new_lost_reason", CONFIGURE),
    deed("new_lost_reason", CONFIGURE, name="No budget"),
    page("offerings", CONFIGURE),
    page("new_offering", CONFIGURE),
    deed("new_offering", CONFIGURE, name="Film"),
    page("offering", CONFIGURE, "offering"),
    page("edit_offering", CONFIGURE, "offering"),
    deed("retire", CONFIGURE, "offering"),
    deed("bring_back", CONFIGURE, "offering"),
    page("new_price", CONFIGURE, "offering"),
    deed("withdraw_price", CONFIGURE, "price"),
    page("rates", RATES),
    page("new_rate", RATES),
    page("remove_rate", RATES, "rate", method="POST", arguments=lambda record: {"rate_id": record.pk}),
]
# Whoever asks gets an answer; what it holds depends on nobody's rights in a workspace.
PUBLIC = (
    "home", "health", "worker", "offline", "start", "start_form", "start_person", "language", "theme", "year_style",
    "invitation",
    "account_login", "account_logout", "account_signup",
    "account_inactive", "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_authenticate", "mfa_login_webauthn",
)  # fmt: skip
# About the person's own sign-in alone.
OWN_SIGN_IN = (
    "design",
    "account_change_password", "account_reauthenticate", "account_set_password", "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_edit_webauthn",
    "mfa_generate_recovery_codes", "mfa_index", "mfa_list_webauthn", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes", "usersessions_list",
)  # fmt: skip
ROUTES += [Route(name, access=Access.PUBLIC) for name in PUBLIC]
ROUTES += [Route(name, access=Access.SIGNED_IN) for name in OWN_SIGN_IN]
ROUTES += [
    # The right to the change itself is checked inside; a reader may never undo.
    Route("desk:undo", "POST", right=Right.LOG, data=lambda world, record: {"change": "0"},
          allowed=frozenset({200, 303, 404, 422}), denied=404),
    # Nothing is left to ask in these imports, so the page leads on to the next step.
    Route("importing:questions", right=Right.IMPORT, subject="import", right_first=True),
    Route("importing:undo", "POST", right=Right.IMPORT, subject="import", right_first=True),
]  # fmt: skip
