import pytest

from bot.understanding import (
    cannot_phone,
    carrier_word,
    is_wrong_number,
    says_start,
    stop_wish,
    tells_of_no_call,
    wants_person,
)


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "stop",
        " Stop. ",
        "STOPALL",
        "unsubscribe",
        "END",
        "quit",
        "Cancel",
        "revoke",
        "OPTOUT",
    ],
)
def test_the_carriers_words_of_ending_are_known(text):
    assert carrier_word(text) == "stop"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("START", "start"),
        ("unstop", "start"),
        ("HELP", "help"),
        ("info", "help"),
        ("yes", None),
        ("help me", None),
        ("cancel my appointment", None),
        ("stop i want to die", None),
        ("", None),
    ],
)
def test_only_a_whole_message_is_a_carriers_word(text, meaning):
    assert carrier_word(text) == meaning


@pytest.mark.parametrize("text", ["START", " start ", '"Start"', "START.", "Start 👍"])
def test_start_is_known_however_it_is_quoted(text):
    assert says_start(text)


@pytest.mark.parametrize("text", ["unstop", "yes", "start again", "when do we start", ""])
def test_nothing_else_is_start(text):
    assert not says_start(text)


@pytest.mark.parametrize(
    "text",
    [
        "who is this",
        "who's this?",
        "wrong number",
        "wrang number pal",
        "this is her husband",
        "this is Jean's daughter",
        "you've the wrong person pal",
        "sorry you have the wrong number",
        "new phone who dis",
        "who is this? got a text fae this number",
        "why are you texting my wife",
        "wrong number mate",
        "sorry wrong number",
        "you've put in the wrong number",
        "sorry you must have picked the wrong number",
        "you have texted the wrong number",
        "you're texting the wrong one",
        "youve got the wrong one pal",
        "there's nobody called Jean here",
        "no one called Jean at this number",
        "nobody called jean broon",
        "this is his phone, no one called Jean",
        "who are you",
        "who is this please",
        "who is this and why are you texting",
        "whos that",
        "how did you get this number",
        "there is no Jean at this number",
        "not jean at this number pal",
        "she no longer has this number",
        "its not her",
        "this is not jean",
        "this isnt her phone",
        "i dont know you",
        "dont know anyone called jean",
        "i only got this sim last week",
        "no such person on this number",
        "he is not on this number now",
        "why are you texting me",
        "this is his wife",
        "its her man",
        "this is the husband",
    ],
)
def test_a_stranger_at_the_number_is_noticed(text):
    assert is_wrong_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hello is this a real person or a computer",
        "who can help with this",
        "hi",
        "I don't know who to speak to",
        "my husband hits me",
        "this is my husband, he has dementia",
        "its my husband he is ill",
        "what number do I press",
        "I only got this number off my pal",
        "dont know any other mums here",
        "this is her daughter, she asked me to text",
        "who is this link worker",
        "oops wrong one I wanted the thursday one",
        "sorry wrong one, i meant thursday",
        "wrong one",
        "picked the wrong one",
        "picked the wrong number, wanted 3",
        "i pressed the wrong number",
        "oops put the wrong number. its 3",
        "sorry wrong number i meant 3",
        "wrong number, meant the thursday",
        "you've got the wrong one, I wanted thursday",
        "you booked me the wrong one",
        "have you got the wrong number for me",
        "nobody called me",
        "no one called",
        "nobody called me back",
        "i waited in and nobody called. is it still on?",
        "no one called yesterday",
        "nobody called jean back",
        "naebody called at 9:30",
        "i dont know any dates yet till the hospital write",
        "i dont know any times yet",
        "ive no credit on this number just now",
        "ive not had any reply on this number",
        "im not always on this number",
        "it is the man next door thats the problem",
        "it is the ex again",
        "it is her ex thats the trouble",
        "sorry wrong person meant to send that to my sister",
        "sorry that was meant for my daughter",
        "that wasnt meant for you sorry",
        "sorry texted the wrong person",
        "oops wrong person",
        "its not her fault she tried",
        "its not him its me",
        "this is not his idea",
        "who is there to talk to in the evenings",
        "whos there that can help with forms",
        "he doesnt live here any more",
        "better he doesnt live here any more",
        "she doesnt stay here now",
        "i only got this phone yesterday is my chat still on",
        "im not the person i was",
        "im not the person i used to be",
        "who is this morag",
        "whos this morag",
        "who is this chat with",
        "who is it im seeing",
        "whos it you contact about the boiler grant",
        "wrong number sorry, meant for my sister",
        "wrong person!!! ignore that last one",
        "who are you seeing on friday",
        "i dont know any neighbours",
        "my husband says he wont come",
        "she doesnt live near us any more",
        "there is no heating on in this number 4",
        "this is the husband i told you about",
    ],
)
def test_a_patient_is_not_taken_for_a_stranger(text):
    assert not is_wrong_number(text)


