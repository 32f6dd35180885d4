"""What the first board costs on the way: the page with all that holds it up, packed as a browser gets it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from saphan.pipeline.actions import create_opportunity
from tests.story import Story

CRITICAL = 60 * 1024
NEEDED = re.compile(r'<(?:script[^>]+src|link rel="stylesheet" href)="/?static/([^"]+)"')


def test_the_first_board_needs_no_more_than_sixty_kilobytes(story: Story) -> None:
    for number in range(60):
        create_opportunity(actor=story.ploy, name=f"Launch {number}", stage=story.stage("Diagnose"))
    browser = Client()
    browser.force_login(story.ploy.member.user)
    page = browser.get(reverse("pipeline:board", args=["bridge"])).content
    names = [re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in NEEDED.findall(page.decode())]
    assert {"built/style.css", "built/board.js", "django_htmx/htmx-4.min.js"} <= set(names)
    assert not {"built/style-rest.css", "built/sorting.js", "built/fonts-han.css"} & set(names)
    files = [Path(str(finders.find(name))).read_bytes() for name in names]
    assert sum(len(gzip.compress(each)) for each in (page, *files)) <= CRITICAL
