"""From the words on the line to an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from saphan.cli import answering
from saphan.cli.commands import parser
from saphan.core.errors import SaphanError

DONE, NOT_DONE, WRONG_CALL = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: done. 1: tried, but it could not be done. 2: a wrong call; nothing was tried."""
    options = parser().parse_args(_joined(sys.argv[1:] if arguments is None else arguments))
    answering.choose(as_json=options.json, language=options.lang)
    try:
        return int(options.run(options) or DONE)
    except SaphanError as error:
        answering.refuse(error)
        return NOT_DONE if error.code in answering.FAILURES else WRONG_CALL
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output went away; closing must not complain about it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if not answering.is_outdated_database(error):
            raise
        answering.refuse(answering.outdated())
        return NOT_DONE


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--sort -amount` as one word, or the sort would be taken for an option."""
    found: list[str] = []
    for word in arguments:
        if found and found[-1] == "--sort" and word.startswith("-"):
            found[-1] = f"--sort={word}"
        else:
            found.append(word)
    return found
