"""The conversations of the village, each at another point on its way."""

from .outcomes import concluding, undecided
from .sayings import talking
from .stages import drafted, staged
from .village import Village, build_village
from .voting import polling


def build_talking_village() -> Village:
    """The village with everything people have said, voted and concluded in it."""
    village = build_village()
    for begin in (talking, polling, concluding, undecided, staged, drafted):
        begin(village)
    return village
