"""Every form of the site: where it is, who may post it, and an answer it accepts.

The table is complete: a test compares it with the addresses and with the form classes.
"""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from publius.site.host_views import BrakeMessageForm
from publius.web.alerts import forms as alerts
from publius.web.calls import forms as calls
from publius.web.directory import forms as directory
from publius.web.notify.actions import queue_message
from publius.web.panels.actions.shortlists import suggest_people
from publius.web.panels.forms import (
    asking,
    assignments,
    desk,
    draws,
    interest,
    population,
    replies,
    targets,
)
from publius.web.panels.models import Shortlist
from publius.web.panels.queries.draws import can_step_in, panel_of
from publius.web.people.forms import about, expertise, needs, passkeys, sign_in
from tests.web.people.mailbox import last_code

from . import lotteries
from .outcomes import OUTCOME_FORMS
from .outreach import OUTREACH_FORMS
from .pages import Arguments, FormPage, key_of, part_of, slug_of, the_draw, typed_day
from .sayings import SAYING_FORMS
from .stages import STAGE_FORMS
from .village import Village
from .voting import VOTING_FORMS

LONG = "People who cycle to work tell us where the lanes end, and why that matters to them."


def _draft(name: str) -> Arguments:
    """The first framing or stakeholder of the draft engagement."""
    return part_of("draft_engagement", lambda v: getattr(v.draft_engagement, name).first().pk)


def _ask_for_code(client: Client, village: Village) -> None:
    client.post(reverse("account_login"), {"email": village.citizen.email})


def _join_with_passkey(client: Client, village: Village) -> None:
    client.post(reverse("account_signup_by_passkey"), {"email": "brand.new@people.example"})


def _send_proof(client: Client, village: Village) -> None:
    client.post(reverse("account_reauthenticate"), {"action": "send"})


def _new_address(client: Client, village: Village) -> None:
    client.post(reverse("account_email"), {"email": "moved@people.example", "action_add": "1"})


def _with_app(client: Client, village: Village) -> None:
    TOTP.activate(village.stranger, "JBSWY3DPEHPK3PXP")


def _at_second_step(client: Client, village: Village) -> None:
    _with_app(client, village)
    client.post(reverse("account_login"), {"email": village.stranger.email})
    code = last_code(village.stranger.email)
    client.post(reverse("account_confirm_login_code"), {"code": code})


def passkey_of(village: Village) -> Authenticator:
    """A passkey whose secret part nobody knows: good for being listed and renamed."""
    return Authenticator.objects.get_or_create(
        user=village.stranger,
        type=Authenticator.Type.WEBAUTHN,
        defaults={"data": {"name": "Old phone", "credential": {}, "passwordless": True}},
    )[0]


def _failed_message(village: Village) -> list:
    message = queue_message(purpose="p", subject="s", body="b", address="a@people.example")
    message.fail(message.created_at, "Refused.")
    return [message.pk]


ENGAGEMENT = {"title": "Safer crossings", "summary": LONG}
CALL = {"title": "Crossings panel", "summary": LONG, "size": "3", "area": ""}
SEAT = {
    "title": "Cab driver", "kind": "practical", "need": LONG, "skills": "ranks, nights",
    "area": "", "minimum": "1", "maximum": "2", "importance": "must",
}  # fmt: skip
OFFER = dict.fromkeys(calls.OfferForm.base_fields, LONG) | {"contact": "The office"}
EXPERTISE = {"words": LONG, "skills": "junctions, Urdu", "visibility": "public"}
ALERT = {"topic": "night buses", "kind": "lived", "area": "", "km": ""}
EVIDENCE = {
    "source": "self_account", "text": LONG, "link": "https://proof.example/",
    "issued_on_day": "1", "issued_on_month": "2", "issued_on_year": "2024",
    "expires_on_day": "", "expires_on_month": "", "expires_on_year": "",
}  # fmt: skip
DECISION = {
    "decision": LONG, "already_fixed": LONG, "still_open": LONG, "decided_by": "The cabinet",
}  # fmt: skip
REASON = {"reason": "They have a conflict of interest."}
SAY_NO = {"answer": "decline", "reason": "time", "words": "Another time."}


def _suggested(village: Village) -> Shortlist:
    """People suggested for the first seat of the open call; the same whenever it is asked for."""
    seat = village.seat(village.open_call)
    return suggest_people(seat=seat, size=2, by=village.convener, key=UUID(key_of("suggested")))


def _assignment(village: Village) -> list:
    return [village.open_call.engagement.slug, village.assignment.pk]


