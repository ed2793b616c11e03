"""Which addresses are refused: one row per class of the special-purpose registries."""

import pytest

from publius.fetching import FetchError, GuardedFetcher
from publius.fetching.addresses import is_public

REFUSED = {
    "this host": "0.0.0.0",  # noqa: S104
    "this network": "0.1.2.3",
    "loopback": "127.0.0.1",
    "loopback, elsewhere in its range": "127.200.0.1",
    "private, large": "10.1.2.3",
    "private, middle": "172.16.0.1",
    "private, middle, last": "172.31.255.255",
    "private, small": "192.168.1.1",
    "carrier-grade translation": "100.64.0.1",
    "link-local": "169.254.0.1",
    "metadata of a cloud": "169.254.169.254",
    "protocol assignments": "192.0.0.8",
    "documentation 1": "192.0.2.1",
    "documentation 2": "198.51.100.1",
    "documentation 3": "203.0.113.1",
    "benchmarking": "198.18.0.1",
    "former 6to4 relay": "192.88.99.1",
    "multicast": "224.0.0.1",
    "multicast, local": "239.255.255.250",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "v6 unspecified": "::",
    "v6 loopback": "::1",
    "v6 mapped private": "::ffff:10.0.0.1",
    "v6 mapped loopback": "::ffff:127.0.0.1",
    "v6 mapped, in hexadecimal": "::ffff:7f00:1",
    "v6 compatible": "::127.0.0.1",
    "v6 NAT64 of loopback": "64:ff9b::127.0.0.1",
    "v6 NAT64 of private": "64:ff9b::a00:1",
    "v6 NAT64, local use": "64:ff9b:1::a00:1",
    "v6 discard": "100::1",
    "v6 Teredo": "2001:0:7f00:1::1",
    "v6 benchmarking": "2001:2::1",
    "v6 ORCHID": "2001:20::1",
    "v6 documentation": "2001:db8::1",
    "v6 documentation, new": "3fff::1",
    "v6 6to4 of private": "2002:a00:1::1",
    "v6 6to4 of public": "2002:808:808::1",
    "v6 unique local": "fd00::1",
    "v6 unique local, first": "fc00::1",
    "v6 link-local": "fe80::1",
    "v6 link-local with a scope": "fe80::1%eth0",
    "v6 global with a scope": "2606:4700::1%eth0",
    "v6 site-local": "fec0::1",
    "v6 multicast": "ff02::1",
    "v6 unassigned": "4000::1",
    "no address": "localhost",
    "octal": "0177.0.0.1",
    "empty": "",
}
PUBLIC = ("1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "2606:4700::1111",
          "::ffff:8.8.8.8", "64:ff9b::8.8.8.8")  # fmt: skip


@pytest.mark.parametrize("address", REFUSED.values(), ids=REFUSED)
def test_what_is_not_on_the_public_internet_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_on_the_public_internet_is_not(address):
    assert is_public(address)


@pytest.mark.parametrize("address", REFUSED.values(), ids=REFUSED)
def test_a_name_that_leads_there_is_not_connected_to(address):
    fetcher = GuardedFetcher(resolve=lambda host, port: ["1.1.1.1", address])

    with pytest.raises(FetchError) as refused:
        fetcher.fetch("https://innocent.example/", accept="*/*", most_bytes=10)

    assert refused.value.code == "address-refused"
    assert str(refused.value) == (
        "“innocent.example” is not on the public internet. Nothing was fetched."
    )


@pytest.mark.parametrize(
    "spelling",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]",
     "localhost", "0", "[::]"],
)  # fmt: skip
def test_however_this_machine_is_spelt_it_is_refused(spelling):
    with pytest.raises(FetchError) as refused:
        GuardedFetcher().fetch(f"https://{spelling}/", accept="*/*", most_bytes=10)

    assert refused.value.code in {"address-refused", "unknown-host"}
