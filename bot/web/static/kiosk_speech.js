// Reads a quotation aloud, as on the chat page; and says whether it is reading, which keeps a visit going.
import { wireSpeech } from "./speech.js";

export const isSpeaking = () => Boolean(window.speechSynthesis && window.speechSynthesis.speaking);

export function wireVoice() {
  wireSpeech();
  document.addEventListener("staged", () => {
    if (isSpeaking()) window.speechSynthesis.cancel();
  });
}
