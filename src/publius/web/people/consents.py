"""What a person agrees to, in the words they saw. A changed wording gets a new version."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Purpose


@dataclass(frozen=True)
class Wording:
    """One purpose explained: what is used, what for, who sees it, until when."""

    purpose: Purpose
    version: str
    title: str | Promise
    statement: str | Promise  # the sentence beside the box
    what: str | Promise
    why: str | Promise
    who_sees: str | Promise
    how_long: str | Promise
    after_withdrawal: str | Promise


WORDINGS = {
    wording.purpose: wording
    for wording in (
        Wording(
            purpose=Purpose.LIVED_EXPERIENCE,
            version="2026-11",
            title=_("Matching on what you have lived through"),
            statement=_(
                "I agree that Publius uses what I say I have lived through to find calls "
                "that need people like me."
            ),
            what=_(
                "The words you write under “lived”, and the evidence you add to them. "
                "They can say something about your health or your life that is nobody's business "
                "unless you choose."
            ),
            why=_("To compare them with what a call asks for, and tell you when they fit."),
            who_sees=_(
                "Only those you choose for each item. At first nobody: a public body learns that "
                "something you keep to yourself counted, not what."
            ),
            how_long=_("Until you take it back or remove the words."),
            after_withdrawal=_(
                "The next matching leaves these words out. They stay on your page for you alone."
            ),
        ),
        Wording(
            purpose=Purpose.PANEL_BALANCING,
            version="2026-11",
            title=_("Balancing a group"),
            statement=_(
                "I agree that Publius uses my answers about age, gender, ethnic group and "
                "disability to balance the groups I say I am interested in."
            ),
            what=_("Your answers on the page “Balancing a group”, and nothing else."),
            why=_(
                "So that a group looks like the place it speaks for. Your answers change your "
                "chance of being drawn; they are never a reason to leave you out by hand."
            ),
            who_sees=_(
                "Nobody sees your answers. The body that runs a call sees its pool in rounded "
                "numbers, and how the group that was drawn is made up."
            ),
            how_long=_(
                "Until you take it back. Then your answers are deleted at once. The record of a "
                "draw that was run before keeps them under a code, without your name, so that "
                "the draw can be checked."
            ),
            after_withdrawal=_(
                "Your answers are deleted. You can still be drawn, for the seats you can fill."
            ),
        ),
        Wording(
            purpose=Purpose.ACCESS_NEEDS,
            version="2026-11",
            title=_("Passing on your access needs"),
            statement=_(
                "I agree that the body that runs a call gets my access needs when I accept a place."
            ),
            what=_("What you ticked and wrote on the page “Access needs”."),
            why=_("So that the room, the papers and the people are ready when you come."),
            who_sees=_("The people who run the calls in which you have accepted a place."),
            how_long=_("Until you take it back."),
            after_withdrawal=_(
                "Nobody else gets them from now on. Those who already have them were told to "
                "use them for that call only."
            ),
        ),
        Wording(
            purpose=Purpose.CALL_ALERTS,
            version="2026-11b",
            title=_("Writing to you about calls"),
            statement=_("I agree that Publius writes to me when a call needs what I know."),
            what=_(
                "Your e-mail address, the calls that fit what you know, and those your alerts find."
            ),
            why=_("So that you hear of a chance to take part without having to look for it."),
            who_sees=_("Nobody. Public bodies never see your address."),
            how_long=_("Until you take it back."),
            after_withdrawal=_(
                "We stop writing about calls. You still find them on your page. Your alerts stay "
                "until you remove them."
            ),
        ),
        Wording(
            purpose=Purpose.OTHER_ROUTES,
            version="2026-11",
            title=_("Reaching you by text message, letter or phone"),
            statement=_(
                "I agree that Publius uses this number or address when a call has something to "
                "ask me. Whoever prints the letter or rings me for the body that asks sees my "
                "name with it."
            ),
            what=_("The number or address on the page “How we reach you”, and the name with it."),
            why=_("So that you can take part without e-mail."),
            who_sees=_(
                "For a letter: the people of the body who print it. For the phone: the person "
                "who rings you. A text message is sent by Publius: nobody sees your number."
            ),
            how_long=_("Until you take it back. Then the number and the address are deleted."),
            after_withdrawal=_(
                "Your number and address are deleted. From now on we write by e-mail, if you "
                "have given an address."
            ),
        ),
        Wording(
            purpose=Purpose.CONVERSATIONS,
            version="2026-11",
            title=_("Counting what you think in conversations"),
            statement=_(
                "I agree that Publius keeps and counts how I vote in the conversations I join, "
                "also where that says something about my health or my politics."
            ),
            what=_(
                "Your votes, your reasons, your guesses, and what you say in the conversations you "
                "have joined."
            ),
            why=_("To map what people share and where they differ, and to report it."),
            who_sees=_(
                "Nobody sees how you voted. Those who run or moderate the conversation read "
                "reasons without names; figures are told of five people or more. What you say is "
                "read under the name you have in the conversation."
            ),
            how_long=_("Until you take it back. Maps that were made before stay as they were."),
            after_withdrawal=_(
                "Your votes are left out of the next map of every conversation, and you cannot "
                "vote or say anything there until you agree again. What you have said stays under "
                "the name you have there; you can take it back, statement by statement."
            ),
        ),
    )
}


def wording_for(purpose: Purpose | str) -> Wording:
    return WORDINGS[Purpose(purpose)]
