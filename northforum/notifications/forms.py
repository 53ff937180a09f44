"""What members say about how they want to be told."""

from northforum.core.forms import Form, tick_box


class MailForm(Form):
    """Whether mail is wanted as well."""

    by_mail = tick_box("Tell me by e-mail as well")
