#!/usr/bin/env python3
"""Agreement of two independent annotations of the same reports.

    compare.py [-v] FIRST SECOND [FIRST SECOND ...]

FIRST and SECOND are folders with a report.marked over the same text. Prints per phase how many
items both have, and how many only one has; -v lists every disagreement.
"""
import itertools
import re
import sys
from collections import Counter

from unmark import Report, plain


def forms(label):
    """Every wording the label accepts: bracketed words may be kept or left out."""
    pieces = re.split(r"(\[[^\]]*\])", label)
    choices = [(piece[1:-1], "") if piece.startswith("[") else (piece,) for piece in pieces]
    return {"".join(choice) for choice in itertools.product(*choices)}


def number(value):
    return None if value is None else plain(value)


def figures(report):
    """Place → what is said of the figure there."""
    return {(f["start"], f["quote"]): f for f in report.figures}


def places(report):
    """Id → place, so that the ids of two annotators can be compared."""
    return {f["id"]: (f["start"], f["quote"]) for f in report.figures}


def relations(report):
    """(kind, places) → grade. A relation that names no figure counts once per kind."""
    at = places(report)
    return {(r["kind"], frozenset(at[n] for n in r["figures"])): r["grade"] for r in report.relations}


def findings(report):
    """(kind, places of the culprits) → proposed value."""
    at = places(report)
    return {(f["kind"], frozenset(at[n] for n in (f["culprit"] or "").split(",") if n)): f["proposed"]
            for f in report.findings}


SAID = {
    "values": lambda f: (number(f["value"]), f["unit"], f["kind"]),
    "bounds": lambda f: f["approximation"] and (number(f["low"]), number(f["high"]), f["approximation"]),
    "roles": lambda f: f["role"],
    "stages": lambda f: f["stage"],
    "periods": lambda f: f["period"],
}


class Agreement:
    """Counts per phase: both, only the first, only the second."""

    def __init__(self):
        self.counts, self.lines = Counter(), []

    def sets(self, phase, first, second, show=str):
        """Two sets of items; what only one has is a disagreement."""
        self.counts[phase, "both"] += len(first & second)
        for side, items in (("first", first - second), ("second", second - first)):
            self.counts[phase, side] += len(items)
            self.lines += [f"{phase}: only {side}: {show(item)}" for item in sorted(items, key=str)]

    def pairs(self, phase, pairs):
        """(name, first, second, agree) of items both have; what one leaves open (None) counts for the other alone."""
        for name, first, second, agree in pairs:
            self.counts[phase, "both"] += agree
            if not agree:
                self.counts[phase, "first"] += first is not None
                self.counts[phase, "second"] += second is not None
                self.lines.append(f"{phase}: {name}: {first} / {second}")


def compare(first, second, result):
    """Adds one report to the result."""
    if first.text != second.text:
        raise SystemExit(f"{first.directory} and {second.directory} are not the same text")
    section = lambda s: (s["start"], tuple(s["path"]), s["number"], s["title"])
    result.sets("sections", set(map(section, first.sections)), set(map(section, second.sections)))
    one, two = figures(first), figures(second)
    result.sets("figures", set(one), set(two))
    both = [(key, one[key], two[key]) for key in sorted(set(one) & set(two))]
    name = lambda key: f"{key[1]} at {key[0]}"
    for phase, said in SAID.items():
        result.pairs(phase, [(name(k), said(a), said(b), said(a) == said(b)) for k, a, b in both
                             if said(a) is not None or said(b) is not None])
    result.pairs("labels", [(name(k), a["label"], b["label"], bool(forms(a["label"]) & forms(b["label"])))
                            for k, a, b in both])
    one, two = relations(first), relations(second)
    show = lambda item: f"{item[0]} of {', '.join(quote for _, quote in sorted(item[1]))}"
    result.sets("relations", set(one), set(two), show)
    result.sets("tied", {places for _, places in one if places}, {places for _, places in two if places},
                lambda places: ", ".join(quote for _, quote in sorted(places)))
    result.pairs("grades", [(show(k), one[k], two[k], one[k] == two[k]) for k in sorted(set(one) & set(two), key=str)])
    one, two = findings(first), findings(second)
    result.sets("findings", set(one), set(two), show)
    result.pairs("proposals", [(show(k), one[k], two[k], one[k] == two[k]) for k in sorted(set(one) & set(two), key=str)])


def main(arguments):
    verbose = "-v" in arguments
    folders = [a for a in arguments if a != "-v"]
    if not folders or len(folders) % 2:
        print(__doc__)
        return 2
    result = Agreement()
    for first, second in zip(folders[::2], folders[1::2]):
        result.lines.append(f"--- {first}")
        compare(Report(first), Report(second), result)
    if verbose:
        print("\n".join(result.lines))
    for phase in dict.fromkeys(phase for phase, _ in result.counts):
        both, first, second = (result.counts[phase, side] for side in ("both", "first", "second"))
        total = 2 * both + first + second
        f1 = f"{200 * both / total:.1f}%" if total else "-"
        print(f"{phase:10} both {both:4}  only first {first:3}  only second {second:3}  agreement {f1}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
