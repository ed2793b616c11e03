"""A conversation of the village on its way through its stages, and the forms about it."""

import datetime as dt

from django.utils import timezone

from publius.web.conversations.actions.opening import draft_conversation
from publius.web.conversations.forms import health, motions, opening, packs, people
from publius.web.conversations.models import Conversation, Joining, Motion, StageKind
from tests.contracts.stages import staged_parts
from tests.factories import ConversationFactory, RoleFactory, StageFactory

from .pages import FormPage, ReadPage, key_of, slug_of, typed_day
from .village import Village

ABOUT = {
    "title": "Talking about the lanes", "question": "Where should the lanes go?",
    "joining": "panel", "readers": "members", "checking": "before",
}  # fmt: skip
RULES = {"policy": "No insults.", "agreement": "I speak for myself."}
WHY = {"reason": "Everybody of this seat is ill until the end of the month."}


def staged(village: Village) -> Conversation:
    """At Explore; the member takes part, a motion waits for a decision."""
    found = Conversation.objects.filter(slug="staged").first()
    if found is None:
        found = ConversationFactory(call=village.formed_call, slug="staged")
        staged_parts(found, village.member, village.convener)
        StageFactory(conversation=found, kind="weigh", opened_at=None)
        StageFactory(
            conversation=found, kind="understand", closed_at=timezone.now(), minimum_days=0
        )
    return found


def drafted(village: Village) -> Conversation:
    found = Conversation.objects.filter(title="Draft of a conversation").first()
    return found or draft_conversation(
        call=village.formed_call, by=village.convener, key=key_of("drafted"),
        title="Draft of a conversation", question="Where?", joining="panel", readers="members",
        checking="before",
    )  # fmt: skip


def _here(village: Village) -> list:
    return [staged(village).slug]


def _draft(village: Village) -> list:
    return [drafted(village).slug]


def _joinable(village: Village) -> list:
    staged(village)
    return [Conversation.objects.get(joining=Joining.ANYBODY).slug]


def _closable(village: Village) -> list:
    """Every stage is over."""
    over = ConversationFactory(call=village.formed_call)
    return [over.slug]


def _short(village: Village) -> list:
    """The open stage can be closed: nothing is asked of it."""
    over = ConversationFactory(call=village.open_call)
    over.call.seats.update(importance="nice")
    StageFactory(conversation=over, minimum_days=0)
    return [over.slug, "explore"]


def _ready(village: Village) -> list:
    """Nothing is open: the next stage can begin."""
    ready = ConversationFactory(call=village.formed_call)
    StageFactory(conversation=ready, opened_at=None)
    return [ready.slug, "explore"]


def _stage(kind: str):
    return lambda village: [*_here(village), kind]


def _seat(village: Village) -> list:
    return [*_here(village), "explore", staged(village).call.seats.first().pk]


def _participant(part: str):
    return lambda v: [*_here(v), staged(v).participants.get(part=part).pk]


def _motion(village: Village, **facts) -> list:
    """The motion as it stands at one moment of its life."""
    here = _here(village)
    Motion.objects.filter(conversation__slug="staged", number=1).update(**facts)
    return [*here, 1]


def _asked(village: Village) -> list:
    """Everybody can still say something."""
    return _motion(village, state="checking", checked_until=timezone.localdate())


