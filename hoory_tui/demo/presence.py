"""Who is here: seen within the window, never announced when they leave."""

from __future__ import annotations

from .records import Agent
from .world import World

AGENT_WINDOW_SECONDS = 20.0
CONTACT_WINDOW_SECONDS = 90.0


class Presence:
    """Last-seen moments of agents and contacts.

    Pretend colleagues and visitors have no socket that ticks, so they can be *kept* present.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._agents_seen: dict[int, float] = {}
        self._contacts_seen: dict[int, float] = {}
        self._kept_agents: set[int] = set()
        self._kept_contacts: set[int] = set()

    def agent_seen(self, agent_id: int) -> None:
        """Note that an agent's socket spoke just now."""
        self._agents_seen[agent_id] = self._world.now()

    def contact_seen(self, contact_id: int) -> None:
        """Note that a contact was here just now."""
        self._contacts_seen[contact_id] = self._world.now()

    def keep_agent(self, agent_id: int, here: bool) -> None:
        """Keep an agent present without a socket, or stop doing so."""
        if here:
            self._kept_agents.add(agent_id)
        else:
            self._kept_agents.discard(agent_id)

    def keep_contact(self, contact_id: int, here: bool) -> None:
        """Keep a contact present without a socket, or let it age out."""
        if here:
            self._kept_contacts.add(contact_id)
        elif contact_id in self._kept_contacts:
            self._kept_contacts.discard(contact_id)
            self.contact_seen(contact_id)

    def agent_is_here(self, agent_id: int) -> bool:
        """Return whether an agent is inside the 20 s window or kept."""
        if agent_id in self._kept_agents:
            return True
        seen = self._agents_seen.get(agent_id)
        return seen is not None and self._world.now() - seen <= AGENT_WINDOW_SECONDS

    def contact_is_here(self, contact_id: int) -> bool:
        """Return whether a contact is inside the 90 s window or kept."""
        if contact_id in self._kept_contacts:
            return True
        seen = self._contacts_seen.get(contact_id)
        return seen is not None and self._world.now() - seen <= CONTACT_WINDOW_SECONDS

    def availability_status(self, agent: Agent) -> str:
        """Return what others see: the chosen availability, or offline when away."""
        if not agent.auto_offline or self.agent_is_here(agent.id):
            return agent.availability
        return "offline"

    def users_snapshot(self) -> dict[str, str]:
        """Return string id -> availability of all present agents and those never auto-offline."""
        return {
            str(agent.id): agent.availability
            for agent in self._world.agents.values()
            if not agent.auto_offline or self.agent_is_here(agent.id)
        }

    def contacts_snapshot(self) -> dict[str, str]:
        """Return string id -> "online" of all present contacts, forgetting those long gone."""
        gone = [one for one in self._contacts_seen if not self.contact_is_here(one)]
        for contact_id in gone:
            del self._contacts_seen[contact_id]
        here = {*self._contacts_seen, *self._kept_contacts}
        return {str(one): "online" for one in sorted(here) if one in self._world.contacts}
