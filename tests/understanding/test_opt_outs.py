"""Who asks for no more texts gets none; who tells of troubles in like words is heard."""

import pytest

from bot.understanding import may_want_opt_out, unwanted_kinds, wants_opt_out, wants_reminders


@pytest.mark.parametrize(
    "text",
    [
        "pls stop texting me",
        "take me off this",
        "leave me alone",
        "pls stop",
        "STOP STOP STOP",
        "stop it",
        "stopp",
        "can you stop please",
        "dinnae text me again",
        "stopp texin me",
        "i dont wont enny mor texs",
        "quiit mesaging me",
        "STOP",
        "stop, i cant go on",
        "STOP - wrong number",
        "STOP … this isnt Jean",
        "Stop – no more of this",
        "stop i want to die",
        "no more texts please",
        "remove my number",
        "don't message me again",
        "I dont want any more messages",
        "Stop messaging me!!!",
        "stop sending me these texts",
        "please take me off your list",
        "unsubscribe me please",
        "gonnae stop texting me",
        "s t o p",
        "S.T.O.P.",
        "Ｓ Ｔ Ｏ Ｐ",
        "ＳＴＯＰ",
        "s t o p texting me",
        "wypisz mnie",
        "proszę mnie wypisać",
        "please stop these texts",
        "no texts please",
        "nae mair texts",
        "chuck the texts please",
        "take me off",
        "please take me off this list",
        "take my number off your list",
        "take me off the list",
        "get me off this",
        "remove me",
        "delete my number",
        "lose my number pal",
        "bin my number",
        "forget my number",
        "dont text me",
        "dinnae text me any mair",
        "never contact me again",
        "please don't contact me any more",
        "do not contact me ever again",
        "dont want texts",
        "im not wanting any more texts",
        "I no longer wish to receive these messages",
        "I don't want to hear from you again",
        "dinnae want texted any mair",
        "I'd like to opt out",
        "opt me out",
        "i want to unsubscribe",
        "leave me in peace",
        "gies peace",
        "leave us alone will ye",
        "can you please stop the messages",
        "cancel my texts",
        "turn off my texts",
        "stop texting me im fed up with it",
        "Stop texting me. I never asked for any of this and I don't need help from anybody.",
        "im fine now, no more texts please",
        "got a job now. no more texts thanks",
        "i said stop texting me",
        "I told you to stop texting me",
        "would you stop messaging this number",
        "stop sending me messages ffs",
        "stop spamming me",
        "no more texts from you please",
        "I've had enough, stop texting me",
        "quit texting",
        "stop bothering me",
        "thanks but no more messages",
        "nie pisz do mnie więcej",
        "proszę nie pisać",
        "nie chcę więcej smsów",
        "przestańcie pisać",
        "I don't consent to these texts",
        "take me off your system please",
        "Stop sending these",
        "dont want this stop texting",
        "stop fucking texting me",
        "would you please stop sending these text messages",
        "I want to stop receiving these messages",
        "i want to stop these texts",
        "can i be removed from your list please",
        "delete all my details",
        "cancel this service",
        "unsubscribe me from this",
        "dont contact me on this number",
        "don't ever text me again",
        "never ever text me",
        "I dont need your help leave me alone",
        "dont you dare text me again",
        "im not interested stop texting",
        "this is harassment stop texting me",
        "gonnae stop sending me these",
        "gonnae no text me",
        "I opt out of this",
        "text me no more",
        "i'd rather you didn't text me",
        "dont bother texting me",
        "dont send me any more texts",
        "please dont send me anything",
    ],
)
def test_a_wish_for_no_more_texts_is_understood(text):
    assert wants_opt_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "I can't stop crying",
        "stop him hitting me",
        "he wont leave me alone",
        "stop smoking help",
        "my ex won't stop texting me",
        "don't text me when he's home",
        "how do I stop the bailiffs",
        "I need to stop drinking",
        "stop it hurts",
        "they stopped my money",
        "dont stop",
        "i want it to stop",
        "make it stop",
        "yes",
        "cancel my appointment",
        "leave it till Monday",
        "how do I stop",
        "how do I stop the reminders",
        "how do I stop drinking",
        "stop the bailiffs",
        "he won't stop calling me",
        "stop calling me",
        "stop the reminders of my dead son coming up",
        "s t o p drinking",
        "fuck off",
        "lonely, need something to get me out the house",
        "the doctor wants to take me off my tablets",
        "the dwp are gonna take me off pip",
        "can you get me off the drink",
        "need to get me out this flat",
        "my family never contact me",
        "my kids dont contact me any more",
        "they never text me back",
        "the jobcentre never contact me",
        "i dont want any contact with my ex",
        "my ex wont stop with the messages",
        "he wont stop the texts",
        "told my ex to delete my number but he still phones",
        "no more messages from the bailiffs",
        "cant stop the messages from the lender",
        "they said theyd take me off the list if i missed another one",
        "please take me off the waiting list",
        "dont message me back just phone",
        "dont text me this week im at a funeral",
        "dont send me any more times i cant do mornings",
        "dont text here my husband reads my phone",
        "my ex wont stop with the messages, he is scaring me",
        "need something to get me out the house",
        "need something to get me out of the house",
        "want a wee group to get me oot the hoose",
        "theyre trying to take me off universal credit",
        "the council will remove me from the housing list",
        "my neighbours wont leave us in peace",
        "i want them to leave me in peace",
        "just want him to leave us be",
        "told my ex to delete my number",
        "i get no messages from anybody",
        "no more messages from the bailiffs thank god",
        "the school stopped the texts",
        "he said he'd take me out the will",
        "please take me off the waiting list for times",
        "dont text me on friday im at the hospital",
        "dont bother me with numbers",
        "i dont need any more texts from the dwp",
        "can you stop the messages from wonga",
        "stop the letters from the council",
        "stop this landlord",
        "no more texts til after the funeral please",
        "dont send anything to my house",
        "get me off this merry go round",
        "how do i get him to leave me alone",
        "my son never texts me",
        "folk dont text me",
        "nobody bothers to contact me",
        "stop phoning and texting him",
        "they dont text me or anything",
        "he told me lose my number",
        "i lost my phone and had to delete my number",
        "i want out of this house",
        "end this misery",
        "they wont contact me",
        "the hospital never contact us",
        "can you get me off the phone contract",
        "the pain wont leave me alone",
        "the debt collectors wont leave me alone, can you stop them texting me",
        "i wish she would just leave me alone",
        "wonga keeps on at me, stop the messages",
        "my boss says dont text me",
        "my mum said no more texts from my dad",
        "how do i get off the methadone",
        "i want off the drink",
        "take me off these pills they make me sick",
        "get me out of here its damp",
        "get me out of this mess",
        "i want out of this marriage",
        "dont contact my wife",
        "never mind",
        "stop all the letters from sheriff officers",
        "the council wont contact me",
        "my daughter stopped contacting me",
        "i dont want to contact my dad",
        "no contact with my weans",
        "no contact order against my ex",
        "i get no texts from my son",
        "i dont get any messages",
        "i was told to quit this job",
        "i had to quit this course",
        "want to stop this drinking",
        "my pal deleted my number",
        "social work want to remove my kids",
        "they want to remove me from my house",
        "they took me off the list",
        "the dentist took me off the list",
        "i need peace",
        "leave me alone with my thoughts and i cant cope",
        "i was left alone",
        "stop the benefits letters",
        "ending this contract with the energy company",
        "text me later",
        "dont text me before 10",
        "dont text me when im at work",
        "dont text me today please",
        "no texts on sundays please",
        "i cant stop texting my ex",
        "he told me never contact him",
        "scammers got my number, dont want texts from them",
        "my carer doesnt want me texting",
        "nie dostaję żadnych wiadomości od syna",
        "nae messages",
        "nae messages in the hoose",
        "got nae messages till monday",
        "my pals never text me",
        "the gp will take me off the list",
        "want to quit it",
        "i get no more texts from my boy",
        "cant quit it",
        "is there any way to stop texts from loan sharks",
        "they said delete my details and start again",
        "Please do not send an ambulance, that was the dog standing on my pendant",
        "dont bother",
        "brain broken bin me",
        "my shop dont send anything",
        "I will never text u again after this one",
    ],
)
def test_other_stopping_is_no_opt_out(text):
    assert not wants_opt_out(text)


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("my back is bad and the hoose is a tip. leave me alone", True),
        ("i filled in that form the doctor gave me and i didnt like it. delete my number", True),
        ("i never asked for this. stop", True),
        ("lonely, need something to get me out the house", False),
        ("my family never contact me", False),
        ("dont text me this week im at a funeral", False),
        ("dont message me back just phone", False),
        ("my ex wont stop with the messages", False),
        ("dont text here my husband reads my phone", False),
    ],
)
def test_who_may_want_no_more_texts_is_told_how_to_stop(text, is_so):
    assert may_want_opt_out(text) == is_so


