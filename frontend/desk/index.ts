// Behaviour of the frame: requests carry the token, toasts offer undo, keys lead to places.
import { listenForKeys } from "./keys";
import { showStoredToasts, listenForToasts } from "./toasts";
import { listenForDialogs } from "./dialogs";
import { listenForBell, listenForMenus } from "./menus";
import { listenForPalette } from "./palette";
import { loadLater } from "./later";
import { listenForChoices } from "./submit";
import { listenForSliders } from "./sliders";
import { listenForTips } from "./tips";
import { carryToken } from "./token";

carryToken();
listenForToasts();
showStoredToasts();
listenForDialogs();
listenForMenus();
listenForBell();
listenForPalette();
listenForKeys();
listenForChoices();
listenForSliders();
listenForTips();
loadLater();
