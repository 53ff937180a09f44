"""Build hook: puts templates, static files and migrations inside the wheel."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataFolders(BuildHookInterface):  # type: ignore[type-arg]  # the generic argument names a builder's settings
    """Maps the folders beside the package into it, for wheels only.

    An editable install finds them beside the package; copies made then would go stale.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the data folders to a standard wheel, refusing one without its bundled assets."""
        if version != "standard":
            return
        root = Path(self.root)
        if not (root / "static/vendor/manifest.json").exists():
            message = "static/vendor is empty: run `make assets` before building a wheel"
            raise FileNotFoundError(message)
        for folder in ("templates", "static", "migrations"):
            build_data["force_include"][str(root / folder)] = f"northforum/{folder}"
