"""A passkey from being added to signing in with it alone, with an authenticator that the browser plays."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.story import PASSWORD, Story

pytestmark = pytest.mark.browser


def play_authenticator(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip


def test_a_passkey_signs_in_without_the_password(house: Story, door: Any) -> None:
    page = door("ploy@bridge.example")
    play_authenticator(page)
    page.goto("/account/passkeys/add/")
    if page.locator("input[type=password]").count():
        page.fill("input[type=password]", PASSWORD)
        page.locator("main button.primary").first.click()
    page.fill("input[name=name]", "Laptop")
    page.click("#mfa_webauthn_add")
    expect(page.locator("main")).to_contain_text("codes")  # the way back in for whoever loses the device
    page.goto("/account/passkeys/")
    expect(page.locator("main")).to_contain_text("Laptop")

    page.context.clear_cookies()
    page.goto("/account/sign-in/")
    page.click("#passkey_login")
    page.wait_for_url("**/w/**")
    expect(page.locator("body")).to_contain_text("Ploy")
