"""What can stand in the way of a meeting or a seat."""


class LeaderBusy(Exception):
    """Who leads it has a talk or another meeting then."""


class TooLateToJoin(Exception):
    """The meeting has begun, or it does not go ahead."""


class NothingToChange(Exception):
    """There is no seat (any more) to leave or accept, or it is too late for that."""


class NotBegun(Exception):
    """The meeting has not begun, or it does not go ahead: nobody came yet."""
