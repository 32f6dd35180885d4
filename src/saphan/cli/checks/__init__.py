"""What `saphan check` looks at, one file per subject."""

from saphan.cli.checks.finding import Finding

__all__ = ["Finding"]
