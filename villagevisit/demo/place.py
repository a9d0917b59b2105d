"""The demonstration township: invented places, people and villagers. Its codes and id numbers begin with 999999,
a region that does not exist, so that nobody real is ever meant."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

COUNTY = ("999999000000", "云岭县")
TOWNSHIP = ("999999101000", "清溪镇")
VILLAGES = (("999999101201", "红星村"), ("999999101202", "石桥村"))
OTHERS = (("999999101203", "柳树村"), ("999999102000", "白河镇"), ("999999102201", "河口村"))
HOUSEHOLDS = 120
SEED = 20261122
DRAW_SEED = "20261122-58213"
PIN = "270518"
WRONG_PIN = "111111"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works in the township; `roles` in the order of the boxes on the people page."""

    staff_no: str
    name: str
    roles: tuple[str, ...]
    own_village: str = ""


WORKERS = (
    Worker("QX001", "李芳", ("investigator",)),
    Worker("QX002", "王强", ("investigator",)),
    Worker("QX003", "赵䶮", ("investigator",), "红星村"),
    Worker("QX004", "陈秀英", ("clerk",)),
    Worker("QX005", "周医生", ("village_doctor",)),
)
TEAM = ("李芳", "王强")
CLERK = "陈秀英"


def write_codes(path: Path) -> Path:
    """The county's own code table as it comes out of an office: GB18030, a Chinese header."""
    rows = ("行政区划代码,名称", *(f"{code},{name}" for code, name in (COUNTY, TOWNSHIP, *VILLAGES, *OTHERS)))
    path.write_bytes("\r\n".join(rows).encode("gb18030"))
    return path


def draw_photo(path: Path, hue: int) -> Path:
    """A picture as large as a camera's, of a house that does not exist."""
    width, height = 3200, 2400
    image = Image.new("RGB", (width, height), (188, 208, 222))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 1500, width, height), fill=(126, 138, 92))
    pen.rectangle((600, 900, 2600, 1900), fill=(206 - hue, 186 - hue // 2, 160))
    pen.polygon(((480, 920), (1600, 380), (2720, 920)), fill=(98, 84, 88))
    pen.rectangle((1400, 1300, 1800, 1900), fill=(112, 70, 52))
    for left in (780, 2060):
        pen.rectangle((left, 1150, left + 380, 1480), fill=(70, 92, 110), outline=(240, 236, 226), width=24)
    image.filter(ImageFilter.GaussianBlur(4)).save(path, quality=92)
    return path
