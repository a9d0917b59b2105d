"""入户通 VillageVisit: household verification for Chinese counties, offline first."""

__version__ = "0.1.0"
