from __future__ import annotations

import json
import random
import re

from hoory_tui.demo.company import read_rows, read_table
from hoory_tui.demo.crowd import WRITTEN_FILES, talk_specs


def test_any_number_is_given_and_the_hand_written_come_first() -> None:
    specs = talk_specs(150, random.Random(1))
    assert len(specs) == 150
    written = [one for name in WRITTEN_FILES for one in read_rows(name)]
    names = [one["name"] for one in specs[: len(written) + 2]]
    assert set(names) == {one["name"] for one in written} | {
        one["talk"]["name"] for one in read_rows("long_talks")
    }


def test_the_same_rng_gives_the_same_talks() -> None:
    one, same = (json.dumps(talk_specs(120, random.Random(4))) for _ in range(2))
    assert one == same


def test_every_key_in_the_data_is_known_to_the_company() -> None:
    company = read_table("company")
    agents = {row["key"] for row in company["agents"]}
    inboxes = {row["key"] for row in company["inboxes"]}
    teams = {row["key"] for row in company["teams"]}
    labels = {row["title"] for row in company["labels"]}
    for talk in talk_specs(200, random.Random(1)):
        assert talk["inbox"] in inboxes
        assert talk.get("to", "nare") in agents
        assert talk.get("team", "money") in teams
        assert set(talk["labels"]) <= labels
        for line in talk["lines"]:
            assert line[0].rstrip("!") in agents | {"<", "*", "bot"}
            assert set(re.findall(r"\{@(\w+)\}", line[1] or "")) <= agents


def test_patterns_speak_languages_that_have_people() -> None:
    data = read_table("patterns")
    spoken = {pattern["lang"] for pattern in data["patterns"]}
    assert spoken == set(data["people"])
    assert spoken <= set(read_table("live")["languages"])
