"""XPath 1.0 with OpenRosa functions, compiled once into Python closures."""
