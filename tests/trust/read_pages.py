"""Every page of the site that is only read, and the searches among them."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from publius.web.calls import forms as calls
from publius.web.calls.actions import ask_why_not
from publius.web.calls.tasks import answer_inquiries
from publius.web.conversations.forms import voting
from publius.web.directory import forms as directory

from . import lotteries
from .outcomes import OUTCOME_PAGES
from .outreach import OUTREACH_PAGES
from .pages import ReadPage, part_of, slug_of, the_draw
from .sayings import SAYING_PAGES
from .stages import STAGE_PAGES
from .village import Village
from .voting import VOTING_PAGES


def recovery_codes(village: Village) -> list:
    RecoveryCodes.activate(village.convener)
    return []


def _inquiry(village: Village) -> list:
    """An answered question about somebody in the pool."""
    call = village.open_call
    asked = ask_why_not(seat=village.seat(call), person=village.citizen, by=village.convener)
    answer_inquiries()
    return [call.slug, asked.pk]


def _assignment(village: Village) -> list:
    return [village.open_call.engagement.slug, village.assignment.pk]


SEARCHES = {  # forms of pages that are read: address name, who, forms
    "directory:organisations": ("", (directory.SearchForm,)),
    "calls:open_calls": ("", (calls.FindCallsForm,)),
    "calls:words": ("", (calls.FindWordsForm,)),
    "calls:seat_matches": ("convener", (calls.NarrowMatchesForm,)),
    "conversations:map_of_a_day": ("member", (voting.MapOfDayForm,)),
}

READ_PAGES = [
    *(ReadPage(name) for name in (
        "home", "how_it_works", "privacy", "accessibility", "choosing", "healthz", "readyz",
        "account_request_login_code", "account_signup", "account_inactive",
        "directory:organisations", "calls:open_calls", "calls:words", "calls:words_file",
    )),
    ReadPage("calls:word", "", lambda v: ["visual-impairment"]),
    *(ReadPage(name, "citizen") for name in (
        "mfa_index", "people:my_page", "people:welcome", "people:expertise_add",
        "people:consents", "people:my_data", "people:my_data_download", "calls:for_you",
        "panels:my_invitations", "alerts:alerts",
    )),
    *(ReadPage(name, "stranger") for name in (
        "mfa_list_webauthn",
    )),
    *(ReadPage(name, "convener", recovery_codes) for name in (
        "mfa_view_recovery_codes", "mfa_download_recovery_codes",
    )),
    ReadPage("people:expertise", "citizen", lambda v: [v.expertise[0].pk]),
    ReadPage("alerts:alert", "citizen", lambda v: [v.alert.pk]),
    ReadPage("directory:organisation", "", slug_of("organisation")),
    ReadPage("directory:confirmations", "convener", slug_of("organisation")),
    ReadPage("calls:call", "citizen", slug_of("open_call")),
    ReadPage("calls:call", "", slug_of("formed_call")),
    ReadPage("calls:engagement", "", lambda v: [v.open_call.engagement.slug]),
    ReadPage("calls:engagement", "convener", slug_of("draft_engagement")),
    ReadPage("calls:desk", "convener"),
    *(ReadPage(f"calls:{name}", "convener", slug_of("draft_engagement")) for name in (
        "engagement_desk", "framings", "stakeholders",
    )),
    *(ReadPage(f"calls:{name}", "convener", slug_of("open_call")) for name in (
        "call_desk", "seats", "matching_progress", "matches",
    )),
    ReadPage("calls:seat_matches", "convener",
             part_of("open_call", lambda v: v.seat(v.open_call).pk)),
    ReadPage("calls:run_file", "convener",
             part_of("open_call", lambda v: v.open_call.match_jobs.latest("pk").run_id)),
    ReadPage("panels:inquiry", "convener", _inquiry),
    ReadPage("panels:interest_done", "citizen", slug_of("open_call")),
    ReadPage("panels:my_chance", "member", slug_of("formed_call")),
    ReadPage("panels:panel", "", slug_of("formed_call")),
    ReadPage("panels:pool", "convener", slug_of("open_call")),
    ReadPage("panels:draw", "convener", the_draw),
    ReadPage("panels:draw", "convener",
             lambda v: [v.failed_call.slug, v.failed_call.draws.latest("pk").pk]),
    ReadPage("panels:draw_record", "convener", the_draw),
    *(ReadPage("panels:draw", "convener", arguments) for arguments in (
        lotteries.prepared, lotteries.a_test, lotteries.being_worked_out, lotteries.published,
    )),
    *(ReadPage(f"panels:{name}", "convener", lotteries.drawn) for name in (
        "draw_report", "draw_report_file",
    )),
    ReadPage("panels:draw_document", "host", lotteries.drawn),
    *(ReadPage(f"panels:{name}", "", lotteries.drawn) for name in (
        "lottery", "lottery_file", "lottery_check",
    )),
    ReadPage("panels:lottery", "", lotteries.published),
    ReadPage("panels:contest", "host", lotteries.contest),
    ReadPage("panels:contests_waiting", "host"),
    ReadPage("panels:my_chance", "citizen", slug_of("open_call")),
    *(ReadPage("panels:assignment", "convener", arguments) for arguments in (
        _assignment, lambda v: [v.open_call.engagement.slug, v.failed_assignment.pk],
    )),
    ReadPage("panels:assignment_record", "convener", _assignment),
    ReadPage("panels:assignment_why_not", "convener",
             lambda v: [*_assignment(v), v.citizens[8].public_id]),
    ReadPage("panels:panel_desk", "convener", slug_of("formed_call")),
    ReadPage("panels:panel_desk", "convener", slug_of("open_call")),
    *OUTREACH_PAGES,
    *SAYING_PAGES,
    *VOTING_PAGES,
    *OUTCOME_PAGES,
    *STAGE_PAGES,
    *(ReadPage(name, "host") for name in ("host", "host_ledger", "host_outbox")),
]  # fmt: skip
