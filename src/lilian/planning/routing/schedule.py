"""When a given sequence of visits is driven, and where its breaks lie: exact, by labels along the sequence.

A label knows, after a visit: `end`, the earliest time it is done; `work`, the duty's length so far without waiting;
`latest`, the latest start of the duty that keeps all windows; and the same two for the stretch since the last break.
A duty that ends at `end` then lasts `max(work, end - latest)`, and so does a stretch. Breaks are taken before leaving
(after service) or on arrival (before service).
"""

from dataclasses import dataclass
from typing import NamedTuple

FAR = 1 << 50


class Leg(NamedTuple):
    """Drive for `drive_s`, then a service of `service_s` that begins between `opens_s` and `closes_s`."""

    drive_s: int
    opens_s: int
    closes_s: int
    service_s: int


@dataclass(frozen=True, order=True)
class Frame:
    """What a duty must fit into: begin at `from_s` or later, end by `until_s`, last at most `most_s`; breaks of
    `break_s` after at most `stretch_s`."""

    from_s: int
    until_s: int
    most_s: int
    stretch_s: int
    break_s: int


@dataclass(frozen=True)
class Timing:
    """`times[k]`: arrival, begin and end of service at visit k. `breaks`: begin and end of each."""

    times: tuple[tuple[int, int, int], ...]
    breaks: tuple[tuple[int, int], ...]

    @property
    def starts_s(self) -> int:
        return self.times[0][1]

    @property
    def length_s(self) -> int:
        return self.times[-1][2] - self.times[0][1]


class Label(NamedTuple):
    end: int
    work: int
    latest: int
    stretch_work: int
    stretch_latest: int
    breaks: tuple[tuple[int, bool], ...] = ()  # (visit, True if on arrival there, False if before leaving it)

    @property
    def length(self) -> int:
        return max(self.work, self.end - self.latest)

    @property
    def stretch(self) -> int:
        return max(self.stretch_work, self.end - self.stretch_latest)

    def after(self, leg: Leg) -> "Label":
        """Driven and served; the window is not checked here."""
        done = self.work + leg.drive_s
        begun = max(self.end + leg.drive_s, leg.opens_s)
        since = self.stretch_work + leg.drive_s
        return Label(
            begun + leg.service_s,
            done + leg.service_s,
            min(self.latest, leg.closes_s - done),
            since + leg.service_s,
            min(self.stretch_latest, leg.closes_s - since),
            self.breaks,
        )

    def rested(self, break_s: int, place: tuple[int, bool]) -> "Label":
        return Label(self.end + break_s, self.work + break_s, self.latest, 0, FAR, (*self.breaks, place))


def timing(legs: list[Leg], frame: Frame) -> Timing | None:
    """The shortest duty, and of those the earliest to end; None if there is none. `legs[0]` is the loading (no
    drive)."""
    best = without_break(legs, frame)
    if best is not None and best.stretch > frame.stretch_s:
        best = with_breaks(legs, frame)
    return None if best is None or best.length > frame.most_s else written(legs, frame, best)


def fitting(label: Label, leg: Leg, frame: Frame) -> Label | None:
    """The label after the leg, or None if its window has closed or the duty's end has passed."""
    done = label.after(leg)
    return None if done.end - leg.service_s > leg.closes_s or done.end > frame.until_s else done


def without_break(legs: list[Leg], frame: Frame) -> Label | None:
    """None if the windows cannot be kept even without a break; then no break helps."""
    label: Label | None = Label(frame.from_s, 0, FAR, 0, FAR)
    for leg in legs:
        label = fitting(label, leg, frame) if label is not None else None
    return label


def with_breaks(legs: list[Leg], frame: Frame) -> Label | None:
    """Labels visit by visit, those kept that no other beats in everything."""
    labels = [Label(frame.from_s, 0, FAR, 0, FAR)]
    for position, leg in enumerate(legs):
        found = [fitting(label, leg, frame) for label in labels]
        if position:
            left = [label.rested(frame.break_s, (position - 1, False)) for label in labels]
            found += [fitting(label, leg, frame) for label in left]
            arrived = [label.after(Leg(leg.drive_s, 0, FAR, 0)) for label in (*labels, *left)]
            rested = [a.rested(frame.break_s, (position, True)) for a in arrived if a.stretch <= frame.stretch_s]
            found += [fitting(label, leg._replace(drive_s=0), frame) for label in rested]
        labels = kept([label for label in found if label is not None and label.stretch <= frame.stretch_s])
    fit = [label for label in labels if label.length <= frame.most_s]
    return min(fit, key=lambda label: (label.length, label.end, label.breaks), default=None)


def kept(labels: list[Label]) -> list[Label]:
    """The Pareto front, in a fixed order."""
    front: list[Label] = []
    for label in sorted(labels, key=lambda one: (one.end, one.work, -one.latest, one.stretch_work, one.breaks)):
        if not any(
            other.work <= label.work
            and other.latest >= label.latest
            and other.stretch_work <= label.stretch_work
            and other.stretch_latest >= label.stretch_latest
            for other in front
        ):
            front.append(label)
    return front


class Step(NamedTuple):
    """A leg, or the part of it before or after a break on arrival."""

    visit: int
    leg: Leg
    arrives: bool = True
    serves: bool = True


def stretches(legs: list[Leg], breaks: tuple[tuple[int, bool], ...]) -> list[list[Step]]:
    """The legs, cut where the breaks are."""
    cut: list[list[Step]] = [[]]
    for visit, leg in enumerate(legs):
        if (visit, True) in breaks:
            cut[-1].append(Step(visit, Leg(leg.drive_s, 0, FAR, 0), serves=False))
            cut.append([Step(visit, leg._replace(drive_s=0), arrives=False)])
        else:
            cut[-1].append(Step(visit, leg))
        if (visit, False) in breaks:
            cut.append([])
    return cut


def written(legs: list[Leg], frame: Frame, label: Label) -> Timing:
    """Times of day for a label: the duty starts as late as costs no time, and so does each stretch."""
    times = [[0, 0, 0] for _ in legs]
    breaks: list[tuple[int, int]] = []
    start = max(frame.from_s, min(label.latest, label.end - label.work))
    done = 0
    for number, steps in enumerate(stretches(legs, label.breaks)):
        if number:
            start = latest_start(steps, done + frame.break_s)
            breaks.append((done, start))
        done = start
        for step in steps:
            arrival = done + step.leg.drive_s
            begun = max(arrival, step.leg.opens_s)
            done = begun + step.leg.service_s
            if step.arrives:
                times[step.visit][0] = arrival
            if step.serves:
                times[step.visit][1:] = [begun, done]
    return Timing(tuple((a, b, c) for a, b, c in times), tuple(breaks))


def latest_start(steps: list[Step], earliest_s: int) -> int:
    """The latest start of a stretch that ends no later than if it began at `earliest_s`."""
    label = Label(earliest_s, 0, FAR, 0, FAR)
    for step in steps:
        label = label.after(step.leg)
    return max(earliest_s, min(label.latest, label.end - label.work))
