// Reads a quotation aloud with the browser's own Chinese voice. Where there is none, the buttons stay hidden.
import { words } from "./parts.js";

function chineseVoice() {
  const voices = window.speechSynthesis ? window.speechSynthesis.getVoices() : [];
  return voices.find((voice) => /^(zh|cmn)\b/i.test(voice.lang) && voice.localService) ||
    voices.find((voice) => /^(zh|cmn)\b/i.test(voice.lang));
}

let speaking = null;

function stop() {
  if (!speaking) return;
  speaking.label.textContent = speaking.usual;
  speaking = null;
  window.speechSynthesis.cancel();
}

function start(button) {
  const label = button.querySelector("span");
  const utterance = new SpeechSynthesisUtterance(words(button.closest(".quote")));
  utterance.voice = chineseVoice();
  utterance.lang = utterance.voice.lang;
  utterance.rate = 0.95;
  speaking = { button, label, usual: label.textContent };
  label.textContent = button.dataset.stop;
  utterance.onend = utterance.onerror = () => {
    if (speaking && speaking.button === button) stop();
  };
  window.speechSynthesis.speak(utterance);
}

export function wireSpeech() {
  if (!window.speechSynthesis) return;
  const show = () => document.documentElement.classList.toggle("can-speak", Boolean(chineseVoice()));
  window.speechSynthesis.addEventListener("voiceschanged", show);
  show();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-speak]");
    if (!button) return;
    const again = speaking && speaking.button === button;
    stop();
    if (!again) start(button);
  });
  window.addEventListener("pagehide", stop);
}
