"""Names for people in one conversation: friendly, easy to remember, and nobody's own."""

import secrets
from collections.abc import Collection

MANNERS = (
    "Amber", "Blue", "Brave", "Bright", "Calm", "Candid", "Careful", "Cheerful", "Clear", "Copper",
    "Curious", "Early", "Fair", "Gentle", "Golden", "Green", "Honest", "Keen", "Kind", "Lively",
    "Mellow", "Merry", "Mindful", "Nimble", "Open", "Patient", "Plain", "Proud", "Quick", "Quiet",
    "Ready", "Silver", "Steady", "Sunny", "Swift", "Thoughtful", "Tidy", "True", "Warm", "Wise",
)  # fmt: skip
CREATURES = (
    "Alder", "Badger", "Beech", "Birch", "Blackbird", "Bramble", "Bullfinch", "Chestnut", "Clover",
    "Cowslip", "Crane", "Curlew", "Dormouse", "Dunnock", "Elder", "Fern", "Finch", "Foxglove",
    "Goldcrest", "Hare", "Hawthorn", "Hazel", "Hedgehog", "Heron", "Holly", "Kestrel",
    "Kingfisher", "Lapwing", "Lark", "Linnet", "Maple", "Martin", "Meadowsweet", "Merlin",
    "Moorhen", "Nightingale", "Nuthatch", "Oak", "Otter", "Owl", "Plover", "Poppy", "Primrose",
    "Redstart", "Robin", "Rowan", "Skylark", "Sparrow", "Squirrel", "Swallow", "Swift", "Teal",
    "Thrush", "Tit", "Wagtail", "Warbler", "Willow", "Woodcock", "Wren", "Yarrow",
)  # fmt: skip
TRIES = 20


def friendly_pseudonym(taken: Collection[str]) -> str:
    """A name nobody in the conversation has; with a number once the plain ones run short.

    Chosen by chance, so that it tells nothing of who joined when.
    """
    for _try in range(TRIES):
        name = f"{secrets.choice(MANNERS)} {secrets.choice(CREATURES)}"
        if name not in taken:
            return name
    while (numbered := f"{name} {secrets.randbelow(9000) + 1000}") in taken:
        continue
    return numbered
