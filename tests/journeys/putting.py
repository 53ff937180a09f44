"""What a browser does when something is pasted or dropped into the rich editor, and a picture to drop."""

from io import BytesIO

from PIL import Image

PASTE = """(text, [kind, content]) => {
  const data = new DataTransfer();
  data.setData(kind, content);
  text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
DROP = """async (text, bytes) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "stairs.png", { type: "image/png" }));
  const { left, bottom } = text.getBoundingClientRect();
  const at = { clientX: left + 40, clientY: bottom - 40, bubbles: true, cancelable: true, dataTransfer: data };
  text.dispatchEvent(new DragEvent("drop", at));
}"""


def picture() -> bytes:
    """Return a small picture as a file."""
    file = BytesIO()
    Image.new("RGB", (640, 360), "#a2361f").save(file, "PNG")
    return file.getvalue()