@pytest.mark.parametrize(
    ("text", "is_known", "is_other"),
    [
        ("this is her sister Isla, I use this phone too. I need help with food", True, True),
        ("this is his son. I'm skint", True, True),
        ("this is Mary's daughter, I'm texting for my mum. She needs food", True, False),
        ("this is Mary's daughter, she is cold", False, False),
        ("who is this? I need help with food", True, False),
    ],
)
def test_one_of_the_family_who_tells_a_need_is_not_the_person(text, is_known, is_other):
    assert is_wrong_number(text, tells_need=True, is_known=is_known) == is_other


@pytest.mark.parametrize(
    "text",
    [
        "can i speak to a person",
        "speak to a human please",
        "call me please",
        "can someone phone me",
        "I want to talk to someone",
        "gie me a ring",
        "get me a person",
        "human",
        "call me",
        "I'd rather talk to a real person",
        "can you ring me back",
    ],
)
def test_a_wish_for_a_person_is_understood(text):
    span = wants_person(text)
    assert span is not None
    assert text[span.start : span.end]


@pytest.mark.parametrize(
    "text",
    [
        "i have no one to talk to",
        "is this a real person or a computer",
        "my ex keeps calling me",
        "nobody calls me",
        "please don't phone me",
        "1",
        "I am a person",
        "aye",
    ],
)
def test_talk_about_people_is_no_wish_for_one(text):
    assert wants_person(text) is None


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("im deaf cant use phone. need help with forms", True),
        ("no money left, and I'm deaf", True),
        ("hard of hearing so i cannae hear on the phone", True),
        ("jestem głucha, nie mam pieniędzy", True),
        ("no phone calls please, the landlord wants me out", True),
        ("im not deaf", False),
        ("my mum is deaf", False),
        ("got no phone call from the council", False),
        ("i cant pay the phone bill", False),
    ],
)
def test_who_cannot_use_the_phone_says_so_among_other_things(text, is_so):
    assert cannot_phone(text) == is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("nobody ever phoned me", True),
        ("naebody phoned me on tuesday", True),
        ("nobody called", True),
        ("no one has called me", True),
        ("nobody got back to me", True),
        ("you never rang", True),
        ("I waited in and never got a call", True),
        ("no-one's been in touch", True),
        ("nobody phones me", False),
        ("nobody ever calls me any more", False),
        ("nobody called Jean here", False),
        ("my son never phoned", False),
        ("nobody came tae ma birthday", False),
    ],
)
def test_who_waited_for_a_call_that_did_not_come_says_so(text, is_so):
    assert tells_of_no_call(text) == is_so


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("how do I stop", "asks_how_to_stop"),
        ("how do i stop this?", "asks_how_to_stop"),
        ("How do I stop getting these texts", "asks_how_to_stop"),
        ("how do I turn off the reminders please", "asks_how_to_stop"),
        ("stop calling me", "no_calls"),
        ("please stop phoning me", "no_calls"),
        ("don't ring me again", "no_calls"),
        ("no more phone calls please", "no_calls"),
        ("nie dzwoń do mnie", "no_calls"),
        ("fuck off", "sends_us_away"),
        ("just piss aff pal", "sends_us_away"),
        ("go away!", "sends_us_away"),
        ("odczep się", "sends_us_away"),
    ],
)
def test_what_is_to_end_is_understood(text, wish):
    assert stop_wish(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        "how do I stop drinking",
        "how do I stop the bailiffs",
        "how do i stop crying",
        "he won't stop calling me",
        "the bank wont stop ringing me",
        "stop him calling me",
        "stop calling me names he says",
        "he told me to fuck off",
        "my boss said piss off and now I've no job",
        "I go away on Friday",
        "go away on holiday",
        "yes",
        "",
    ],
)
def test_what_troubles_somebody_is_not_to_be_ended_by_us(text):
    assert stop_wish(text) is None


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("this is her husband, who is this?", True),
        ("its her husband who are you", True),
        ("why are you texting my wife", True),
        ("who is texting my girlfriend", True),
        ("who is this", False),
        ("this is her husband", False),
        ("my husband says who are you", False),
        ("he keeps texting my wife", False),
    ],
)
def test_a_partner_who_asks_who_texts_is_a_stranger_at_any_number(text, is_other):
    assert is_wrong_number(text, is_known=False) == is_other
    assert not is_wrong_number(text, is_known=False, tells_need=True)
