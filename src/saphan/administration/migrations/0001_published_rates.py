"""Every installation starts with the published exchange rates."""

from typing import Any

from django.db import migrations

from saphan.administration.published_rates import load_published_rates


def load(_apps: Any, _editor: Any) -> None:
    load_published_rates()


class Migration(migrations.Migration):
    dependencies = [("workspace", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
