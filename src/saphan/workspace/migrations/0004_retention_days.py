"""What a form said about retention was kept under a name that no measure has."""

from typing import Any

from django.db import migrations


def rename(apps: Any, _editor: Any) -> None:
    for workspace in apps.get_model("workspace", "Workspace").objects.all():
        kept = workspace.measure_choices.pop("logo_retention", None)
        if kept is None:
            continue
        days = {"active_days": kept.get("activity_days", 365), "grace_days": kept.get("grace_days", 30)}
        workspace.measure_choices |= {f"retention_{part}": days for part in ("logo", "grr", "nrr")}
        workspace.save(update_fields=["measure_choices"])


class Migration(migrations.Migration):
    dependencies = [("workspace", "0003_own_words")]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
