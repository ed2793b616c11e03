"""Several threads of a web process search while another takes things in."""

from concurrent.futures import ThreadPoolExecutor

from publius.matching import MemoryIndex
from publius.matching.impact import ImpactIndex
from tests.matching.examples import CYCLING, TOWN, item


def test_searches_during_changes_answer_and_the_last_state_is_right(tmp_path):
    index = ImpactIndex(tmp_path, using="numpy")
    index.upsert(TOWN)
    news = [item(f"n{number}", "I cycle to work", f"p{number}") for number in range(20)]

    with ThreadPoolExecutor(3) as threads:
        answers = [threads.submit(index.search, CYCLING, top=50) for _ in range(30)]
        changes = [threads.submit(index.upsert, [each]) for each in news]
        counts = [len(answer.result(60).fits) for answer in answers]
        for change in changes:
            change.result(60)

    assert 1 <= min(counts) <= max(counts) <= 22
    assert index.search(CYCLING, top=50) == MemoryIndex([*TOWN, *news]).search(CYCLING, top=50)
