"""The gate for addresses: what may be opened is an honest web address, and nothing else is."""

from __future__ import annotations

import re
from random import Random
from urllib.parse import urlsplit

import pytest

from hoory_tui.wire.links import LONGEST, Link, Refused, claimed_host, read_link

OPENABLE = re.compile(r"https?://[a-z0-9_.\[\]:-]+/[!-~]*")
REFUSED_URLS = {
    "vbscript:x": "vbscript: is not",
    "file:///etc/passwd": "file: is not",
    "--renderer-cmd-prefix=/tmp/x": "not a whole web address",
    "https://a/\nHost: b": "cannot be seen",
    "%action--incognito": "not a whole web address",
    "https://e.example/\u202emoc.yrooh": "cannot be seen",
    "https://a/;touch /tmp/x": "cannot be seen",
    "https://a/" + "a" * 5000: "longer than",
    "ssh://-oProxyCommand=id/x": "ssh: is not",
    "https:\\\\evil.example": "backslash",
}
OPENED_URLS = {
    "https://hооry.com/": "https://xn--hry-seda.com/",
    " https://a": "https://a/",
    "https://a/%1b]0;T%07": "https://a/%1b]0;T%07",
    "https://a/$(id)`id`": "https://a/$(id)%60id%60",
    "http://2130706433/": "http://127.0.0.1/",
}


def opened(url: str, label: str = "") -> Link:
    link = read_link(url, label)
    assert isinstance(link, Link), link
    return link


def refused(url: str) -> Refused:
    link = read_link(url)
    assert isinstance(link, Refused), link
    return link


def check(link: Link) -> None:
    """Check what must hold for everything that is handed to an opener."""
    assert OPENABLE.fullmatch(link.url), link
    assert len(link.url) <= LONGEST
    parts = urlsplit(link.url)
    assert parts.scheme in ("http", "https")
    assert parts.hostname == link.host.strip("[]")
    assert parts.username is None
    assert parts.password is None
    assert not set("\"<>`|^{}\\ '") & set(parts.netloc)
    again = read_link(link.url)
    assert isinstance(again, Link)
    assert again.url == link.url


def test_known_attacks() -> None:
    for url, reason in REFUSED_URLS.items():
        assert reason in refused(url).reason, url
    for url, normal in OPENED_URLS.items():
        assert opened(url).url == normal
        check(opened(url))


PIECES = (
    *(
        "http",
        "https",
        "HTTPS",
        "ftp",
        "javascript",
        "data",
        "://",
        ":",
        "/",
        "//",
        "\\",
        "@",
        "＠",
    ),
    *("。", "．", "/", "?", "#", "a.example", "hoory.com", "evil.example", "127.0.0.1", "[::1]"),
    *("[", "]", "%", "%00", "%2f", "%40", "%1b", "\x00", "\x1b", "\n", "\t", " ", "\u202e"),
    *("\u200b", "é", "ß", "о", "日本", "xn--", "xn--hry-seda", "-", "--", "..", ".", "0x7f"),
    *("2130706433", ":80", ":0", ":99999", ":٣", "＃", "⁄", "℀", "\ud800", "\U000e0041", "a" * 70),
    *("'", '"', "`", "$(id)", ";", "|", "<", ">", "{url}", "--incognito"),
)


