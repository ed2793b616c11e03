"""What can go wrong with an index on disk, each with a code and a plain sentence.

::

    MatchingError
     `-- ImpactError
          |-- IndexMissingError     there is no index in the folder
          |-- IndexDamagedError     a file is not what was written; rebuild the index
          |-- IndexStaleError       somebody else changed the index meanwhile
          `-- BadRowsError          the people or the need given make no sense
"""

from publius.matching.errors import MatchingError

SENTENCES = {
    "no_index": "There is no index in {folder}. Build it first; the evidence is enough for that.",
    "damaged": (
        "The index in {folder} is damaged: {file} {problem}. It was not used. "
        "Rebuild it from the evidence; nothing is lost."
    ),
    "other_format": (
        "The index in {folder} has format {found}; this version reads {expected}. "
        "Rebuild it from the evidence; nothing is lost."
    ),
    "other_generation": (
        "The index in {folder} is generation {found}, but {expected} was asked for. "
        "Nothing was computed. Copy the right generation here, or start the run again."
    ),
    "changed_meanwhile": (
        "Another process changed the index in {folder} meanwhile. Nothing was written; try again."
    ),
    "keys": "Each person may come once; key {key} comes twice.",
    "negative_key": "Keys are whole numbers from 0; one is {key}.",
    "lengths": "'{field}' has {found} entries where {expected} are needed.",
    "weights": "Weights must be finite and not negative; '{field}' has {value}.",
    "terms": "Term numbers must lie from 0 to 2147483646; one is {value}.",
    "top": "Ask for at least one person; top was {top}.",
    "no_kernel": "There is no kernel '{name}'; there are {known}.",
    "no_fast": (
        "The compiled kernel needs the extra 'fast' (numba): pip install 'publius[fast]'. "
        "Without it choose the kernel 'numpy'; the results are the same."
    ),
    "no_cluster": (
        "Spreading a batch over a Dask cluster needs the extra 'cluster': "
        "pip install 'publius[cluster]'."
    ),
    "worker_failed": (
        "Shard {shard} of run '{run}' was tried {attempts} times and failed each time; the last "
        "reason was: {problem}. The other shards are kept: put it right, then start a worker again."
    ),
    "no_run": "There is no run '{run}' in the queue. Start it first.",
    "waited": (
        "Run '{run}' was not ready in time. What is done is kept; start more workers or wait "
        "longer, and it goes on from there."
    ),
}


class ImpactError(MatchingError):
    """Anything the impact index refuses to do; ``code`` is for programs, ``str()`` for people.

    >>> str(BadRowsError("top", top=0))
    'Ask for at least one person; top was 0.'
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        Exception.__init__(self, SENTENCES[code].format(**params))


class IndexMissingError(ImpactError):
    """There is no index in the folder."""


class IndexDamagedError(ImpactError):
    """A file of the index is not what was written, or was written by another version."""


class IndexStaleError(ImpactError):
    """The index is another generation than the one that was meant."""


class BadRowsError(ImpactError):
    """The people, the need or the wish given make no sense."""


class SchedulingError(ImpactError):
    """A run over many shards cannot be started or did not end."""
