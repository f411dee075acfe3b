// GraphQL's tokens with their places. It never fails: what it does not know becomes a token of kind "other".

const TOKEN = new RegExp(
  [
    String.raw`(?<text>"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?)`,
    String.raw`(?<comment>#[^\n]*)`,
    String.raw`(?<spread>\.\.\.)`,
    String.raw`(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)`,
    String.raw`(?<name>[_A-Za-z][_0-9A-Za-z]*)`,
    String.raw`(?<mark>[!$&()\[\]:={|}@])`,
    String.raw`(?<other>[^\s,\ufeff])`,
  ].join("|"),
  "gu",
);

/** All tokens of a text: `[{ kind, text, start, end }]`. */
export function lex(text) {
  return Array.from(text.matchAll(TOKEN), ({ 0: word, index, groups }) => ({
    kind: Object.keys(groups).find((kind) => groups[kind] !== undefined),
    text: word,
    start: index,
    end: index + word.length,
  }));
}

/** The value of a text token, `"…"` or `"""…"""`. */
export function unquote(word) {
  if (word.startsWith('"""')) return dedent(word.replace(/^"""|"""$/g, "").replaceAll('\\"""', '"""'));
  try {
    return JSON.parse(word);
  } catch {
    return word.replace(/^"|"$/g, "");
  }
}

function dedent(text) {
  const lines = text.split("\n");
  const indents = lines.slice(1).filter((line) => line.trim()).map((line) => /^\s*/.exec(line)[0].length);
  const common = Math.min(...indents, 1000);
  return lines.map((line, place) => (place === 0 ? line : line.slice(common))).join("\n").trim();
}

/** The operations of a document: `[{ kind, name, start, end }]`; fragments and broken rests are passed over. */
export function operations(text) {
  const found = [];
  let depth = 0;
  let current = null;
  for (const { kind, text: word, start, end } of lex(text)) {
    if (kind === "comment") continue;
    if (depth === 0 && !current && ["query", "mutation", "subscription", "fragment"].includes(word)) {
      current = { kind: word, name: null, start, end };
    } else if (depth === 0 && !current && word === "{") {
      current = { kind: "query", name: null, start, end };
    } else if (depth === 0 && current?.name === null && kind === "name") {
      current.name = word;
    }
    if ("{([".includes(word)) depth += 1;
    if ("})]".includes(word)) depth -= 1;
    if (current) current.end = end;
    if (current && depth <= 0 && word === "}") {
      found.push(current);
      current = null;
      depth = 0;
    }
  }
  if (current) found.push(current);
  return found.filter((operation) => operation.kind !== "fragment");
}
