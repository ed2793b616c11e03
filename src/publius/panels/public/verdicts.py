"""What a verification says: checks, each with a verdict and a plain sentence."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and what was found.

    >>> Check("seal", Verdict.PASSED, "What the draw added is whole.").verdict.value
    'passed'
    """

    code: str
    verdict: Verdict
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """All checks of one file. It is in order when none failed.

    >>> Verification((Check("seal", Verdict.FAILED, "The seal is broken."),)).ok
    False
    """

    checks: tuple[Check, ...]
    phase: str | None = None
    commitment: str | None = None

    @property
    def ok(self) -> bool:
        """Whether no check failed."""
        return all(check.verdict is not Verdict.FAILED for check in self.checks)

    @property
    def complete(self) -> bool:
        """Whether nothing was left unchecked either."""
        return all(check.verdict is Verdict.PASSED for check in self.checks)


Found = tuple[Verdict, str]


def passed(sentence: str) -> Found:
    """The check went well."""
    return Verdict.PASSED, sentence


def failed(sentence: str) -> Found:
    """The check found a fault."""
    return Verdict.FAILED, sentence


def not_checked(sentence: str) -> Found:
    """The check could not be made from this file."""
    return Verdict.NOT_CHECKED, sentence
