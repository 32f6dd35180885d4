"""What every test may use; the state directory comes from `tests/services/home.py`."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from tests.story import Story

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saphan.config.settings")
os.environ.setdefault("SAPHAN_STATIC_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage")
os.environ.setdefault("SAPHAN_IMPORTS_INLINE", "1")
os.environ.setdefault("SAPHAN_EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")

# The core is tested where Django is absent too.
if find_spec("django"):
    import django

    django.setup()


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tables of the run, see `tests/services/schema.py`."""
    from tests.services.schema import do_what_migrations_do

    with django_db_blocker.unblock():
        do_what_migrations_do()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """A test's journal is taken back, so the next one may come to the same place in it with other rows."""
    pages = sys.modules.get("saphan.web.kept")
    if pages is not None:
        pages.forget()


@pytest.fixture
def story(db: None) -> Story:
    """Bridge & Co and its cast."""
    from tests.story import tell_story

    return tell_story()


@pytest.fixture
def other_story(db: None) -> Story:
    """The company of Krit, the stranger."""
    from tests.story import tell_other_story

    return tell_other_story()
