"""Who comes first among equals: a lot of its own for every need, not the alphabet."""

import hashlib


def tie_key(need_id: str, person: str) -> str:
    """Give a person their place among equals for one need; the lowest comes first.

    It depends on nothing but the two ids, so it is the same in every run, and on the need,
    so nobody is favoured everywhere.

    >>> sorted(["Ada", "Bo", "Cy"], key=lambda person: tie_key("seat-1", person))
    ['Cy', 'Ada', 'Bo']
    """
    return hashlib.sha256(
        f"{len(need_id)}:{need_id}{person}".encode("utf-8", "replace")
    ).hexdigest()
