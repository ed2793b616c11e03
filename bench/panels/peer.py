"""sortition-algorithms on one pool, in an environment of its own: run by ``bench.panels``.

    python peer.py METHOD < case.json

The case holds ``people`` (a row of strings each), ``features``, ``targets`` (feature, value, least,
most), ``size`` and ``address`` (whether nobody may share one). Prints JSON: the CPU seconds of
finding the lottery, and everybody's chance in the order of the people.
"""

import json
import sys
import time

from sortition_algorithms import CSVStringDataSource, SelectionData, Settings, committee_generation

SEARCHES = {
    "maximin": committee_generation.find_distribution_maximin,
    "nash": committee_generation.find_distribution_nash,
}


def main(method):
    case = json.load(sys.stdin)
    columns = ["address"] if case["address"] else []
    settings = Settings(
        id_column="id",
        columns_to_keep=["address"],
        check_same_address=case["address"],
        check_same_address_columns=columns,
    )
    targets = ["feature,value,min,max"] + [",".join(map(str, row)) for row in case["targets"]]
    people = [",".join(["id", "address", *case["features"]])]
    people += [
        ",".join([str(n), home, *row])
        for n, (home, row) in enumerate(zip(case["homes"], case["people"], strict=False))
    ]
    source = SelectionData(CSVStringDataSource("\n".join(targets), "\n".join(people)))
    features, _ = source.load_features(case["size"])
    pool, _ = source.load_people(settings, features)
    started = time.process_time()
    panels, shares, _ = SEARCHES[method](features, pool, case["size"], columns)
    seconds = time.process_time() - started
    chances = [0.0] * len(case["people"])
    for panel, share in zip(panels, shares, strict=False):
        for person in panel:
            chances[int(person)] += share
    print(json.dumps({"seconds": seconds, "chances": chances}))


main(*sys.argv[1:])
