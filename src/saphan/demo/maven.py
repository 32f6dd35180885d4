"""The second workspace: a computer maker's pipeline, brought in through the importer like any data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from saphan.administration.opening import Opening, create_workspace
from saphan.core.errors import RuleBroken
from saphan.demo.cast import OWNER, address
from saphan.exchange.commands import import_file
from saphan.workspace.models import Workspace
from saphan.workspace.terms import Language, OrganisationForm

CODE, NAME = "maven", "Maven pipeline"
# What the opportunities point to comes first.
FILES = (
    ("accounts", "accounts"), ("offerings", "products"), ("members", "sales_teams"),
    ("opportunities", "sales_pipeline"),
)  # fmt: skip


def fill(password: str, progress: Callable[[str], None]) -> None:
    """Create the workspace and import its files: all of it or, if interrupted, nothing."""
    if Workspace.objects.filter(code=CODE).exists():
        return
    folder = samples()
    with transaction.atomic():
        opening = Opening(CODE, NAME, OrganisationForm.SALES_TEAM, Language.EN, "UTC", "USD")
        owner = {"owner_email": address(OWNER), "owner_name": OWNER.name}
        actor = create_workspace(opening, **owner, password=password)
        for kind, name in FILES:
            told = import_file(actor, kind, folder / f"{name}.csv", map_file=folder / f"{name}.toml")
            progress(
                f"{NAME}: "
                + _("%(count)s rows of %(file)s brought in") % {"count": told["rows"], "file": told["file"]}
            )


def samples() -> Path:
    """Where the files are: inside the package where it was installed, beside it in a checkout.

    Raises RuleBroken("demo.samples_missing").
    """
    package = Path(settings.PACKAGE)
    places = [package / "samples" / CODE, package.parents[1] / "samples" / CODE]
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        raise RuleBroken("demo.samples_missing", path=str(places[-1]))
    return found
