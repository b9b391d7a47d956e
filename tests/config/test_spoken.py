"""Which language messages are translated into."""

from __future__ import annotations

import pytest

from hoory_tui.config.spoken import language_code, spoken_language


@pytest.mark.parametrize(
    ("chosen", "environ", "code"),
    [
        ("hy", {"LANG": "de_DE.UTF-8"}, "hy"),
        ("", {"LANG": "de_DE.UTF-8"}, "de"),
        ("", {"LC_ALL": "", "LC_MESSAGES": "fr_FR@euro", "LANG": "de_DE"}, "fr"),
        ("", {"LANG": "pt_BR.UTF-8"}, "pt_BR"),
        ("", {"LANG": "C.UTF-8"}, "en"),
        ("", {"LANG": "POSIX"}, "en"),
        ("", {}, "en"),
    ],
)
def test_the_chosen_one_else_that_of_the_login(
    chosen: str, environ: dict[str, str], code: str
) -> None:
    assert spoken_language(chosen, environ) == code


@pytest.mark.parametrize("value", ["english", "e", 7, "", "de-"])
def test_no_code_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="the code of a language"):
        language_code(value)
