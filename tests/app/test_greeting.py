"""What is said before any desk is set up; the keys are tried in a real terminal elsewhere."""

from __future__ import annotations

from hoory_tui.app.greeting import CHOICES, greeting


def test_every_choice_has_a_key_and_all_places_are_named() -> None:
    said = greeting({"HOME": "/home/ada", "XDG_STATE_HOME": "/elsewhere"})
    assert max(map(len, said.splitlines())) < 80
    for key, _, words in CHOICES:
        assert f"  {key}  {words}" in said
    assert len({key for key, *_ in CHOICES}) == len(CHOICES)
    assert "~/.config/hoory-tui/config.toml" in said
    assert "~/.config/hoory-tui/profiles.toml" in said
    assert "/elsewhere/hoory-tui" in said
    assert said.splitlines()[-1].startswith("Press ")