@pytest.mark.parametrize("seed", range(4))
def test_generated_addresses_never_pass_as_anything_else(seed: int) -> None:
    random = Random(seed)
    passed = 0
    for _ in range(5000):
        start = random.choice(("https://", "http://", "https://a.example/", "", "-"))
        url = start + "".join(random.choice(PIECES) for _ in range(random.randint(1, 6)))
        link = read_link(url, random.choice(("", "hoory.com", "click")))
        if isinstance(link, Link):
            check(link)
            passed += 1
        else:
            assert link.reason.isprintable()
            assert len(link.reason) < 100
    assert passed > 200


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://example.com", "https://example.com/"),
        ("HTTPS://EXAMPLE.com:0443/A b".replace(" b", "b"), "https://example.com:443/Ab"),
        ("https://example.com./x", "https://example.com/x"),
        ("https://a.example?x=ü&y=%zz#é", "https://a.example/?x=%C3%BC&y=%25zz#%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://faß.de/", "https://xn--fa-hia.de/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://0177.0.0.01/", "http://127.0.0.1/"),
        ("https://１２７.0.0.1/", "https://127.0.0.1/"),
        ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
    ],
)
def test_an_address_becomes_plain_ascii_with_the_host_a_browser_would_take(
    url: str, normal: str
) -> None:
    assert opened(url).url == normal
    check(opened(url))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://hoory.com@evil.example/", "user name"),
        ("https://hoory.com:x@evil.example/", "user name"),
        ("https://hoory.com＠evil.example/", "host is not valid"),
        ("https://evil.example／hoory.com", "host is not valid"),
        ("https://ex%61mple.com/", "host is not valid"),
        ("https://-oProxyCommand=x/", "host is not valid"),
        ("https://-a.example/", "host is not valid"),
        ("https://a..b/", "host is not valid"),
        ("https://a.256.0x/", "host is not valid"),
        ("https://1.2.3.4.5/", "host is not valid"),
        ("https://a.example:65536/", "port is not valid"),
        ("https://[::1%25eth0]/", "host is not valid"),
        ("https:///path", "names no host"),
        ("https://", "names no host"),
        ("//a.example/", "not a whole"),
        ("../../etc/passwd", "not a whole"),
        ("", "not a whole"),
        ("javascript:alert(1)", "javascript: is not"),
        ("https://a.example/" + "ü" * 1000, "longer than"),
    ],
)
def test_what_is_refused_says_why(url: str, reason: str) -> None:
    assert reason in refused(url).reason


def test_mail_and_telephone_are_shown_and_copied_only() -> None:
    assert refused("mailto:ana@example.com").may_copy
    assert refused("tel:+123").may_copy
    assert not refused("file:///etc/passwd").may_copy


@pytest.mark.parametrize(
    ("url", "warning"),
    [
        ("https://hооry.com/", "imitates Latin letters"),
        ("https://аррӏе.com/", "imitates Latin letters"),
        ("https://xn--80ak6aa92e.com/", "imitates Latin letters"),
        ("http://2130706433/", "hard to see"),
        ("https://a.example/%1b]0;T", "stay encoded"),
    ],
)
def test_what_looks_like_something_else_is_suspect(url: str, warning: str) -> None:
    link = opened(url)
    assert link.is_suspect
    assert any(warning in one for one in link.warnings)


@pytest.mark.parametrize(
    ("url", "warning"),
    [
        ("http://a.example/", "not encrypted"),
        ("https://10.0.0.1/", "your own network"),
        ("https://localhost/", "your own network"),
        ("https://8.8.8.8/", "bare number"),
        ("https://bücher.example/", "letters of its own"),
        ("https://日本.example/", "letters of its own"),
    ],
)
def test_what_should_be_known_is_said_without_alarm(url: str, warning: str) -> None:
    link = opened(url)
    assert not link.is_suspect
    assert any(warning in one for one in link.warnings)


def test_an_honest_address_has_no_warnings() -> None:
    assert opened("https://a.example/x?text=two%0Alines", "the a.example page").warnings == ()


def test_the_place_is_told_in_both_spellings() -> None:
    assert opened("https://bücher.example/").place == "bücher.example = xn--bcher-kva.example"
    assert opened("https://a.example/").place == "a.example"


@pytest.mark.parametrize(
    "label",
    [
        *("hoory.com", "https://hoory.com/login", "Log in at HOORY.com now", "www.hoory.com"),
        *("hoory．com", "hооry.com", "bank.example/evil.example"),
    ],
)
def test_a_text_that_names_another_host_is_warned_of(label: str) -> None:
    link = opened("https://evil.example/x", label)
    assert link.is_suspect
    assert "leads to evil.example" in " ".join(link.warnings)


@pytest.mark.parametrize(
    "label",
    [
        *("click", "evil.example", "WWW.evil.example", "report.pdf", "ana@hoory.com", "v1.2"),
        *("e.g. this", "Node.js", "at example"),
    ],
)
def test_an_honest_text_is_not_warned_of(label: str) -> None:
    assert not opened("https://www.evil.example/x", label).is_suspect


def test_a_subdomain_belongs_to_the_named_host_and_not_the_other_way_round() -> None:
    assert not opened("https://app.hoory.com/", "hoory.com").is_suspect
    assert opened("https://hoory.com.evil.example/", "hoory.com").is_suspect
    assert opened("https://xhoory.com/", "hoory.com").is_suspect


def test_the_claimed_host_is_the_first_one() -> None:
    assert claimed_host("see https://a.example/x and b.example") == "a.example"
    assert claimed_host("") == ""
