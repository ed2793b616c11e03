"""What the library needs to fill vacant chairs: who keeps their place, who may be asked."""

from dataclasses import dataclass

from publius import panels as library

from ..models import Draw, Place
from .draws import reserves_of
from .inputs import DrawInput, draw_input
from .places import held_places, people_already_offered


@dataclass(frozen=True)
class Standing:
    """A pool with its settled places, and the codes of those who are not asked again."""

    plain: DrawInput
    confirmed: tuple[library.Place, ...]
    unavailable: tuple[str, ...]


def standings(draw: Draw) -> list[Standing]:
    """Pools to try in turn: the reserves of the draw, then everybody in the pool."""
    held = held_places(draw.call)
    whole = draw_input(draw.call, salt=draw.salt, also=[place.person for place in held])
    holders = {place.person_id for place in held}
    asked = people_already_offered(draw.call) - holders
    reserves = {row.person_id for row in reserves_of(draw)} - asked
    pools = [whole.only(holders | reserves), whole] if reserves else [whole]
    return [_standing(pool, held, asked) for pool in pools]


def _standing(pool: DrawInput, held: list[Place], asked: set[int]) -> Standing:
    codes = pool.codes
    confirmed = [
        library.Place(codes[place.person_id], str(place.seat_id) if place.seat_id else None)
        for place in held
    ]
    return Standing(
        plain=pool,
        confirmed=tuple(confirmed),
        unavailable=tuple(codes[key] for key in sorted(asked) if key in codes),
    )
