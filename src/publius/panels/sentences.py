"""What every refusal says: what is wrong, and the way out. Translations start from these."""

SENTENCES = {
    # the pool
    "duplicate-person": "The id “{id}” is in the pool twice. Give every person their own id.",
    "blank-id": "Somebody in the pool has no id. Give every person their own id.",
    "bad-value": "“{id}”: {feature} is {value}; it must be text, or a frozenset of texts.",
    "bad-seats": "“{id}”: the seats are {seats}; give a frozenset of the ids of seats.",
    "unknown-person": "“{id}” is not in the pool. Add them to the pool or leave them out here.",
    "unknown-seat": (
        "“{id}” is down for the seat “{seat}”, which the targets do not list. Add the seat or "
        "leave it out here."
    ),
    "confirmed-twice": "“{id}” is confirmed twice. One person holds one place.",
    "confirmed-unavailable": "“{id}” is both confirmed and unavailable. Decide which is true.",
    "other-input": (
        "This draw was made from another pool or other targets than those given, or with other "
        "people confirmed or unavailable. Give what it was made from."
    ),
    "not-a-member": "“{id}” is not in this panel and cannot drop out of it{meant}",
    "too-many-confirmed": (
        "More people are confirmed ({confirmed}) than the panel holds ({size}). Confirm fewer, or "
        "make the panel larger."
    ),
    # the targets
    "duplicate-target": "The target {feature}: {value} is listed twice. Keep one of the two.",
    "duplicate-seat": "The seat “{seat}” is listed twice. Keep one of the two.",
    "reversed-range": (
        "{name}: the minimum {minimum} is above the maximum {maximum}. Lower the first or "
        "raise the second."
    ),
    "negative-range": "{name}: the minimum {minimum} is below zero. Give 0 or more.",
    "bad-limit": "{name}: the {bound} is {limit}; it must be a whole number of 0 to {most:,}.",
    "bad-apart": "The group to keep apart is {group}; give a frozenset of the ids of people.",
    "narrow-flex": (
        "{name}: limits may be changed to {lowest} and {highest}, which is narrower than they are. "
        "Give a lowest of at most the minimum and a highest of at least the maximum."
    ),
    "blank-seat": "The seat “{title}” has no id. Give every seat its own id.",
    "blank-name": "A target has no feature or no value. Name both.",
    # settings
    "bad-size": "The panel size is {size}; it must be a whole number of 1 to {most:,}.",
    "bad-seed": "The seed is {seed}; it must be a whole number.",
    "ticket-outside": "There is no ticket {ticket}: the tickets are numbered 0 to {last}.",
    "bad-tickets": "The lottery has {tickets} tickets; give a whole number of 1 to {most:,}.",
    "bad-reserves": "{reserves} reserves were asked for; give a whole number of at least 0.",
    "bad-dropout": "The chance to drop out is {dropout}; it must lie between 0 and 1.",
    "bad-scenarios": (
        "Drop-outs are to be played through {scenarios} times; give a whole number of at least 1."
    ),
    "unknown-method": "There is no method “{method}”. Choose one of: {known}.",
    "bad-share": "The {name} is {value}; it must be a number from 0 to 1.",
    "floor-above-cap": "The floor {floor:g} is above the cap {cap:g}. Swap them or leave one out.",
    "floor-too-high": (
        "A floor of {floor:g} is more than the targets allow: the highest is {possible:.6g}."
    ),
    "cap-too-low": (
        "A cap of {cap:g} is less than the targets allow: the lowest is {possible:.6g}."
    ),
    "missing-weights": (
        "The method {method} needs numbers about people: Objective(“{method}”, {name}=…)."
    ),
    "needless-weights": (
        "The method {method} does not use {name}. Leave it out or choose the method {owner}."
    ),
    "bad-fit": "The fit of “{id}” is {value}; it must be a number from 0 to 1.",
    "bad-wanted": "The wanted chance of “{id}” is {value}; it must be a number of 0 or more.",
    "nothing-wanted": "Every wanted chance is 0. Give at least one person a higher one.",
    "weight-of-stranger": "There is a number for “{id}”, who is not in the pool. Leave it out.",
    "wanted-missing": (
        "{count} of the people who can be drawn have no wanted chance; the first is “{id}”. Give "
        "every one of them a number, 0 included."
    ),
    # tables
    "tables-or-size": "Say either how many tables there are or how large a table may be.",
    "bad-tables": "{people} people cannot sit at {tables} tables: give from 1 to {people}.",
    "bad-table-size": "A table of {size} is no table. Give a whole number of at least 1.",
    "bad-evenness": "The evenness is {evenness}; it must be a number of at least 0.",
    "bad-rounds": "{rounds} rounds were asked for; give a whole number of at least 1.",
    "nobody-to-seat": "There is nobody to seat. Give at least one person.",
    "unknown-feature": "Nobody has the feature “{feature}”{meant}",
    "together-and-apart": "“{one}” and “{other}” are to sit together and apart. Decide which.",
    "group-too-large": (
        "A group of {group} is to sit together, and the largest table has {size} chairs. Split the "
        "group, or have fewer and larger tables."
    ),
    "no-table": "None of the tables “{id}” can use is one of tables 1 to {tables}.",
    "tables-impossible": (
        "There is no way to seat everybody: groups that sit together, people kept apart and tables "
        "that not everybody can use leave too few chairs. Give up one of these wishes."
    ),
    "tables-apart": (
        "No seating was found that keeps “{one}” and “{other}” apart together with everything "
        "else. Have more tables, fewer rounds or fewer people kept apart."
    ),
    # invitations
    "duplicate-address": "The address “{id}” is listed twice. Keep one of the two.",
    "blank-address": "An address has no id. Give every address its own id.",
    "household-in-two-strata": (
        "“{id}” and another address of its household are in two strata. Put a household in one."
    ),
    "bad-letters": (
        "{count} letters cannot be sent: the list has {there} addresses or households to choose "
        "from. Give a number from 1 to {there}."
    ),
    "unknown-stratum": "The list has no stratum “{stratum}”{meant} It has: {known}.",
    "bad-stratum-weight": (
        "The weight of “{stratum}” is {weight}; it must be a number of at least 0."
    ),
    "bad-rate": "The response rate of “{name}” is {rate}; it must lie between 0 and 1.",
    "no-addresses": (
        "There is no address to draw from: the list is empty, or every weight is 0. Add addresses "
        "or give a weight above 0."
    ),
    "bad-answers": "{answers} answers are wanted; give a whole number of at least 0.",
    "never-certain": (
        "No number of letters does that: the rate is {rate} and the certainty {certainty}. The "
        "rate must be above 0 and the certainty between 0 and 1."
    ),
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
    "broken-csv": "{file}, line {line}: the row cannot be read as CSV ({reason}).",
    "duplicate-column": "{file}: the column “{column}” appears twice in the header.",
    "workbook-old": (
        "{file}: this is a workbook of the old kind (.xls). Save it as .xlsx or as “CSV UTF-8” "
        "and try again."
    ),
    "workbook-locked": (
        "{file}: the workbook is protected by a password. Save a copy without one and try again."
    ),
    "workbook-broken": (
        "{file}: the workbook cannot be read ({reason}). Save it again as .xlsx or as “CSV UTF-8”."
    ),
    "workbook-too-big": (
        "{file}: the workbook unpacks to more than {limit} MB. Save the sheet that is needed as "
        "“CSV UTF-8” and try again."
    ),
    "not-a-workbook": (
        "{file}: this is neither a workbook (.xlsx) nor a CSV file. Save it as one of the two and "
        "try again."
    ),
    "unclear-sheet": (
        "{file}: several sheets could be meant ({sheets}). Put the one to be read first."
    ),
    "formula-unsolved": (
        "{file}, row {row}: “{column}” is a formula whose result is not in the file. Open it in a "
        "spreadsheet, save it and try again."
    ),
    "targets-header": (
        "{file}: the header is “{header}”. It needs the columns feature and value (or category "
        "and name, or category and feature), min and max."
    ),
    "missing-columns": "{file}: the header lacks {columns}. It has: {header}.",
    "unclear-id": (
        "{file}: several columns could hold the id ({columns}). Name one with --id-column."
    ),
    "bad-rows": "{file}: {count} cannot be used, so nothing was read.\n{problems}",
    "bad-settings": "{file}: {problem}",
    "bad-run": "{file}: this is not a stored draw ({reason}).",
    # public lotteries
    "bad-dice": (
        "{dice} dice with {sides} sides each cannot be thrown. Choose 1 to 100 dice with 2 to "
        "1000 sides."
    ),
    "too-few-dice": (
        "{dice} dice with {sides} sides cannot tell {tickets} tickets apart. Take {needed}."
    ),
    "wrong-number-of-dice": "{shown} numbers were given, but the rule says {dice} dice.",
    "bad-throw": "A die shows {shown}, but these dice show {lowest} to {highest}.",
    "throw-again": (
        "This throw lies above the last number that treats all tickets alike. Throw all dice "
        "again and give every throw, in order."
    ),
    "throw-too-many": (
        "Throw {number} settled the draw already. What was thrown after it does not count: give "
        "the throws up to that one."
    ),
    "no-throw": "No throw was given.",
    "bad-round": "Round {round} of the chain “{chain}” is not a round of a drand beacon.",
    "round-is-out": (
        "Round {round} came out at {at}, before this lottery is published, so its result can be "
        "known already. Choose a later round."
    ),
    "round-not-out": "Round {round} comes out at {at}. Nothing was drawn; try again then.",
    "other-round": "The rule says round {expected} of the beacon, and this is round {given}.",
    "bad-beacon": "What the beacon answered cannot be used ({reason}). Nothing was drawn.",
    "beacons-disagree": "Two mirrors of the beacon answered differently. Nothing was drawn.",
    "too-few-mirrors": (
        "{answered} of {asked} mirrors of the beacon answered, and {needed} have to agree. "
        "Nothing was drawn; try again later."
    ),
    "other-rule": "The published rule is “{expected}”, and this is “{given}”. The rule decides.",
    "already-drawn": "This lottery has been drawn already. One commitment, one draw.",
    "not-a-lottery": "This is not a published lottery ({reason}).",
    "rewritten-lottery": (
        "This file was written again since it was published: it is not in its canonical form. "
        "Take the file as it was published."
    ),
    "bad-codes": "The list of codes cannot be read. It has the columns id and code.",
    "code-unknown": (
        "The code “{mark}” is not in the list of codes. Take the list that was made with this "
        "lottery."
    ),
    "code-not-there": "No code “{mark}” is in this lottery. Check how it is spelt.",
    "code-not-in-pool": "“{id}” is in the list of codes but not in the file of people.",
    "short-salt": "The salt has {length} characters; give a secret of at least {least}.",
    "codes-collide": "Two people got the same code. Publish with another salt.",
    # running
    "time-limit": (
        "The draw was stopped after {seconds:g} seconds. Nothing was drawn. Allow it more time."
    ),
    "replay-mismatch": (
        "Replaying gives a different {part}: this run cannot be reproduced here. Replay it with "
        "the releases of Publius and highspy that made it, from a record that nobody has changed."
    ),
    "solver-missing": (
        "The solver HiGHS is not installed, so nothing can be drawn. Install the package highspy."
    ),
    "solver-failed": (
        "The solver stopped unexpectedly ({reason}). Nothing was drawn. Install the release of "
        "highspy that Publius asks for, and report it if that does not help."
    ),
}
