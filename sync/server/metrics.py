"""What the server counts since it started, as Prometheus text. Counts only: no names, no codes of villages."""

import threading
from collections import Counter, defaultdict

BUCKETS = (0.05, 0.25, 1.0, 5.0, 30.0)


class Histogram:
    """How long things took, in seconds."""

    def __init__(self) -> None:
        self.counts = [0] * len(BUCKETS)
        self.total = 0.0
        self.count = 0

    def add(self, seconds: float) -> None:
        self.total += seconds
        self.count += 1
        for place, edge in enumerate(BUCKETS):
            self.counts[place] += seconds <= edge

    def lines(self, name: str, labels: str) -> list[str]:
        comma = "," if labels else ""
        rows = [
            f'{name}_bucket{{{labels}{comma}le="{edge}"}} {n}' for edge, n in zip(BUCKETS, self.counts, strict=True)
        ]
        braces = f"{{{labels}}}" if labels else ""
        return [
            *rows,
            f'{name}_bucket{{{labels}{comma}le="+Inf"}} {self.count}',
            f"{name}_sum{braces} {self.total:.6f}",
            f"{name}_count{braces} {self.count}",
        ]


class Metrics:
    """Safe to call from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._bytes: Counter[str] = Counter()
        self._times: defaultdict[str, Histogram] = defaultdict(Histogram)
        self._drains = Histogram()

    def request(self, method: str, route: str, status: int, received: int, sent: int, seconds: float) -> None:
        with self._lock:
            self._requests[method, route, status] += 1
            self._bytes["in"] += received
            self._bytes["out"] += sent
            self._times[route].add(seconds)

    def drained(self, seconds: float) -> None:
        with self._lock:
            self._drains.add(seconds)

    def text(self, gauges: dict[str, int]) -> str:
        """The page for Prometheus; `gauges` are read now, the rest was counted."""
        lines: list[str] = []
        for name, value in gauges.items():
            kind = f"# TYPE {name.split('{')[0]} gauge"
            lines += [kind] * (kind not in lines) + [f"{name} {value}"]
        with self._lock:
            lines.append("# TYPE villagevisit_requests_total counter")
            for (method, route, status), count in sorted(self._requests.items()):
                labels = f'method="{method}",route="{route}",status="{status}"'
                lines.append(f"villagevisit_requests_total{{{labels}}} {count}")
            lines.append("# TYPE villagevisit_bytes_total counter")
            lines += [f'villagevisit_bytes_total{{direction="{way}"}} {n}' for way, n in sorted(self._bytes.items())]
            lines.append("# TYPE villagevisit_request_seconds histogram")
            for route, times in sorted(self._times.items()):
                lines += times.lines("villagevisit_request_seconds", f'route="{route}"')
            lines.append("# TYPE villagevisit_drain_seconds histogram")
            lines += self._drains.lines("villagevisit_drain_seconds", "")
        return "\n".join(lines) + "\n"
