"""A text as a QR code in a picture, for a screen or a telephone."""

import io


def png(text: str, pixels: int = 1) -> bytes:
    """So many pixels to a module, quiet zone included; a window makes it larger itself, to fit its screen."""
    import qrcode

    target = io.BytesIO()
    qrcode.make(text, box_size=pixels, border=4).save(target, "PNG")
    return target.getvalue()
