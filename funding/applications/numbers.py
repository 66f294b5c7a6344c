"""Numbers that people can read out on the phone."""

import secrets

#: Without 0, O, 1 and I, and without vowels, so that no words appear.
CHARACTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"


def new_number(kind: str = "DL") -> str:
    """A random number such as DL-7K3M-92XF (28^8, so that guessing one finds nothing)."""
    text = "".join(secrets.choice(CHARACTERS) for _ in range(8))
    return f"{kind}-{text[:4]}-{text[4:]}"
