"""What holds for every test."""

from __future__ import annotations

import signal

# Whoever started the tests may have been told to live on without a terminal, or, as whatever a
# shell starts behind itself, to hear no ctrl+c; what is started here has to hear both.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGQUIT) is signal.SIG_IGN:
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
