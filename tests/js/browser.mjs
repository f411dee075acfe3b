// A real Chromium, which makes no request of its own.

import { existsSync } from "node:fs";

const PLACES = [process.env.CRM_TEST_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The program, or nothing where there is none. */
export const chromium = PLACES.find((place) => place && existsSync(place));

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-sync",
  "--no-first-run",
  "--no-default-browser-check",
  "--metrics-recording-only",
];

/** A browser; close it when done. */
export async function launch() {
  const { chromium: engine } = await import("playwright-core");
  return engine.launch({ executablePath: chromium, args: FLAGS, headless: true });
}
