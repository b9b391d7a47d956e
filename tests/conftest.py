"""What holds for every test."""

from __future__ import annotations

import signal

# Whoever started the tests may have been told to live on without a terminal; what is started
# here has to hear that its own is gone.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
