"""red-dwarf on votes from a file, in an environment of its own: run by ``bench.opinion``.

    python peer.py votes.npz

The file holds ``people``, ``votes_on``, ``answers`` (parallel, last vote wins), ``out`` (statements
left out), ``k`` (0: free) and ``cuts`` (fit after so many votes, one fit each). Prints one JSON
line per fit: CPU seconds, extra MB, groups by person, statements ranked by group-aware consensus,
and a hash of the positions.
"""

import hashlib
import json
import sys
import time
import warnings

import numpy as np
from memory import Peak

warnings.simplefilter("ignore")
from reddwarf.implementations import base  # noqa: E402


def rows(data, cut):
    """Votes as red-dwarf wants them; the last of each pair stands."""
    last = {}
    for person, statement, answer in zip(
        data["people"][:cut].tolist(),
        data["votes_on"][:cut].tolist(),
        data["answers"][:cut].tolist(),
        strict=True,
    ):
        last[person, statement] = answer
    return [
        {"participant_id": p, "statement_id": s, "vote": a, "modified": n}
        for n, ((p, s), a) in enumerate(last.items())
    ]


def fit(votes, data):
    peak, started = Peak(), time.process_time()
    found = base.run_pipeline(
        votes=votes,
        mod_out_statement_ids=data["out"].tolist(),
        force_group_count=int(data["k"]) or None,
        random_state=0,
    )
    seconds, extra = time.process_time() - started, peak.extra()
    people = found.participants_df
    groups = {str(p): int(g) for p, g in people["cluster_id"].dropna().items()}
    places = people[["x", "y"]].to_numpy(dtype=float).tobytes()
    shown = found.statements_df[~found.statements_df["to_zero"].astype(bool)]
    ranked = shown.sort_values("group-aware-consensus", ascending=False)
    return {
        "seconds": seconds,
        "extra": extra,
        "groups": groups,
        "consensus": [int(s) for s in ranked.index[:10]],
        "places": hashlib.sha256(places).hexdigest(),
    }


def main(path):
    data = np.load(path)
    for cut in data["cuts"].tolist():
        try:
            print(json.dumps(fit(rows(data, cut), data)), flush=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is theirs, and shown
            print(json.dumps({"failed": f"{type(error).__name__}: {error}"[:200]}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
