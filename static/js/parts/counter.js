const NEAR = 0.8;

/** Counts the characters of a text box where its limit comes near; returns a function that counts again. */
export function countIn(box, counter) {
  const limit = Number(box.dataset.count);
  const count = () => {
    const length = new TextEncoder().encode(box.value).length;
    const left = limit - length;
    counter.textContent = length < limit * NEAR ? "" : left < 0 ? `${-left} too many` : `${left} left`;
    counter.classList.toggle("over", left < 0);
  };
  box.addEventListener("input", count);
  count();
  return count;
}
