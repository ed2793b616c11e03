"""The sentence of every error and every warning, by its code."""

SENTENCES = {
    "bad-answer": (
        "The vote of “{person}” on “{statement}” is {answer}. "
        "A vote is 1 (agree), -1 (disagree) or 0 (pass). Correct it and try again."
    ),
    "bad-vote": (
        "Vote number {number} should have three or four parts, not {parts}: a person, "
        "a statement, an answer and, if you know it, a time."
    ),
    "bad-time": (
        "The time of the vote of “{person}” on “{statement}” is not a finite number. "
        "Give all votes a time, or none."
    ),
    "no-time": (
        "Vote number {number} has no time, others have one. Give all votes a time, or none."
    ),
    "no-votes": (
        "Votes are wanted as rows of person, statement, answer and, if you know it, a time, "
        "not as {kind}. Nothing was read."
    ),
    "bad-column": (
        "A column of votes is wanted as a list or an array, not as {kind}. Nothing was read."
    ),
    "unusable-id": (
        "A vote has {id} as its {part}. Give every {part} an id that is a number or a text."
    ),
    "uneven-columns": "The columns of votes have different lengths: {lengths}. Nothing was read.",
    "duplicate-statement": (
        "The statement “{id}” is in the list twice. Give every statement its own id."
    ),
    "bad-statements": (
        "Statements are wanted as a list, or as ids with “shown”, “rejected” or “meta”, "
        "not as {kind}. Nothing was read."
    ),
    "bad-statement-id": (
        "A statement has {id} as its id. Give every statement an id that is a number or a text."
    ),
    "other-id": "Under the id “{key}” is the statement “{id}”. Give both the same id.",
    "unknown-status": ("The status of the statement “{id}” is “{status}”. Choose one of: {words}."),
    "unknown-engine": "There is no engine called “{engine}”. Choose one of: {engines}.",
    "bad-setting": "{name} is {value}; it must be {must}.",
    "damaged-state": "previous is not an earlier map or its state: it is damaged.",
    "unknown-people": (
        "{name} tells of people who have not voted ({people}). "
        "Check the ids: text “7” and number 7 are two people."
    ),
    # records that are kept as JSON
    "bad-id": (
        "The id {id} is a {kind}. To be kept as JSON, every id must be text or a whole number."
    ),
    "bad-map": "This is not a map of opinion ({reason}). Nothing was read.",
    # routing
    "unknown-statement": "There is no statement “{id}”. Choose one of those in the list.",
    # files
    "file-missing": "{file}: there is no such file. Check the path.",
    "file-unreadable": "{file}: the file cannot be opened ({reason}).",
    "file-empty": "{file}: the file is empty. It needs a header line and at least one row.",
    "no-rows": "{file}: there is a header but no rows below it.",
    "wrong-encoding": (
        "{file}, line {line}: the text is not UTF-8. Save the file as “CSV UTF-8” and try again."
    ),
    "nul-byte": (
        "{file}, line {line}: there is a NUL character, so this is not a plain CSV file. "
        "Export it as CSV again."
    ),
    "not-csv": "{file}: this is a workbook, not a CSV file. Save it as “CSV UTF-8” and try again.",
    "broken-csv": "{file}, line {line}: the row cannot be read as CSV ({reason}).",
    "duplicate-column": "{file}: the column “{column}” appears twice in the header.",
    "missing-columns": "{file}: the header lacks {columns}. It has: {header}.",
    "bad-rows": "{file}: {count} cannot be used, so nothing was read.\n{problems}",
    "no-votes-file": (
        "{file}: the folder holds no file of votes. Put votes.csv or participants-votes.csv there, "
        "or name the file itself."
    ),
    "several-files": (
        "{file}: the folder holds several files that could be {wanted} ({names}). "
        "Name the one you mean."
    ),
    "bad-previous": (
        "{file}: this is not an earlier map ({reason}). Name a file that --json or --out wrote."
    ),
}

WARNINGS = {
    "few-people": (
        "Too few people have voted enough to be grouped: {people}. "
        "With fewer than {wanted}, groups are guesswork; read what people share instead."
    ),
    "all-alike": "Everybody voted alike, so there is nothing to draw on a map.",
    "little-shown": (
        "The map shows only {share}% of the differences between people: "
        "two who stand close together may still disagree about much."
    ),
    "tells-little": (
        "Knowing somebody's group says little about how they vote: "
        "it saves {gain}% of the guessing about votes that were kept back."
    ),
    "unsteady": (
        "The groups change when a tenth of the votes is left out "
        "(agreement {agreement}; 1 would be no change)."
    ),
    "kept": (
        "The groups were kept as they were at the last map. "
        "Drawn afresh from today's votes they would be different ones."
    ),
    "votes-cast": (
        "Group {label} may stand apart by how much it voted: usually {own} votes, "
        "{others} in the other groups."
    ),
    "sampled": (
        "Because there are very many votes, groups were checked on {people} people drawn by lot."
    ),
    "none-hidden": (
        "There are too few votes to keep some back and see whether groups foretell them."
    ),
    "unchecked": "The groups were not checked against hidden votes or another way of grouping.",
}
