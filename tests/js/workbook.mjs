// Workbooks (XLSX) as a person fills them in and reads them: the rows of the first sheet. No spreadsheet program: the
// archive is unpacked, its first sheet rewritten, and packed again.

import { inflateRawSync } from "node:zlib";

const SHEET = "xl/worksheets/sheet1.xml";
const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
/** Bytes of a central entry, a local entry and the end before what varies in length. */
const [CENTRAL_SIZE, LOCAL_SIZE, END_SIZE] = [46, 30, 22];

/** The rows of the first sheet, as texts. */
export function read(bytes) {
  const files = unpack(bytes);
  const shared = all(text(files.get("xl/sharedStrings.xml") ?? ""), /<si>(.*?)<\/si>/gs).map(([, inner]) => said(inner));
  const rows = all(text(files.get(SHEET)), /<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs);
  return rows.map(([, inner = ""]) => {
    const cells = [];
    for (const [, letters, attributes, content = ""] of all(inner, /<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const value = /<v>(.*?)<\/v>/s.exec(content)?.[1];
      cells[column(letters)] = attributes.includes('t="s"') ? shared[value] : (value && plain(value)) ?? said(content);
    }
    return Array.from(cells, (cell) => cell ?? "");
  });
}

/** The same workbook with these rows in its first sheet. */
export function fill(bytes, rows) {
  const files = unpack(bytes);
  const lines = rows.map((cells, at) => {
    const row = cells.map((cell, place) => `<c r="${letters(place)}${at + 1}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`);
    return `<row r="${at + 1}">${row.join("")}</row>`;
  });
  const sheet = text(files.get(SHEET)).replace(/<sheetData\/>|<sheetData>.*<\/sheetData>/s, () => `<sheetData>${lines.join("")}</sheetData>`);
  files.set(SHEET, Buffer.from(sheet.replace(/<dimension [^>]*>/, "")));
  return pack(files);
}

const all = (where, pattern) => [...where.matchAll(pattern)];
const text = (bytes) => bytes.toString("utf8");
const said = (xml) => plain(all(xml, /<t[^>]*>(.*?)<\/t>/gs).map(([, part]) => part).join(""));
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };
const plain = (xml) => xml.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity]);
const escaped = (cell) => cell.replace(/[<>&]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[sign]);
const column = (name) => [...name].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0) - 1;
const letters = (place) => (place < 26 ? "" : letters(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

/** The checksum that archives carry. */
function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}

/** The files of an archive, by name. */
function unpack(bytes) {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, note] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const local = bytes.readUInt32LE(at + 42);
    const begin = local + LOCAL_SIZE + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(begin, begin + size);
    files.set(bytes.toString("utf8", at + CENTRAL_SIZE, at + CENTRAL_SIZE + name), packed ? inflateRawSync(content) : content);
    at += CENTRAL_SIZE + name + extra + note;
  }
  return files;
}

/** An archive of these files, stored as they are. */
function pack(files) {
  const [parts, listed] = [[], []];
  let offset = 0;
  for (const [name, content] of files) {
    const title = Buffer.from(name);
    const local = Buffer.alloc(LOCAL_SIZE);
    local.writeUInt32LE(LOCAL, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt32LE(crc(content), 14);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(title.length, 26);
    const central = Buffer.alloc(CENTRAL_SIZE);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(20, 4);
    local.copy(central, 6, 4, 30);
    central.writeUInt32LE(offset, 42);
    parts.push(local, title, content);
    listed.push(central, title);
    offset += LOCAL_SIZE + title.length + content.length;
  }
  const list = Buffer.concat(listed);
  const end = Buffer.alloc(END_SIZE);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}
