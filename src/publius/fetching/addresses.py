"""Which addresses belong to the public internet, and which lead inside some network.

The IANA registries of special-purpose addresses say what is global; a few ranges that smuggle one
address inside another (mapped, NAT64, 6to4, Teredo) are looked through or refused.
"""

from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network

GLOBAL_UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
REFUSED_V4 = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments, of which Python knows only a part
    IPv4Network("192.88.99.0/24"),  # the former 6to4 relays
)
REFUSED_V6 = (
    IPv6Network("2001::/23"),  # protocol assignments: Teredo, ORCHID, benchmarking
    IPv6Network("2002::/16"),  # 6to4
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("3fff::/20"),  # documentation
    IPv6Network("3ffe::/16"),  # the former 6bone
)


def is_public(address: str) -> bool:
    """Whether an address may be connected to.

    >>> [is_public(each) for each in ("198.41.0.4", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0")]
    [True, False, False, False]
    """
    try:
        return _is_public_v6(IPv6Address(address)) if ":" in address else _is_public_v4(address)
    except AddressValueError:
        return False


def _is_public_v4(address: str | IPv4Address) -> bool:
    number = IPv4Address(address)
    return (
        number.is_global
        and not number.is_multicast
        and not number.is_reserved
        and not any(number in network for network in REFUSED_V4)
    )


def _is_public_v6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    if address.ipv4_mapped is not None:
        return _is_public_v4(address.ipv4_mapped)
    if address in NAT64:
        return _is_public_v4(IPv4Address(int(address) & 0xFFFFFFFF))
    return (
        address in GLOBAL_UNICAST
        and address.is_global
        and not any(address in network for network in REFUSED_V6)
    )
