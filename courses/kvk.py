"""The number of the chamber of commerce (KvK), by which we know a provider: eight digits."""

import re

#: For the database as well as for forms, where re.ASCII keeps out digits of other scripts.
KVK = r"^\d{8}$"


def kvk_of(text: str) -> str:
    """The number that is written; "" when it is none."""
    return text if re.fullmatch(KVK, text, re.ASCII) else ""