def _interest(village: Village) -> dict:
    seats = [str(seat.pk) for seat in village.open_call.seats.all()]
    return {"seats": seats, "words": LONG, "keep": "on", "agrees": "on"}


def _swap(village: Village) -> dict:
    panel = panel_of(village.draw)
    return {
        "posted_key": key_of("swap"),
        "taken_out": str(panel[0].person.public_id),
        "put_in": str(can_step_in(village.draw, panel)[0].public_id),
        "accept_broken": "on",
        **REASON,
    }


def _by_hand(village: Village) -> dict:
    person = str(village.citizens[9].public_id)
    return {"posted_key": key_of("hand"), "person": person, "accept_broken": "on", **REASON}


def _targets(village: Village) -> dict:
    return {"age_band__18-24_least": "1", "age_band__18-24_most": "2", "most_who_sat_before": "1"}


POPULATION = {
    "unit": "percent", "source": "Census 2021", "gender__woman": "51", "gender__man": "49",
}  # fmt: skip


CONTEST = {
    "subject": "not_invited",
    "words": "Nobody told me.",
    "posted_key": key_of("contest"),
}


def _link(village: Village) -> list:
    return [village.place_token]


def _interest_link(village: Village) -> list:
    return [village.interest_token]


FORM_PAGES = [
    # --- signing in ---
    FormPage("account_login", "", data=lambda v: {"email": v.citizen.email},
             forms=(sign_in.SignInForm,)),
    FormPage("account_confirm_login_code", "", data=lambda v: {"code": "1111-1111"},
             forms=(sign_in.EnterCodeForm,), prepare=_ask_for_code, is_valid=False),
    FormPage("account_signup_by_passkey", "", data=lambda v: {"email": "new@people.example"},
             forms=(sign_in.JoinWithPasskeyForm,)),
    FormPage("account_email_verification_sent", "", data=lambda v: {"code": "1111-1111"},
             forms=(sign_in.VerifyAddressForm,), prepare=_join_with_passkey, is_valid=False),
    FormPage("mfa_signup_webauthn", "", data=lambda v: {"name": "phone", "credential": "{}"},
             forms=(sign_in.FirstPasskeyForm,), is_valid=False),
    FormPage("account_logout", "stranger"),
    FormPage("account_email", "stranger",
             data=lambda v: {"email": "moved@people.example", "action_add": "1"},
             forms=(sign_in.NewAddressForm,)),
    FormPage("account_email_verification_sent", "stranger", data=lambda v: {"code": "1111-1111"},
             forms=(sign_in.VerifyAddressForm,), prepare=_new_address, is_valid=False),
    FormPage("account_reauthenticate", "stranger", data=lambda v: {"code": "1111-1111"},
             forms=(sign_in.EnterCodeForm,), prepare=_send_proof, is_valid=False),
    FormPage("mfa_authenticate", "", data=lambda v: {"code": "111111"},
             forms=(sign_in.SecondStepForm,), prepare=_at_second_step, is_valid=False),
    FormPage("mfa_reauthenticate", "stranger", data=lambda v: {"code": "111111"},
             forms=(sign_in.SecondStepAgainForm,), prepare=_with_app, is_valid=False),
    FormPage("mfa_activate_totp", "stranger", data=lambda v: {"code": "111111"},
             forms=(sign_in.StartAppForm,), is_valid=False),
    FormPage("mfa_deactivate_totp", "stranger", prepare=_with_app),
    FormPage("mfa_generate_recovery_codes", "stranger", is_valid=False),
    FormPage("mfa_add_webauthn", "stranger", data=lambda v: {"name": "phone", "credential": "{}"},
             forms=(sign_in.AddPasskeyForm,), is_valid=False),
    FormPage("mfa_edit_webauthn", "stranger", args=lambda v: [passkey_of(v).pk],
             data=lambda v: {"name": "New phone"}, forms=(sign_in.RenamePasskeyForm,)),
    FormPage("mfa_remove_webauthn", "stranger", args=lambda v: [passkey_of(v).pk]),
    FormPage("mfa_login_webauthn", "", data=lambda v: {"credential": "{}"},
             forms=(passkeys.SignInWithPasskeyForm,), is_valid=False),
    FormPage("mfa_reauthenticate_webauthn", "stranger", data=lambda v: {"credential": "{}"},
             forms=(passkeys.StillYouWithPasskeyForm,), is_valid=False),
    FormPage("usersessions_list", "stranger"),
    # --- a person's own pages ---
    FormPage("people:start", "newcomer",
             data=lambda v: {"display_name": "Newcomer", "area": "", "adult": "on", "alerts": "on"},
             forms=(about.StartForm,), makes=True),
    FormPage("people:about", "citizen",
             data=lambda v: {"display_name": "Ada", "area": str(v.area.pk), "languages": "BSL"},
             forms=(about.AboutForm,)),
    FormPage("people:expertise_add_kind", "citizen", lambda v: ["lived"],
             lambda v: {**EXPERTISE, "agrees_to_lived": "on"}, (expertise.ExpertiseForm,), True),
    FormPage("people:expertise_add_kind", "stranger", lambda v: ["practical"],
             lambda v: EXPERTISE, (expertise.ExpertiseForm,), True),
    FormPage("people:expertise_edit", "citizen", lambda v: [v.expertise[0].pk],
             lambda v: EXPERTISE, (expertise.ExpertiseForm,)),
    FormPage("people:expertise_remove", "citizen", lambda v: [v.expertise[0].pk]),
    FormPage("people:evidence_add", "citizen", lambda v: [v.expertise[1].pk],
             lambda v: EVIDENCE, (expertise.EvidenceForm,), True),
    FormPage("people:evidence_hide", "citizen", lambda v: [v.evidence[0].pk]),
    FormPage("people:evidence_show", "citizen", lambda v: [v.evidence[-1].pk]),
    *(FormPage(f"people:evidence_{change}", "citizen", lambda v: [v.evidence[0].pk])
      for change in ("pin", "unpin")),
    *(FormPage(f"people:expertise_{change}", "citizen", lambda v: [v.expertise[0].pk])
      for change in ("hide", "show", "pin", "unpin")),
    FormPage("people:evidence_remove", "citizen", lambda v: [v.evidence[0].pk]),
    FormPage("people:access_needs", "citizen",
             data=lambda v: {"format": ["large_print"], "own_words": LONG, "pass_on": "on"},
             forms=(needs.AccessNeedsForm,), makes=True),
    FormPage("people:demographics", "citizen",
             data=lambda v: {"age_band": "65+", "gender": "man", "agrees": "on"},
             forms=(needs.DemographicsForm,)),
    FormPage("people:consent_change", "citizen", lambda v: ["call_alerts"],
             lambda v: {"agree": "no"}),
    FormPage("people:consent_change", "stranger", lambda v: ["access_needs"],
             lambda v: {"agree": "yes"}, makes=True),
    FormPage("people:close_account", "stranger"),
    # --- alerts ---
    FormPage("alerts:alert_add", "citizen",
             data=lambda v: {**ALERT, "area": str(v.area.pk), "km": "10",
                             "posted_key": key_of("alert")}, forms=(alerts.AlertForm,), makes=True),
    FormPage("alerts:alert_edit", "citizen", lambda v: [v.alert.pk],
             lambda v: {**ALERT, "posted_key": str(v.alert.posted_key)}, (alerts.AlertForm,)),
    FormPage("alerts:alert_pause", "citizen", lambda v: [v.alert.pk]),
    FormPage("alerts:alert_resume", "citizen", lambda v: [v.paused_alert.pk]),
    FormPage("alerts:alert_remove", "citizen", lambda v: [v.alert.pk]),
    FormPage("alerts:how_often", "stranger", data=lambda v: {"often": "daily", "agrees": "on"},
             forms=(alerts.HowOftenForm,), makes=True),
    FormPage("alerts:stop", "", lambda v: [v.stop_token]),
    # --- the directory ---
    FormPage("directory:organisation_edit", "convener", slug_of("organisation"),
             lambda v: {"about": LONG, "controlled_by": "A board", "website": "https://o.example/"},
             (directory.OrganisationForm,)),
    FormPage("directory:colleagues", "convener", slug_of("organisation"),
             lambda v: {"email": "colleague@people.example", "role": "convener"},
             (directory.ColleagueForm,), True),
    FormPage("directory:role_end", "convener",
             part_of("organisation", lambda v: v.convener.roles.get().pk)),
    FormPage("directory:ask_confirmation", "citizen", lambda v: [v.evidence[1].pk],
             lambda v: {"organisation": str(v.organisation.pk), "agrees": "on"},
             (directory.AskForm,), True),
    FormPage("directory:confirmation_answer", "convener", lambda v: [v.confirmation.pk],
             lambda v: {"answer": "confirm"}),
    # --- the desk: engagements and calls ---
    FormPage("calls:engagement_new", "convener",
             data=lambda v: {**ENGAGEMENT, "posted_key": key_of("engagement")},
             forms=(calls.OpenEngagementForm,), makes=True),
    FormPage("calls:engagement_about", "convener", slug_of("draft_engagement"),
             lambda v: ENGAGEMENT, (calls.AboutForm,)),
    FormPage("calls:engagement_decision", "convener", slug_of("draft_engagement"),
             lambda v: {**DECISION, **typed_day("decide_on", 90)}, (calls.DecisionForm,)),
    FormPage("calls:framing_add", "convener", slug_of("draft_engagement"),
             lambda v: {"title": "A view", "text": LONG, "held_by": "Traders",
                        "posted_key": key_of("framing")}, (calls.FramingForm,), True),
    FormPage("calls:framing_edit", "convener", _draft("framings"),
             lambda v: {"title": "A view", "text": LONG, "held_by": "Traders",
                        "posted_key": str(v.draft_engagement.framings.first().posted_key)},
             (calls.FramingForm,)),
    FormPage("calls:framing_remove", "convener", _draft("framings")),
    FormPage("calls:stakeholder_add", "convener", slug_of("draft_engagement"),
             lambda v: {"name": "Traders", "stake": "Parking.", "posted_key": key_of("stake")},
             (calls.StakeholderForm,), True),
    FormPage("calls:stakeholder_edit", "convener", _draft("stakeholders"),
             lambda v: {"name": "Traders", "stake": "Parking.", "posted_key": str(
                 v.draft_engagement.stakeholders.first().posted_key)}, (calls.StakeholderForm,)),
    FormPage("calls:stakeholder_remove", "convener", _draft("stakeholders")),
    FormPage("calls:engagement_check", "convener", slug_of("draft_engagement")),
    FormPage("calls:call_new", "convener", lambda v: [v.open_call.engagement.slug],
             lambda v: {**CALL, **typed_day("closes_on", 40), "posted_key": key_of("call")},
             (calls.CallForm,), True),
    FormPage("calls:call_edit", "convener", slug_of("draft_call"),
             lambda v: {**CALL, "posted_key": str(v.draft_call.posted_key)}, (calls.CallForm,)),
    FormPage("calls:call_edit", "convener", slug_of("open_call"),
             lambda v: {**CALL, **typed_day("closes_on", 40),
                        "posted_key": str(v.open_call.posted_key)}, (calls.CallForm,), True),
    FormPage("calls:seat_add", "convener", slug_of("draft_call"),
             lambda v: {**SEAT, "posted_key": key_of("seat")}, (calls.SeatForm,), True),
    FormPage("calls:seat_edit", "convener", part_of("open_call", lambda v: v.seat(v.open_call).pk),
             lambda v: {**SEAT, "maximum": "1",
                        "posted_key": str(v.seat(v.open_call).posted_key)},
             (calls.SeatForm,), True),
    FormPage("calls:seat_remove", "convener",
             part_of("draft_call", lambda v: v.seat(v.draft_call).pk)),
    FormPage("calls:seat_place", "convener",
             part_of("draft_call", lambda v: v.seat(v.draft_call).pk), lambda v: {"place": "3"}),
    FormPage("calls:offer_edit", "convener", slug_of("open_call"), lambda v: OFFER,
             (calls.OfferForm,)),
    FormPage("calls:call_check", "convener", slug_of("draft_call"), makes=True),
    FormPage("calls:call_close", "convener", slug_of("open_call")),
    FormPage("calls:match_again", "convener", slug_of("open_call"), makes=True),
    # --- the pool, the draw, the replies ---
    FormPage("panels:interest", "stranger", slug_of("open_call"), _interest,
             (interest.InterestForm,), True),
    FormPage("panels:interest_leave", "citizen", slug_of("open_call")),
    FormPage("panels:invitation", "", _link, lambda v: {"answer": "accept"}),
    FormPage("panels:invitation", "", _link, lambda v: SAY_NO, (replies.DeclineForm,)),
    FormPage("panels:invitation", "", _interest_link,
             lambda v: {**_interest(v), "answer": "accept"}, (interest.InterestForm,), True),
    FormPage("panels:invitation_question", "", _link,
             lambda v: {"text": "Is there parking?", "posted_key": key_of("question")},
             (replies.QuestionForm,), True),
    FormPage("panels:my_invitation", "offered", lambda v: [v.open_place.pk], lambda v: SAY_NO,
             (replies.DeclineForm,)),
    FormPage("panels:my_invitation_question", "asked", lambda v: [v.asked.invitations.get().pk],
             lambda v: {"text": "Is there parking?", "posted_key": key_of("my-question")},
             (replies.QuestionForm,), True),
    FormPage("panels:place_give_up", "member", lambda v: [v.accepted.pk],
             lambda v: {"reason": "time", "words": "Sorry."}, (replies.DeclineForm,)),
    FormPage("panels:invite_to_pool", "convener", slug_of("open_call"),
             lambda v: {"seat": str(v.seat(v.open_call).pk),
                        "person": [str(p.public_id) for p in v.citizens[4:6]]}, makes=True),
    FormPage("panels:suggest", "convener", part_of("open_call", lambda v: v.seat(v.open_call).pk),
             lambda v: {"size": "3", "posted_key": key_of("suggest")}, (asking.SuggestForm,), True),
    FormPage("panels:why_not", "convener", part_of("open_call", lambda v: v.seat(v.open_call).pk),
             lambda v: {"person": str(v.citizen.public_id)}, (asking.WhyNotForm,), True),
    FormPage("panels:shortlist", "convener",
             part_of("open_call", lambda v: _suggested(v).pk),
             lambda v: {"person": [str(r.person.public_id) for r in _suggested(v).people.all()]},
             makes=True),
    FormPage("panels:rule_out", "convener",
             part_of("open_call", lambda v: v.offer(ruled_out=False).pk), lambda v: REASON,
             (desk.ReasonForm,)),
    FormPage("panels:rule_in", "convener",
             part_of("open_call", lambda v: v.offer(ruled_out=True).pk)),
    FormPage("panels:targets", "convener", slug_of("open_call"), _targets,
             (targets.TargetsForm,), True),
    FormPage("panels:population", "convener", slug_of("open_call"), lambda v: POPULATION,
             (population.PopulationForm, population.CensusFileForm), True),
    FormPage("panels:draw_new", "convener", slug_of("open_call"), forms=(draws.AskForm,),
             makes=True),
    FormPage("panels:draw_dial", "convener", slug_of("open_call"), lambda v: {"alpha": "0.9"},
             (draws.DialForm,), True),
    FormPage("panels:draw_cancel", "convener", lotteries.being_worked_out),
    FormPage("panels:test_delete", "convener", lotteries.a_test),
    FormPage("panels:draw_publish", "convener", lotteries.prepared, lambda v: {"rule": "dice"},
             (draws.PublishForm,)),
    FormPage("panels:draw_number", "convener", lotteries.published, makes=True),
    FormPage("panels:draw_dice", "convener", lotteries.with_dice,
             lambda v: {"throws": "3 1 4 1", "seen": "on"}, (draws.ThrowForm,), True),
    FormPage("panels:contest_new", "citizen", slug_of("open_call"), lambda v: CONTEST,
             (draws.ContestForm,), True),
    FormPage("panels:contest_answer", "host", lotteries.contest,
             lambda v: {"outcome": "upheld", "answer": "You are right."},
             (draws.AnswerContestForm,)),
    FormPage("panels:draw_edit", "convener", the_draw, _swap, (desk.EditDrawForm,), True),
    FormPage("panels:draw_discard", "convener", the_draw, lambda v: REASON, (desk.ReasonForm,)),
    FormPage("panels:draw_confirm", "convener", the_draw,
             lambda v: {"looked": "on", "note": "Looks fair.", "reply_days": "7"},
             (desk.ConfirmForm,), True),
    FormPage("panels:assignment_new", "convener", lambda v: [v.open_call.engagement.slug],
             lambda v: {"calls": [v.failed_call.slug], "most_places": "2", "keeps_targets": "on"},
             (assignments.AssignmentForm,), True),
    FormPage("panels:assignment_use", "convener",
             lambda v: [*_assignment(v), v.failed_call.slug], makes=True),
    FormPage("panels:assignment_set_aside", "convener", _assignment, lambda v: REASON,
             (desk.ReasonForm,)),
    FormPage("panels:places_try_again", "convener", slug_of("formed_call")),
    FormPage("panels:place_fill", "convener",
             part_of("formed_call", lambda v: v.empty_place.number), _by_hand,
             (desk.FillByHandForm,), True),
    FormPage("panels:question_answer", "convener", part_of("open_call", lambda v: v.question.pk),
             lambda v: {"answer": "Yes, there is."}, (replies.AnswerForm,), True),
    # --- letters, phone calls, money ---
    *OUTREACH_FORMS,
    # --- what is said in conversations ---
    *SAYING_FORMS,
    # --- voting ---
    *VOTING_FORMS,
    # --- what conversations came to ---
    *OUTCOME_FORMS,
    # --- conversations and their stages ---
    *STAGE_FORMS,
    # --- the host ---
    FormPage("host_switch", "host", lambda v: ["mail"], lambda v: {"message": "Back at five."},
             (BrakeMessageForm,), True),
    FormPage("host_message_again", "host", _failed_message),
]  # fmt: skip
