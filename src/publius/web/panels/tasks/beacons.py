"""Reading the public beacon for draws whose hour has come."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from publius.fetching import Fetcher, FetchError
from publius.panels import PanelsError
from publius.panels.public.beacon import MOST_BYTES, Ask, ask_beacon
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from ..actions.results import claim_next_beacon, note_beacon_problem, store_result
from ..models import Draw
from ..publication import rule_of
from ..queries.lotteries import drawn
from ..refusals import RefusalError


def read_due_beacons() -> int:
    """Draw from every published lottery whose round of the beacon is out; returns how many."""
    done = 0
    while not is_on(Brake.DRAWS):
        draw = claim_next_beacon()
        if draw is None:
            break
        done += _read(draw)
    return done


def _read(draw: Draw) -> bool:
    """False where the mirrors did not answer: then it is tried again in a while."""
    fetcher: Fetcher = import_string(settings.FETCHER)()
    try:
        outcome = ask_beacon(rule_of(draw), _asker(fetcher), at=_now())
        return store_result(draw=draw, drawn=drawn(draw, outcome))
    except PanelsError as error:
        sentence = _(
            "%(problem)s The list stands, and nothing is drawn yet. It is tried again every few "
            "minutes; the number of that round stays the same however late it is read."
        )
        note_beacon_problem(draw=draw, problem=sentence % {"problem": error})
    except RefusalError:
        pass  # somebody set the draw aside meanwhile
    return False


def _asker(fetcher: Fetcher) -> Ask:
    """What a mirror answers, as it was received; nothing where it could not be reached."""

    def ask(url: str) -> bytes | None:
        try:
            answer = fetcher.fetch(url, accept="application/json", most_bytes=MOST_BYTES)
        except FetchError:
            return None
        return answer.body if answer.status == 200 else None

    return ask


def _now() -> str:
    return timezone.now().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
