"""The signature below a reply, as the dashboard puts it there and remembers it."""

from __future__ import annotations

from hoory_tui.store.signing import Signing, read_signing, setting_of, signed, unsigned


def test_the_settings_have_the_dashboards_names() -> None:
    assert setting_of("Channel::WebWidget") == "channel_webwidget_signature_enabled"
    assert setting_of("Channel::Email") == "channel_email_signature_enabled"


def test_each_kind_of_channel_is_signed_by_itself() -> None:
    signing = read_signing(
        " Ana\n", {"channel_email_signature_enabled": True, "channel_api_signature_enabled": False}
    )
    assert signing.text == "Ana"
    assert signing.is_on("Channel::Email")
    assert not signing.is_on("Channel::Api")
    assert signing.turned("Channel::Api", True).is_on("Channel::Api")
    assert not signing.turned("Channel::Email", False).is_on("Channel::Email")
    assert not Signing("", signing.settings).is_on("Channel::Email")


def test_the_key_that_sends_is_the_dashboards() -> None:
    assert not read_signing("", {}).enter_sends
    assert read_signing("", {"editor_message_key": "enter"}).enter_sends
    assert not read_signing(
        "", {"editor_message_key": "cmd_enter", "enter_to_send_enabled": True}
    ).enter_sends
    assert read_signing("", {"enter_to_send_enabled": True}).turned("x", True).enter_sends


def test_it_is_put_below_once_and_taken_off_again() -> None:
    assert signed("Hi. \n", "Ana\nTeam") == "Hi.\n\n--\n\nAna\nTeam"
    assert signed(signed("Hi.", "Ana"), "Ana") == signed("Hi.", "Ana")
    assert unsigned(signed("Hi.", "Ana"), "Ana") == "Hi."
    assert unsigned("Hi Ana", "Ana") == "Hi Ana"
    assert signed("Hi.", "") == "Hi."


def test_a_signature_among_the_words_is_none() -> None:
    assert signed("Nare will call you.", "Nare") == "Nare will call you.\n\n--\n\nNare"
