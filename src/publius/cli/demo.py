"""The command that fills an empty installation with the demo place."""

import datetime as dt

import click

from publius.cli.installation import open_installation, require_prepared
from publius.cli.stops import Stop

SEED = 1788  # the year the first Publius wrote
SMALL = 200


@click.command()
@click.option("--people", default=2000, show_default=True, help="How many people live there.")
@click.option("--small", is_flag=True, help=f"A small place of {SMALL} people, for trying out.")
@click.option("--seed", default=SEED, show_default=True, help="Another seed is another place.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which the place stands. [default: today]",
)
def demo(people: int, small: bool, seed: int, as_of: dt.datetime | None) -> None:
    """Fill an empty installation with the demo place, Arden Vale.

    All of it is invented: about forty organisations, two thousand people with what they know,
    and engagements at every stage of the journey. Nothing is written if anybody is here.
    """
    open_installation()
    require_prepared()
    from publius.demo.load import NotEmptyError, load
    from publius.demo.world import StoryError

    day = as_of.date() if as_of else dt.datetime.now().astimezone().date()
    try:
        place = load(day, seed, people=SMALL if small else people, say=_say)
    except NotEmptyError as error:
        raise Stop(
            "People are in this installation already, so the demo place was not added: invented "
            "people never mix with real ones. Nothing was changed. Name an empty data folder, "
            "for example: PUBLIUS_DATA=./demo publius demo"
        ) from error
    except (ValueError, StoryError) as error:
        raise Stop(f"{error} Nothing was written.") from error
    _say(
        f"{place.name} is ready: {len(place.people)} people, {len(place.engagements)} engagements."
    )


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
