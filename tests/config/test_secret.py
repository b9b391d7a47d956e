"""A secret that nothing prints by chance."""

from __future__ import annotations

import copy
import pickle
import traceback
from dataclasses import dataclass

import pytest
from pydantic import SecretStr

from hoory_tui.config.secret import Secret, text_of

TEXT = "sEcReT123"


@dataclass
class Holder:
    """Something that holds one."""

    secret: Secret


def test_it_shows_nowhere_but_when_asked() -> None:
    secret = Secret(TEXT)
    shown = f"{secret} {secret!r} {[secret]} {Holder(secret)} {copy.deepcopy(secret)}"
    assert TEXT not in shown
    assert secret.get_secret_value() == TEXT
    assert not hasattr(secret, "__dict__")


def test_it_compares_by_its_text() -> None:
    assert Secret(TEXT) == Secret(TEXT) != Secret("other")
    assert Secret(TEXT) != TEXT
    assert len({Secret(TEXT), Secret(TEXT)}) == 1


def test_it_is_written_nowhere() -> None:
    with pytest.raises(TypeError) as caught:
        pickle.dumps(Secret(TEXT))
    assert TEXT not in "".join(traceback.format_exception(caught.value))


def test_whatever_hides_a_text_gives_it_here() -> None:
    assert text_of(Secret(TEXT)) == text_of(SecretStr(TEXT)) == text_of(TEXT) == TEXT
    assert text_of(5) == 5
