"""Memory of this process."""

import ctypes
import gc


def give_back() -> None:
    """Give the system back what was only needed for a moment, after reading something large.

    The C library keeps freed memory for a next time, in each thread's own place: after reading 100,000 courses that was
    a third of a process. Only glibc has to be asked; with another C library nothing happens.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(ctypes.c_size_t(0))


def keep_what_is_loaded() -> None:
    """What a process has loaded by now stays: Python need not look through it any more for what can go.

    With all pages loaded it looked through 350,000 things, in the middle of somebody's page: ten times as long as
    through what pages themselves leave.
    """
    gc.collect()
    gc.freeze()
