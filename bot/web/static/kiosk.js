// The kiosk: joins the stage, the idle clock, the keyboard, the voice, the staff corner and what must not happen.
import { wireAttract } from "./kiosk_attract.js";
import { wireGuard } from "./kiosk_guard.js";
import { wireIdle } from "./kiosk_idle.js";
import { wireKeyboard } from "./kiosk_keys.js";
import { wireVoice } from "./kiosk_speech.js";
import { wireStage } from "./kiosk_stage.js";
import { wireStaff } from "./kiosk_staff.js";

wireGuard();
wireStage();
wireIdle();
wireAttract();
wireKeyboard();
wireVoice();
wireStaff();
document.dispatchEvent(new CustomEvent("staged"));
