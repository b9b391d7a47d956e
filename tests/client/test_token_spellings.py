from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from hoory_tui.client.errors import Invalid
from hoory_tui.client.session import open_session
from hoory_tui.client.transport import Transport

from .servers import http_server
from .test_transport import answering

ODD_TOKEN = 't/0"k\\en'


@pytest.mark.parametrize("spelled", [json.dumps(ODD_TOKEN)[1:-1], quote(ODD_TOKEN, safe="")])
async def test_a_token_that_is_repeated_in_another_spelling_is_hidden_too(spelled: str) -> None:
    body = f'{{"error":"you sent {spelled}"}}'
    async with (
        http_server(answering(422, body.encode())) as server,
        open_session(server) as session,
    ):
        with pytest.raises(Invalid) as caught:
            await Transport(session, server, SecretStr(ODD_TOKEN)).get("/api")
    assert spelled not in caught.value.sentence
    assert ODD_TOKEN not in caught.value.sentence
    assert "***" in caught.value.sentence
