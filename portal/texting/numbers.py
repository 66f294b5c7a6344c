"""Mobile numbers as gateways want them."""

import re

#: E.164: a +, then eight to fifteen digits.
_WHOLE = re.compile(r"\+[1-9]\d{7,14}")


def mobile(number: str) -> str:
    """A number as people write it ("06 12345678", "0031 6 ...", "+48 ...") in E.164; "" when no text can go there.

    Of Dutch numbers only those that begin with 06 are mobile; of other countries any number may be.
    """
    digits = re.sub(r"[^\d+]", "", number)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+31{digits[1:]}"
    if digits.startswith("+310"):  # +31 (0)6
        digits = f"+31{digits[4:]}"
    if not _WHOLE.fullmatch(digits) or (digits.startswith("+31") and not re.fullmatch(r"\+316\d{8}", digits)):
        return ""
    return digits
