"""What is said in the village, and the forms about it."""

from uuid import UUID

from django.utils import timezone

from publius.web.conversations.actions.appeals import raise_appeal
from publius.web.conversations.actions.moderation import reject
from publius.web.conversations.actions.replies import reply
from publius.web.conversations.actions.rewordings import propose_rewording
from publius.web.conversations.actions.sessions import record_session
from publius.web.conversations.forms import moderation, replies, rewordings, saying, sessions
from publius.web.conversations.models import (
    Conversation,
    Part,
    Participant,
    Reason,
    Rewording,
    Session,
    Statement,
)
from tests.factories import (
    ConversationFactory,
    ParticipantFactory,
    StageFactory,
    StatementFactory,
)

from .pages import FormPage, ReadPage, key_of, typed_day
from .village import Village

WORDS = "The lane ends where the buses turn."


def talking(village: Village) -> Conversation:
    """At Explore; the citizen and the member take part, somebody moderates."""
    found = Conversation.objects.filter(slug="talking").first()
    if found is None:
        call = village.formed_call
        found = ConversationFactory(
            call=call, slug="talking", checking="after", readers="everybody"
        )
        StageFactory(conversation=found)
        ParticipantFactory(conversation=found, person=village.citizen, pseudonym="Citizen Crane")
        ParticipantFactory(conversation=found, person=village.member, pseudonym="Member Merlin")
        ParticipantFactory(conversation=found, person=village.stranger, part=Part.MODERATOR)
    return found


def _citizen(village: Village) -> Participant:
    return talking(village).participants.get(person=village.citizen)


def _statement(village: Village, number: int, **facts) -> Statement:
    """One under this number; the same whenever it is asked for."""
    found = Statement.objects.filter(conversation=talking(village), number=number).first()
    author = {"author": _citizen(village)} if "author" not in facts else {}
    return found or StatementFactory(
        conversation=talking(village), number=number, **author, **facts
    )


def _address(statement: Statement) -> list:
    return [statement.conversation.slug, statement.number]


def _own(village: Village) -> list:
    return _address(_statement(village, 11))


def _another(village: Village) -> list:
    member = talking(village).participants.get(person=village.member)
    return _address(_statement(village, 12, author=member))


def _held(village: Village) -> list:
    return _address(_statement(village, 13, state="held", shown_at=None))


def _refused(village: Village, number: int = 14) -> Statement:
    statement = _statement(village, number, state="waiting", shown_at=None)
    reject(statement=statement, by=village.stranger, reason=Reason.UNCLEAR, words="refusalword")
    statement.refresh_from_db()
    return statement


def _appeal(village: Village) -> list:
    statement = _refused(village, 15)
    made = raise_appeal(
        statement=statement, by=village.citizen, words="appealword", key=UUID(key_of("appealed"))
    )
    return [statement.conversation.slug, made.pk]


def _to_reword(village: Village) -> list:
    return _address(_statement(village, 16))


def _reworded(village: Village) -> list:
    """By a moderator, so that it stands at once."""
    statement = _statement(village, 17)
    _propose(statement, village.stranger)
    return _address(statement)


def _proposed(village: Village) -> list:
    """By its author, before it was checked."""
    statement = _statement(village, 18)
    found = Rewording.objects.filter(statement=statement).first()
    if found is None:
        statement.conversation.checking = "before"
        found = _propose(statement, village.citizen)
    return [statement.conversation.slug, found.pk]


def _propose(statement: Statement, by) -> Rewording:
    key = UUID(key_of(f"reworded {statement.number}"))
    return propose_rewording(statement=statement, texts=[WORDS], why="Shorter.", by=by, key=key)


def _reply(village: Village, number: int, author: Participant, **facts) -> list:
    key = UUID(key_of(f"reply {number} {author.pseudonym}"))
    member = talking(village).participants.get(person=village.member)
    whose = member if author.person == village.citizen else _citizen(village)
    statement = _statement(village, number, author=whose)
    made = reply(statement=statement, author=author, text="Or a ramp.", key=key, **facts)
    return [*_address(statement), made.pk]


def _own_reply(village: Village) -> list:
    return _reply(village, 19, _citizen(village), kind="builds_on")


