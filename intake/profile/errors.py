class NotAnAnswer(ValueError):
    """No question has this answer; holds the fact's name only, never what somebody told."""
