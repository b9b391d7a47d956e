"""Sentences in the agent's language, with values put in by name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hoory_tui import words
from hoory_tui.words import counted, for_key, said, speak, to_count, to_say
from hoory_tui.words.dates import Dates

from .tongues import speaking


class Told:
    """A language of a few sentences."""

    def __init__(self, **known: str) -> None:
        self.dates = Dates("hy")
        self.known = {one.replace("_", " "): text for one, text in known.items()}

    def one(self, text: str) -> str:
        return self.known.get(text, text)

    def of_many(self, one: str, many: str, count: int) -> str:
        return self.known.get(one if count == 1 else many, "")


def test_english_is_what_stands_in_the_code() -> None:
    assert said("Quit?") == to_say("Quit?") == "Quit?"
    assert said("100 {percent}") == "100 {percent}", "without values nothing is put in"
    assert said("Sent to {name}.", name="{Zoë}") == "Sent to {Zoë}."
    assert counted("{count} file", "{count} files", 1) == "1 file"
    assert counted(*to_count("{count} file of {name}", "{count} files of {name}"), 0, name="A") == (
        "0 files of A"
    )
    assert for_key("open") == "open"


def test_values_stand_where_the_language_has_them() -> None:
    with speaking(Told(Sent_to="no", **{"{name} to {place}": "{place}՝ {name}"})):
        assert (
            said("{name} to {place}", name="Zoë {place}", place="Öresund") == "Öresund՝ Zoë {place}"
        )
        assert said("unknown {name}", name="Zoë") == "unknown Zoë"


@pytest.mark.parametrize("slip", ["{nome}", "{name", "{0}", "{name.first}", "{name:d}"])
def test_a_slip_of_a_translator_leaves_the_english_sentence(slip: str) -> None:
    with speaking(Told(**{"Sent to {name}.": f"Գնաց {slip}", "{count} b": f"{slip} բ"})):
        assert said("Sent to {name}.", name="Zoë") == "Sent to Zoë."
        assert counted("{count} a", "{count} b", 2) == "2 b"


def test_the_word_for_a_key_may_be_another_than_the_word_alone() -> None:
    with speaking(Told(open="բաց", read="կարդացված", **{"key\4open": "բացել"})):
        assert (said("open"), for_key("open"), for_key("read")) == ("բաց", "բացել", "կարդացված")
        assert for_key("") == ""


def test_armenian_is_spoken_and_left_again() -> None:
    try:
        speak("hy")
        assert said("Quit hoory-tui?") == "Փակե՞լ hoory-tui-ն։"
        assert counted("{count} conversation", "{count} conversations", 3) == "3 զրույց"
        assert said("") == ""
        speak("de")
        assert said("Quit hoory-tui?") == "Quit hoory-tui?"
    finally:
        speak("en")
    assert words.times() is None


def test_english_costs_nothing_and_armenian_loads_dates_when_a_time_is_told() -> None:
    script = (
        "import sys; from hoory_tui.words import counted, said, speak, times\n"
        "loaded = lambda *names: [one for one in names if one in sys.modules]\n"
        "speak('en'); said('a {b}', b=1); counted('one', 'many', 2)\n"
        "sys.stdout.write(f\"{loaded('gettext', 'babel')} | \")\n"
        "speak('hy'); said('Quit hoory-tui?')\n"
        "sys.stdout.write(f\"{loaded('gettext', 'babel')} | \")\n"
        "times().narrow(4, 'minute'); sys.stdout.write(f\"{loaded('babel')}\")"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    at_first, speaking_it, telling_times = done.stdout.split(" | ")
    assert "babel" not in at_first
    assert "gettext" not in at_first
    assert "babel" not in speaking_it
    assert "babel" in telling_times


def test_without_the_library_for_dates_all_but_times_is_spoken() -> None:
    script = (
        "import sys; sys.modules['babel'] = None\n"
        "from hoory_tui.render import when; from hoory_tui.words import said, speak\n"
        "speak('hy'); sys.stdout.write(f\"{said('Mine')} {when.duration(180)} {when.age(1, 200)}\")"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode() == "Իմը 3 min 3m"
