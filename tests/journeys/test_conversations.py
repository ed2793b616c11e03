"""A conversation as people meet it: voting on a phone, saying something, reading the map."""

import pytest

from publius.web.conversations.models import (
    Part,
    StageKind,
    Statement,
    StatementState,
    Vote,
)

from .browser import DESKTOP, ZOOMED, Visitor
from .talks import (
    SAID,
    Member,
    a_conversation,
    a_mapped_conversation,
    a_member,
    of_the_team,
    one_of,
    people_said,
)

pytestmark = pytest.mark.django_db(transaction=True)


def answers() -> list[int]:
    return sorted(Vote.objects.values_list("answer", flat=True))


def test_a_first_vote_on_a_phone(arrives, call):
    conversation = a_conversation(call, StageKind.EXPLORE)
    people_said(conversation, *SAID)
    member = arrives(Member, person=a_member(conversation))
    member.goes_to(f"/conversations/{conversation.slug}/vote/")
    member.reads_the_heading("Do you agree?")
    member.opens_in_full()
    member.clicks("Agree")
    member.sees("Counted: “Agree” on statement")
    member.clicks("Unsure")
    member.reads_the_heading("What is it that makes you unsure?")
    member.clicks("It depends")
    member.clicks("Disagree")
    member.reads_the_heading("Thank you: you have seen every statement")
    assert answers() == [-1, 0, 1]


def test_voting_without_javascript(arrives, call):
    conversation = a_conversation(call, StageKind.WEIGH)
    people_said(conversation, *SAID)
    member = arrives(Member, person=a_member(conversation), javascript=False)
    member.goes_to(f"/conversations/{conversation.slug}/vote/")
    for answer in ("Agree", "Disagree", "Agree"):
        member.clicks(answer)
    member.reads_the_heading("Thank you: you have seen every statement")
    assert answers() == [-1, 1, 1]


def test_voting_by_keyboard(arrives, call):
    conversation = a_conversation(call, StageKind.EXPLORE)
    people_said(conversation, *SAID)
    member = arrives(Member, person=a_member(conversation))
    member.goes_to(f"/conversations/{conversation.slug}/vote/")
    for _ in SAID:
        member.tabs_to("Disagree")
        member.presses_and_goes_on("Enter")
    assert answers() == [-1, -1, -1]


def test_a_proposal_in_understand_is_kept_for_explore(arrives, call):
    conversation = a_conversation(call, StageKind.UNDERSTAND)
    member = arrives(Member, person=a_member(conversation))
    member.says(conversation, "Question", "How wide is the bridge between the kerbs?")
    member.sees("How wide is the bridge between the kerbs?")
    member.says(conversation, "Proposal", "Make the bridge one way for cars.")
    member.sees("Kept for Explore")
    member.sees("When Explore opens, you are asked here")
    assert set(Statement.objects.values_list("kind", "state")) == {
        ("question", StatementState.WAITING),
        ("proposal", StatementState.HELD),
    }


def test_a_proposal_that_is_empty_is_told_so_and_nothing_is_lost(arrives, call):
    conversation = a_conversation(call, StageKind.EXPLORE)
    member = arrives(Member, person=a_member(conversation))
    member.says(conversation, "Fact", "The bridge is 11 metres wide.")
    member.is_told_what_is_wrong("Say where others can check this fact.")
    member.still_reads_what_was_typed("What do you want to say?", "The bridge is 11 metres wide.")


def test_a_moderator_decides_about_many_and_another_hears_the_appeal(arrives, call):
    conversation = a_conversation(call, StageKind.EXPLORE)
    people_said(conversation, *SAID, waiting=True)
    queue = f"/desk/conversations/{conversation.slug}/statements/"
    moderator = arrives(person=of_the_team(conversation, Part.MODERATOR), viewport=DESKTOP)
    moderator.goes_to(queue)
    moderator.clicks("Decide")
    moderator.is_told_what_is_wrong("Tick what you decide about.", "Choose what you decide.")
    moderator.ticks(SAID[0])
    moderator.ticks(SAID[1])
    moderator.page.get_by_role("radio", name="Publish", exact=True).check()
    moderator.clicks("Decide")
    moderator.ticks(SAID[2])
    moderator.page.get_by_role("radio", name="Do not publish").check()
    moderator.chooses("Why is it not published?", "It holds more than one idea")
    moderator.clicks("Decide")
    assert sorted(Statement.objects.values_list("state", flat=True)) == [
        "rejected",
        "shown",
        "shown",
    ]
    refused = Statement.objects.get(state=StatementState.REJECTED)
    the_author_appeals(arrives, refused)
    another_one_answers(arrives, refused)
    refused.refresh_from_db()
    assert refused.state == StatementState.SHOWN


def the_author_appeals(arrives, refused: Statement) -> None:
    author = arrives(Member, person=refused.author.person)
    author.goes_to(f"/conversations/{refused.conversation.slug}/statements/{refused.number}/")
    author.sees("It holds more than one idea")
    author.follows("Ask for a second look")
    author.types("Why should it be published?", "It is one idea: a kerb one can feel.")
    author.clicks("Send")


def another_one_answers(arrives, refused: Statement) -> None:
    second = arrives(person=of_the_team(refused.conversation, Part.MODERATOR), viewport=DESKTOP)
    second.goes_to(f"/desk/conversations/{refused.conversation.slug}/statements/")
    second.follows(f"About number {refused.number}")
    second.ticks("Published after all")
    second.types("Your reason", "It is one idea, and it is about the question.")
    second.clicks("Send the answer")


def test_reading_the_map(arrives, call):
    conversation = a_mapped_conversation(call)
    visitor = arrives()
    visitor.goes_to(f"/conversations/{conversation.slug}/map/")
    visitor.reads_the_heading("Map of opinions")
    visitor.opens_in_full()
    visitor.sees("What we share")
    visitor.sees("Group A")
    member = arrives(Member, person=one_of(conversation).person)
    member.goes_to(f"/conversations/{conversation.slug}/map/")
    member.sees("You vote most like group")


def test_nothing_of_a_conversation_is_beyond_the_edge_at_400_percent(arrives, call, convener):
    conversation = a_mapped_conversation(call)
    here, desk = f"/conversations/{conversation.slug}/", f"/desk/conversations/{conversation.slug}/"
    member = arrives(Member, person=one_of(conversation).person, viewport=ZOOMED)
    for page in ("", "statements/", "say/", "vote/", "map/", "outcome/", "unknowns/"):
        member.looks_for_the_edge_of(here + page)
    at_work = arrives(Visitor, person=convener, viewport=ZOOMED)
    for page in ("outcome/", "outcome/write/", "statements/"):
        at_work.looks_for_the_edge_of(desk + page)
