"""What every long piece of work here shares: how long it may take, and losing a claim."""

MOST_TRIES = 3
TIME_LIMIT = 300.0  # seconds, well within the lease of a claim


class ClaimLostError(Exception):
    """Another worker has taken this row; this one stops."""
