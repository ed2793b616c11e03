"""Why something was not fetched: a ``code`` for programs and a sentence for people.

The sentences never say which address a name leads to, because that would let strangers map the
network that the server stands in.
"""

SENTENCES = {
    "bad-url": "“{url}” is not an address that can be fetched.",
    "not-https": "Only https addresses are fetched, and “{url}” is not one.",
    "credentials": "Addresses with a user name or a password in them are not fetched.",
    "port-refused": "Port {port} is not fetched from.",
    "unknown-host": "There is no server called “{host}”.",
    "address-refused": "“{host}” is not on the public internet. Nothing was fetched.",
    "unreachable": "“{host}” does not answer.",
    "untrusted": "“{host}” could not prove that it is “{host}” (its certificate is not valid).",
    "broken-answer": "What “{host}” answered is not HTTP, or it broke off.",
    "too-many-redirects": "“{host}” only sends from one address to the next.",
    "too-large": "What “{host}” sends is larger than the {most_bytes} bytes that are allowed.",
    "too-slow": "“{host}” took longer than {seconds:g} seconds.",
    "compressed": "“{host}” sent compressed data that nobody asked for.",
    "fetching-off": "This installation fetches nothing from elsewhere.",
}


class FetchError(Exception):
    """Nothing was fetched.

    >>> error = FetchError("unknown-host", host="nowhere.example")
    >>> error.code, str(error)
    ('unknown-host', 'There is no server called “nowhere.example”.')
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(SENTENCES[code].format(**params))
