// What holds when the network or one source does not: parts that fail alone, pages kept on the device, and a queue of
// what was written down meanwhile.
import { listenForCaptures } from "./capture";
import { startWorker } from "./pages";
import { sendWaiting } from "./queue";
import { listenForSources } from "./sources";
import { showWaiting } from "./waiting";

listenForSources();
listenForCaptures();
startWorker();
showWaiting();
void sendWaiting();
window.addEventListener("online", () => void sendWaiting());
