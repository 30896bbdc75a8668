"""MAVSDK's mission import, which wants a vehicle: a heartbeat from memory is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mavsdk import ComponentType, Configuration, Mavsdk
from mavsdk.plugins.mission_raw import MissionRaw
from pymavlink.dialects.v20 import common


class Importer:
    """Reads mission files as MAVSDK does."""

    def __init__(self) -> None:
        """Connects to a vehicle that is only a heartbeat."""
        self._mavsdk = Mavsdk(
            Configuration.create_with_component_type(ComponentType.GROUND_STATION)
        )
        self._mavsdk.add_any_connection("raw://")
        link = common.MAVLink(None, srcSystem=1, srcComponent=1)
        # A quadrotor with PX4 that stands by.
        beat = common.MAVLink_heartbeat_message(2, 12, 0, 0, 3, 3)
        self._mavsdk.pass_received_raw_bytes(beat.pack(link))
        system = self._mavsdk.first_autopilot(5.0)
        if system is None:
            raise RuntimeError("MAVSDK does not see the heartbeat.")
        self._system = system
        self._missions = MissionRaw(system)

    def close(self) -> None:
        """Lets go of the library from the inside out; it ends the program otherwise."""
        self._missions.destroy()
        self._system.destroy()
        self._mavsdk.destroy()

    def read(self, path: Path) -> Any:  # noqa: ANN401 - the library has no types.
        """The items of a mission file, chosen by its name."""
        if path.suffix == ".plan":
            return self._missions.import_qgroundcontrol_mission(str(path))
        return self._missions.import_mission_planner_mission(str(path))
