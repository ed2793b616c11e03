"""Who may open and do what: every address × every role, reading and writing.

An address that is not in the table fails the test, so a new page has to say whom it is for.
"""

from dataclasses import dataclass

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from publius.web.calls.models import CallState, EngagementState
from tests.contracts.scenario import Scenario, build_scenario

pytestmark = pytest.mark.django_db

ROLES = ("visitor", "stranger", "concerned", "convener", "rival", "host")
# What a role meets: the page, the door (sign in first), or nothing at all (404).
PAGE, DOOR, NOTHING = "page", "door", "nothing"

EVERYBODY = dict.fromkeys(ROLES, PAGE)
SIGNED_IN = EVERYBODY | {"visitor": DOOR}
NOBODY = dict.fromkeys(ROLES, NOTHING)
CONVENER = NOBODY | {"visitor": DOOR, "convener": PAGE}
CONVENER_OR_HOST = CONVENER | {"host": PAGE}
CONVENERS = CONVENER | {"rival": PAGE}
CONCERNED = NOBODY | {"visitor": DOOR, "concerned": PAGE}
HOST = NOBODY | {"visitor": DOOR, "host": PAGE}
MEMBER = NOBODY | {"concerned": PAGE}
MEMBER_OR_CONVENER = MEMBER | {"convener": PAGE}
JOINABLE = SIGNED_IN | {"convener": NOTHING}


@dataclass(frozen=True)
class Address:
    name: str
    audience: dict[str, str]
    parts: tuple[str, ...]  # names of what the scenario puts into the address

    def url(self, scenario: Scenario) -> str:
        words: dict = {}
        for part in self.parts:
            words |= scenario.parts.get(part, {"purpose": part, "brake": part, "kind": part})
        wanted = {key: words[key] for key in self._keys() if key in words}
        return reverse(self.name, kwargs=wanted)

    def _keys(self) -> set[str]:
        return set(KEYS[self.name])


def addresses(names: str, audience: dict[str, str], *parts: str) -> list[Address]:
    return [Address(name, audience, parts) for name in names.split()]


