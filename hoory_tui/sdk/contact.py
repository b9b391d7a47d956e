"""Who a contact says they are, as a program hands it to `InboxService.init`."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from hoory_tui.config.secret import Hidden, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What is known of a contact; everything may be left out, and then the server invents a name.

    `identifier` is who they are in your own system, and `identifier_hash` the proof of it: give
    it ready-made, or give the inbox's `hmac_token` and it is computed. With the `source_id` of an
    earlier session that session is taken up again; it is all that anybody needs to read and to
    write in the contact's name, so keep it like a password.
    """

    identifier: str | None = None
    identifier_hash: str | None = field(default=None, repr=False)
    hmac_token: Hidden | str | None = field(default=None, repr=False)
    name: str | None = None
    email: str | None = None
    phone_number: str | None = None
    avatar_url: str | None = None
    custom_attributes: Mapping[str, object] | None = None
    source_id: str | None = field(default=None, repr=False)

    def proof(self) -> str | None:
        """Return the identifier's HMAC-SHA256 in hex, None where there is nothing to prove it by.

        Raises ValueError for an `hmac_token` without an `identifier`.
        """
        if self.identifier_hash is not None or self.hmac_token is None:
            return self.identifier_hash
        if not self.identifier:
            raise ValueError("an hmac_token proves an identifier, so give that, too")
        key = str(text_of(self.hmac_token)).encode()
        return hmac.new(key, self.identifier.encode(), hashlib.sha256).hexdigest()

    @property
    def is_only_known_by_session(self) -> bool:
        """Whether nothing but the id of an earlier session is given."""
        given = (self.identifier, self.name, self.email, self.phone_number, self.avatar_url)
        return self.source_id is not None and not any(given) and not self.custom_attributes