@pytest.mark.parametrize(
    "text",
    [
        "dont send me reminders",
        "stop the reminders",
        "no more reminders please",
        "turn off the reminders",
        "stop sending me reminders about my appointment",
        "please stop reminding me",
        "dinnae remind me again",
        "i dont want reminders just the chat",
        "how do i stop the reminders",
        "stop texting me reminders",
        "you dont need to remind me",
    ],
)
def test_no_more_reminders_ends_these_alone(text: str) -> None:
    assert unwanted_kinds(text) == {"of_reminders"}
    assert not wants_opt_out(text)


@pytest.mark.parametrize(
    "text", ["no more check ins", "stop checking up on me", "stop asking me how i am"]
)
def test_no_more_check_ins_ends_these_alone(text: str) -> None:
    assert unwanted_kinds(text) == {"of_check_ins"}
    assert not wants_opt_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "dont remind me of him",
        "my pal keeps reminding me",
        "he wont stop checking up on me",
        "i dont want any more reminders of my mum",
        "stop",
        "stop the texts",
        "remind me the day before",
    ],
)
def test_other_words_end_no_kind_of_texts(text: str) -> None:
    assert not unwanted_kinds(text)


def test_no_more_reminders_and_no_more_texts_ends_all() -> None:
    assert wants_opt_out("stop the reminders and dont text me again")
    assert not unwanted_kinds("stop the reminders and dont text me again")


