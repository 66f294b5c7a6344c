"""What can stand in the way of recording a talk."""


class NotYet(Exception):
    """The talk has not begun: whether somebody came cannot be told."""


class AlreadyApproved(Exception):
    """The person let funds know of this advice, so it stays as it is; a new talk makes new advice."""


class NoPlan(Exception):
    """An ontwikkeladvies comes with a plan, and there is none yet: no goal, or no step."""


class EnoughCourses(Exception):
    """As many courses are recommended as somebody can look at."""


class EnoughKept(Exception):
    """An adviser keeps as many filters as they can oversee."""
