// Every page: the menu, the switches, and what can be done with a quotation.
import { wireActions } from "./actions.js";
import { wireMenu } from "./menu.js";
import { wireSpeech } from "./speech.js";
import { wireSwitches } from "./switches.js";

wireMenu();
wireSwitches();
wireActions();
wireSpeech();
