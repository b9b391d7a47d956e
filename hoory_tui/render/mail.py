"""E-mail HTML as blocks of rich text: words, lists, quotes and links, and nothing from outside.

No picture is fetched, no style sheet is read. Tables are flattened, hidden text is left out,
what repeats an earlier mail is marked as folded. One pass, no recursion, limited depth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from hoory_tui.lazily import dataclass, pattern
from hoory_tui.render.markup import Tag, names, read_tags
from hoory_tui.render.richtext import DEEPEST, LONGEST_LINE, Block
from hoory_tui.render.styled import BOLD, ITALIC, STRIKE, Anchor, Assembly, link_role, weight
from hoory_tui.words import said

_OPEN_AT_MOST: Final = 100
"""Elements within one another that are followed; deeper ones change nothing but the lines."""
_LABEL_AT_MOST: Final = 300

_SPACE: Final = pattern(r"[ \t\r\n\f\xa0]+")
_FLAGS: Final = {
    **dict.fromkeys(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"), BOLD),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var", "address"), ITALIC),
    **dict.fromkeys(("s", "strike", "del"), STRIKE),
}
_CODE: Final = frozenset(("code", "kbd", "samp", "tt", "pre"))
_LINES: Final = names(
    "div tr li dt dd section article header footer main nav aside center form address figure "
    "figcaption fieldset legend caption body html thead tbody tfoot option"
)
_PARAGRAPHS: Final = names("p h1 h2 h3 h4 h5 h6 blockquote ul ol dl pre table hr")
_EMPTY: Final = names("area base br col embed hr img input link meta param source track wbr")
_HIDING: Final = pattern(
    r"display:none|visibility:hidden|mso-hide:all|opacity:0(?:\.0*)?(?:;|$)"
    r"|font-size:0(?:px|pt|em|%)?(?:;|$|!)|max-height:0(?:px)?(?:;|$|!)"
)
_REPEATS: Final = pattern(
    r"\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|"
    r"divRplyFwdMsg|OutlookMessageHeader|mail-editor-reference-message-container)\b"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds where the walk is; replaced, never changed."""

    flags: int = 0
    code: bool = False
    pre: bool = False
    hidden: bool = False
    folded: bool = False
    quotes: int = 0
    lists: int = 0
    numbered: bool = False
    href: str = ""
    link_role: str = ""


def read_html(html: str) -> Iterator[Block]:
    """Yield the blocks of a mail's HTML; every text in them is cleaned."""
    walk = _Walk()
    for token in read_tags(html):
        if isinstance(token, str):
            walk.text(token)
        elif token.closes:
            walk.close(token.name)
        else:
            walk.open(token)
        yield from walk.finished()
    walk.end_line()
    yield from walk.finished()


