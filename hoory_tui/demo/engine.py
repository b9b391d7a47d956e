"""Wires the pretend company's parts together, the one object all doors work through."""

from __future__ import annotations

from dataclasses import dataclass

from .bell import Bell
from .cable import CableHub, Listener, Subscription
from .contact_actions import ContactActions
from .conversation_actions import ConversationActions
from .event_shapes import EventShapes
from .herald import Herald
from .message_actions import MessageActions
from .presence import Presence
from .recipients import Recipients
from .records import Json
from .rest_shapes import RestShapes
from .world import World


@dataclass(frozen=True)
class Engine:
    """The world, its actions and its shapes."""

    world: World
    hub: CableHub
    presence: Presence
    events: EventShapes
    rest: RestShapes
    herald: Herald
    bell: Bell
    messages: MessageActions
    conversations: ConversationActions
    contacts: ContactActions

    @classmethod
    def around(cls, world: World, hub: CableHub) -> Engine:
        """Build the parts over a world and let the cable know its people."""
        presence = Presence(world)
        events = EventShapes(world, presence)
        herald = Herald(world, hub, events)
        bell = Bell(world, herald)
        messages = MessageActions(world, herald, bell)
        engine = cls(
            world,
            hub,
            presence,
            events,
            RestShapes(world, presence, events),
            herald,
            bell,
            messages,
            ConversationActions(world, herald, bell, messages),
            ContactActions(world, herald),
        )
        hub.recognise = engine.recognise
        hub.tick = engine.tick
        return engine

    def recognise(self, asked: Json) -> Listener | None:
        """Return who a subscribe identifier names; a ``user_id`` of any kind means an agent."""
        token = asked.get("pubsub_token")
        if not isinstance(token, str) or not token:
            return None
        if asked.get("user_id") not in (None, ""):
            agent = self.world.agent_by_pubsub_token(token)
            account = self.world.account.id
            if agent is None or str(asked["user_id"]) != str(agent.id):
                return None
            if str(asked.get("account_id")) != str(account):
                return None
            return Listener(token, [token, Recipients.account_stream(account)], agent=agent)
        session = self.world.session_by_token(token)
        return Listener(token, [token], contact_id=session.contact_id) if session else None

    def tick(self, subscription: Subscription) -> Json:
        """Note a subscriber's presence and return what presence.update tells them."""
        if subscription.agent is not None:
            self.presence.agent_seen(subscription.agent.id)
        elif subscription.contact_id is not None:
            self.presence.contact_seen(subscription.contact_id)
        data: Json = {
            "account_id": self.world.account.id,
            "users": self.presence.users_snapshot(),
        }
        if subscription.agent is not None:
            data["contacts"] = self.presence.contacts_snapshot()
        return data
