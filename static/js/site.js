// Everything works without this file; with it, things happen in place.
import { startComposers } from "./parts/composer.js";
import { startForms } from "./parts/forms.js";
import { startKeys } from "./parts/keys.js";
import { startLive } from "./parts/live.js";
import { startMenus } from "./parts/menus.js";
import { startMore } from "./parts/more.js";
import { startRespect } from "./parts/respect.js";
import { startQueue } from "./parts/queue.js";
import { startTheme } from "./parts/theme-switch.js";
import { startTimes } from "./parts/times.js";
import { startVisit } from "./parts/visit.js";
import { startInbox, startToggles } from "./parts/toggles.js";
import { trustAs } from "./parts/trusted.js";

trustAs("northforum");
startTheme();
startMenus();
startToggles();
startInbox();
startForms();
startTimes(document);
startComposers();
startKeys();
startRespect();
startLive();
startVisit();
startMore();
startQueue();
