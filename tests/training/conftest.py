"""Networks of a few units with weights by chance, and messages for them."""

from __future__ import annotations

from pathlib import Path

import pytest

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _tokenizer():
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import BertProcessing

    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *LETTERS, *(f"##{each}" for each in LETTERS)]
    tokenizer = Tokenizer(
        WordPiece({token: place for place, token in enumerate(tokens)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return tokenizer


@pytest.fixture
def encoder(tmp_path: Path, request):
    """The folder of a tiny pretrained encoder; BERT's, unless its kind is given."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    kind = getattr(request, "param", "bert")
    torch.manual_seed(3)
    config = transformers.AutoConfig.for_model(
        kind,
        vocab_size=4 + 2 * len(LETTERS),
        hidden_size=24,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=40,
        max_position_embeddings=140,
        pad_token_id=0 if kind == "bert" else 1,
        initializer_range=0.3,
    )
    model = transformers.AutoModel.from_config(
        config, add_pooling_layer=False, attn_implementation="eager"
    )
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(torch.randn_like(weight) * 0.05)
    model.save_pretrained(tmp_path / kind)
    _tokenizer().save(str(tmp_path / kind / "tokenizer.json"))
    return tmp_path / kind
