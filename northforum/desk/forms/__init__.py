"""What is filled in at the desk."""

from northforum.desk.forms.authors import AuthorForm, MergeAuthorForm, NewAuthorForm, OwnAuthorForm
from northforum.desk.forms.board import BoardForm
from northforum.desk.forms.body import PreviewForm, rendered_body
from northforum.desk.forms.bringing import BringForm
from northforum.desk.forms.drafts import DraftForm
from northforum.desk.forms.notes import NoteForm, RestoreForm, ShareForm
from northforum.desk.forms.piece import BylineRow, PieceForm
from northforum.desk.forms.places import MergeForm, NewPlaceForm, OrderForm, PlaceForm
from northforum.desk.forms.steps import ButtonForm, StepForm

__all__ = [
    "AuthorForm",
    "BoardForm",
    "BringForm",
    "ButtonForm",
    "BylineRow",
    "DraftForm",
    "MergeAuthorForm",
    "MergeForm",
    "NewAuthorForm",
    "NewPlaceForm",
    "NoteForm",
    "OrderForm",
    "OwnAuthorForm",
    "PieceForm",
    "PlaceForm",
    "PreviewForm",
    "RestoreForm",
    "ShareForm",
    "StepForm",
    "rendered_body",
]
