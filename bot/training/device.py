"""Where networks learn and read: on a graphics card where there is one, else on the processor."""

from __future__ import annotations

from typing import Final

import torch

DEVICE: Final = torch.device("cuda" if torch.cuda.is_available() else "cpu")
HAS_CARD: Final = DEVICE.type == "cuda"
_IS_FAST_IN_SHORT: Final = HAS_CARD or any(
    torch.cpu.get_capabilities().get(name) for name in ("avx512_bf16", "amx_bf16")
)
SHORT: Final = torch.bfloat16 if _IS_FAST_IN_SHORT else torch.float32
"""What products are reckoned in: sixteen bits where the device is much faster at them."""
