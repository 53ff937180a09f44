// The picture library: many pictures sent at once by choosing, dropping or pasting, and a focal point set in the picture.
import { startFocal } from "./parts/focal.js";
import { startUploads } from "./parts/uploads.js";

for (const form of document.querySelectorAll("form[data-upload]")) startUploads(form);
for (const place of document.querySelectorAll("[data-focal]")) startFocal(place);
