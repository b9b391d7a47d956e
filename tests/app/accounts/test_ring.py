"""Other accounts in the background: all that needs the agent there, and nobody who sees them."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from hoory_tui.app.accounts.ring import AFTER_LEAVING
from hoory_tui.demo.faults import Fault
from hoory_tui.render.accounts import link_words
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.store.merged import numbers
from hoory_tui.store.places import Place
from hoory_tui.wire.link import LinkState

from ...chaos import virtual
from ...sdk.following.stage import NOW, played
from .rings import (
    NARE,
    churn,
    comes,
    desks,
    is_named,
    is_read,
    listening,
    needing_there,
    office,
    offices,
    shown,
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_list_is_all_that_needs_me_in_all_of_them_whatever_happens(seed: int) -> None:
    virtual.run(_churned(Random(seed)))


async def _churned(rng: Random) -> None:
    async with desks() as logins, listening(logins) as ring:
        away = logins.desks["away"]
        await comes(lambda: is_read(ring), "a first reading")
        for _ in range(4):
            for there in offices(away):
                churn(there, rng, 12)
            if rng.random() < 0.5:
                # What happens while nobody hears it has to be read afterwards.
                away.drop_sockets()
                churn(away, rng, 6)
            await asyncio.sleep(rng.choice([2.0, 30.0]))
        await asyncio.sleep(70)
        places = [one.known.place for one in ring.sources]
        assert [one.account_id for one in places] == [one.account_id for one in offices(away)]
        truth = set().union(*(needing_there(logins, one) for one in places))
        found = shown(ring.sources)
        assert truth
        assert truth <= found
        # A newer line of the bell takes the place of a mention, which nobody has seen by that.
        assert all(is_named(office(away, Place(*one[:2])), one[2]) for one in found - truth)
        for source in ring.sources:
            world = office(away, source.known.place).engine.world
            alone = [
                one
                for one in world.all_conversations()
                if one.assignee_id is None and one.status == "open"
            ]
            assert numbers(source.store).unassigned == len(alone)


@played
async def test_nobody_sees_me_where_i_only_listen_and_my_choice_stays() -> None:
    async with desks() as logins:
        engine = logins.desks["away"].engine
        nare, seen = engine.world.agents[NARE], set[str]()
        async with listening(logins, together=("away",)) as ring:
            for _ in range(600):
                seen.add(engine.presence.availability_status(nare))
                await asyncio.sleep(0.1)
            assert all(one.link is not None for one in ring.sources)
            assert all(one.store.link.state is LinkState.LIVE for one in ring.sources)
            logins.desks["away"].drop_sockets()
            for _ in range(400):
                seen.add(engine.presence.availability_status(nare))
                await asyncio.sleep(0.1)
        assert seen == {"offline"}
        assert nare.availability == "online"
        assert not any("update_last_seen" in one for one in logins.desks["away"].manners.asked)


@played
async def test_where_i_have_just_left_is_listened_to_once_nobody_takes_me_for_present() -> None:
    loop = asyncio.get_running_loop()
    async with desks() as logins, listening(logins, together=False) as ring:
        left, there = ring.here, Place("away", logins.usual("away"))
        backend = await ring.enter(there)
        await backend.close()
        assert (ring.here, ring.last) == (there, left)
        ring.together = True
        ring.listen()
        source = next(one for one in ring.sources if one.known.place == left)
        begun = loop.time()
        await comes(lambda: source.is_read, "read over REST at once", 5.0)
        assert source.store.link.state is not LinkState.LIVE
        await comes(lambda: source.store.link.state is LinkState.LIVE, "a link")
        assert loop.time() - begun >= AFTER_LEAVING - 1


def words(source: object) -> str:
    at = Moment(NOW, None, UNICODE)
    return link_words(source, at)[0]  # type: ignore[arg-type]


@played
async def test_each_link_says_how_it_is_and_a_refused_login_says_why() -> None:
    async with desks() as logins:
        logins.tokens["away"] = "no-such-token-at-all"
        async with listening(logins, together=("away",)) as ring:
            await comes(lambda: all(one.trouble for one in ring.sources), "a refusal")
            assert all("token" in words(one).lower() for one in ring.sources)
        del logins.tokens["away"]
        async with listening(logins, together=(f"away/{logins.usual('away')}",)) as ring:
            (source,) = ring.sources
            await comes(lambda: source.is_read, "a reading")
            await comes(lambda: words(source) == "live", "a link")
            await logins.desks["away"].stop()
            await comes(lambda: words(source).startswith("offline since"), "an end")
            await logins.desks["away"].start(logins.desks["away"]._port)
            await comes(lambda: words(source) == "live", "a link again")
            logins.desks["away"].rotate_access_token(NARE)
            await comes(lambda: source.trouble, "a refusal on the way", 400.0)
            await comes(lambda: words(source) == "live" and not source.trouble, "peace", 700.0)


@played
async def test_going_to_an_account_ends_listening_to_it_and_counts_it_no_more() -> None:
    async with desks() as logins, listening(logins) as ring:
        await comes(lambda: is_read(ring), "a first reading")
        await comes(lambda: ring.elsewhere, "numbers")
        there = ring.sources[0].known.place
        backend = await ring.enter(there)
        assert there not in [one.known.place for one in ring.sources]
        assert logins.desks["away"].agent(NARE).availability == "online"
        assert [one.is_here for one in ring.places()][-1]
        assert ring.places()[0].is_last
        await backend.close()


@played
async def test_what_was_missed_is_there_with_the_link_and_goes_when_it_was_seen_to() -> None:
    loop = asyncio.get_running_loop()
    async with desks() as logins, listening(logins, together=("away",)) as ring:
        await comes(lambda: is_read(ring), "a first reading")
        await comes(
            lambda: all(one.store.link.state is LinkState.LIVE for one in ring.sources), "links"
        )
        away = logins.desks["away"]
        await asyncio.sleep(1.0)
        away.drop_events(50)
        row = away.new_conversation("Nobody heard of it", 25, "Hello?")
        away.assign(row.display_id, NARE)
        missed = ("away", away.account_id, row.display_id)
        away.drop_sockets()
        begun = loop.time()
        await comes(lambda: missed in shown(ring.sources), "what was missed", 30.0)
        assert loop.time() - begun < 20
        away.drop_events(0)
        away.agent_writes(NARE, row.display_id, "Here I am.")
        # At a dashboard, of which no event tells.
        away.engine.conversations.agent_sees(row, away.agent(NARE))
        await comes(lambda: missed not in shown(ring.sources), "an answered one to go", 100.0)


@played
async def test_what_i_chose_to_be_outlives_a_token_that_was_refused_meanwhile() -> None:
    async with desks() as logins, listening(logins, together=("away",)) as ring:
        away = logins.desks["away"]
        await comes(lambda: away.agent(NARE).availability == "offline", "a cover")
        away.manners.faults.add(Fault("POST", "/availability", 1000, status=503))
        away.rotate_access_token(NARE)
        await comes(lambda: any(one.trouble for one in ring.sources), "a refusal", 400.0)
        assert away.agent(NARE).availability == "offline"
        away.manners.faults.clear()
        await comes(lambda: not any(one.trouble for one in ring.sources), "peace", 900.0)
        await asyncio.sleep(60)
        assert away.agent(NARE).availability == "online"