def _restated(village: Village) -> list:
    member = talking(village).participants.get(person=village.member)
    return _reply(
        village, 20, member, kind="differs", restated="You want it.", would_change="A count."
    )


def _session(village: Village) -> list:
    found = Session.objects.filter(conversation=talking(village)).first()
    found = found or record_session(
        conversation=talking(village), by=village.convener, key=UUID(key_of("session")),
        consent="each", held_on=timezone.localdate(), **MEETING,
    )  # fmt: skip
    return [found.conversation.slug, found.pk]


def _here(village: Village) -> list:
    return [talking(village).slug]


def _tickets(village: Village) -> dict:
    waiting = _statement(village, 21, state="waiting", shown_at=None)
    return {
        "chosen": [f"s{waiting.pk}.{waiting.decisions.count()}"], "verdict": "reject",
        "reason": "off", "same_as": "", "words": WORDS,
    }  # fmt: skip


def _keyed(name: str, **facts):
    return lambda village: {**facts, "posted_key": key_of(name)}


MEETING = {"place": "Day centre", "people": 9, "consent_words": "Who reads it, and why."}
SAID = {"kind": "fact", "text": "Nine cabs an hour wait there.", "source": "Count of 3 May"}
DIFFERS = {
    "kind": "differs", "text": WORDS, "restated": "You want it quick.", "would_change": "A count.",
}  # fmt: skip


def _meeting(village: Village) -> dict:
    typed = {**MEETING, "people": "9", "consent": "signed", "posted_key": key_of("meeting")}
    return {**typed, **typed_day("held_on", -1)}


SAYING_FORMS = [
    FormPage("conversations:say", "citizen", _here, _keyed("say", anyway="1", **SAID),
             (saying.SayForm,), True),
    FormPage("conversations:bring_in", "citizen", _held, lambda v: {"text": WORDS},
             (saying.BringInForm,)),
    FormPage("conversations:take_back", "citizen", _own),
    FormPage("conversations:moderation", "stranger", _here, _tickets,
             (moderation.DecideForm,), True),
    FormPage("conversations:appeal_new", "citizen", lambda v: _address(_refused(v)),
             _keyed("appeal", words=WORDS), (moderation.AppealForm,), True),
    FormPage("conversations:appeal", "convener", _appeal,
             lambda v: {"outcome": "upheld", "answer": WORDS}, (moderation.AnswerAppealForm,),
             True),
    FormPage("conversations:reword", "citizen", _to_reword,
             _keyed("new words", texts=WORDS, why="Shorter."), (rewordings.RewordForm,), True),
    FormPage("conversations:reword_decide", "stranger", _proposed, lambda v: {"verdict": "apply"},
             makes=True),
    FormPage("conversations:reword_take_back", "citizen", _reworded),
    FormPage("conversations:reply_new", "citizen", _another, _keyed("reply", **DIFFERS),
             (replies.ReplyForm,), True),
    FormPage("conversations:reply_take_back", "citizen", _own_reply),
    FormPage("conversations:restatement", "citizen", _restated, lambda v: {"right": "yes"}),
    FormPage("conversations:seeds", "convener", _here,
             _keyed("seeds", kind="proposal", texts="Close the road.\nOpen the bridge."),
             (rewordings.SeedsForm,), True),
    FormPage("conversations:session_new", "convener", _here, _meeting,
             (sessions.SessionForm,), True),
    FormPage("conversations:session", "convener", _session,
             _keyed("entered", kind="experience", text=WORDS, source="", consent="Said yes"),
             (sessions.EnterForm,), True),
]  # fmt: skip

SAYING_PAGES = [
    *(ReadPage(f"conversations:{name}", who, _here)
      for name in ("statements", "moderation_log") for who in ("", "citizen", "convener")),
    *(ReadPage("conversations:statement", who, _own) for who in ("", "citizen", "convener")),
    *(ReadPage("conversations:statement", "citizen", where) for where in (
        _another, _held, lambda v: _address(_refused(v)), _reworded,
    )),
    ReadPage("conversations:statement", "citizen", lambda v: _restated(v)[:2]),
    ReadPage("conversations:my_statements", "citizen", _here),
    ReadPage("conversations:built_on", "citizen", _here),
    ReadPage("conversations:sessions", "convener", _here),
    ReadPage("conversations:appeals_waiting", "host"),
]  # fmt: skip
