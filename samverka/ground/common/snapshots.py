"""Frozen content: what was submitted, decided, agreed or accepted, with a hash that proves it unchanged."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def canonical(content: Any) -> str:
    """Return `content` (dicts, lists, text, numbers, days) as JSON that is the same for the same content."""
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(content: Any) -> str:
    """Return the SHA-256 of `content` as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def frozen(content: Any) -> Any:
    """Return `content` as it will be read back from a JSON column."""
    return json.loads(canonical(content))
