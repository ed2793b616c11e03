"""What a draw is worked out from: real answers, except in a test."""

from ..models import Draw, Target
from .inputs import DrawInput, draw_input
from .pool import pool_of
from .stand_ins import dealt_answers
from .tallies import tally_of


def input_of(draw: Draw) -> DrawInput:
    """The pool of the draw's call; in a test with made-up answers in place of real ones.

    Anybody who runs a call can make as many tests as they like, and nobody else learns of them.
    With real answers the chances in a few tests would tell what one person answered.
    """
    if not draw.is_test:
        return draw_input(draw.call, salt=draw.salt)
    people = [entry.person_id for entry in pool_of(draw.call)]
    targets = list(Target.objects.filter(call=draw.call))
    answers = dealt_answers(tally_of(draw.call), people, targets)
    return draw_input(draw.call, salt=draw.salt, answers=answers)