@pytest.mark.parametrize(
    ("text", "is_wish"),
    [
        ("send me reminders again", True),
        ("remind me the day before", True),
        ("remind me of my mum", False),
        ("no more reminders", False),
    ],
)
def test_who_would_be_reminded_after_all_is_understood(text: str, *, is_wish: bool) -> None:
    assert wants_reminders(text) is is_wish


@pytest.mark.parametrize(
    "text",
    [
        "stop texting me, theyre doing my head in",
        "dont text me again, landlord evicting us tomorrow",
        "dont text me cos my landlord is evicting us",
        "1 no more texts",
        "yes please but stop texting after",
    ],
)
def test_what_is_told_of_others_in_a_clause_of_its_own_hinders_no_stop(text: str) -> None:
    assert wants_opt_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "no contact, my weans are in care",
        "no texts, my son never visits",
        "no more texts, my daughter has given up on me",
        "stop texting me, he reads my phone",
        "dont text me. my ex sends me texts",
        "dont text me he says",
        "meet me at the bus stop",
    ],
)
def test_what_may_be_of_others_ends_no_texts(text: str) -> None:
    assert not wants_opt_out(text)


def test_no_more_reminders_is_of_ours_whoever_is_told_of() -> None:
    assert unwanted_kinds("nae mair reminders, the landlord wants us oot") == {"of_reminders"}
    assert unwanted_kinds("no more reminders, they stress me out") == {"of_reminders"}


@pytest.mark.parametrize(
    "text",
    [
        "dont text me again just phone me",
        "just phone me, dont text me",
        "phone me dont text",
        "please dont text me any more, can someone ring me instead",
        "stop texting and call me",
        "i dont want texts i want a phone call",
        "nae mair texts, gies a phone",
    ],
)
def test_who_would_rather_be_rung_is_texted_no_more(text: str) -> None:
    assert wants_opt_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "dont text me when im at work just phone me",
        "dont text me til after 5 just phone",
        "my mum says phone me dont text",
        "can you phone me",
        "text me dont phone me",
    ],
)
def test_who_would_be_rung_at_times_is_texted_still(text: str) -> None:
    assert not wants_opt_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "stop the reminders my son keeps reading them",
        "no more reminders my daughter keeps seeing them",
        "stop the reminders, my neighbour keeps reading my texts",
    ],
)
def test_reminders_that_somebody_reads_end(text: str) -> None:
    assert unwanted_kinds(text) == {"of_reminders"}
    assert not wants_opt_out(text)
