"""One content has one written form, and one written form has one content."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.journal.canonical import NotCanonical, commitment, decode, encode, instant, plain

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
leaves = st.none() | st.booleans() | st.integers() | texts | st.dates() | st.datetimes(timezones=st.just(UTC))
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=20
)
contents = st.dictionaries(texts, values, max_size=5)


def typed(value):
    """Tells True from 1, which Python takes for equal."""
    if isinstance(value, dict):
        return {key: typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    return (type(value).__name__, value)


@given(contents)
def test_what_was_written_is_read_back(content):
    assert typed(decode(encode(content))) == typed(plain(content))


@given(contents, contents)
def test_different_contents_are_written_differently(one, other):
    assert (encode(one) == encode(other)) == (typed(plain(one)) == typed(plain(other)))


@given(contents)
def test_the_order_in_which_it_was_told_does_not_matter(content):
    assert encode(dict(reversed(content.items()))) == encode(content)


@given(st.binary(max_size=60) | contents.map(encode))
def test_only_the_one_form_is_read(body):
    try:
        content = decode(body)
    except NotCanonical:
        return
    assert encode(content) == body


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'{"a":"\\u00e9"}',
        b'{"a":"\\u0000"}',
        b"\xff",
        b"",
    ],
)
def test_another_form_of_the_same_is_not_read(body):
    with pytest.raises(NotCanonical):
        decode(body)


@pytest.mark.parametrize(
    "value", [0.5, float("nan"), b"x", object(), datetime(2026, 1, 1), "\ud800", "a\0b", {1: "x"}, {None: 1}]
)
def test_what_has_no_single_form_is_refused(value):
    with pytest.raises(NotCanonical):
        encode({"value": value})


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)), st.integers(-14, 14))
def test_an_instant_is_one_instant_in_whatever_zone(moment, hours):
    there = moment.replace(tzinfo=UTC).astimezone(timezone(timedelta(hours=hours)))
    assert instant(there) == instant(moment.replace(tzinfo=UTC))
    assert datetime.fromisoformat(instant(there)) == there
    assert len(instant(there)) == 27


def test_the_form_is_the_one_on_paper():
    content = {"b": [1, True, None], "a": 'é\n"', "day": date(2026, 9, 1), "at": datetime(2026, 9, 1, 8, tzinfo=UTC)}
    written = b'{"a":"\xc3\xa9\\n\\"","at":"2026-09-01T08:00:00.000000Z","b":[1,true,null],"day":"2026-09-01"}'
    assert encode(content) == written
    assert json.loads(written)["b"] == [1, True, None]


@given(texts, texts, st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_a_commitment_tells_words_and_salts_apart(one, other, salt, other_salt):
    same = (one, salt) == (other, other_salt)
    assert (commitment(salt, one) == commitment(other_salt, other)) == same
