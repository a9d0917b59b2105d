"""Every paper with made-up data as a picture: `python -m printing.gallery DIR`."""
