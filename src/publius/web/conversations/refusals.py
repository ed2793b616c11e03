"""What an action says when it will not do what was asked."""


class RefusalError(Exception):
    """Nothing was changed; the sentence says why and what to do next."""
