"""The order of the checks: all of them on a sound desk, and what one that fails leaves out."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import Verdict, fail, ok
from hoory_tui.sdk.checkup.plan import CHECKS, GROUPS, Check, names_of_checks, wanted_by

from .examining import at_desk, failed, found, left_out


async def test_everything_is_well_on_a_sound_desk(desk: DemoDesk, tmp_path: Path) -> None:
    findings = await found(at_desk(desk, tmp_path), *GROUPS)
    assert list(findings) == [one.id for one in CHECKS]
    assert failed(findings) == []
    # The desk is reached in the clear on this machine, and nobody sits at a terminal.
    assert left_out(findings) == {"tls", "terminal", "ways"}
    assert {one.state for one in findings.values()} == {"ok", "skipped"}
    assert all(one.said.endswith(".") and not one.hint for one in findings.values())
    assert desk.open_sockets == 0


async def test_secrets_are_in_no_sentence(desk: DemoDesk, tmp_path: Path) -> None:
    findings = await found(at_desk(desk, tmp_path), *GROUPS)
    said = " ".join(f"{one.said} {one.hint}" for one in findings.values())
    agent = desk.agents[0]
    assert agent.access_token not in said
    assert agent.pubsub_token not in said


async def test_only_what_is_wanted_is_told_and_what_it_needs_where_that_fails(
    desk: DemoDesk, tmp_path: Path
) -> None:
    assert list(await found(at_desk(desk, tmp_path), "account", "clock")) == ["clock", "account"]
    wrong = at_desk(desk, tmp_path, token="wRoNg1234567890")
    findings = await found(wrong, "account")
    assert list(findings) == ["token", "account"]
    assert failed(findings) == ["token"]
    assert findings["account"].said == "Left out, because “token” failed."


async def test_what_is_left_out_names_what_failed_first(desk: DemoDesk, tmp_path: Path) -> None:
    findings = await found(at_desk(desk, tmp_path, account_id=99))
    assert findings["speed"].said == "Left out, because “account” failed."
    assert findings["echo"].said == "Left out, because “account” failed."


async def test_a_check_that_never_ends_is_ended(tmp_path: Path) -> None:
    import asyncio

    from hoory_tui.sdk.checkup import plan

    async def never(_case: Case) -> Verdict:
        await asyncio.Event().wait()
        return ok("never")

    case = Case({}, lambda: None, tmp_path, tmp_path, tmp_path, timeout=0.02)  # type: ignore[arg-type, return-value]
    verdict = await plan._run(Check("x", "x", "x", never), case)
    assert verdict == fail(
        "This took longer than 0.06 s.",
        "Try again, with a longer --timeout if the network is slow.",
    )


def test_every_need_comes_before_who_needs_it() -> None:
    seen: set[str] = set()
    for check in CHECKS:
        assert set(check.needs) <= seen
        seen.add(check.id)
    assert wanted_by(()) == seen
    assert len(set(names_of_checks())) == len(names_of_checks())
