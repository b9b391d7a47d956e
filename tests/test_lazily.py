"""Classes that are finished by their first use do all that the library's own do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import sys
import threading
from types import CodeType, FrameType
from typing import TYPE_CHECKING, ClassVar, Final

import pytest

from hoory_tui import lazily
from hoory_tui.lazily import dataclass, pattern

if TYPE_CHECKING:
    from _typeshed import TraceFunction

_MADE: Final = ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__dataclass_fields__")


@dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    unit: ClassVar[str] = "cm"
    x: int
    y: int = 0
    tags: list[str] = dataclasses.field(default_factory=list, compare=False)

    @property
    def length(self) -> int:
        """The longer way."""
        return abs(self.x) + abs(self.y)


@dataclass(frozen=True, slots=True)
class Place(Point):
    """A place with a name."""

    name: str = "here"


@dataclass(slots=True)
class Loose:
    """Something that changes."""

    value: int = 1
    doubled: int = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.doubled = 2 * self.value


@dataclass
class Open:
    """Something with room for more."""

    value: int = 1


def test_made_by_position_and_by_name_with_defaults() -> None:
    assert Point(1) == Point(x=1, y=0) != Point(1, 2)
    assert Point(1).tags is not Point(1).tags
    assert Point(3, -4).length == 7
    assert Point.unit == Point(1).unit == "cm"
    assert repr(Point(1)) == "Point(x=1, y=0, tags=[])"
    with pytest.raises(TypeError, match="x"):
        Point()  # type: ignore[call-arg]


def test_frozen_slotted_and_hashed_by_what_is_compared() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert not hasattr(point, "__dict__")
    assert {Point(1), Point(1, tags=["a"])} == {point}


def test_inherited() -> None:
    assert Place(1, 2, [], "there") == dataclasses.replace(Place(1, 2), name="there")
    assert [one.name for one in dataclasses.fields(Place)] == ["x", "y", "tags", "name"]
    assert isinstance(Place(1), Point)
    assert Place(1) != Point(1)
    match Place(5, 6):
        case Point(x, y):
            assert (x, y) == (5, 6)


def test_changing_ones() -> None:
    loose = Loose(4)
    assert (loose.value, loose.doubled) == (4, 8)
    loose.value = 5
    assert loose == Loose(5) or loose.doubled == 8
    with pytest.raises(TypeError, match="unhashable"):
        hash(loose)
    with pytest.raises(AttributeError):
        loose.other = 1  # type: ignore[attr-defined]
    room = Open()
    room.more = 1  # type: ignore[attr-defined]
    assert room == Open(1)
    assert dataclasses.asdict(room) == {"value": 1}


def test_copied() -> None:
    place = Place(1, 2, ["a"])
    assert copy.copy(place) == copy.deepcopy(place) == pickle.loads(pickle.dumps(place)) == place
    assert dataclasses.is_dataclass(Place)


def test_finished_once_though_many_ask_at_the_same_time() -> None:
    for _ in range(20):

        @dataclass(frozen=True, slots=True)
        class Busy:
            value: int

        start, made = threading.Barrier(8), []

        def make(busy: type[Busy] = Busy, start: threading.Barrier = start) -> None:
            start.wait()
            made.append(busy(1))  # noqa: B023 (joined below)

        threads = [threading.Thread(target=make) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == [Busy(1)] * 8


@pytest.mark.parametrize("slots", [False, True], ids=["open", "slotted"])
def test_whole_for_whoever_uses_it_while_it_is_being_finished(slots: bool) -> None:
    @dataclass(frozen=True, slots=slots)  # type: ignore[literal-required]
    class Busy:
        value: int

    lacked: list[str] = []

    def look(code: CodeType) -> None:
        # As another thread would see it, between any two lines of what finishes the class.
        if code.co_filename in (lazily.__file__, dataclasses.__file__):
            lacked.extend(name for name in _MADE if name not in vars(Busy))

    def traced(frame: FrameType, _what: str, _argument: object) -> TraceFunction:
        look(frame.f_code)
        return traced

    tracer = sys.gettrace()
    sys.settrace(traced)
    try:
        busy = Busy(1)
    finally:
        sys.settrace(tracer)
    assert not lacked
    assert repr(busy).endswith("Busy(value=1)")
    assert not [one for one in vars(Busy).values() if type(one).__name__ == "_Unfinished"]


def test_of_a_frozen_one_nothing_else_is_set_either() -> None:
    @dataclass(frozen=True)
    class Shut:
        value: int = 1

    for one in (Shut(), Point(1)):
        with pytest.raises(dataclasses.FrozenInstanceError, match="other"):
            one.other = 1  # type: ignore[union-attr]
    assert Shut.__init__.__qualname__.endswith("<locals>.Shut.__init__")


def test_without_what_the_library_leaves_out() -> None:
    @dataclass(eq=False)
    class Alone:
        value: list[int] = dataclasses.field(default_factory=list)
        other: int = dataclasses.field(default=2, init=False)

    assert Alone() != Alone()
    assert not hasattr(Alone, "value")
    assert Alone.other == Alone().other == 2
    assert len({Alone(), Alone()}) == 2


def test_a_pattern_is_compiled_by_its_first_use() -> None:
    wrong = pattern("(")
    with pytest.raises(Exception, match="unterminated"):
        wrong.search("x")
    right = pattern(r"b+", 0)
    assert right.sub("-", "abba") == "a-a"
    assert right.fullmatch("bb")
    assert right.pattern == "b+"
