"""The sentence of every error, by its code."""

SENTENCES = {
    "bad-answer": (
        "The vote of “{person}” on “{statement}” is {answer}. "
        "A vote is 1 (agree), -1 (disagree) or 0 (pass). Correct it and try again."
    ),
    "bad-vote": (
        "Vote number {number} has {parts} parts. Give a person, a statement, "
        "an answer and, if you know it, a time."
    ),
    "bad-time": (
        "The time of the vote of “{person}” on “{statement}” is not a finite number. "
        "Give all votes a time, or none."
    ),
    "uneven-columns": "The columns of votes have different lengths: {lengths}. Nothing was read.",
    "duplicate-statement": (
        "The statement “{id}” is in the list twice. Give every statement its own id."
    ),
    "unknown-engine": "There is no engine called “{engine}”. Choose one of: {engines}.",
    "bad-setting": "{name} is {value}; it must be {must}.",
}