class _Walk:
    """Keeps the open elements, the line that is being written and those that are done."""

    def __init__(self) -> None:
        self._open: list[tuple[str, _Place]] = []
        """Names, each with what held before it."""
        self._at = _Place()
        self._line = Assembly()
        self._done: list[Block] = []
        self._marker = ""
        self._counts = [0] * (DEEPEST + 2)
        self._gap_owed = False
        self._last: Block | None = None
        self._label: list[str] = []
        self._label_length = 0

    def finished(self) -> list[Block]:
        """Return the blocks that became complete since the last time."""
        done, self._done = self._done, []
        return done

    # Tags

    def open(self, tag: Tag) -> None:
        """Take an opening tag."""
        name = tag.name
        if name == "img":
            self._picture(tag)
        elif name == "br":
            self.end_line(blank_too=True)
        elif name in _PARAGRAPHS:
            self._end_paragraph()
        elif name in _LINES:
            self.end_line()
        elif name in ("td", "th") and self._line.length:
            self._line.add("  ")
        if name in _EMPTY or len(self._open) >= _OPEN_AT_MOST:
            return
        if name == "a" and any(held == "a" for held, _ in self._open):
            self.close("a")
        self._open.append((name, self._at))
        self._at = _entered(self._at, tag)
        if name == "a":
            self._label, self._label_length = [], 0
        elif name in ("ul", "ol"):
            self._counts[self._at.lists] = 0
        elif name == "li":
            self._begin_item()

    def close(self, name: str) -> None:
        """Take a closing tag, and with it what was left open inside."""
        if name in _PARAGRAPHS or name in _LINES:
            self.end_line()
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position][0] == name:
                if self._at.href and (name == "a" or not self._open[position][1].href):
                    self._end_link()
                self._at = self._open[position][1]
                del self._open[position:]
                break
        if name in _PARAGRAPHS:
            self._end_paragraph()

    def _begin_item(self) -> None:
        depth = self._at.lists
        self._counts[depth] += 1
        self._marker = f"{self._counts[depth]}. " if self._at.numbered else "• "

    def _picture(self, tag: Tag) -> None:
        alt = " ".join(tag.attributes.get("alt", "").split())[:_LABEL_AT_MOST]
        # Without words for it a picture is a spacer or a spy, unless it came with the mail.
        if alt or tag.attributes.get("src", "").startswith("cid:"):
            self.text(said("[image: {text}]", text=alt) if alt else said("[image]"))

    def _end_link(self) -> None:
        label = " ".join("".join(self._label).split())
        if label:
            self._line.add_host(Anchor(label, self._at.href), label)
        self._label = []

    # Text

    def text(self, text: str) -> None:
        """Take a piece of text."""
        at = self._at
        if at.hidden:
            return
        if at.pre:
            first, *rest = text.split("\n")
            self._say(first)
            for line in rest:
                self.end_line(blank_too=True)
                self._say(line)
            return
        text = _SPACE.sub(" ", text)
        if not self._line.length or self._line.ends_with_space:
            text = text.lstrip(" ")
        self._say(text)

    def _say(self, text: str) -> None:
        if not text:
            return
        at = self._at
        if at.href and self._label_length < _LABEL_AT_MOST:
            self._label.append(text[:_LABEL_AT_MOST])
            self._label_length += len(text)
        role = at.link_role or ("code" if at.code else weight(at.flags))
        for start in range(0, len(text), LONGEST_LINE):
            self._line.add(text[start : start + LONGEST_LINE], role)
            if self._line.length >= LONGEST_LINE:
                self.end_line()

    # Lines

    def end_line(self, *, blank_too: bool = False) -> None:
        """End the line that is being written; an empty one counts only if asked for."""
        if not self._line.length:
            self._gap_owed = self._gap_owed or blank_too
            return
        line, self._line = self._line.done(), Assembly()
        if not line.text.strip():
            self._gap_owed = self._gap_owed or blank_too
            return
        at = self._at
        if self._gap_owed and self._last is not None:
            quotes = min(at.quotes, self._last.quotes)
            self._done.append(replace(_EMPTY_BLOCK, quotes=quotes, folded=at.folded))
        self._gap_owed = False
        depth = max(at.lists - 1, 0)
        marker, self._marker = self._marker, ""
        self._last = Block(
            line,
            quotes=at.quotes,
            indent=2 * depth + (2 if at.lists and not marker else 0),
            marker=marker,
            role="quote" if at.quotes or at.folded else "",
            folded=at.folded,
        )
        self._done.append(self._last)

    def _end_paragraph(self) -> None:
        self.end_line()
        # Lists are kept tight, whatever they are made of.
        self._gap_owed = self._gap_owed or not self._at.lists


_EMPTY_BLOCK: Final = Block(Assembly().done())


def _entered(at: _Place, tag: Tag) -> _Place:
    """Return what holds inside this element."""
    name, attributes = tag.name, tag.attributes
    changes: dict[str, object] = {}
    if flags := _FLAGS.get(name, 0):
        changes["flags"] = at.flags | flags
    if name in _CODE:
        changes |= {"code": True, "pre": at.pre or name == "pre"}
    if name == "blockquote":
        changes["quotes"] = min(at.quotes + 1, DEEPEST)
    if name in ("ul", "ol"):
        changes |= {"lists": min(at.lists + 1, DEEPEST), "numbered": name == "ol"}
    href = attributes.get("href", "").strip() if name == "a" else ""
    if href and not href.startswith("#"):
        changes |= {"href": href, "link_role": link_role(href)}
    if attributes:
        changes |= _told_by(attributes, name)
    elif name == "template":
        changes["hidden"] = True
    return replace(at, **changes) if changes else at  # type: ignore[arg-type]


def _told_by(attributes: dict[str, str], name: str) -> dict[str, object]:
    told: dict[str, object] = {}
    style = "".join(attributes.get("style", "").lower().split())
    if "hidden" in attributes or (style and _HIDING.search(style)):
        told["hidden"] = True
    kind = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if _REPEATS.search(kind) or (name == "blockquote" and attributes.get("type") == "cite"):
        told["folded"] = True
    return told
