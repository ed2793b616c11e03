"""From an outcome that nobody may publish yet to one with its dissent and a minority report."""

import pytest

from publius.web.conversations.models import MinorityReport, Outcome, Part, StageKind

from .bike_lane import in_days
from .browser import DESKTOP
from .talks import Member, a_conversation, a_mapped_conversation, a_member, of_the_team

pytestmark = pytest.mark.django_db(transaction=True)
CONCLUSION = "The lane goes on Mill Lane, because most people ride there."


class Facilitator(Member):
    is_at_a_desk = True

    def drafts(self, conversation, kind: str = "Decided") -> None:
        self.goes_to(f"/desk/conversations/{conversation.slug}/outcome/")
        self.clicks("Begin a draft")
        self.page.get_by_role("radio", name=kind, exact=True).check()
        self.types("The outcome in one sentence", "A lane on Mill Lane")
        self.types("What was concluded, and why", CONCLUSION)
        self.types_the_date("When will you look at it again?", in_days(200))
        self.clicks("Save")

    def weighs_an_option(self) -> None:
        self.follows("The options, who gains and who bears it")
        self.clicks("Add an option")
        self.types("The option", "Mill Lane")
        self.types("Who gains by it, and what?", "People who ride to work.")
        self.types("Who bears it, and what does it cost them?", "Drivers: four minutes.")
        self.clicks("Save")
        self.follows("Back to the draft")

    def rests_it_on_the_first_statement(self) -> None:
        self.follows("The statements it rests on")
        self.page.get_by_role("radio", name="The outcome takes it up").first.check()
        self.clicks("Save")

    def answers_the_disagreement(self) -> None:
        self.follows("The disagreement quoted beside it")
        self.opens_in_full()
        while (link := self.page.get_by_role("link", name="Quote it and answer")).count():
            self.activates(link.first)
            self.types("What do you answer?", "We looked at it, and we count again in a year.")
            self.clicks("Quote it with this answer")
        self.follows("Back to the draft")


def test_an_outcome_is_published_once_its_dissent_stands_beside_it(arrives, call):
    conversation = a_mapped_conversation(call)
    facilitator = arrives(Facilitator, person=of_the_team(conversation, Part.FACILITATOR))
    facilitator.drafts(conversation)
    facilitator.weighs_an_option()
    facilitator.rests_it_on_the_first_statement()
    facilitator.follows("Check it and publish")
    facilitator.clicks("Publish the outcome")
    facilitator.sees("This cannot be published yet")
    facilitator.sees("is not quoted yet")
    assert not Outcome.objects.published().exists()
    facilitator.goes_to(f"/desk/conversations/{conversation.slug}/outcome/")
    facilitator.answers_the_disagreement()
    facilitator.follows("Check it and publish")
    facilitator.clicks("Publish the outcome")
    facilitator.sees("The outcome is published.")
    visitor = arrives()
    visitor.goes_to(f"/conversations/{conversation.slug}/outcome/")
    visitor.sees(CONCLUSION)
    visitor.sees("We looked at it, and we count again in a year.")
    visitor.opens_in_full()


def test_not_yet_is_an_outcome(arrives, call):
    conversation = a_conversation(call, StageKind.DECIDE)
    facilitator = arrives(Facilitator, person=of_the_team(conversation, Part.FACILITATOR))
    facilitator.drafts(conversation, "Not yet")
    facilitator.follows("What you need to know, who finds out and by when")
    facilitator.clicks("Save")
    facilitator.is_told_what_is_wrong(
        "Say what you need to know.",
        "Name an owner: what nobody owns stays open.",
        "Give the day by which it is known.",
    )
    facilitator.types("What do you need to know?", "What does the bridge carry?")
    facilitator.types("Who finds out?", "Head of structures")
    facilitator.types_the_date("By when?", in_days(60))
    facilitator.clicks("Save")
    facilitator.goes_to(f"/desk/conversations/{conversation.slug}/outcome/publish/")
    facilitator.clicks("Publish the outcome")
    facilitator.sees("What does the bridge carry?")


def test_members_file_a_minority_report_without_javascript(arrives, call):
    conversation = a_conversation(call, StageKind.DECIDE)
    people = [a_member(conversation) for _ in range(3)]
    author = arrives(Member, person=people[0], javascript=False)
    author.goes_to(f"/conversations/{conversation.slug}/outcome/")
    author.clicks("Write a minority report")
    author.types("What you see otherwise, in one sentence", "The bridge is not safe")
    author.types("Your report", "Nobody asked those who cross it with a stick.")
    author.clicks("Save and sign")
    author.reads_the_heading("The bridge is not safe")
    author.sees("1 more member has to sign.")
    other = arrives(Member, person=people[1])
    other.goes_to(f"/conversations/{conversation.slug}/outcome/")
    other.follows("The bridge is not safe")
    other.clicks("Sign this report")
    other.sees("It is published beside the outcome, as it is.")
    assert MinorityReport.objects.filed().exists()
    host = arrives(person=of_the_team(conversation, Part.HOST), viewport=DESKTOP)
    host.goes_to(f"/conversations/{conversation.slug}/outcome/")
    host.sees("Nobody asked those who cross it with a stick.")


def test_a_report_is_signed_by_keyboard(arrives, call):
    conversation = a_conversation(call, StageKind.DECIDE)
    people = [a_member(conversation) for _ in range(2)]
    author = arrives(Member, person=people[0])
    author.goes_to(f"/conversations/{conversation.slug}/reports/new/")
    author.tabs_to("What you see otherwise, in one sentence")
    author.page.keyboard.type("The bridge is not safe")
    author.tabs_to("Your report")
    author.page.keyboard.type("We fell.")
    author.tabs_to("Save and sign")
    author.presses_and_goes_on("Enter")
    report = MinorityReport.objects.get()
    other = arrives(Member, person=people[1])
    other.goes_to(f"/conversations/{conversation.slug}/reports/{report.pk}/")
    other.tabs_to("Sign this report")
    other.presses_and_goes_on("Enter")
    other.sees("You have signed.")