def named(patterns=None, namespace="", keys=()):
    """Every named address of the site with the parts it needs, except sign-in and files."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        its = (*keys, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) in ("accounts/", "demo/"):
                continue
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named(pattern.url_patterns, inner, its)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}", its


KEYS = dict(named())

TABLE = [
    *addresses("home how_it_works privacy accessibility choosing healthz readyz", EVERYBODY),
    *addresses("calls:open_calls directory:organisations", EVERYBODY),
    *addresses("calls:words calls:words_file", EVERYBODY),
    *addresses("calls:word", EVERYBODY, "word"),
    *addresses("calls:call panels:panel", EVERYBODY, "call"),
    *addresses("calls:engagement", EVERYBODY, "engagement"),
    *addresses("directory:organisation", EVERYBODY, "organisation"),
    *addresses("calls:for_you panels:my_invitations", SIGNED_IN),
    *addresses(
        "people:my_page people:start people:welcome people:about people:expertise_add"
        " people:access_needs people:contact people:demographics people:consents people:my_data"
        " people:my_data_download people:close_account",
        SIGNED_IN,
    ),
    *addresses("people:expertise_add_kind", SIGNED_IN, "lived"),
    *addresses("alerts:alerts alerts:alert_add alerts:how_often", SIGNED_IN),
    *addresses(
        "alerts:alert alerts:alert_edit alerts:alert_pause alerts:alert_resume alerts:alert_remove",
        CONCERNED,
        "alert",
    ),
    *addresses("alerts:stop", NOBODY, "token"),
    *addresses("people:consent_change", SIGNED_IN, "panel_balancing"),
    *addresses("panels:interest panels:interest_done panels:interest_leave", SIGNED_IN, "call"),
    *addresses("panels:my_chance panels:contest_new", CONCERNED, "call"),
    *addresses(
        "panels:lottery panels:lottery_file panels:lottery_check", EVERYBODY, "call", "draw"
    ),
    *addresses("panels:contest", CONVENER_OR_HOST | {"concerned": PAGE}, "contest"),
    *addresses("panels:contest_answer", HOST, "contest"),
    *addresses("panels:contests_waiting", HOST),
    *addresses(
        "people:expertise people:expertise_edit people:expertise_remove people:evidence_add"
        " people:expertise_hide people:expertise_show people:expertise_pin people:expertise_unpin",
        CONCERNED,
        "expertise",
    ),
    *addresses(
        "people:evidence_hide people:evidence_show people:evidence_pin people:evidence_unpin"
        " people:evidence_remove"
        " directory:ask_confirmation",
        CONCERNED,
        "evidence",
    ),
    *addresses(
        "panels:my_invitation panels:my_invitation_question panels:place_give_up",
        CONCERNED,
        "invitation",
    ),
    *addresses("panels:invitation panels:invitation_question", NOBODY, "token"),
    *addresses("panels:short_start", EVERYBODY),
    *addresses("panels:short panels:short_question", NOBODY, "code"),
    *addresses("panels:my_claims panels:ringing", SIGNED_IN),
    *addresses("panels:claim_new", CONCERNED, "own_place"),
    *addresses("panels:claim_step", CONCERNED, "claim_step"),
    *addresses(
        "panels:payments panels:payment_offer panels:payments_file panels:letters panels:phone"
        " panels:attendance panels:places_ease",
        CONVENER,
        "call",
    ),
    *addresses(
        "panels:claim_approve panels:claim_refuse panels:claim_pay", CONVENER, "call", "claim"
    ),
    *addresses("panels:letter_again", CONVENER, "call", "printed_letter"),
    *addresses("panels:phone_person", CONVENER, "call", "phone_call"),
    *addresses("calls:desk calls:engagement_new", CONVENERS),
    *addresses(
        "calls:engagement_desk calls:engagement_about calls:engagement_decision calls:framings"
        " calls:framing_add calls:stakeholders calls:stakeholder_add calls:engagement_check"
        " calls:call_new",
        CONVENER,
        "engagement",
    ),
    *addresses("calls:framing_edit calls:framing_remove", CONVENER, "engagement", "framing"),
    *addresses(
        "calls:stakeholder_edit calls:stakeholder_remove", CONVENER, "engagement", "stakeholder"
    ),
    *addresses(
        "calls:call_desk calls:call_edit calls:seats calls:seat_add calls:offer_edit"
        " calls:call_check calls:call_close calls:matching_progress calls:match_again"
        " calls:matches panels:invite_to_pool panels:pool panels:targets panels:draw_new"
        " panels:population panels:draw_dial"
        " panels:panel_desk panels:places_try_again",
        CONVENER,
        "call",
    ),
    *addresses(
        "calls:seat_edit calls:seat_remove calls:seat_place calls:seat_matches panels:suggest"
        " panels:why_not",
        CONVENER,
        "call",
        "seat",
    ),
    *addresses("calls:run_file", CONVENER_OR_HOST, "call", "match_run"),
    *addresses("panels:shortlist", CONVENER, "call", "shortlist"),
    *addresses("panels:inquiry", CONVENER, "call", "inquiry"),
    *addresses("panels:rule_out panels:rule_in", CONVENER, "call", "offer"),
    *addresses(
        "panels:draw",
        CONVENER,
        "call",
        "draw",
    ),
    *addresses(
        "panels:draw_record",
        CONVENER_OR_HOST,
        "call",
        "draw",
    ),
    *addresses("panels:draw_report panels:draw_report_file", CONVENER_OR_HOST, "call", "draw"),
    *addresses("panels:draw_document", HOST, "call", "draw"),
    *addresses(
        "panels:draw_edit panels:draw_confirm panels:draw_discard panels:draw_cancel",
        CONVENER,
        "undecided_draw",
    ),
    *addresses("panels:test_delete", CONVENER, "test_draw"),
    *addresses("panels:draw_publish", CONVENER, "prepared_draw"),
    *addresses("panels:draw_number", CONVENER, "published_draw"),
    *addresses("panels:draw_dice", CONVENER, "dice_draw"),
    *addresses("panels:assignment_new", CONVENER, "engagement"),
    *addresses(
        "panels:assignment panels:assignment_set_aside", CONVENER, "engagement", "assignment"
    ),
    *addresses("panels:assignment_use", CONVENER, "engagement", "assignment", "assigned_call"),
    *addresses(
        "panels:assignment_why_not", CONVENER, "engagement", "assignment", "assigned_person"
    ),
    *addresses("panels:assignment_record", CONVENER_OR_HOST, "engagement", "assignment"),
    *addresses("panels:place_fill", CONVENER, "call", "vacant_place"),
    *addresses("panels:question_answer", CONVENER, "call", "question"),
    *addresses("directory:confirmations", CONVENER, "organisation"),
    *addresses(
        "directory:organisation_edit directory:colleagues", CONVENER_OR_HOST, "organisation"
    ),
    *addresses("directory:role_end", CONVENER_OR_HOST, "organisation", "role"),
    *addresses("directory:confirmation_answer", CONVENER, "confirmation"),
    *addresses("conversations:outcome conversations:unknowns", MEMBER_OR_CONVENER, "concluding"),
    *addresses("conversations:report", MEMBER_OR_CONVENER, "filed_report"),
    *addresses("conversations:report_new conversations:commitment_new", CONCERNED, "concluding"),
    *addresses(
        "conversations:report_edit conversations:report_take_back", CONCERNED, "filed_report"
    ),
    *addresses("conversations:report_sign", CONCERNED, "unfiled_report"),
    *addresses("conversations:commitment_keep", MEMBER, "commitment"),
    *addresses(
        "conversations:outcome_desk conversations:outcome_write conversations:outcome_for_whom"
        " conversations:outcome_options conversations:option_add conversations:outcome_statements"
        " conversations:outcome_unknowns conversations:outcome_dissent"
        " conversations:outcome_publish conversations:outcome_drop conversations:unknown_add"
        " conversations:commitment_add",
        CONVENER,
        "concluding",
    ),
    *addresses("conversations:option_edit conversations:option_remove", CONVENER, "option"),
    *addresses("conversations:dissent_quote", CONVENER, "disagreement"),
    *addresses("conversations:reply_quote", CONVENER, "differing_reply"),
    *addresses("conversations:quote_remove", CONVENER, "quote"),
    *addresses("conversations:unknown_answer", CONVENER, "unknown"),
    *addresses("conversations:report_withhold", CONVENER, "filed_report"),
    *addresses(
        "conversations:statements conversations:moderation_log", MEMBER_OR_CONVENER, "talking"
    ),
    *addresses("conversations:statement", MEMBER_OR_CONVENER, "said"),
    *addresses(
        "conversations:say conversations:my_statements conversations:built_on",
        CONCERNED,
        "talking",
    ),
    *addresses("conversations:take_back", CONCERNED, "said"),
    *addresses("conversations:bring_in", CONCERNED, "held"),
    *addresses("conversations:appeal_new", CONCERNED, "refused"),
    *addresses("conversations:reply_new", CONCERNED, "said_by_another"),
    *addresses("conversations:reply_take_back", CONCERNED, "own_reply"),
    *addresses("conversations:restatement", CONCERNED, "differing_with_own"),
    *addresses("conversations:reword", CONVENER | {"concerned": PAGE}, "said"),
    *addresses("conversations:reword_take_back", CONCERNED, "said"),
    *addresses(
        "conversations:moderation conversations:seeds conversations:sessions"
        " conversations:session_new",
        CONVENER,
        "talking",
    ),
    *addresses("conversations:reword_decide", CONVENER, "rewording"),
    *addresses("conversations:appeal", CONVENER, "appeal"),
    *addresses("conversations:session", CONVENER, "session"),
    *addresses("conversations:appeals_waiting", HOST),
    *addresses("conversations:vote conversations:my_votes", CONCERNED, "voting"),
    *addresses("conversations:see_skipped", CONCERNED, "voting"),
    *addresses(
        "conversations:vote_on conversations:vote_unsure conversations:vote_take_back"
        " conversations:guess",
        CONCERNED,
        "voted_on",
    ),
    *addresses(
        "conversations:map conversations:map_of_a_day conversations:figures conversations:files",
        MEMBER_OR_CONVENER,
        "voting",
    ),
    *addresses("conversations:map_number", MEMBER_OR_CONVENER, "first_map"),
    *addresses("conversations:file", NOBODY | {"convener": PAGE}, "table"),
    *addresses("conversations:rows conversations:reasons", CONVENER, "voting"),
    *addresses("conversations:rows_taken conversations:rows_file", CONVENER, "rows_taken"),
    *addresses("conversations:conversations", EVERYBODY),
    *addresses("conversations:join", JOINABLE, "joinable"),
    *addresses(
        "conversations:conversation conversations:pack conversations:pack_version"
        " conversations:motions conversations:motion",
        MEMBER_OR_CONVENER,
        "staged",
    ),
    *addresses(
        "conversations:leave conversations:pseudonym conversations:pack_clear"
        " conversations:motion_new conversations:motion_support conversations:health",
        CONCERNED,
        "staged",
    ),
    *addresses("conversations:call_conversations conversations:conversation_new", CONVENER, "call"),
    *addresses(
        "conversations:conversation_desk conversations:about_edit conversations:plan"
        " conversations:house_rules conversations:conversation_check"
        " conversations:conversation_close conversations:stage_open conversations:stage_close"
        " conversations:absence conversations:pack_edit conversations:team conversations:people"
        " conversations:motion_decide",
        CONVENER,
        "staged",
    ),
    *addresses("conversations:team_end", CONVENER, "staged_team"),
    *addresses("conversations:participant_remove", CONVENER, "staged_member"),
    *addresses("host host_ledger host_outbox", HOST),
    *addresses("host_switch", HOST, "matching"),
]


@pytest.fixture
def scenario(db):
    return build_scenario()


def met(response) -> str | None:
    """What somebody met; None for an address that only takes forms, whoever opens it."""
    if response.status_code == 405:
        return None
    if response.status_code == 404:
        return NOTHING
    if response.status_code == 302 and "/accounts/login/" in response["Location"]:
        return DOOR
    return PAGE


def differences(answers: dict, expected: list[Address], role: str) -> str:
    return "; ".join(
        f"{each.name}: {met(answers[each.name])} instead of {each.audience[role]}"
        for each in expected
        if met(answers[each.name]) not in (each.audience[role], None)
    )


def rows() -> dict[str, list]:
    """Everything the database holds, apart from what a visit itself leaves behind."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.label not in {"sessions.Session"}
    }


