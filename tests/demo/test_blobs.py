from __future__ import annotations

import aiohttp
import pytest

from .people import Office


async def test_every_file_of_the_past_is_real(office: Office) -> None:
    starts = {"image": b"\x89PNG", "audio": b"RIFF", "application/pdf": b"%PDF-"}
    kinds = set()
    for attachment in list(office.desk.engine.world.attachments.values()):
        if attachment.file_type == "location":
            continue
        url = office.desk.engine.events.file_url(attachment)
        async with office.http.get(url, allow_redirects=False) as response:
            assert response.status == 302
            assert attachment.file_name in response.headers["Location"]
        async with office.http.get(url) as response:
            body = await response.read()
            assert response.status == 200
            assert response.content_type == attachment.content_type
            assert attachment.file_name in response.headers["Content-Disposition"]
        shape = office.desk.engine.events.attachment(attachment)
        assert shape["file_size"] == len(body) > 0
        for kind, start in starts.items():
            if attachment.content_type.startswith(kind):
                kinds.add(kind)
                assert body.startswith(start)
    assert kinds == set(starts)


async def test_an_upload_can_be_fetched_without_signing_in(office: Office) -> None:
    form = aiohttp.FormData()
    form.add_field("attachment", b"hello", filename="notes – α.txt", content_type="text/plain")
    body = (await office.agent().ask("POST", "/upload", form)).good()
    assert set(body) == {"file_url", "blob_id"}
    async with office.http.get(body["file_url"]) as response:
        assert await response.read() == b"hello"
    assert (await office.agent().ask("POST", "/upload")).status == 422


@pytest.mark.parametrize("signed", ["nonsense", "a--b-401", "401", "x-99999999"])
async def test_a_guessed_id_opens_nothing(office: Office, signed: str) -> None:
    for place in ("blobs/redirect", "disk"):
        path = f"/rails/active_storage/{place}/{signed}/hinge-left.png"
        assert (await office.nobody().ask("GET", path)).status == 404
