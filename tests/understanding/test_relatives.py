"""One of the family who writes from the patient's phone, whatever need they tell of."""

import pytest

from bot.understanding import is_wrong_number


@pytest.mark.parametrize(
    "text",
    [
        "im her husband and we've no food",
        "hi its Tam jeans husband i need help too with the rent",
        "its Tam, Jean's husband. need help with rent",
        "this is tam her husband we need food",
        "im tam jeans husband and i need help with rent",
        "i'm her husband can you help with the leccy",
        "its her husband here, whats this about money",
        "Jean's husband here, we have no food",
        "hi tam here, her husband. need a food parcel",
        "this is jeans partner i need help with rent",
        "im his wife i need help with money",
        "im her partner we cant pay the rent",
        "this is her husband. i need help with money",
        "im her boyfriend and im skint",
        "hi im jeans daughter i need help with food",
        "im her son and i need help with rent",
        "its her son, i've no money for food",
        "its jeans sister isla i use this phone too no food",
        "this is her man, we've nae food",
        "im jeans man and we need food",
        "its the wife's phone im her husband, need help with damp",
    ],
)
def test_one_of_the_family_has_the_phone(text):
    assert is_wrong_number(text, tells_need=True)


@pytest.mark.parametrize(
    "text",
    [
        "my wife has dementia, im her husband and carer",
        "this is my husband, he has dementia",
        "its my husband he is ill",
        "its my sons girlfriend she is homeless",
        "this is about my sons girlfriend",
        "my son is autistic im his mum and i cant cope",
        "hes 5 and autistic and im his mum",
        "im scared her husband will hit her",
        "im worried his wife will find out",
        "its sad her husband died",
        "its his mum thats ill",
        "its awful his wife left him",
        "im caring for his mum",
        "im missing her dad",
        "its always husbands that get help",
        "im not her husband",
        "im looking after my husbands mum",
        "my daughter is homeless, im her dad",
        "i miss my husband",
        "its my mums partner he hits me",
        "im my mums carer",
        "i live with my partners mum",
        "its his birthday",
        "its about his wife",
        "this is Mary's daughter, I'm texting for my mum. She needs help with her heating",
        "its my exs brother hes stalking me",
        "this is her husbands fault",
        "im her carer",
        "im worried about her brother",
        "it is his dad who pays",
    ],
)
def test_the_patient_speaks_of_family(text):
    assert not is_wrong_number(text, tells_need=True)
