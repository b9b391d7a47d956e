"""A desk whose every secret is a canary, and hosts that must hear of none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import aiohttp
from aiohttp import web

from hoory_tui.client.limits import TOKEN_HEADER
from hoory_tui.demo.desk import DemoDesk

from .canary import Scene, new_canary
from .desks import small_desk

NAME: Final = "Dana Okafor"


@asynccontextmanager
async def trapped_desk(scene: Scene) -> AsyncIterator[DemoDesk]:
    """Run a desk whose every secret is a canary."""
    async with small_desk(NAME) as desk:
        world = desk.engine.world
        agent = world.agents[desk.agents[0].id]
        agent.access_token = new_canary("agent")
        agent.pubsub_token = new_canary("pubsub")
        scene.secrets += [agent.access_token, agent.pubsub_token]
        for inbox in world.inboxes.values():
            inbox.hmac_token = new_canary("hmac")
            scene.secrets.append(inbox.hmac_token)
        for session in world.sessions.values():
            session.pubsub_token = new_canary("contact")
            scene.secrets.append(session.pubsub_token)
        yield desk


@asynccontextmanager
async def other_host(scene: Scene) -> AsyncIterator[str]:
    """Run a host that is told nothing of ours, and note every byte that it is told."""

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = b""
        while b"\r\n\r\n" not in head and (part := await reader.read(65536)):
            head += part
        scene.elsewhere.append(head)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def misleading_cable(desk: DemoDesk, code: int, other: str) -> AsyncIterator[str]:
    """Run the desk's front door, which leads whoever wants its cable to another host."""
    async with aiohttp.ClientSession(auto_decompress=False) as session:

        async def serve(request: web.Request) -> web.StreamResponse:
            if request.path == "/cable":
                return web.Response(status=code, headers={"Location": f"{other}/cable?from=us"})
            headers = {TOKEN_HEADER: request.headers.get(TOKEN_HEADER, "")}
            async with session.request(
                request.method,
                f"{desk.url}{request.path_qs}",
                data=await request.read(),
                headers=headers,
            ) as answer:
                body = await answer.read()
                return web.Response(
                    status=answer.status, body=body, content_type=answer.content_type
                )

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", serve)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()
