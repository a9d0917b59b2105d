"""One peer sets the sources of a folder twice: `python run.py typst|weasyprint FOLDER FONTS...`; figures as JSON."""

import json
import sys
import time
from pathlib import Path


def typst(source: Path, fonts: list[str]) -> bytes:
    import typst as engine

    folders = sorted({str(Path(font).parent) for font in fonts})
    made = engine.compile(str(source), font_paths=folders, ignore_system_fonts=True)
    return made if isinstance(made, bytes) else made[0]


def weasyprint(source: Path, fonts: list[str]) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    faces = "".join(f"@font-face{{font-family:'{Path(one).stem}';src:url('file://{one}')}}" for one in fonts)
    style = CSS(string=faces, font_config=configuration)
    return HTML(filename=str(source)).write_pdf(stylesheets=[style], font_config=configuration)


def main() -> None:
    work = {"typst": typst, "weasyprint": weasyprint}[sys.argv[1]]
    sources = sorted(Path(sys.argv[2]).glob("*.typ" if sys.argv[1] == "typst" else "*.html"))
    times, size = [], 0
    for source in sources:
        size += len(work(source, sys.argv[3:]))
        times.append(time.process_time() - sum(times))
    peak = int(Path("/proc/self/status").read_text("ascii").split("VmHWM:")[1].split()[0]) / 1024
    rest = times[1:] or times
    print(json.dumps({"cold": times[0], "warm": sum(rest) / len(rest), "bytes": size / len(sources), "memory": peak}))


main()
