"""How the village votes, and the forms about it."""

from publius.web.conversations.forms import exports, voting
from publius.web.conversations.models import Conversation, RowsTaken, Statement
from tests.contracts.voting import voting_parts
from tests.factories import ConversationFactory

from .pages import FormPage, ReadPage, key_of
from .village import Village

REASON = "Another programme draws the groups as well; the file is deleted on 1 June."


def polling(village: Village) -> Conversation:
    """At Explore, with a map; the member has voted on one statement."""
    found = Conversation.objects.filter(slug="polling").first()
    if found is None:
        found = ConversationFactory(call=village.formed_call, slug="polling")
        voting_parts(found, village.member, village.convener)
    return found


def _here(village: Village) -> list:
    return [polling(village).slug]


def _voted_on(village: Village) -> list:
    first = Statement.objects.filter(conversation=polling(village)).earliest("number")
    return [*_here(village), first.number]


def _not_voted_on(village: Village) -> list:
    last = Statement.objects.filter(conversation=polling(village)).latest("number")
    return [*_here(village), last.number]


def _taken(village: Village) -> list:
    return [
        *_here(village),
        RowsTaken.objects.filter(conversation=polling(village)).earliest("pk").pk,
    ]


VOTING_FORMS = [
    FormPage("conversations:vote_on", "member", _not_voted_on,
             lambda v: {"answer": "1", "why": "It is quieter there."}, (voting.VoteForm,), True),
    FormPage("conversations:guess", "member", _voted_on, lambda v: {"guessed": "40"},
             (voting.GuessForm,), True),
    FormPage("conversations:see_skipped", "member", _here),
    FormPage("conversations:vote_take_back", "member", _voted_on,
             lambda v: {"changed_mind": "I misread it."}, (voting.TakeBackForm,), True),
    FormPage("conversations:rows", "convener", _here,
             lambda v: {"reason": REASON, "posted_key": key_of("rows")}, (exports.RowsForm,),
             True),
]  # fmt: skip

VOTING_PAGES = [
    *(ReadPage(f"conversations:{name}", "member", _here) for name in (
        "vote", "my_votes", "map", "map_of_a_day", "figures", "files",
    )),
    *(ReadPage(f"conversations:{name}", "convener", _here) for name in (
        "map", "figures", "files", "reasons",
    )),
    ReadPage("conversations:vote_unsure", "member", _voted_on),
    ReadPage("conversations:map_number", "member", lambda v: [*_here(v), 1]),
    ReadPage("conversations:file", "convener", lambda v: [*_here(v), "comments.csv"]),
    ReadPage("conversations:rows_taken", "convener", _taken),
    ReadPage("conversations:rows_file", "convener", _taken),
]  # fmt: skip
