"""What can be wrong with a vocabulary, each with a code and a plain sentence.

::

    MatchingError
     `-- VocabularyError   a file of concepts cannot be used: which file, which concept, the fix
"""

from publius.matching.errors import MatchingError

SENTENCES = {
    "unreadable": "{file} cannot be read ({problem}). Check the name and that you may read it.",
    "not_toml": "{file} is not TOML ({problem}). Correct it there and try again.",
    "no_concepts": "{file} holds no [[concept]]. Add one, or leave the file out.",
    "unknown_field": (
        "{file}: concept '{id}' has a field '{field}', which is not known; the fields are {known}."
    ),
    "missing_field": "{file}: concept '{id}' has no '{field}'. Add it.",
    "wrong_type": "{file}: '{field}' of concept '{id}' should be {expected}.",
    "unknown_sort": (
        "{file}: concept '{id}' is of the sort '{sort}', which is not known; the sorts are {known}."
    ),
    "bad_id": (
        "{file}: '{id}' cannot be the id of a concept. "
        "Write small letters, digits and hyphens, such as 'guide-dog'."
    ),
    "duplicate_id": "Two concepts have the id '{id}', in {first} and in {file}. Rename one.",
    "empty_phrase": (
        "{file}: the phrase '{phrase}' of concept '{id}' has no word that tells anything. "
        "Add one, or remove the phrase."
    ),
    "dangling": (
        "{file}: concept '{id}' names '{other}' as {relation}, but there is no such concept. "
        "Add it, or take it off the list."
    ),
    "circle": "{file}: concept '{id}' is broader than itself, by way of {way}. Break the circle.",
}


class VocabularyError(MatchingError):
    """A vocabulary cannot be used; the sentence names the file, the concept and the fix.

    >>> str(VocabularyError("no_concepts", file="trees.toml"))
    'trees.toml holds no [[concept]]. Add one, or leave the file out.'
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        Exception.__init__(self, SENTENCES[code].format(**params))
