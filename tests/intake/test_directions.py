"""From what somebody likes to directions and occupations: pure, so no database."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.orientation.directions import FEWEST_ANSWERS, Answers, fitting, own_directions, scores
from intake.orientation.items import ITEMS, OBSTACLES, SKILLS, VALUES, Direction, Liking
from intake.orientation.occupations import OCCUPATIONS
from intake.orientation.onet import CODES, BadFile, read_interests, with_scores
from intake.orientation.steps import STEPS, ItemStep

LIKINGS = st.dictionaries(st.sampled_from([item.key for item in ITEMS]), st.sampled_from(Liking))


def liking(*directions: Direction) -> dict[str, Liking]:
    """Likes all of these directions and nothing else."""
    return {item.key: Liking.YES if item.direction in directions else Liking.NO for item in ITEMS}


def test_every_direction_is_asked_as_often_and_every_page_mixes_them() -> None:
    assert set(Counter(item.direction for item in ITEMS).values()) == {4}
    assert len({item.key for item in ITEMS}) == len(ITEMS) == 24
    pages = [step for step in STEPS if isinstance(step, ItemStep)]
    assert [item for page in pages for item in page.items] == list(ITEMS)
    assert all(len({item.direction for item in page.items}) == len(page.items) for page in pages)


def test_occupations_name_only_what_is_asked_and_every_direction_has_some() -> None:
    assert len({one.key for one in OCCUPATIONS}) == len(OCCUPATIONS) >= 60
    for one in OCCUPATIONS:
        assert one.values <= set(VALUES), one.key
        assert one.skills <= set(SKILLS), one.key
        assert len(set(one.directions)) == len(one.directions) == 3, one.key
    assert min(Counter(one.directions[0] for one in OCCUPATIONS).values()) >= 5


def test_who_likes_people_gets_people_first_with_why() -> None:
    first = own_directions(scores(liking(Direction.PEOPLE)))
    assert [one.direction for one in first] == [Direction.PEOPLE]
    assert {item.key for item in first[0].liked} == {"care", "teach", "listen", "children"}
    assert {one.occupation.directions[0] for one in fitting(Answers(liking(Direction.PEOPLE)))} == {Direction.PEOPLE}


def test_values_skills_and_shortages_bring_work_forward() -> None:
    plain = [one.occupation.key for one in fitting(Answers(liking(Direction.HANDS)), number=99)]
    outside = Answers(liking(Direction.HANDS), values=("outside",), skills=("driving",))
    wished = [one.occupation.key for one in fitting(outside, number=99)]
    assert wished.index("truck") < plain.index("truck")
    assert "outside" in fitting(outside)[0].values
    green = fitting(Answers(liking(Direction.HANDS)), {"green"}, number=99)
    assert [one.short for one in green if one.occupation.key == "gardener"] == [True]
    assert [one.occupation.key for one in green].index("gardener") < plain.index("gardener")


def test_who_likes_everything_gets_no_direction() -> None:
    assert own_directions(scores(liking(*Direction))) == []
    assert own_directions(scores(dict.fromkeys((item.key for item in ITEMS), Liking.NO))) == []


@given(LIKINGS)
def test_a_direction_is_never_one_of_which_less_was_liked(likings: dict[str, Liking]) -> None:
    scored = scores(likings)
    own = own_directions(scored)
    assert len(own) <= 3
    assert all(one.share >= 0.5 for one in own)
    left = [one.share for one in scored if one not in own]
    assert not own or all(share <= min(one.share for one in own) for share in left)
    assert all(one.fit >= 0 for one in fitting(Answers(likings)))
    assert Answers(likings).enough == (len(likings) >= FEWEST_ANSWERS)


@given(
    LIKINGS,
    st.lists(st.sampled_from(list(VALUES))),
    st.lists(st.sampled_from(list(SKILLS))),
    st.lists(st.sampled_from(list(OBSTACLES))),
)
def test_answers_come_back_as_they_were_kept(
    likings: dict[str, Liking], values: list[str], skills: list[str], obstacles: list[str]
) -> None:
    kept = Answers.of({"likings": likings, "values": values, "skills": skills, "obstacles": obstacles})
    assert Answers.of(kept.as_json()) == kept
    assert kept.likings == likings
    assert set(kept.values) == set(values)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text() | st.integers(),
        lambda deeper: st.lists(deeper) | st.dictionaries(st.text() | st.sampled_from(["likings", "values"]), deeper),
    )
)
def test_whatever_stands_in_a_cookie_can_be_read(stored: object) -> None:
    assert isinstance(Answers.of(stored), Answers)


# --- Scores from a published list ----------------------------------------------------------------------------
HEAD = "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tDate\tDomain Source\n"


def interests(code: str, **scores: str) -> list[str]:
    """Lines of O*NET's file, with numbers of our own."""
    return [f"{code}\t1.B.1.x\t{name}\tOI\t{score}\t02/2026\tx\n" for name, score in scores.items()]


WELDER = interests(
    CODES["welder"],
    Realistic="7",
    Investigative="2.5",
    Artistic="1",
    Social="1.2",
    Enterprising="1.4",
    Conventional="4",
)


def test_loaded_scores_take_the_place_of_our_own_letters() -> None:
    other = interests("11-1011.00", Realistic="1.26")
    high_point = [f"{CODES['welder']}\t1.B.1.g\tFirst Interest High-Point\tIH\t1.00\t02/2026\tx\n"]
    found = read_interests(["\ufeff" + HEAD, *other, *WELDER, *high_point])
    assert list(found) == ["welder"]
    known = {one.key: one for one in with_scores(found)}
    assert "".join(known["welder"].directions) == "RCI"
    assert known["carpenter"] in OCCUPATIONS, "what is not in the list keeps our own judgement"
    hands = Answers(liking(Direction.HANDS))
    fit = next(one.fit for one in fitting(hands, number=99, occupations=list(known.values())) if one.occupation.scores)
    assert fit == pytest.approx(6 / 11.1)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([], "no column"),
        (["<html>", "<body>"], "no column"),
        ([HEAD], "none of our occupations"),
        ([HEAD, *WELDER[:5]], "not all six scores"),
        ([HEAD, *WELDER[:5], WELDER[5].replace("\t4\t", "\tvier\t")], "no score"),
        ([HEAD, *WELDER[:5], WELDER[5].replace("\t4\t", "\t8\t")], "no score from 1 to 7"),
        ([HEAD, *WELDER[:5], WELDER[5].replace("\t4\t", "\tnan\t")], "no score from 1 to 7"),
        ([HEAD, "47-2031.00\tkort\n"], "2 cells"),
    ],
)
def test_a_file_that_is_not_whole_says_what_is_wrong(lines: list[str], problem: str) -> None:
    with pytest.raises(BadFile, match=problem):
        read_interests(lines)


def test_each_occupation_is_another_one_there() -> None:
    assert set(CODES) == {one.key for one in OCCUPATIONS}
    assert len(set(CODES.values())) == len(CODES)
