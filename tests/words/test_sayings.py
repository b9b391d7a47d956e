"""Sentences of errors: English to all who know no languages, told where somebody reads them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from hoory_tui.client import errors
from hoory_tui.client.errors import (
    CannotConnect,
    HooryError,
    Invalid,
    Moved,
    NotFetched,
    NotFound,
    Obstacle,
    ProxyRefused,
    ServerFailed,
    SignInRefused,
    TooLarge,
    TooManyRequests,
    Unreadable,
    WrongPin,
)
from hoory_tui.config.document import Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import Settings
from hoory_tui.sdk.inbox.errors import Sent, SessionGone, UnclearSend
from hoory_tui.words import said, saying, told
from hoory_tui.words.catalogue import open_catalogue

from .test_layout import _WORD
from .tongues import Stretched, speaking

HOST = "1.example:80"
"""Letters in values are small and few, so that every other one is seen."""
WHY = saying("it is a web page")
LOOSE: dict[type[HooryError], tuple[object, ...]] = {
    errors.CannotConnect: (HOST, Obstacle.SLOW),
    errors.ProxyRefused: (407,),
    errors.UnusableAuthority: ("/9",),
    errors.UntrustedCertificate: (HOST,),
    errors.WrongPin: (HOST,),
    errors.Interrupted: (HOST,),
    errors.TimedOut: (HOST,),
    errors.Moved: (HOST,),
    errors.SignInRefused: (),
    errors.TokenReplaced: (),
    errors.CodeNeeded: (None,),
    errors.NotAllowed: (),
    errors.NotFound: (),
    errors.Invalid: (),
    errors.TooManyRequests: (),
    errors.NotFetched: (WHY,),
    errors.TooLarge: (9_000_000,),
    errors.ServerFailed: (502,),
    errors.Unreadable: (HOST, WHY),
}
"""By class, what one is made of."""
VALUES = frozenset({"them", "theme", "mouse", "keys", "reply", "invalid", "value"})
"""What stands in the files below, or is quoted of the library."""
BASES = {errors.HooryError, errors.Unreached, errors.Broken, errors.Declined}
"""Whoever raises these brings the sentence."""
MORE: list[HooryError] = [
    *(CannotConnect(HOST, one) for one in Obstacle),
    ProxyRefused(403),
    Moved(""),
    *(kind("“9”") for kind in (SignInRefused, errors.NotAllowed, NotFound, Invalid)),
    TooManyRequests(9.0),
    SessionGone(),
    UnclearSend(Sent(1, "", (), "", 0), ServerFailed(502), 9),
]


def test_every_error_of_the_client_is_told_in_the_agent_s_language() -> None:
    types = {one for one in vars(errors).values() if isinstance(one, type)}
    kinds = {one for one in types if issubclass(one, HooryError)} - BASES
    assert kinds == set(LOOSE), "give each new error what it is made of"
    made = [kind(*values) for kind, values in LOOSE.items()]  # type: ignore[arg-type]
    for error in [*made, *MORE]:
        english = error.sentence
        assert english == str(error)
        with speaking(Stretched()):
            assert [one for one in _WORD.findall(error.sentence) if one not in HOST] == []
            assert str(error) == english, "what logs and commands say stays English"


def test_a_sentence_in_a_sentence_is_told_with_it() -> None:
    unreadable = Unreadable("acme.example", WHY)
    assert unreadable.problem == "it is a web page"
    with speaking(open_catalogue("hy")):
        assert "այն վեբ էջ է" in unreadable.sentence
        assert "config.toml" in TooLarge(9_000_000).sentence
        assert NotFetched("it was lost").sentence == "Ֆայլը չբեռնվեց. it was lost։"
        assert said("{why}!", why=WHY) == "այն վեբ էջ է!"
        assert told("it is a web page") == "it is a web page", "only a saying is told"
    assert told(WHY) == "it is a web page"


def test_a_saying_stays_one_when_it_travels() -> None:
    again = pickle.loads(pickle.dumps(WrongPin("acme.example").args[0]))
    with speaking(open_catalogue("hy")):
        assert told(again).startswith("acme.example-ի վկայագիրը")


def test_a_sentence_of_somebody_else_s_is_left_as_it_is() -> None:
    with speaking(Stretched()):
        assert HooryError("Not {ours}.").sentence == "Not {ours}."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("them = 1", "տող 1, բանալի them. այս բանալին անհայտ է. ֆայլը մնաց նույնը"),
        ("mouse = 3", "պետք է լինի true կամ false"),
        ('[keys]\nreply = "f10"', "տերմինալները դրանով բացում են իրենց ընտրացանկը"),
        ("mouse = ", "սա վավեր TOML չէ (invalid value)"),
    ],
)
def test_a_mistake_in_the_settings_is_told_in_armenian(
    text: str, words: str, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    with pytest.raises(ConfigError) as caught:
        Document.parse(file, text.encode()).build(Settings)
    english = str(caught.value)
    assert caught.value.sentence == english
    with speaking(open_catalogue("hy")):
        assert words in caught.value.sentence
        assert str(caught.value) == english
    with speaking(Stretched()):
        left = set(_WORD.findall(caught.value.sentence.replace(str(file), "")))
    assert left <= VALUES
