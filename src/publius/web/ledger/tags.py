"""The events Publius keeps, one tag each: ``subject:what_happened``.

An event says who did what to which thing and when. It never holds personal data: people are
named by their public id, texts stay in the tables they belong to.
"""

from enum import StrEnum


class Tag(StrEnum):
    """Every kind of event. The reference page lists them with these explanations."""

    explanation: str

    def __new__(cls, value: str, explanation: str) -> "Tag":
        member = str.__new__(cls, value)
        member._value_ = value
        member.explanation = explanation
        return member

    PERSON_JOINED = "person:joined", "Somebody opened an account."
    PERSON_LEFT = "person:left", "Somebody closed their account."
    PERSON_PROFILE_CHANGED = "person:profile_changed", "Somebody changed their own profile."
    CONSENT_GIVEN = "consent:given", "A person agreed to one purpose, in one wording."
    CONSENT_WITHDRAWN = "consent:withdrawn", "A person took their agreement back."
    EXPERTISE_STATED = "expertise:stated", "A person stated something they know."
    EXPERTISE_CHANGED = (
        "expertise:changed",
        "A person changed, hid, pinned or removed what they had stated.",
    )
    EVIDENCE_ADDED = "evidence:added", "A person added evidence for what they know."
    EVIDENCE_CHANGED = "evidence:changed", "A person changed, hid, pinned or removed evidence."
    EVIDENCE_CONFIRMED = "evidence:confirmed", "An organisation confirmed a piece of evidence."

    CONFIRMATION_ASKED = (
        "confirmation:asked",
        "A person asked an organisation to confirm evidence.",
    )
    CONFIRMATION_ANSWERED = (
        "confirmation:answered",
        "An organisation said whether it confirms evidence.",
    )

    ORGANISATION_ADDED = "organisation:added", "An organisation was added to the directory."
    ORGANISATION_CHANGED = "organisation:changed", "An organisation changed its page."
    ROLE_GIVEN = "role:given", "A person was given a role in an organisation."
    ROLE_ENDED = "role:ended", "A person's role in an organisation ended."

    ENGAGEMENT_OPENED = "engagement:opened", "A convener opened an engagement."
    ENGAGEMENT_CHANGED = "engagement:changed", "A convener changed an engagement."
    ENGAGEMENT_PUBLISHED = "engagement:published", "An engagement was made public."
    CALL_DRAFTED = "call:drafted", "A convener drafted a call."
    CALL_CHANGED = "call:changed", "A convener changed a call, its seats or its offer."
    CALL_PUBLISHED = "call:published", "A call was published."
    CALL_CLOSED = "call:closed", "A call was closed to new interest."
    MATCH_REQUESTED = "match:requested", "A matching run was asked for."
    MATCH_FINISHED = "match:finished", "A matching run was stored."
    ABSENCE_ASKED = "absence:asked", "A convener asked why a person is not on the list of a seat."
    MATCH_FAILED = "match:failed", "A matching run could not be finished."
    ALERT_SAVED = "alert:saved", "A person saved what they want to hear of."
    ALERT_CHANGED = "alert:changed", "A person changed, paused or resumed an alert."
    ALERT_REMOVED = "alert:removed", "A person removed an alert."
    NIGHT_FINISHED = "night:finished", "The letters of one night about calls were written."

    INTEREST_INVITED = "interest:invited", "A convener asked a person whether they are interested."
    PEOPLE_SUGGESTED = "people:suggested", "Publius suggested whom to ask for a seat."
    INVITATION_REMINDED = (
        "invitation:reminded",
        "A person who had not answered was reminded, once.",
    )
    LETTERS_PRINTED = "letters:printed", "Somebody made the file to print invitations from."
    PHONE_ATTEMPTED = "phone:attempted", "A caller rang a person about an invitation."
    INTEREST_DECLINED = "interest:declined", "A person said a call is not for them."
    POOL_JOINED = "pool:joined", "A person said they are interested and joined the pool."
    POOL_LEFT = "pool:left", "A person left the pool."
    SEAT_RULED_OUT = "seat:ruled_out", "A convener ruled a person out for a seat, with a reason."
    SEAT_RULED_IN = "seat:ruled_in", "A convener took back a ruling about a seat."
    TARGETS_SET = "targets:set", "A convener set the targets of a panel."
    POPULATION_SET = "population:set", "A convener said what the population looks like."
    DRAW_REQUESTED = "draw:requested", "A draw was asked for."
    DRAW_PREPARED = "draw:prepared", "A lottery was worked out and waits to be published."
    DRAW_PUBLISHED = (
        "draw:published",
        "A lottery was published with its commitment, before anybody could know the result.",
    )
    DRAW_CANCELLED = "draw:cancelled", "A convener cancelled a draw while it was worked out."
    DRAW_TESTED = "draw:tested", "A test was asked for: nobody is chosen by it."
    DRAW_TEST_DELETED = "draw:test_deleted", "A test was deleted."
    DRAW_PROPOSED = "draw:proposed", "A draw was run and its result stored."
    DRAW_FAILED = "draw:failed", "A draw could not be run, with the reason."
    DRAW_EDITED = "draw:edited", "A convener changed a drawn panel, with a reason."
    DRAW_DISCARDED = "draw:discarded", "A convener set a drawn panel aside, with a reason."
    DRAW_CONFIRMED = "draw:confirmed", "A named person confirmed a panel."
    ASSIGNMENT_REQUESTED = (
        "assignment:requested",
        "A proposal was asked for that shares people out over the seats of several calls.",
    )
    ASSIGNMENT_PROPOSED = "assignment:proposed", "A proposal for several calls was stored."
    ASSIGNMENT_FAILED = "assignment:failed", "A proposal could not be made, with the reason."
    ASSIGNMENT_SET_ASIDE = (
        "assignment:set_aside",
        "A convener set a proposal for several calls aside, with a reason.",
    )
    CONTEST_RAISED = "contest:raised", "A person said that a draw or a ruling was wrong."
    CONTEST_ANSWERED = (
        "contest:answered",
        "Somebody who did not decide it answered what a person had contested.",
    )
    PLACE_OFFERED = "place:offered", "A place on a panel was offered to a person."
    PLACE_ACCEPTED = "place:accepted", "A person accepted a place."
    PLACE_DECLINED = "place:declined", "A person declined a place."
    PLACE_LAPSED = "place:lapsed", "An offer of a place ran out without a reply."
    PLACE_UNFILLED = "place:unfilled", "No reserve could take a vacant place."
    TARGETS_EASED = (
        "targets:eased",
        "A person let targets give way so that empty places could be filled, with a reason.",
    )
    WORK_PUT_OFF = "work:put_off", "Work on one call broke off, and is tried again later."
    ATTENDANCE_NOTED = "attendance:noted", "A convener noted who came."
    CLAIM_OFFERED = "claim:offered", "A payment for taking part was promised to a person."
    CLAIM_MADE = "claim:made", "A person claimed what they are owed."
    CLAIM_APPROVED = "claim:approved", "A convener approved a claim."
    CLAIM_PAID = "claim:paid", "A convener noted that a claim was paid."
    CLAIM_REFUSED = "claim:refused", "A convener refused a claim, with a reason."
    CLAIM_ENDED = "claim:ended", "A person withdrew a claim, or settled a payment offered to them."
    QUESTION_ASKED = "question:asked", "A person asked a question before replying."
    QUESTION_ANSWERED = "question:answered", "A convener answered a question."
    PANEL_FORMED = "panel:formed", "Everybody on a panel has accepted their place."

    # Conversations: their stages, their people, what members propose about them
    CONVERSATION_DRAFTED = "conversation:drafted", "A convener drafted a conversation."
    CONVERSATION_CHANGED = (
        "conversation:changed",
        "Somebody who runs a conversation changed its words or its plan.",
    )
    CONVERSATION_PUBLISHED = (
        "conversation:published",
        "A conversation was opened to the people it is for.",
    )
    CONVERSATION_CLOSED = "conversation:closed", "A conversation was closed."
    PARTICIPANT_JOINED = (
        "participant:joined",
        "A person joined a conversation, or was added to its team.",
    )
    PARTICIPANT_LEFT = "participant:left", "A person left a conversation."
    PARTICIPANT_REMOVED = (
        "participant:removed",
        "A person was removed from a conversation, with a reason.",
    )
    STAGE_OPENED = "stage:opened", "A stage of a conversation was opened."
    STAGE_CLOSED = "stage:closed", "A stage of a conversation was closed, with its figures."
    ABSENCE_SIGNED_OFF = (
        "absence:signed_off",
        "Somebody accepted that a seat stays unheard in a stage, with a reason.",
    )
    PACK_PUBLISHED = "pack:published", "A version of the information for a stage was published."
    MOTION_RAISED = (
        "motion:raised",
        "A member proposed to reopen a stage or to reframe the question.",
    )
    MOTION_CHECKED = (
        "motion:checked",
        "A third of the members wanted it, so everybody is asked about a motion.",
    )
    MOTION_DECIDED = "motion:decided", "A host decided about a motion, with a reason."
    HEALTH_ASKED = "health:asked", "Everybody in a conversation was asked how it goes."
    CONVERSATION_MAPPED = "conversation:mapped", "A map of opinions was made from the votes."
    ROWS_TAKEN = (
        "rows:taken",
        "Somebody who runs a conversation took a file with one row per person, with a reason.",
    )
    # What is said in conversations
    STATEMENTS_SEEDED = "statements:seeded", "A host put statements before the others."
    CONTRIBUTIONS_CHECKED = (
        "contributions:checked",
        "A moderator decided about statements or replies, for the reason that is named.",
    )
    APPEAL_RAISED = "appeal:raised", "An author asked for a second look at a decision."
    APPEAL_ANSWERED = "appeal:answered", "Somebody who had not decided answered an appeal."
    STATEMENT_REPLACED = "statement:replaced", "A statement was put in other words, or split."
    STATEMENT_RESTORED = (
        "statement:restored",
        "An author took new words back: the statement stands as it was.",
    )
    SESSION_RECORDED = (
        "session:recorded",
        "A facilitator recorded a meeting held elsewhere, with how people agreed.",
    )
    # Conversations: what came of them
    OUTCOME_DRAFTED = (
        "outcome:drafted",
        "Somebody who runs a conversation began to draft an outcome.",
    )
    OUTCOME_PUBLISHED = (
        "outcome:published",
        "An outcome was published, with the dissent that is quoted beside it.",
    )
    REPORT_FILED = (
        "minority_report:filed",
        "Enough members signed a minority report: it stands beside the outcome.",
    )
    REPORT_UNFILED = (
        "minority_report:unfiled",
        "Signatures were taken back before a minority report was published.",
    )
    REPORT_WITHHELD = (
        "minority_report:withheld",
        "A host kept back an unlawful minority report, with a published reason.",
    )
    UNKNOWN_NOTED = "unknown:noted", "Somebody noted what is not known, who finds out and by when."
    UNKNOWN_ANSWERED = "unknown:answered", "What was not known was answered."
    COMMITMENT_MADE = "commitment:made", "A body or a member said what they will do, by when."
    COMMITMENT_KEPT = "commitment:kept", "A commitment was kept."

    MESSAGE_FAILED = "message:failed", "A message could not be delivered after all tries."
    SWITCH_TURNED = "switch:turned", "A host turned an emergency switch on or off."
