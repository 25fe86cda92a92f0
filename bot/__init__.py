"""Blether: a chat and SMS bot for patient self-referral and follow-up."""

import os

__version__ = "0.1.0"

# From 1.32 on onnxruntime tells Microsoft of each start, and keeps a file for it below HOME. It
# asks for this once, while it is imported, which nothing here can do before this line.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
