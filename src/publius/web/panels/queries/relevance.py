"""How much fit may weigh in a lottery: what every setting of the dial gives and takes."""

from django.db.models import Max

from publius import panels as library
from publius.web.calls.models import Call, Match
from publius.web.calls.queries import fits_of

from ..models import Draw, DrawObjective
from .assignment_inputs import OWN_WORD
from .inputs import DrawInput, draw_input

# Nobody's chance may fall to nothing: below a half, the same few sit again and again.
SETTINGS = (1.0, 0.9, 0.75, 0.5)


def fits_are_known(call: Call) -> bool:
    """Whether somebody was matched to a seat of this call better than by their own word."""
    best = Match.objects.filter(seat__call=call).aggregate(best=Max("score"))["best"]
    return best is not None and best > OWN_WORD


def fits_in(call: Call, plain: DrawInput) -> dict[str, float]:
    """By code: how well somebody fits the best of the seats they offered to fill."""
    matches = fits_of(call, list(plain.people.values()))
    return {
        person.id: max(
            (
                min(1.0, match.score)
                for seat, match in matches.get(plain.people[person.id].pk, {}).items()
                if str(seat) in person.seats
            ),
            default=OWN_WORD,
        )
        for person in plain.pool
    }


def objective_of(draw: Draw, plain: DrawInput) -> str | library.Objective:
    """What the lottery of this draw aims at, as the library takes it."""
    if draw.objective != DrawObjective.RELEVANCE:
        return draw.objective
    fits = fits_in(draw.call, plain)
    return library.Objective("relevance", fit=fits, alpha=draw.alpha)


def prices_of(call: Call) -> tuple[library.PricePoint, ...]:
    """What each setting gives with today's pool; nothing where no group can be drawn from it."""
    plain = draw_input(call, salt="relevance")
    try:
        return library.price_of_relevance(
            plain.pool,
            plain.targets,
            size=call.size,
            fit=fits_in(call, plain),
            alphas=SETTINGS,
        )
    except library.PanelsError:
        return ()
