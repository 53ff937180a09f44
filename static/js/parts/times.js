// Times in the reader's own zone: relative while fresh, in full when pointed at or focused.
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FRESH = 6 * DAY;

const words = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
const full = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

export function startTimes(root) {
  show(root);
  if (root === document) setInterval(() => show(document), MINUTE * 1000);
}

function show(root) {
  const now = Date.now();
  for (const time of root.querySelectorAll("time[data-when]")) {
    const moment = new Date(time.dateTime);
    const date = full.format(moment).replace(" at ", ", ");
    const age = (now - moment) / 1000;
    // What is still to come, such as a publication, is said to the minute; clocks differ a little.
    const shown = age < FRESH && age > -MINUTE ? relative(age) : date;
    if (time.textContent !== shown) time.textContent = shown;
    if (time.dataset.full) continue;
    time.title = date;
    time.dataset.full = date;
  }
}

function relative(age) {
  if (age < MINUTE) return "just now";
  if (age < HOUR) return words.format(-Math.floor(age / MINUTE), "minute");
  if (age < DAY) return words.format(-Math.floor(age / HOUR), "hour");
  return words.format(-Math.floor(age / DAY), "day");
}
