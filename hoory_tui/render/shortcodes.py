"""Emoji by the names that people type between colons, and by their own names in Unicode."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

_COMMON: Final = """
smile 😄 smiley 😃 grin 😁 laughing 😆 joy 😂 rofl 🤣 sweat_smile 😅
slightly_smiling_face 🙂 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star_struck 🤩
kissing_heart 😘 yum 😋 sunglasses 😎 nerd_face 🤓 thinking 🤔 hugs 🤗 shushing_face 🤫
zipper_mouth_face 🤐 neutral_face 😐 expressionless 😑 smirk 😏 roll_eyes 🙄
grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷 sneezing_face 🤧
exploding_head 🤯 partying_face 🥳 confused 😕 worried 😟 frowning 😦 open_mouth 😮
astonished 😲 flushed 😳 pleading_face 🥺 fearful 😨 cold_sweat 😰 disappointed 😞
cry 😢 sob 😭 scream 😱 confounded 😖 weary 😩 tired_face 😫 angry 😠 rage 😡 skull 💀
poop 💩 ghost 👻 robot 🤖 alien 👽 wave 👋 raised_hand ✋ ok_hand 👌 v ✌️
crossed_fingers 🤞 call_me_hand 🤙 point_left 👈 point_right 👉 point_up ☝️
point_down 👇 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ clap 👏 raised_hands 🙌
open_hands 👐 handshake 🤝 pray 🙏 writing_hand ✍️ muscle 💪 eyes 👀 shrug 🤷
facepalm 🤦 heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙
purple_heart 💜 broken_heart 💔 sparkling_heart 💖 100 💯 boom 💥 fire 🔥 sparkles ✨
star ⭐ dizzy 💫 zap ⚡ tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 birthday 🎂 cake 🍰
trophy 🏆 medal 🏅 rocket 🚀 airplane ✈️ car 🚗 truck 🚚 package 📦 mailbox 📫
email ✉️ envelope ✉️ phone ☎️ iphone 📱 computer 💻 printer 🖨️ camera 📷 bulb 💡
battery 🔋 plug 🔌 key 🔑 lock 🔒 unlock 🔓 hammer 🔨 wrench 🔧 gear ⚙️ link 🔗
paperclip 📎 pushpin 📌 scissors ✂️ memo 📝 pencil ✏️ book 📖 books 📚 newspaper 📰
clipboard 📋 calendar 📆 date 📅 chart_with_upwards_trend 📈 bar_chart 📊 mag 🔍 bell 🔔
no_bell 🔕 loudspeaker 📢 hourglass ⌛ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ moneybag 💰
dollar 💵 euro 💶 pound 💷 yen 💴 credit_card 💳 receipt 🧾 shopping_cart 🛒 label 🏷️
house 🏠 office 🏢 hospital 🏥 school 🏫 factory 🏭 world_map 🗺️ earth_americas 🌎
earth_africa 🌍 earth_asia 🌏 sunny ☀️ cloud ☁️ umbrella ☔ snowflake ❄️
rainbow 🌈 ocean 🌊 coffee ☕ tea 🍵 beer 🍺 wine_glass 🍷 pizza 🍕 apple 🍎 banana 🍌
rose 🌹 sunflower 🌻 seedling 🌱 four_leaf_clover 🍀 dog 🐶 cat 🐱 bug 🐛 bee 🐝
turtle 🐢 bird 🐦 bike 🚲 soccer ⚽ white_check_mark ✅ heavy_check_mark ✔️ x ❌
warning ⚠️ no_entry ⛔ question ❓ exclamation ❗ bangbang ‼️ information_source ℹ️
recycle ♻️ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ repeat 🔁
heavy_plus_sign ➕ heavy_minus_sign ➖ red_circle 🔴 yellow_circle 🟡 green_circle 🟢
blue_circle 🔵 checkered_flag 🏁 copyright ©️ registered ®️ tm ™️ zzz 💤
speech_balloon 💬
"""
"""Name and picture by turns: what people type most, as chats and code forges call it."""
_BLOCKS: Final = ((0x2600, 0x27C0), (0x1F300, 0x1F650), (0x1F680, 0x1F700), (0x1F900, 0x1FB00))
_MOST: Final = 60


@cache
def _common() -> dict[str, str]:
    words = _COMMON.split()
    return dict(zip(words[::2], words[1::2], strict=True))


@cache
def _all() -> dict[str, str]:
    found: dict[str, str] = {}
    for first, behind in _BLOCKS:
        for code in range(first, behind):
            name = unicodedata.name(chr(code), "")
            if name and unicodedata.category(chr(code)) == "So":
                style = "\ufe0f" if code < 0x1F000 else ""
                found[name.lower().replace(" ", "_").replace("-", "_")] = chr(code) + style
    return found | _common()


def offered(typed: str) -> list[tuple[str, str]]:
    """Return (name, picture) of those whose names fit what is typed, the usual ones first."""
    wanted = typed.casefold()
    ranks: list[tuple[int, int, str]] = []
    common = _common()
    for name in _all():
        at = name.find(wanted)
        if at < 0 or (at > 0 and name[at - 1] != "_" and name not in common):
            continue
        ranks.append((name not in common, 0 if at == 0 else 1, name))
    ranks.sort(key=lambda rank: (rank[0], rank[1], len(rank[2]), rank[2]))
    return [(name, _all()[name]) for _, _, name in ranks[:_MOST]]
