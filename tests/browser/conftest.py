"""A real browser in front of a real server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.story import PASSWORD, Story, tell_story

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Letters are drawn alike on every machine.
    "--font-render-hinting=none",
    "--disable-lcd-text",
    "--force-color-profile=srgb",
]
# Playwright's own event loop would make Django refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("SAPHAN_CHROMIUM") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def house(transactional_db: None) -> Story:
    """The cast with passwords, in a database that the server sees too."""
    story = tell_story()
    for actor in story.cast.values():
        user = actor.member.user
        assert user is not None
        user.set_password(PASSWORD)
        user.save()
    return story


@pytest.fixture
def door(live_server: Any, browser: Browser) -> Iterator[Any]:
    """Opens a window and signs somebody in: `door("ploy@bridge.example")`. Fails on any script error."""
    pages: list[Page] = []
    trouble: list[str] = []

    def enter(email: str, language: str = "en-GB", **options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, locale=language, **options)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "console",
            lambda message: (
                trouble.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        page.goto("/account/sign-in/")
        page.fill("input[type=email]", email)
        page.fill("input[type=password]", PASSWORD)
        page.click("main button[type=submit].primary")
        page.wait_for_url("**/w/**")
        pages.append(page)
        return page

    yield enter
    for page in pages:
        page.context.close()
    assert not trouble
