"""What can stand in the way of caring for a person after a talk."""


class NotYours(Exception):
    """A colleague has the care for this person now."""


class EnoughSteps(Exception):
    """A plan has as many steps as somebody can oversee."""
