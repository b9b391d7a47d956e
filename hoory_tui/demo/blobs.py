"""The files behind attachments: a redirect, then the bytes, as in the real service."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from . import files
from .engine import Engine
from .records import Attachment
from .web_tools import answer, not_found_page, read_params, unprocessable


class BlobRoutes:
    """Downloads need no sign-in: the signed id in the path is the secret."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the download routes and the upload under an account."""
        storage = "/rails/active_storage"
        return [
            web.get(f"{storage}/blobs/redirect/{{signed}}/{{name}}", self.redirect),
            web.get(f"{storage}/representations/redirect/{{signed}}/{{name}}", self.redirect),
            web.get(f"{storage}/disk/{{signed}}/{{name}}", self.download),
            web.post(f"{base}/upload", self.upload),
        ]

    def _attachment(self, request: web.Request) -> Attachment | None:
        signed = request.match_info["signed"]
        found = self._engine.world.attachments.get(files.attachment_id_of(signed) or 0)
        return found if found is not None and files.signed_id(found) == signed else None

    async def redirect(self, request: web.Request) -> web.Response:
        """Point to the bytes."""
        attachment = self._attachment(request)
        if attachment is None:
            return not_found_page()
        name = quote(attachment.file_name, safe="")
        place = f"/rails/active_storage/disk/{files.signed_id(attachment)}/{name}"
        location = self._engine.events.base_url + place
        return web.Response(status=302, headers={"Location": location}, content_type="text/html")

    async def download(self, request: web.Request) -> web.Response:
        """Answer with the bytes and the file's name."""
        attachment = self._attachment(request)
        if attachment is None:
            return not_found_page()
        name = quote(attachment.file_name, safe="")
        disposition = f"inline; filename*=UTF-8''{name}"
        return web.Response(
            body=files.bytes_of(attachment),
            headers={"Content-Disposition": disposition, "Content-Type": attachment.content_type},
        )

    async def upload(self, request: web.Request) -> web.Response:
        """Store one file and answer with its URL."""
        uploads = (await read_params(request)).uploads
        if not uploads:
            raise unprocessable("No file uploaded")
        world, upload = self._engine.world, uploads[0]
        upload.id = world.ids.take("attachment")
        upload.created_at = world.now()
        world.attachments[upload.id] = upload
        body = {
            "file_url": self._engine.events.file_url(upload),
            "blob_id": files.signed_id(upload),
        }
        return answer(body)
