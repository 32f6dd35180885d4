// What holds when the network or one source does not.
import { listenForSources } from "./sources";

listenForSources();
