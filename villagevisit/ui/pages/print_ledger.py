"""The way from a page to a ready-made ledger in the print centre."""

from villagevisit.ui.kit.shell import Shell


def print_ledger(shell: Shell, kind: str, year: int, paper: str = "health_ledger") -> None:
    """Of the whole area, or of the first village of whoever sees some villages only; `paper`: whose ledger it is."""
    whole, within = f"{kind}:{year}", shell.within
    shell.go("print", kind=paper, subject_id=f"{whole}:{within[0]}" if within else whole)
