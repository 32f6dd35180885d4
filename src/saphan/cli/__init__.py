"""The command line: the operator's door. Every command finds, acts and answers; no rule lives here."""

from saphan.cli.main import main

__all__ = ["main"]
