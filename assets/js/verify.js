// Checks a record against the transparency log in the reader's browser: SHA-256 and Ed25519 by WebCrypto, nothing else.
// Formats: C2SP tlog-proof, tlog-checkpoint, signed-note, tlog-cosignature; the tree of RFC 6962.
const encoder = new TextEncoder();
const bytes = base64 => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
const hex = data => Array.from(data, byte => byte.toString(16).padStart(2, "0")).join("");
const same = (one, two) => hex(one) === hex(two);
const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
const sha = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
const node = (left, right) => sha([1], left, right);

function parsedProof(text) {
  const [head, ...rest] = text.split("\n\n"), lines = head.split("\n");
  if (lines[0] !== "c2sp.org/tlog-proof@v1" || !lines[1].startsWith("extra ") || !lines[2].startsWith("index ")) throw new Error("not a proof");
  const extra = JSON.parse(new TextDecoder().decode(bytes(lines[1].slice(6))));
  return { ...extra, index: BigInt(lines[2].slice(6)), path: lines.slice(3).map(bytes), checkpoint: rest.join("\n\n") };
}

function parsedNote(note) {
  const cut = note.lastIndexOf("\n\n"), text = note.slice(0, cut + 1);
  const [origin, size, root] = text.split("\n");
  const signatures = note.slice(cut + 2).trim().split("\n").map(line => {
    const [, name, data] = line.split(" "), raw = bytes(data);
    return { name, id: hex(raw.slice(0, 4)), signature: raw.slice(4) };
  });
  return { text, origin, size: BigInt(size), root: bytes(root), signatures };
}

function parsedKey(vkey) {
  const [name, id, ...rest] = vkey.split("+"), raw = bytes(rest.join("+"));
  return { name, id, type: raw[0], material: raw, public: raw.slice(1) };
}

// RFC 9162 2.1.3.2, in integers that may pass 2^32.
async function rootOf(leaf, index, size, path) {
  let at = index, last = size - 1n, found = leaf;
  if (at > last) throw new Error("no such entry");
  for (const other of path) {
    if (last === 0n) throw new Error("too long");
    if (at & 1n || at === last) {
      found = await node(other, found);
      while (!(at & 1n) && at) { at >>= 1n; last >>= 1n; }
    } else found = await node(found, other);
    at >>= 1n; last >>= 1n;
  }
  if (last !== 0n) throw new Error("too short");
  return found;
}

// True or false; undefined where this browser cannot tell.
async function signed({ text, signatures }, vkey) {
  const key = parsedKey(vkey), line = signatures.find(one => one.name === key.name && one.id === key.id);
  if (!line || !same(bytesOf(key.id), (await sha(encoder.encode(`${key.name}\n`), key.material)).slice(0, 4))) return null;
  let message = text, signature = line.signature;
  if (key.type === 4) {
    message = `cosignature/v1\ntime ${new DataView(signature.buffer).getBigUint64(0)}\n${text}`;
    signature = signature.slice(8);
  }
  try {
    const made = await crypto.subtle.importKey("raw", key.public, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, made, signature, encoder.encode(message));
  } catch { return undefined; }
}
const bytesOf = text => Uint8Array.from(text.match(/../g) ?? [], pair => parseInt(pair, 16));

const word = answers => answers.includes(false) ? "bad" : answers.includes(true) ? "good" : answers.includes(undefined) ? "unable" : null;

// What each step comes to: good, bad, unable.
export async function verified({ record, proof, keys, witnesses }) {
  const said = parsedProof(proof), note = parsedNote(said.checkpoint), entry = encoder.encode(said.entry);
  const body = hex(await sha(bytesOf(said.salt), record));
  const found = { record: JSON.parse(said.entry).body === body ? "good" : "bad", names: [] };
  try {
    found.tree = same(await rootOf(await sha([0], entry), said.index, note.size, said.path), note.root) ? "good" : "bad";
  } catch { found.tree = "bad"; }
  const ours = keys.filter(vkey => parsedKey(vkey).name === note.origin);
  found.signature = word(await Promise.all(ours.map(vkey => signed(note, vkey)))) ?? "bad";
  const words = await Promise.all(witnesses.map(async one => [one.name, await signed(note, one.vkey)]));
  found.names = words.filter(([, answer]) => answer === true).map(([name]) => name);
  found.witness = word(words.map(([, answer]) => answer)) ?? "unable";
  return found;
}

async function given(part, said) {
  if (said.record !== undefined) return { ...said, record: encoder.encode(said.record) };
  const [record, proof] = ["record", "proof"].map(name => part.querySelector(`[data-verify-${name}]`).files[0]);
  if (!record || !proof) return null;
  return { ...said, record: new Uint8Array(await record.arrayBuffer()), proof: await proof.text() };
}

function show(part, found) {
  part.querySelector(".verify-steps").hidden = false;
  for (const line of part.querySelectorAll("[data-step]")) line.dataset.state = found[line.dataset.step];
  part.querySelector("[data-names]").textContent = found.names.join(part.dataset.comma);
}

function begin(part) {
  const button = part.querySelector("[data-verify-go]"), said = JSON.parse(document.getElementById("evidence").textContent);
  if (!globalThis.crypto?.subtle) { part.querySelector("[data-verify-unable]").hidden = false; return; }
  button.hidden = false;
  button.addEventListener("click", async () => {
    const asked = await given(part, said);
    if (!asked) return part.querySelector("input[type=file]").focus();
    const broken = { record: "bad", tree: "bad", signature: "bad", witness: "unable", names: [] };
    show(part, await verified(asked).catch(() => broken));
  });
}

for (const part of document.querySelectorAll("[data-verify]")) begin(part);
