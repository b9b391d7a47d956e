"""The order in which a console starts: a picture, what may fail, the library, then the desk."""

# Nothing is imported up here that takes longer than the picture does.
from __future__ import annotations

import os

from hoory_tui.app import picture, skeleton
from hoory_tui.app.fitting import set_library_up, theme_for
from hoory_tui.app.garbage_collection import put_off
from hoory_tui.app.speaking import speak_as_set
from hoory_tui.config import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hoory_tui.config.profiles import Profile
    from hoory_tui.config.settings import Settings
    from hoory_tui.sdk.recording.player import Player


def run_console(profile: Profile, settings: Settings, debug: bool = False) -> int:
    """Run the console for a saved login and return the exit code."""
    token = profile.token.get_secret_value()
    folder = paths.login_cache_dir(profile.url, profile.account_id, token)
    # What came from elsewhere may be another token next time, under the same mark.
    is_told = not (profile.token_command or profile.token_file or profile.keyring)
    mark = picture.login_mark(skeleton.this_start(), token, is_told=is_told)
    if not settings.cache:
        from hoory_tui.keep.cachefolder import forget

        mark = ""
        forget(folder)
        forget(paths.frames_dir())
    with put_off():
        skeleton.go_on(mark, theme_for(settings.theme, os.environ))
        set_library_up()
        speak_as_set(settings)
        from hoory_tui.app import console
        from hoory_tui.app.glimpses import Screens

        if not settings.cache:
            return console.run_on_desk(profile, settings, None, None, debug=debug)
        screens = Screens(paths.frames_dir(), mark)
        return console.run_on_desk(profile, settings, folder, screens, debug=debug)


def run_demo(settings: Settings, seed: int, quiet_visitors: bool) -> int:
    """Run the console on a demo desk of its own and return the exit code."""
    with put_off():
        # A pretend company leaves nothing behind, so there is no picture of the last time.
        skeleton.go_on("", theme_for(settings.theme, os.environ))
        set_library_up()
        speak_as_set(settings)
        from hoory_tui.app import console

        return console.run_on_demo(settings, seed=seed, quiet_visitors=quiet_visitors)


def run_tour(settings: Settings) -> int:
    """Run the console with its tour, on a demo desk of its own, and return the exit code."""
    with put_off():
        skeleton.go_on("", theme_for(settings.theme, os.environ))
        set_library_up()
        speak_as_set(settings)
        from hoory_tui.app.tour.run import run_tour_app

        return run_tour_app(settings, paths.state_dir() / "tour")


def run_recording(settings: Settings, player: Player, name: str) -> int:
    """Run the console on a recorded session of this name and return the exit code."""
    with put_off():
        set_library_up()
        speak_as_set(settings)
        from hoory_tui.app.playback import run_on_recording

        return run_on_recording(settings, player, name)
