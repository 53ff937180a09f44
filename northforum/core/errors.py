"""The ways in which the product says no, each with its HTTP status and a sentence for people."""


class DomainError(Exception):
    """A refusal that a person should understand.

    Attributes
    ----------
    code : str
        Stable name for programs, e.g. ``"not_found"``.
    status : int
        HTTP status (RFC 9110).
    message : str
        What happened and what to do next.
    fields : dict of str to str
        Form field to sentence, for ``Invalid``.
    """

    code = "error"
    status = 400
    default_message = "That could not be done."

    def __init__(self, message: str | None = None, **fields: str) -> None:
        self.message = message or self.default_message
        self.fields = fields
        super().__init__(self.message)


class BadRequest(DomainError):
    """The request itself is malformed."""

    code = "bad_request"
    status = 400
    default_message = "The address or the form that arrived could not be read."


class NeedsSignIn(DomainError):
    """Only signed-in members may do this."""

    code = "needs_sign_in"
    status = 401
    default_message = "You must be logged in to do this."


class Forbidden(DomainError):
    """The member may see the thing but may not do this to it."""

    code = "forbidden"
    status = 403
    default_message = "You may not do this."


class NotFound(DomainError):
    """There is nothing at this address that the reader may see."""

    code = "not_found"
    status = 404
    default_message = "There is nothing at this address, or it is not open to you."


class Conflict(DomainError):
    """Somebody else was quicker, or the thing is in another state by now."""

    code = "conflict"
    status = 409
    default_message = "This has changed in the meantime."


class Gone(DomainError):
    """The thing stood here and was withdrawn on purpose."""

    code = "gone"
    status = 410
    default_message = "This was taken down by its editors."


class Invalid(DomainError):
    """What was typed cannot be accepted; ``fields`` says what and why."""

    code = "invalid"
    status = 422
    default_message = "Some of what you typed cannot be accepted as it is."


class TooFast(DomainError):
    """Too many attempts; ``retry_after`` seconds from now it works again."""

    code = "too_fast"
    status = 429
    default_message = "That was quite often in a short time."

    def __init__(self, retry_after: int, message: str | None = None) -> None:
        self.retry_after = max(1, retry_after)
        super().__init__(message)


class Unavailable(DomainError):
    """A part that the site needs, such as its database, is away for the moment."""

    code = "unavailable"
    status = 503
    default_message = "Part of the site is not available for the moment. Please try again shortly."
