"""The pages of outcomes, minority reports and open questions."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.models import (
    Answer,
    Commitment,
    Conversation,
    MinorityReport,
    Option,
    Outcome,
    Part,
    QuotedDissent,
    Signature,
    StageKind,
    Unknown,
    Use,
)
from tests.factories import (
    MinorityReportFactory,
    OutcomeFactory,
    ParticipantFactory,
    PersonFactory,
    VoteFactory,
    concluding_conversation,
)
from tests.trust.pages import typed_day
from tests.web.conversations.hand_drawn import draw_map, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return concluding_conversation(readers="everybody")


@pytest.fixture
def facilitator(conversation):
    return ParticipantFactory(conversation=conversation, part=Part.FACILITATOR).person


def page(name: str, conversation: Conversation, *args: object) -> str:
    return reverse(f"conversations:{name}", args=[conversation.slug, *args])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


WORDS = {"kind": "decided", "title": "Lanes", "conclusion": "They go on Mill Lane."}
OPTION = {"text": "Close it", "who_gains": "Walkers", "who_bears": "Cab drivers"}


def test_an_outcome_from_the_first_draft_to_the_page_everybody_reads(
    client, conversation, facilitator
):
    (lane,) = said(conversation, "Close Mill Lane to cars.")
    draw_map(conversation, {"A": 12, "B": 9}, {lane: {"A": (12, 0, 0), "B": (2, 6, 1)}})
    client.force_login(facilitator)

    client.post(
        page("outcome_write", conversation),
        {**WORDS, **typed_day("review_on", 300), "posted_key": uuid.uuid4()},
    )
    client.post(page("option_add", conversation), {**OPTION, "posted_key": uuid.uuid4()})
    client.post(page("outcome_statements", conversation), {f"use_{lane.number}": Use.TAKEN_UP})
    refused = client.post(page("outcome_publish", conversation))
    assert "The strongest disagreement of Group B is not quoted yet" in text_of(refused)
    assert "Nothing is quoted yet." in text_of(refused)
    assert "No group disagrees with" not in text_of(refused)
    client.post(
        page("dissent_quote", conversation, "B", lane.number), {"answer": "Cabs may still pass."}
    )
    client.post(page("outcome_publish", conversation))

    client.logout()
    shown = text_of(client.get(page("outcome", conversation)))
    for words in (
        "They go on Mill Lane.",
        "Cab drivers",
        "“Close Mill Lane to cars.”",
        f"Group B on statement {lane.number}: 6 of the 9 who voted on it disagree with it (67%).",
        "Cabs may still pass.",
        "Map 1 of",
    ):
        assert words in shown


def test_what_was_typed_is_kept_when_the_day_is_over(client, conversation, facilitator):
    client.force_login(facilitator)

    answer = client.post(
        page("outcome_write", conversation),
        {**WORDS, **typed_day("review_on", -1), "posted_key": uuid.uuid4()},
    )

    assert answer.context["form"].errors == {
        "review_on": ["This day is over or is today. Give one that is to come."]
    }
    assert "They go on Mill Lane." in text_of(answer)
    assert Outcome.objects.count() == 0


def test_an_outcome_without_a_day_to_look_again_is_refused(client, conversation, facilitator):
    client.force_login(facilitator)

    answer = client.post(page("outcome_write", conversation), {**WORDS, "posted_key": uuid.uuid4()})

    assert answer.context["form"].errors == {
        "review_on": ["Give the day on which it is looked at again."]
    }


def test_the_page_without_an_outcome_says_what_will_stand_there(client, conversation):
    shown = text_of(client.get(page("outcome", conversation)))

    assert "There is no outcome yet." in shown
    assert "No minority report has been filed." in shown


def test_nobody_is_led_to_draft_before_it_can_be_done(client, conversation, facilitator):
    client.force_login(facilitator)
    after = text_of(client.get(page("outcome", conversation)))
    conversation.stages.update(kind=StageKind.WEIGH)

    before = text_of(client.get(page("outcome", conversation)))

    assert ("Draft an outcome" in after, "Draft an outcome" in before) == (True, False)


def test_the_desk_is_there_for_those_who_run_it_alone(client, conversation, facilitator):
    member = ParticipantFactory(conversation=conversation).person
    OutcomeFactory(conversation=conversation)

    codes = []
    for person in (facilitator, member, PersonFactory()):
        client.force_login(person)
        codes.append(client.get(page("outcome_desk", conversation)).status_code)

    assert codes == [200, 404, 404]


def test_the_pages_of_a_draft_lead_to_the_desk_where_there_is_none(
    client, conversation, facilitator
):
    client.force_login(facilitator)

    answer = client.get(page("outcome_dissent", conversation))

    assert answer["Location"] == page("outcome_desk", conversation)


def test_an_option_is_changed_and_removed(client, conversation, facilitator):
    OutcomeFactory(conversation=conversation)
    client.force_login(facilitator)
    client.post(page("option_add", conversation), {**OPTION, "posted_key": uuid.uuid4()})
    option = Option.objects.get()

    client.post(
        page("option_edit", conversation, option.pk),
        {**OPTION, "text": "Open it", "is_chosen": "on", "posted_key": option.posted_key},
    )
    changed = Option.objects.get()
    client.post(page("option_remove", conversation, option.pk))

    assert (changed.text, changed.is_chosen, Option.objects.count()) == ("Open it", True, 0)


def test_a_quote_can_be_taken_out_of_a_draft(client, conversation, facilitator):
    outcome = OutcomeFactory(conversation=conversation)
    (lane,) = said(conversation, "Lane")
    VoteFactory(statement=lane, answer=Answer.DISAGREE)
    client.force_login(facilitator)
    client.post(page("outcome_statements", conversation), {f"use_{lane.number}": Use.TAKEN_UP})
    client.post(page("dissent_quote", conversation, "everybody", lane.number), {"answer": "Yes."})
    quote = QuotedDissent.objects.get(outcome=outcome)

    client.post(page("quote_remove", conversation, quote.pk))

    assert QuotedDissent.objects.count() == 0


def test_members_write_sign_and_take_back_on_their_pages(client, conversation):
    author, other = (ParticipantFactory(conversation=conversation) for _ in range(2))
    client.force_login(author.person)
    client.post(
        page("report_new", conversation),
        {"title": "Not safe", "text": "We fell.", "posted_key": uuid.uuid4()},
    )
    report = MinorityReport.objects.get()
    client.force_login(other.person)
    signed = client.post(page("report_sign", conversation, report.pk), follow=True)
    assert "You have signed." in text_of(signed)
    assert MinorityReport.objects.filed().exists()
    client.post(page("report_take_back", conversation, report.pk))
    assert not MinorityReport.objects.filed().exists()
    client.force_login(author.person)
    gone = client.post(page("report_take_back", conversation, report.pk), follow=True)

    assert "Nobody stands by the report any more, so it is gone." in text_of(gone)
    assert (MinorityReport.objects.count(), Signature.objects.count()) == (0, 0)


def test_a_removed_person_finds_no_page_to_sign_on(client, conversation):
    report = MinorityReportFactory(author=ParticipantFactory(conversation=conversation))
    gone = ParticipantFactory(
        conversation=conversation, left_at=timezone.now(), removed_by=PersonFactory()
    )
    client.force_login(gone.person)

    assert client.post(page("report_sign", conversation, report.pk)).status_code == 404
    assert Signature.objects.count() == 1


def test_a_kept_back_report_shows_the_reason_and_not_the_text(client, conversation):
    report = MinorityReportFactory(
        author=ParticipantFactory(conversation=conversation), filed_at=timezone.now()
    )
    OutcomeFactory(
        conversation=conversation, published_at=timezone.now(), published_by=PersonFactory()
    )
    client.force_login(ParticipantFactory(conversation=conversation, part=Part.HOST).person)
    before = text_of(client.get(page("outcome", conversation)))

    client.post(page("report_withhold", conversation, report.pk), {"reason": "It names a child."})

    client.logout()
    after = text_of(client.get(page("outcome", conversation)))
    assert (report.text in before, report.text in after) == (True, False)
    assert "It names a child." in after


def test_facilitators_do_not_keep_reports_back(client, conversation, facilitator):
    report = MinorityReportFactory(
        author=ParticipantFactory(conversation=conversation), filed_at=timezone.now()
    )
    client.force_login(facilitator)

    answer = client.post(page("report_withhold", conversation, report.pk), {"reason": "No."})

    assert answer.status_code == 404
    assert MinorityReport.objects.get().withheld_at is None


def test_what_people_are_unsure_about_becomes_an_open_question(client, conversation, facilitator):
    (bridge,) = said(conversation, "The bridge can carry buses.")
    for _ in range(5):
        VoteFactory(statement=bridge, answer=Answer.UNSURE)
    client.force_login(facilitator)
    suggested = text_of(client.get(page("unknowns", conversation)))
    share = "(about 100% of those who voted are unsure)"
    assert f"The bridge can carry buses.</span> {share}" in suggested

    client.post(
        page("unknown_add", conversation) + f"?statement={bridge.number}",
        {
            "text": "What does it carry?",
            "owner": "Head of structures",
            **typed_day("due_on", 30),
            "posted_key": uuid.uuid4(),
        },
    )
    unknown = Unknown.objects.get()
    client.post(page("unknown_answer", conversation, unknown.pk), {"answer": "40 tonnes."})

    client.logout()
    shown = text_of(client.get(page("unknowns", conversation)))
    assert unknown.statement == bridge
    assert ("What does it carry?" in shown, "40 tonnes." in shown) == (True, True)


def test_an_overdue_question_is_called_overdue(client, conversation):
    Unknown.objects.create(
        conversation=conversation,
        text="How many?",
        owner="The engineer",
        due_on=timezone.localdate() - dt.timedelta(days=1),
        noted_by=PersonFactory(),
        noted_at=timezone.now(),
    )

    assert "Overdue" in text_of(client.get(page("unknowns", conversation)))


def test_whoever_committed_themselves_says_when_it_is_done(client, conversation):
    member, other = (ParticipantFactory(conversation=conversation) for _ in range(2))
    client.force_login(member.person)
    client.post(
        page("commitment_new", conversation),
        {"what": "I count prams.", **typed_day("due_on", 30), "posted_key": uuid.uuid4()},
    )
    made = Commitment.objects.get()
    client.force_login(other.person)
    refused = client.post(page("commitment_keep", conversation, made.pk))
    client.force_login(member.person)
    client.post(page("commitment_keep", conversation, made.pk))

    assert refused.status_code == 404
    made.refresh_from_db()
    assert made.kept_at is not None