def _decidable(village: Village) -> list:
    """The time to say something is over."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    return _motion(village, state="checking", checked_until=yesterday)


def _waiting(village: Village) -> list:
    """The motion, when everybody has been asked."""
    over = timezone.localdate() - dt.timedelta(days=1)
    motions = Motion.objects.filter(conversation=staged(village), number=1)
    motions.update(state="checking", checked_until=over)
    return [*_here(village), 1]


def _gathering(village: Village) -> list:
    return _motion(village, state="gathering")


def _plan(village: Village) -> dict:
    days = {"understand": 1, "explore": 10, "weigh": 20, "decide": 30, "report": 40}
    sent: dict = {}
    for kind in StageKind.values:
        sent |= {f"{kind}_purpose": "To find out.", f"{kind}_minimum_days": "3"}
        sent |= typed_day(f"{kind}_opens_on", days[kind])
        sent |= typed_day(f"{kind}_closes_on", days[kind] + 5)
    return sent


def _role(village: Village) -> dict:
    role = RoleFactory(organisation=staged(village).call.engagement.organisation, role="moderator")
    return {"role": str(role.pk)}


STAGE_FORMS = [
    FormPage("conversations:join", "citizen", _joinable, lambda v: {"agrees": "on", "seat": "none"},
             (people.JoinForm,), True),
    FormPage("conversations:leave", "member", _here),
    FormPage("conversations:pseudonym", "member", _here),
    FormPage("conversations:pack_clear", "member", lambda v: [*_here(v), "explore", 1],
             lambda v: {"clear": "yes"}, makes=True),
    FormPage("conversations:motion_new", "member", _here,
             lambda v: {"kind": "reopen", "stage": "understand", "why": "We know more now.",
                        "posted_key": key_of("motion")}, (motions.MotionForm,), True),
    FormPage("conversations:motion", "member", _asked,
             lambda v: {"view": "concerned", "why": "It is late."}, (motions.CheckForm,), True),
    FormPage("conversations:motion_support", "member", _gathering,
             lambda v: {"support": "withdraw"}),
    FormPage("conversations:motion_decide", "convener", _decidable,
             lambda v: {"accept": "no", "reason": "The vote is tomorrow."},
             (motions.DecideMotionForm,), True),
    FormPage("conversations:health", "member", _here,
             lambda v: {"trust_score": "4", "trust_words": "Better than last time."},
             (health.HealthForm,), True),
    FormPage("conversations:conversation_new", "convener", slug_of("formed_call"),
             lambda v: {**ABOUT, "posted_key": key_of("conversation")},
             (opening.ConversationForm,), True),
    FormPage("conversations:about_edit", "convener", _draft,
             lambda v: {**ABOUT, "posted_key": key_of("drafted")}, (opening.ConversationForm,)),
    FormPage("conversations:plan", "convener", _draft, _plan, (opening.PlanForm,)),
    FormPage("conversations:house_rules", "convener", _draft, lambda v: RULES,
             (opening.HouseRulesForm,)),
    FormPage("conversations:conversation_check", "convener", _draft, makes=True),
    FormPage("conversations:conversation_close", "convener", _closable),
    FormPage("conversations:stage_open", "convener", _ready, makes=True),
    FormPage("conversations:stage_close", "convener", _short),
    FormPage("conversations:absence", "convener", _seat, lambda v: WHY,
             (people.PublishedReasonForm,), True),
    FormPage("conversations:pack_edit", "convener", _stage("explore"),
             lambda v: {"text": "# More\n\nThe budget.", "easy_read": "There is some money.",
                        "changed": "The budget.", "posted_key": key_of("pack")},
             (packs.PackForm,), True),
    FormPage("conversations:team", "convener", _here, _role, (people.TeamForm,), True),
    FormPage("conversations:team_end", "convener", _participant("facilitator"), is_valid=False),
    FormPage("conversations:participant_remove", "convener", _participant("member"),
             lambda v: WHY, (people.PublishedReasonForm,), True),
]  # fmt: skip

STAGE_PAGES = [
    ReadPage("conversations:conversations"),
    ReadPage("conversations:conversations", "member"),
    *(ReadPage(f"conversations:{name}", who, _here) for who in ("member", "convener") for name in (
        "conversation", "motions",
    )),
    ReadPage("conversations:conversation", "citizen", _joinable),
    *(ReadPage("conversations:pack", who, _stage("explore")) for who in ("member", "convener")),
    ReadPage("conversations:pack", "member", _stage("weigh")),
    ReadPage("conversations:pack_version", "member", lambda v: [*_here(v), "explore", 1]),
    ReadPage("conversations:call_conversations", "convener", slug_of("formed_call")),
    ReadPage("conversations:conversation_desk", "convener", _here),
    ReadPage("conversations:conversation_desk", "convener", _draft),
    ReadPage("conversations:people", "convener", _here),
]  # fmt: skip
