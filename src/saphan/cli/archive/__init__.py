"""One file that holds everything an installation knows, and the way back from it.

A `.tar` with `manifest.json`, the database, the secret key and the uploaded files. The manifest says how many
rows each table has and what every column of money adds up to; a backup counts only after these were compared.
"""

from saphan.cli.archive.restoring import restore_backup
from saphan.cli.archive.taking import take_backup

__all__ = ["restore_backup", "take_backup"]
