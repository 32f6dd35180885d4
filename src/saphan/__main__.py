"""`python -m saphan`: the command line."""

from saphan.cli import main

raise SystemExit(main())
