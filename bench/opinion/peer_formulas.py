"""red-dwarf's figures for votes from a file, in its own environment: run by ``bench.opinion``.

    python peer_formulas.py votes.npz

Prints one JSON object: groups and positions by person, figures by statement, lists by group.
"""

import json
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")
from peer import rows  # noqa: E402
from reddwarf.implementations import base  # noqa: E402

FIGURES = {
    "extremity": "extremity",
    "consensus": "group-aware-consensus",
    "priority": "priority",
}


def main(path):
    data = np.load(path)
    found = base.run_pipeline(
        votes=rows(data, None),
        mod_out_statement_ids=data["out"].tolist(),
        force_group_count=int(data["k"]) or None,
        random_state=0,
    )
    people, statements = found.participants_df, found.statements_df
    print(
        json.dumps(
            {
                "groups": {str(p): str(int(g)) for p, g in people["cluster_id"].dropna().items()},
                "positions": {str(p): [x, y] for p, x, y in people[["x", "y"]].itertuples()},
                "figures": {
                    ours: {str(s): float(v) for s, v in statements[theirs].items()}
                    for ours, theirs in FIGURES.items()
                },
                "representative": {
                    str(group): [[each["tid"], each["repful-for"]] for each in listed]
                    for group, listed in found.repness.items()
                },
                "by_all": {
                    side: [each["tid"] for each in found.consensus[side]]
                    for side in ("agree", "disagree")
                },
            },
            default=float,
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
