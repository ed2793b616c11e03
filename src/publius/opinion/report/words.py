"""Counts and lists in words, and which counts may be told."""

from collections.abc import Sequence

from publius.opinion.published import FEWEST


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> counted(1, "person", "people"), counted(1200, "vote", "votes")
    ('1 person', '1,200 votes')
    """
    return f"1 {one}" if count == 1 else f"{count:,} {many}"


def people(count: int) -> str:
    """So many people; small numbers are not told.

    >>> people(0), people(3), people(5)
    ('nobody', 'fewer than 5 people', '5 people')
    """
    if 0 < count < FEWEST:
        return f"fewer than {FEWEST} people"
    return counted(count, "person", "people") if count else "nobody"


def joined(parts: Sequence[str]) -> str:
    """Several things with commas and “and”.

    >>> joined(["A", "B", "C"])
    'A, B and C'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def told(counts: Sequence[int]) -> list[str]:
    """Counts that add up to a known total, so that no small one can be worked out.

    Where exactly one is too small to tell, the next smallest is kept back too.

    >>> told([20, 3, 9]), told([20, 9])
    (['20', 'fewer than 5', 'not told'], ['20', '9'])
    """
    small = [n for n, count in enumerate(counts) if 0 < count < FEWEST]
    others = [n for n, count in enumerate(counts) if count >= FEWEST]
    kept_back = min(others, key=lambda n: counts[n]) if len(small) == 1 and others else None
    return [
        f"fewer than {FEWEST}" if n in small else "not told" if n == kept_back else f"{count:,}"
        for n, count in enumerate(counts)
    ]
