"""Times in Armenian, by the words of the library and as narrow as the panes need them."""

from __future__ import annotations

from datetime import UTC, datetime

from hoory_tui.render import when
from hoory_tui.render.lines import width_of
from hoory_tui.words.catalogue import open_catalogue
from hoory_tui.words.dates import Dates

from .tongues import speaking

NOW = datetime(2026, 9, 21, 14, 13, tzinfo=UTC).timestamp()
DAY = 86400.0


def test_ages_fit_four_cells_whatever_they_are() -> None:
    with speaking(open_catalogue("hy")):
        spans = (5, 60, 3599, 3600, 86399, 86400, 13 * DAY, 14 * DAY, 364 * DAY, 365 * DAY, 1e10)
        ages = [when.age(NOW - span, NOW) for span in spans]
    assert ages[:4] == ["նոր", "1ր", "59ր", "1ժ"]
    assert max(map(width_of, ages)) <= 4


def test_days_and_moments_are_told_in_armenian() -> None:
    with speaking(open_catalogue("hy")):
        assert when.day(NOW, NOW, UTC) == "Այսօր"
        assert when.day(NOW - DAY, NOW, UTC) == "Երեկ"
        assert when.day(NOW - 3 * DAY, NOW, UTC) == "18 սեպ, ուր"
        assert when.day(NOW - 365 * DAY, NOW, UTC) == "21 սեպ, 2025 թ."
        assert when.moment(NOW + DAY, NOW, UTC) == "երք 14:13"
        assert when.moment(NOW + 9 * DAY, NOW, UTC) == "30 սեպ"
        assert when.moment(NOW + 60, NOW, UTC) == "14:14"
        assert when.whole(NOW + DAY, NOW, UTC) == "22 սեպ, երք 14:13"
        assert "2027" in when.whole(NOW + 300 * DAY, NOW, UTC)


def test_spans_keep_the_unit_that_was_chosen() -> None:
    with speaking(open_catalogue("hy")):
        assert when.duration(40) == "40 վրկ"
        assert when.duration(180) == "3 ր"
        assert when.duration(2 * 3600 * 2) == "4 ժ"
        assert when.ahead(NOW + 40 * 60, NOW) == "40 րոպեից"
        assert when.ahead(NOW + 90 * 60, NOW) == "90 րոպեից"
        assert when.ahead(NOW + 18 * 3600, NOW) == "18 ժամից"
        assert when.ahead(NOW + 12 * DAY, NOW) == "12 օրից"


def test_numbers_have_this_language_s_marks() -> None:
    assert Dates("hy").number(12345.5).replace("\xa0", " ") == "12 345,5"
