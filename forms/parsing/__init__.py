"""From XForm XML to a definition."""

from forms.parsing.xform import parse_xform

__all__ = ["parse_xform"]
