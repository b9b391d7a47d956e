from __future__ import annotations

import random
from itertools import pairwise

import pytest

from hoory_tui.demo.company import read_table
from hoory_tui.demo.small_talk import SmallTalk

LANGUAGES = sorted(read_table("live")["languages"])
KINDS = ["follow_up", "to_question", "to_statement", "thanks", "colleague", "closing"]


@pytest.fixture
def talk() -> SmallTalk:
    return SmallTalk(random.Random(5))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_say_everything(talk: SmallTalk, language: str) -> None:
    lines = read_table("live")["languages"][language]
    assert sorted(lines) == sorted(KINDS)
    assert talk.answer("?", language, 3).text in lines["to_question"]
    assert talk.answer("Done.", language, 3).text in lines["to_statement"]
    assert talk.answer("Done.", language, 1).text in lines["thanks"]


def test_answers_fit_what_was_asked(talk: SmallTalk) -> None:
    assert talk.answer("Could you send a photo?", "en", 3).file == "close-up.png"
    assert talk.answer("Please record the noise", "en", 3).file == "click.wav"
    assert "SB-" in talk.answer("What is the order number?", "en", 3).text
    assert talk.answer("Have a good ride!", "en", 3).done


def test_the_same_line_never_comes_twice_running(talk: SmallTalk) -> None:
    lines = [talk.follow_up("en") for _ in range(50)]
    assert all(one != following for one, following in pairwise(lines))


def test_an_unknown_language_falls_back(talk: SmallTalk) -> None:
    assert talk.follow_up("tlh") in read_table("live")["languages"]["en"]["follow_up"]


def test_openers_name_real_inboxes_and_languages(talk: SmallTalk) -> None:
    inboxes = {row["key"] for row in read_table("company")["inboxes"]}
    openers = read_table("live")["openers"]
    assert {one["inbox"] for one in openers} <= inboxes
    assert len({one["email"] for one in openers}) == len(openers)
    assert talk.opener() in openers
