"""A map as a piece of HTML."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from lilian.drawing import Dot, Flow, FlowKind, Part, Place, Scene, draw_map, legend, script, stylesheet
from lilian.drawing.labels import Box, Named, beside, place_labels

GUO = Place(
    "store:K1", 36.66, 110.97, 100, "郭家冷库", "K1 郭家冷库", (Part(0.25, "old"), Part(0.5, "new")), figure="75%"
)
LIN = Place("store:K2", 36.72, 110.90, 25, "林家冷库", "K2 林家冷库", (Part(1, "old"),), tone="full")
MEI = Dot("lot:P1", 36.69, 110.95, "P1 梅家的果", links=("store:K1",), day="2024-09-18")
WAY = Flow((36.69, 110.95), (36.66, 110.97), 3.0, "到郭家冷库", links=("store:K1", "lot:P1"), day="2024-09-18")
SCENE = Scene(
    places=(GUO, LIN), dots=(MEI,), flows=(WAY,), towns={"龙泉镇": [(36.66, 110.97)], "寨子乡": [(36.72, 110.9)]}
)


def drawn(scene: Scene = SCENE) -> ET.Element:
    return ET.fromstring(draw_map(scene, map_id="m", title="图", description="两座库"))


def by_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def test_a_map_is_well_formed_markup() -> None:
    assert drawn().tag == "figure"


def test_every_place_dot_and_flow_carries_its_title() -> None:
    root = drawn()
    titles = [
        element.findtext("title") for kind in ("map-place", "map-dot", "map-flow") for element in by_class(root, kind)
    ]
    assert titles == ["K1 郭家冷库", "K2 林家冷库", "P1 梅家的果", "到郭家冷库"]


def test_marks_carry_the_ids_of_the_list_beside_them() -> None:
    root = drawn()
    assert [place.get("data-id") for place in by_class(root, "map-place")] == ["store:K1", "store:K2"]
    assert by_class(root, "map-flow")[0].get("data-link") == "store:K1 lot:P1"


def test_a_place_four_times_the_size_has_twice_the_radius() -> None:
    big, small = (float(place.find(".//circle").get("r")) for place in by_class(drawn(), "map-place"))  # type: ignore[union-attr]
    assert big == pytest.approx(2 * small, abs=0.1)


def test_a_ring_shows_the_shares_one_after_the_other() -> None:
    arcs = by_class(drawn(), "map-arc")[:2]
    assert [arc.get("stroke-dasharray") for arc in arcs] == ["25 100", "50 100"]
    assert arcs[1].get("stroke-dashoffset") == "-25"


def test_a_ring_never_goes_round_twice() -> None:
    over = Place("store:K3", 36.6, 110.9, 10, "", "", (Part(0.8, "old"), Part(0.9, "new")))
    assert by_class(drawn(Scene(places=(over,))), "map-arc")[1].get("stroke-dasharray") == "20 100"


def test_planned_and_actual_flows_have_their_own_strokes() -> None:
    flows = [Flow((36.6, 110.9), (36.7, 110.9), 1, "计划", kind=FlowKind.PLANNED)]
    flows.append(Flow((36.6, 110.9), (36.7, 110.9), 1, "实际", kind=FlowKind.ACTUAL))
    root = drawn(Scene(flows=flows))
    assert len(by_class(root, "map-planned")) == len(by_class(root, "map-actual")) == 1


def test_there_and_back_bend_apart() -> None:
    there, back = Flow((36.6, 110.9), (36.7, 110.9), 1, ""), Flow((36.7, 110.9), (36.6, 110.9), 1, "")
    bends = [
        flow.get("d", "").split("Q")[1].split()[0] for flow in by_class(drawn(Scene(flows=(there, back))), "map-flow")
    ]
    assert bends[0] != bends[1]


def test_a_name_with_markup_in_it_stays_text() -> None:
    root = drawn(Scene(places=(Place("x", 36.6, 110.9, 1, "<b>&", "<script>"),)))
    assert by_class(root, "map-place")[0].findtext("title") == "<script>"


def test_the_map_says_what_it_shows_to_those_who_cannot_see_it() -> None:
    svg = drawn().find("svg")
    assert svg is not None
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "m-title m-desc")
    assert svg.findtext("desc") == "两座库"


def test_buttons_have_names() -> None:
    assert [button.get("aria-label") for button in drawn().iter("button")] == ["放大", "缩小", "看全图"]


def test_no_inline_style_stands_in_the_way_of_a_strict_policy() -> None:
    assert " style=" not in draw_map(SCENE, map_id="m", title="", description="")


def test_the_script_is_small() -> None:
    assert len(script().encode()) < 6_000


def test_both_ways_to_ask_for_dark_give_the_same_colours() -> None:
    chosen, preferred = re.findall(r'data-theme="(?:dark|light)"\]\)? \{([^}]+)\}', stylesheet())
    assert set(re.findall(r"--[\w-]+: [^;]+", chosen)) == set(re.findall(r"--[\w-]+: [^;]+", preferred))


def test_names_do_not_run_into_each_other() -> None:
    names = [Named((300 + 8.0 * n, 300.0), 6, f"第{n}座恒温库") for n in range(12)]
    labels = place_labels(names, Box(0, 0, 720, 720))
    boxes = [beside(name, label.side, 1, 1) for name, label in zip(names, labels, strict=True) if label.level <= 1]
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_the_first_name_is_the_last_to_be_hidden() -> None:
    names = [Named((300.0, 300.0), 6, "大库"), Named((302.0, 300.0), 6, "小库")]
    first, second = place_labels(names, Box(0, 0, 720, 720))
    assert first.level <= second.level


def test_a_legend_says_each_mark_in_words() -> None:
    assert "线越粗运得越多" in legend([("flow", "线越粗运得越多")])


def test_a_legend_knows_no_other_marks() -> None:
    with pytest.raises(KeyError):
        legend([("pie", "?")])


def test_what_came_unplanned_is_told_by_shape_and_by_line() -> None:
    way = Flow((36.69, 110.95), (36.66, 110.97), 3.0, "计划外", kind=FlowKind.UNPLANNED)
    root = drawn(Scene(places=(replace(GUO, has_unplanned=True), LIN), flows=(WAY, way)))
    marked = [place for place in by_class(root, "map-place") if by_class(place, "map-diamond")]
    assert [place.get("data-id") for place in marked] == ["store:K1"]
    assert [flow.findtext("title") for flow in by_class(root, "map-unplanned")] == ["计划外"]
    assert all(word in legend([("unplanned", "计划外到的")]) for word in ("map-diamond", "map-unplanned"))


def test_a_map_to_pick_from_says_how_a_point_is_read_back_as_degrees() -> None:
    figure = ET.fromstring(draw_map(SCENE, map_id="m", title="图", description="两座库", picks=True))
    place = next(one for one in by_class(figure, "map-place") if one.get("data-id") == "store:K1")
    x, y = map(float, re.findall(r"[-\d.]+", place.get("transform", "")))
    said = {key: float(value) for key, value in figure.attrib.items() if key.startswith("data-")}
    lat, lon = said["data-north"] - y / said["data-per-lat"], said["data-west"] + x / said["data-per-lon"]
    assert (lat, lon) == pytest.approx((GUO.lat, GUO.lon), abs=1e-4)
    assert drawn().get("data-picks") is None
