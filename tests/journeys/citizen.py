"""Somebody who knows something and finds a call that needs it, on a phone."""

from .browser import Visitor


class Citizen(Visitor):
    def joins_from_the_call(self, title: str, *, address: str, name: str) -> None:
        """From the call's page, with a code by e-mail, back to the form they wanted."""
        self.goes_to("/calls/")
        self.follows(title)
        self.clicks("I’d be interested")
        self.signs_in_with_a_code(address)
        self.finishes_signing_up(name)

    def says_they_are_interested_in(self, *seats: str) -> None:
        for seat in seats:
            self.ticks(seat)
        self.ticks("I agree that the people who run this call see")
        self.clicks("Say that I am interested")
        self.reads_the_heading("You are in the pool")

    def states(self, kind: str, words: str, *, shown_to: str, agrees: bool = False) -> None:
        self.goes_to("/me/expertise/add/")
        self.follows(kind)
        self.page.get_by_role("textbox").first.fill(words)
        self.ticks(shown_to)
        if agrees:
            self.ticks("I agree that Publius uses what I say I have lived through")
        self.clicks("Save")

    def says_what_they_need(self, *needs: str) -> None:
        self.goes_to("/me/access-needs/")
        for need in needs:
            self.ticks(need)
        self.ticks("I agree that the body that runs a call gets my access needs")
        self.clicks("Save")

    def helps_to_balance(self, *answers: str) -> None:
        self.goes_to("/me/balancing/")
        for answer in answers:
            self.page.get_by_label(answer, exact=True).first.check()
        self.ticks("I agree that Publius uses my answers about age")
        self.clicks("Save my answers")

    def declines(self, reason: str) -> None:
        self.unfolds("No, thank you")
        if reason:
            self.ticks(reason)
        self.clicks("Say no")

    def asks(self, question: str) -> None:
        self.unfolds("Ask a question")
        self.types("What would you like to know before you answer?", question)
        self.clicks("Send the question")

    def unfolds(self, summary: str) -> None:
        """Open one “details”, unless the page came with it open."""
        folded = self.page.locator("details:not([open])", has_text=summary)
        if folded.count():
            folded.locator("summary").click()
