"""The library as records: what servers tell of it, folded and held part by part."""

from __future__ import annotations

import pytest

from hoory_tui.store.happenings import LibraryLoaded
from hoory_tui.store.library import (
    AttributeDefinition,
    CannedResponse,
    Folder,
    Macro,
    MacroAction,
    fold_canned,
    fold_definitions,
    fold_folders,
    fold_macros,
)
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.library import (
    AttributeDefinitionPayload,
    CannedResponsePayload,
    CustomFilterPayload,
    MacroPayload,
)
from hoory_tui.wire.payload import read_payload

from ..recordings import Recording, recordings


def test_canned_responses_stand_by_their_code() -> None:
    found = [
        CannedResponsePayload.model_validate({"id": 2, "short_code": "Zed", "content": "z"}),
        CannedResponsePayload.model_validate({"id": 1, "short_code": "hi", "content": "Hi\nyou"}),
        CannedResponsePayload.model_validate({"id": 3}),
    ]
    assert fold_canned(found) == (
        CannedResponse(3),
        CannedResponse(1, "hi", "Hi\nyou"),
        CannedResponse(2, "Zed", "z"),
    )


def test_steps_of_a_macro_keep_what_their_parameters_are() -> None:
    body = {
        "id": 7,
        "name": "Close",
        "visibility": "personal",
        "actions": [
            {"action_name": "assign_agent", "action_params": [3]},
            {"action_name": "add_label", "action_params": ["vip", None]},
            {"action_name": "resolve_conversation"},
            {"action_params": ["of no name"]},
        ],
    }
    (macro,) = fold_macros([read_payload(MacroPayload, body)])
    assert macro == Macro(
        7,
        "Close",
        "personal",
        (
            MacroAction("assign_agent", (3,)),
            MacroAction("add_label", ("vip", "")),
            MacroAction("resolve_conversation"),
            MacroAction("", ("of no name",)),
        ),
    )


def test_definitions_without_a_key_are_nothing() -> None:
    found = [
        AttributeDefinitionPayload.model_validate(
            {"id": 1, "attribute_key": "plan", "attribute_display_type": "list"}
        ),
        AttributeDefinitionPayload.model_validate({"id": 2}),
    ]
    assert fold_definitions(found) == (AttributeDefinition(1, "plan", "plan", "list"),)


@pytest.mark.parametrize("recording", recordings(), ids=lambda one: one.name)
def test_real_servers_have_such_libraries(recording: Recording) -> None:
    seen = set()
    for answer in (*recording.answers(), *recording.finals()):
        if answer.method != "GET" or answer.status != 200:
            continue
        match answer.path.rsplit("/", 1)[-1]:
            case "canned_responses":
                rows = [read_payload(CannedResponsePayload, one) for one in answer.body]
                assert all(one.short_code and one.content for one in fold_canned(rows))
            case "macros":
                read = [read_payload(MacroPayload, one) for one in answer.body["payload"]]
                for macro in fold_macros(read):
                    assert macro.name
                    assert all(step.name for step in macro.actions)
            case "custom_filters":
                folders = [read_payload(CustomFilterPayload, one) for one in answer.body]
                assert all(one.query["payload"] for one in fold_folders(folders))
            case "custom_attribute_definitions":
                made = [read_payload(AttributeDefinitionPayload, one) for one in answer.body]
                assert len(fold_definitions(made)) == len(answer.body)
            case _:
                continue
        seen.add(answer.path.rsplit("/", 1)[-1])
    assert {"canned_responses", "macros", "custom_filters"} <= seen


def test_a_part_that_was_not_read_stays_what_it_was() -> None:
    store = Store(7)
    hello = CannedResponsePayload.model_validate({"id": 1, "short_code": "hi", "content": "Hi"})
    changes = apply(store, LibraryLoaded(canned=[hello], folders=[]), 0.0)
    assert changes.lists
    folder = CustomFilterPayload.model_validate({"id": 4, "name": "Mine", "query": {"payload": []}})
    apply(store, LibraryLoaded(folders=[folder]), 0.0)
    assert store.library.canned == (CannedResponse(1, "hi", "Hi"),)
    assert store.library.folders == (Folder(4, "Mine", {"payload": []}),)
    assert store.library.known == {"canned", "folders"}
