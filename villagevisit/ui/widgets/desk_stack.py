"""Panels of which one is shown; what is long scrolls inside its panel."""

from villagevisit.ui.kit import parts


class Stack(parts.Stack):
    def hasHeightForWidth(self) -> bool:
        """No: a hidden panel with long words must not stretch the page."""
        return False
