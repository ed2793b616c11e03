"""The engagement the journeys tell: a bike lane, two views of it, five seats, a full offer."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

TITLE = "Crafting the bike-lane plan"
SIZE = 12


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


ABOUT = {
    "Title": "Safer cycling in Arden Vale",
    "What it is about": "There is money to build one protected bike lane to the station, once.",
}
DECISION = {
    "What has to be decided?": "Which route the lane takes, and which junctions come first.",
    "What is already fixed?": "The budget, and that the lane reaches the station.",
    "What is still open?": "The route, the bus stops, the kerbs and where the rank goes.",
    "Who decides?": "The council's cabinet",
}
FRAMINGS = (
    {
        "This view in a few words": "A safe way to work",
        "The view as its holders would put it": "A lane that stops at each difficulty is no lane.",
        "Who sees it this way?": "The cycle forum",
    },
    {
        "This view in a few words": "A pavement that stays a pavement",
        "The view as its holders would put it": "Nobody can make way for a bike they cannot see.",
        "Who sees it this way?": "Sightlines, a group of blind people",
    },
)
STAKEHOLDER = {
    "Who?": "Shops in Corn Street",
    "What do they gain or lose?": "Loading at the door, and ten weeks of works.",
}
CALL = {
    "Title of the call": TITLE,
    "What the group is for": "Walk it, ride it, disagree, and write the plan for the cabinet.",
    "How large is the group?": str(SIZE),
}
OFFER = {
    "Pay": "£25 an hour for sessions and reading, within ten days.",
    "Expenses": "Travel and care, paid in advance.",
    "Access support": "Papers that can be read aloud, a guide, an interpreter on request.",
    "Time asked": "Five sessions of three hours, and five hours of reading.",
    "When and where": "Tuesdays at six in the Corn Exchange; one in two from home.",
    "What people get back": "A written answer to every point, and a badge.",
    "Whom to ask": "Streets team, streets@ardenvale.example",
}


@dataclass(frozen=True)
class WantedSeat:
    """One seat of the call: what is typed, and what people who fit it would say."""

    title: str
    kind: str
    people: int
    need: str
    spoken: str

    @property
    def kind_of_knowing(self) -> str:
        return {"professional": "Professional", "practical": "Practical", "lived": "Lived"}[
            self.kind
        ]


SEATS = (
    WantedSeat(
        "Transport planner", "professional", 2,
        "Has planned cycle networks or bus corridors and can say what a route does beyond its own "
        "kerbs: where traffic goes when a lane is taken out, what the cycle design guidance asks "
        "for at side roads and bus stops, and how counts and models are made.",
        "I am a transport planner and have planned cycle networks and bus corridors for a county.",
    ),
    WantedSeat(
        "Traffic engineer", "professional", 2,
        "Designs junctions, traffic signals and kerbs or audits them for road safety: what a "
        "protected stage for bikes costs in green time, where drains make a simple line expensive, "
        "and how a traffic regulation order is made.",
        "I am a traffic engineer: I design junctions, traffic signals and kerbs, and audit safety.",
    ),
    WantedSeat(
        "Person who cycles to work", "practical", 4,
        "Cycles to work most weeks of the year, also in the dark and the rain, fast or slowly, on "
        "any sort of bike. Knows where the lane stops and what one does then, which junction makes "
        "people give up, and what a close pass feels like.",
        "I cycle to work in the dark and the rain and know every junction where the lane stops.",
    ),
    WantedSeat(
        "Cab driver", "practical", 2,
        "Drives a licensed cab and works the station rank, by day or at night. Knows where "
        "passengers who cannot walk far have to be set down, what a ramp needs behind the vehicle, "
        "and what a raised kerb does to a pick-up.",
        "I drive a cab from the station rank at night and set passengers with a ramp down.",
    ),
    WantedSeat(
        "Blind or partially sighted pedestrian", "lived", 2,
        "Walks these streets with a long cane, a guide dog or the sight they have left. Knows how "
        "one finds the kerb, the crossing and the bus stop, and what happens where bikes and feet "
        "share a level.",
        "I am blind and walk with a long cane; I find the kerb and the bus stop by touch.",
    ),
)  # fmt: skip