def browser_of(scenario: Scenario, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if scenario.people[role]:
        client.force_login(scenario.people[role])
    return client


def test_every_address_says_whom_it_is_for():
    missing = set(KEYS) - {address.name for address in TABLE} - {"host_message_again"}

    assert missing == set()


@pytest.mark.parametrize("role", ROLES)
def test_reading(scenario, role):
    """Each role meets on every address exactly what the table says; nothing ever breaks."""
    client = browser_of(scenario, role)
    answers = {each.name: client.get(each.url(scenario)) for each in TABLE}

    assert differences(answers, TABLE, role) == ""
    assert [name for name, answer in answers.items() if answer.status_code >= 500] == []


@pytest.mark.parametrize("role", ROLES)
def test_writing_where_one_may_not_changes_nothing(scenario, role):
    client = browser_of(scenario, role)
    closed = [address for address in TABLE if address.audience[role] != PAGE]
    before = rows()

    answers = {each.name: client.post(each.url(scenario), {"confirm": "yes"}) for each in closed}

    assert differences(answers, closed, role) == ""
    assert rows() == before


def test_the_person_who_may_write_does_change_something(scenario):
    """The control: with the same reading of the tables, a permitted write is noticed."""
    client = browser_of(scenario, "concerned")
    before = rows()

    client.post(reverse("people:evidence_hide", kwargs=scenario.parts["evidence"]))

    assert rows() != before


@pytest.mark.parametrize(
    ("role", "sees"), [(role, PAGE if role == "convener" else NOTHING) for role in ROLES]
)
def test_drafts_are_there_for_their_conveners_alone(scenario, role, sees):
    from publius.web.calls.models import Call

    call = Call.objects.get(slug=scenario.parts["call"]["slug"])
    Call.objects.update(state=CallState.DRAFT)
    type(call.engagement).objects.update(state=EngagementState.DRAFT)
    client = browser_of(scenario, role)

    pages = [
        client.get(reverse("calls:call", args=[call.slug])),
        client.get(reverse("calls:engagement", args=[call.engagement.slug])),
    ]

    assert [met(page) for page in pages] == [sees, sees]
    assert call.title not in client.get(reverse("calls:open_calls")).content.decode()
