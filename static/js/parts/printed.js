// A printed page says when it was printed; browsers can leave their own head and foot out.
export function startPrinted() {
  addEventListener("beforeprint", () => {
    const day = new Date().toLocaleDateString("en-GB", { dateStyle: "long" });
    for (const line of document.querySelectorAll("[data-printed]")) line.dataset.printed = ` · printed on ${day}`;
  });
}
