"""Whether a text says of this phone that it is not safe, and not of a cooker or a street."""

import pytest

from bot.understanding import (
    only_answers_not_safe,
    only_tells_of_unsafe_phone,
    says_not_safe,
    tells_of_child_who_reads,
    tells_who_reads,
)


@pytest.mark.parametrize(
    "text",
    [
        "its not safe",
        "not safe",
        "no its not safe",
        "oh wait its not safe",
        "wait not safe he's home",
        "my husband might see this",
        "he might see this",
        "my ex has this phone now",
        "my husband looks at it",
        "actually its not safe my husband looks at it",
        "its not safe my husband looks at it",
        "its no safe the now",
        "its nae safe hes back",
        "isnae safe",
        "it isn't safe any more",
        "it's not safe anymore sorry",
        "no longer safe",
        "this isnt safe",
        "dont text its not safe",
        "not safe to text me",
        "its not safe to text now",
        "someone else reads this phone",
        "she reads my messages",
        "he goes through my phone",
        "my mum might see this so please dont text",
        "hang on, not safe, my man is in",
        "unsafe",
        "sorry it's not safe just now",
        "he'll see this",
        "please dont text he might see it its not safe",
        "my partner can read my texts",
        "he can see it",
        "its not safe to talk now",
        "no safe hen, he's in",
        "not safe for me",
        "not safe anymore he checks my phone",
        "can someone phone me its not safe to text",
        "i dont think its safe",
        "my phone is not safe",
        "its not really safe",
        "he reads my messages",
        "my wife might read these",
        "not safe while hes here",
        "my flatmate sees my texts",
        "its not safe on here",
        "hes watching me so cant say much",
        "cant talk hes here",
        "cant say much, my husband is next to me",
    ],
)
def test_this_phone_is_not_safe(text):
    assert says_not_safe(text) or tells_who_reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "is it safe to text you my bank details?",
        "is it not safe to text you?",
        "not safe to drive",
        "my flat is not safe",
        "he might see this as cheating",
        "the stairs are not safe",
        "i dont feel safe",
        "is it safe",
        "its safe",
        "its safe nobody else sees it",
        "nobody else reads my texts",
        "no one sees my phone",
        "can my husband see this?",
        "can anyone else see my texts",
        "will my gp see this",
        "who can see my texts",
        "does he see my messages",
        "my daughter reads my texts to me",
        "my son checks my phone for me",
        "the landlord said he will look at it",
        "the council came and looked at it",
        "my brother will look at it tomorrow",
        "he might look at it tomorrow",
        "its not safe to drive at night",
        "not safe to walk there",
        "the cooker isnt safe",
        "my street is not safe at night",
        "my mum might see this differently",
        "i see this all the time",
        "my kids see him hit me",
        "i cant see it getting better",
        "she can see its hard for me",
        "he never looks at my phone",
        "its not safe to talk to strangers online",
        "im not safe to be around",
        "he doesnt look at my phone",
        "the ladder is unsafe",
        "i feel unsafe at home",
        "my house is unsafe",
        "its ok he wont see this",
        "he might find this hard",
        "will she read my texts",
        "they read my messages and never phoned",
        "i hope someone reads my messages",
        "not sure",
        "my doctor might see this",
        "cant talk now im at work",
        "my cat is watching me so cant say much",
        "he's watching strictly so i cant talk to him",
    ],
)
def test_something_else_is_not_safe_or_nobody_reads_it(text):
    assert not says_not_safe(text)
    assert not tells_who_reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "no she reads my phone",
        "No. He checks my phone when he's home",
        "no my husband reads my texts",
        "not safe, my partner goes through my phone",
    ],
)
def test_it_is_the_answer_and_no_more(text):
    assert only_answers_not_safe(text)


@pytest.mark.parametrize(
    "text",
    [
        "he checks my phone",
        "no",
        "no he reads my phone and he hits me",
        "no she reads my phone and i want to die",
        "no one reads my phone",
        "no he never reads my texts",
        "nobody reads my texts",
        "does she read my phone",
    ],
)
def test_it_says_more_than_that_or_something_else(text):
    assert not only_answers_not_safe(text)


@pytest.mark.parametrize(
    "text",
    [
        "my wee boy reads my phone",
        "i need help with the rent but the weans play on my phone",
        "my daughter sometimes reads my texts",
        "my 8 year old goes on my phone",
        "the kids see my messages",
    ],
)
def test_a_child_who_looks_at_the_phone(text):
    assert tells_of_child_who_reads(text)
    assert tells_who_reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "my husband reads my texts",
        "my wee boy reads my phone and my man reads my texts",
        "my son goes through my phone",
        "nobody reads my texts",
    ],
)
def test_nor_is_anybody_else_a_child(text):
    assert not tells_of_child_who_reads(text)


@pytest.mark.parametrize(
    "text",
    ["its not safe he looks at it", "not safe", "actually its not safe my husband looks at it"],
)
def test_of_the_phone_alone(text):
    assert only_tells_of_unsafe_phone(text)


@pytest.mark.parametrize(
    "text",
    [
        "my daughter reads my texts and hits me",
        "she reads my messages and burns me",
        "not safe to text, he has a knife",
    ],
)
def test_and_of_more(text):
    assert not only_tells_of_unsafe_phone(text)
