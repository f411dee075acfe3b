// What the page says, in Arabic and English.

import { byId, kept } from "./dom.mjs";

const WORDS = {
  ar: {
    name: "مستفيد",
    explorer: "مستكشف الواجهة البرمجية",
    demo: "بيانات تجريبية: إمارة متخيَّلة",
    skip: "انتقل إلى المستند",
    token: "رمز الدخول",
    signIn: "دخول",
    signOut: "خروج",
    nobody: "بلا رمز: ترى ما هو متاح للعموم",
    somebody: "تعمل بصفة:",
    refused: "لم يُقبل الرمز",
    document: "المستند",
    hint: "يقترح المحرر أثناء الكتابة وعند Ctrl+Space، وينفّذ Ctrl+Enter العملية التي يقف عندها المؤشر.",
    copy: "نسخ أمر curl",
    copied: "نُسخ؛ ضع رمزك في TOKEN",
    notCopied: "لم يسمح المتصفح بالنسخ",
    run: "تنفيذ",
    stop: "إيقاف",
    variables: "المتغيرات (JSON)",
    badVariables: "المتغيرات ليست كائن JSON صحيحًا",
    headers: "الترويسات",
    purpose: "غرض الاطلاع (X-Purpose)",
    usual: "المعتاد لصاحب الرمز",
    answers: "لغة الرسائل (Accept-Language)",
    behalf: "نيابةً عن الموظف (X-On-Behalf-Of)",
    answer: "الرد",
    running: "جارٍ التنفيذ…",
    time: "ms",
    unreachable: "تعذّر الوصول إلى الخادم",
    listening: "بانتظار الأحداث…",
    events: { zero: "بلا أحداث", one: "حدث واحد", two: "حدثان", few: "{n} أحداث", many: "{n} حدثًا", other: "{n} حدث" },
    ended: "انتهى الاشتراك",
    stopped: "أُوقف",
    suggestions: { zero: "بلا اقتراحات", one: "اقتراح واحد", two: "اقتراحان", few: "{n} اقتراحات", many: "{n} اقتراحًا", other: "{n} اقتراح" },
    help: "مساعدة",
    docs: "التوثيق",
    examples: "أمثلة",
    history: "السجل",
    find: "ابحث في المخطط",
    nothing: "لا شيء بهذا الاسم",
    back: "رجوع",
    roots: "من أين تبدأ",
    query: "القراءة",
    mutation: "الكتابة",
    subscription: "الاشتراك",
    fields: "الحقول",
    values: "القيم",
    members: "الأنواع",
    deprecated: "مهمل:",
    noSchema: "تعذّر تحميل المخطط",
    privacy: "تُحفظ المستندات وحدها في هذا المتصفح، لا المتغيرات ولا الرموز: ضع بيانات الأشخاص في المتغيرات.",
    empty: "لا شيء بعد",
    clear: "مسح السجل",
  },
  en: {
    name: "Mustafid",
    explorer: "API explorer",
    demo: "Demo data: a fictional emirate",
    skip: "Skip to the document",
    token: "Token",
    signIn: "Sign in",
    signOut: "Sign out",
    nobody: "No token: you see what is public",
    somebody: "You act as",
    refused: "The token was not accepted",
    document: "Document",
    hint: "The editor suggests as you type and on Ctrl+Space; Ctrl+Enter runs the operation at the caret.",
    copy: "Copy as curl",
    copied: "Copied; put your token into TOKEN",
    notCopied: "The browser did not allow copying",
    run: "Run",
    stop: "Stop",
    variables: "Variables (JSON)",
    badVariables: "The variables are not a JSON object",
    headers: "Headers",
    purpose: "Purpose of reading (X-Purpose)",
    usual: "The token's usual one",
    answers: "Language of messages (Accept-Language)",
    behalf: "On behalf of staff member (X-On-Behalf-Of)",
    answer: "Answer",
    running: "Running…",
    time: "ms",
    unreachable: "The server cannot be reached",
    listening: "Waiting for events…",
    events: { one: "{n} event", other: "{n} events" },
    ended: "The subscription ended",
    stopped: "Stopped",
    suggestions: { one: "{n} suggestion", other: "{n} suggestions" },
    help: "Help",
    docs: "Docs",
    examples: "Examples",
    history: "History",
    find: "Search the schema",
    nothing: "Nothing of that name",
    back: "Back",
    roots: "Where to start",
    query: "Reading",
    mutation: "Writing",
    subscription: "Subscribing",
    fields: "Fields",
    values: "Values",
    members: "Types",
    deprecated: "Deprecated:",
    noSchema: "The schema could not be loaded",
    privacy: "Only documents are kept in this browser, neither variables nor tokens: put people's data into variables.",
    empty: "Nothing yet",
    clear: "Clear the history",
  },
};

const choice = kept("localStorage", "mustafid.explorer.language");
const listeners = [];
let current = "ar";

export const language = () => current;

/** A word in the page's language; one with plural forms takes a number. */
export function say(key, number) {
  const word = WORDS[current][key];
  if (typeof word === "string") return word;
  const form = new Intl.PluralRules(current).select(number);
  return (word[form] ?? word.other).replace("{n}", number);
}

/** Calls `listener` now and whenever the language changes. */
export function onLanguage(listener) {
  listeners.push(listener);
  listener();
}

/** Starts with the language chosen last, else the first of the browser's that is one of ours, else Arabic. */
export function startLanguage() {
  const ours = (tag) => tag.slice(0, 2) in WORDS;
  use((choice.read() ?? navigator.languages.find(ours) ?? "ar").slice(0, 2));
  byId("language").onclick = () => {
    use(current === "ar" ? "en" : "ar");
    choice.write(current);
  };
}

function use(tag) {
  current = tag in WORDS ? tag : "ar";
  const other = current === "ar" ? ["en", "English"] : ["ar", "العربية"];
  Object.assign(document.documentElement, { lang: current, dir: current === "ar" ? "rtl" : "ltr" });
  document.title = `${say("name")} · ${say("explorer")}`;
  Object.assign(byId("language"), { lang: other[0], textContent: other[1] });
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const listener of listeners) listener();
}
