"""Everything that can go wrong with votes, as one tree.

OpinionError
├── InputError             a vote, a statement or a setting makes no sense
│   ├── VoteError
│   ├── StatementError
│   └── SettingError
└── FileError              a file cannot be read as what it should be

Each error has a ``code`` for programs, ``params`` for translations, and a plain sentence as text.
"""

from publius.opinion.sentences import SENTENCES


class OpinionError(Exception):
    """The root of the tree: ``code`` and ``params`` for programs, a sentence for people.

    >>> error = VoteError("bad-answer", answer=2, person="p7", statement="s1")
    >>> error.code
    'bad-answer'
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(SENTENCES[code].format(**params))


class InputError(OpinionError):
    """A vote, a statement or a setting makes no sense."""


class VoteError(InputError):
    """A vote cannot be counted."""


class StatementError(InputError):
    """The list of statements is inconsistent."""


class SettingError(InputError):
    """A number or a name given to the library is out of range."""


class FileError(OpinionError):
    """A file cannot be read as what it should be."""
