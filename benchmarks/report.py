"""Figures of benchmarks/retrieval.py as JSON, as a Markdown table and as a plot. Measures nothing."""

from __future__ import annotations

import json
import math
import os
import platform
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

Row = dict[str, Any]

HEAD = "| pairs | engine | build s | memory MB | p50 ms | p99 ms | questions/s | top ten | asked |"
COLOURS = ("#d62728", "#ff7f0e", "#bcbd22", "#2ca02c", "#17becf", "#1f4e9c", "#7f5fc0", "#555555")
WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 860, 500, 70, 40, 60, 210


def write_report(folder: Path, rows: Sequence[Row], clock: str) -> None:
    """retrieval.json, retrieval.md and retrieval.svg; rows of an earlier run stay where this run has none."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "retrieval.json"
    known = json.loads(kept.read_text(encoding="utf-8"))["rows"] if kept.exists() else []
    merged = {(row["size"], row["engine"]): row for row in (*known, *rows)}
    done = sorted(merged.values(), key=lambda row: row["size"])
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {clock} clock"
    figures = json.dumps({"machine": machine, "rows": done}, ensure_ascii=False, indent=1)
    kept.write_text(f"{figures}\n", encoding="utf-8")
    (folder / "retrieval.md").write_text(table(done, machine), encoding="utf-8")
    (folder / "retrieval.svg").write_text(plot(done), encoding="utf-8")


def table(rows: Sequence[Row], machine: str) -> str:
    lines = [f"Measured on {machine}, one thread.", "", HEAD, "|" + " ---: |" * HEAD.count("|", 1)]
    for row in rows:
        if "p50_ms" not in row:
            lines.append(f"| {row['size']:,} | {row['engine']} | – | – | – | – | – | – | failed |")
            continue
        agreement = f"{row['agreement']:.3f}" if "agreement" in row else ""
        lines.append(
            f"| {row['size']:,} | {row['engine']} | {row['build_s']:.2f} | {row['peak_mb']:,.0f} | {row['p50_ms']:.3f} "
            f"| {row['p99_ms']:.3f} | {row['per_s']:,.0f} | {agreement} | {row['asked']:,} |"
        )
    return "\n".join(lines) + "\n"


def plot(rows: Sequence[Row]) -> str:
    """The median time of a question over the number of pairs, both on logarithmic scales."""
    shown = [row for row in rows if "p50_ms" in row]
    sizes = sorted({row["size"] for row in shown})
    low = math.floor(math.log10(min(row["p50_ms"] for row in shown)))
    high = math.ceil(math.log10(max(row["p50_ms"] for row in shown)))
    ends = math.log10(sizes[0]), math.log10(sizes[-1]) + 1e-9

    def across(size: int) -> float:
        return LEFT + (math.log10(size) - ends[0]) / (ends[1] - ends[0]) * (WIDTH - LEFT - RIGHT)

    def down(milliseconds: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(milliseconds) - low) / max(high - low, 1) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="24">Median time of a question, milliseconds</text>',
    ]
    for power in range(low, high + 1):
        y = down(10**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:g}</text>')
    for size in sizes:
        parts.append(f'<text x="{across(size):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{(WIDTH - RIGHT + LEFT) / 2}" y="{HEIGHT - 14}" text-anchor="middle">pairs</text>')
    parts.extend(_lines(shown, across, down))
    return "\n".join((*parts, "</svg>", ""))


def _lines(rows: Sequence[Row], across: Any, down: Any) -> Iterator[str]:
    for number, engine in enumerate(dict.fromkeys(row["engine"] for row in rows)):
        colour = COLOURS[number % len(COLOURS)]
        points = [(across(row["size"]), down(row["p50_ms"])) for row in rows if row["engine"] == engine]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points)
        y = TOP + 20 * number + 6
        yield f'<rect x="{WIDTH - RIGHT + 20}" y="{y}" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{WIDTH - RIGHT + 38}" y="{y + 11}">{escape(engine)}</text>'
