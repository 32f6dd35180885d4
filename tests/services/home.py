"""A pytest plugin that gives every process of a test run a state directory of its own.

It comes before the settings are read: workers inherit the environment of the process that started them,
and with its directory they would share its cache, where one empties the sign-in counters of another.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="saphan-test-")
os.environ["SAPHAN_HOME"] = HOME
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
