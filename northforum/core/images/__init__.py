"""Pictures from people: decoded under limits, freed of their metadata, and encoded afresh.

Nothing is served as it was received: what a file hides beside its pixels (places, comments, other formats glued to its
end) does not survive, because only the pixels go on. An upload is made into one master at once; the sizes that readers
get are made of the master by the worker.
"""

from northforum.core.images.decoding import BYTE_LIMIT, MASTER_SIDE, Prepared, prepare
from northforum.core.images.encoding import KINDS, SHARE_SIZE, cropped, encoded, opened, resized

__all__ = [
    "BYTE_LIMIT",
    "KINDS",
    "MASTER_SIDE",
    "SHARE_SIZE",
    "Prepared",
    "cropped",
    "encoded",
    "opened",
    "prepare",
    "resized",
]
