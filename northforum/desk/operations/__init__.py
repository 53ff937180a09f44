"""Everything that is asked for at the desk."""

from northforum.desk.operations.describing import describe_author
from northforum.desk.operations.publishing import (
    checklist,
    lacking,
    publish_due,
    publish_piece,
    take_step,
    unpublish_piece,
)
from northforum.desk.operations.saving import Work, begin_piece, restore_piece, save_piece

__all__ = [
    "Work",
    "begin_piece",
    "checklist",
    "describe_author",
    "lacking",
    "publish_due",
    "publish_piece",
    "restore_piece",
    "save_piece",
    "take_step",
    "unpublish_piece",
]
