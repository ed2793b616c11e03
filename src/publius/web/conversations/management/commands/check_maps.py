from django.core.management.base import BaseCommand, CommandError, CommandParser

from publius.web.conversations.models import MapVersion
from publius.web.conversations.queries.maps import maps_to_check
from publius.web.conversations.queries.replay import replays


class Command(BaseCommand):
    help = (
        "Makes maps of opinion again from the votes that were kept with them, and compares. Says "
        "for each whether it is the same to the last digit; ends with 1 where one is not. A map "
        "replays on the release it was made with. Example: publius manage check_maps bike-lanes"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the conversation, as in its web address")
        parser.add_argument("--number", type=int, help="only this map (default: all of them)")

    def handle(self, *args, **options) -> None:
        maps = maps_to_check(options["slug"], options["number"])
        if not maps:
            raise CommandError(
                f"There is no such map of a conversation “{options['slug']}”. Nothing was checked. "
                "The address of a conversation ends on its name: /conversations/NAME/."
            )
        wrong = [each for each in maps if not self._is_same(each)]
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(maps)} maps came out differently.")

    def _is_same(self, version: MapVersion) -> bool:
        same = replays(version)
        words = "the same" if same else f"differs (made with {version.run.version})"
        self.stdout.write(f"map {version.number}, {version.made_at:%Y-%m-%d %H:%M}: {words}")
        return same
