// The form at the scale: who is tapped, the net weight as it is typed, the price that hangs. Works in grams and fen, whole numbers.
const MOST_SHOWN = 12, LAST_SHOWN = 6, GRAMS = { kg: 1000, jin: 500 };
const given = id => JSON.parse(document.getElementById(id).textContent);
const UNIT = "lilian-scale-unit";

// "12.5" in a unit of 1000 g -> 12500; null where it is no number.
function grams(text, unit) {
  const match = /^(\d{1,7})(?:\.(\d{1,3}))?$/.exec(text.trim());
  if (!match) return null;
  const thousandths = Number(match[1]) * 1000 + Number((match[2] ?? "").padEnd(3, "0"));
  return Math.round(thousandths * GRAMS[unit] / 1000);
}
const plain = (whole, places) => (whole / 10 ** places).toFixed(places).replace(/\.?0+$/, "");

export function scaleForm(form) {
  const sellers = given("sellers"), prices = given("prices"), field = form.elements;
  const found = form.querySelector("[data-found]"), one = form.querySelector("template[data-seller]");
  const chosen = form.querySelector("[data-chosen]"), who = field.seller, net = form.querySelector("[data-net]");
  const blocks = [...(field.block?.options ?? [])].map(option => ({ value: option.value, text: option.text }));
  const numbers = form.querySelector("#contracts"), everyones = sellers.flatMap(card => card.contracts), known = new Set(everyones);
  let seller = null;

  // The box that is searched in is not the box that is sent.
  const search = who.cloneNode();
  search.removeAttribute("name");
  search.type = "search";
  who.type = "hidden";
  who.removeAttribute("id");
  who.after(search);

  function button(card) {
    const made = one.content.firstElementChild.cloneNode(true);
    made.querySelector("[data-name]").textContent = card.name;
    made.querySelector("[data-code]").textContent = card.code;
    made.addEventListener("click", () => { choose(card); field.gross.focus(); });
    return made;
  }

  function offer() {
    const text = search.value.trim().toLowerCase();
    const fits = sellers.filter(card => text ? card.sought.includes(text) || card.name.includes(text) : true);
    const first = fits.slice(0, text ? MOST_SHOWN : LAST_SHOWN);  // before a letter is typed, the figures stay in sight
    found.replaceChildren(...first.map(button));
    found.hidden = !first.length || Boolean(seller);
  }

  function choose(card) {
    seller = card;
    who.value = card?.key ?? "";
    chosen.hidden = !card;
    search.hidden = Boolean(card);
    if (card) {
      chosen.querySelector("[data-name]").textContent = card.name;
      chosen.querySelector("[data-code]").textContent = card.code;
    }
    askCertificate();
    offerBlocks();
    offerContracts();
    offer();
    tell();
  }

  // An enterprise or a co-operative sells with its certificate alone: asked for before the fruit is taken over, connection or not.
  const isFirm = () => seller?.key[0] === "o", lacksNumber = () => isFirm() && !field.certificate.value.trim();
  function askCertificate() {
    field.certificate.required = isFirm();
    field.no_certificate.closest(".field").hidden = isFirm();
    if (isFirm()) form.querySelector("[data-certificate]").open = true;
  }

  function offerBlocks() {
    if (!field.block) return;
    const own = new Set((seller?.blocks ?? []).map(([key]) => String(key)));
    const fits = blocks.filter(block => !block.value || own.has(block.value));
    field.block.replaceChildren(...fits.map(block => new Option(block.text, block.value)));
    if (own.size === 1) field.block.value = [...own][0];
    form.querySelector("[data-block]").hidden = !own.size;
  }

  // Who has one contract is weighed under it; of several the clerk picks.
  function offerContracts() {
    const own = seller?.contracts ?? [];
    numbers.replaceChildren(...(seller ? own : everyones).map(number => new Option(number, number)));
    if (!own.includes(field.contract.value) && known.has(field.contract.value)) field.contract.value = "";
    if (own.length === 1 && !field.contract.value) field.contract.value = own[0];
  }

  const unit = () => field.unit.value || "kg";
  const fen = () => prices[`${field.variety.value}|${field.grade.value}`] ?? null;

  function weighed() {
    const gross = grams(field.gross.value, unit()), tare = field.tare.value.trim() ? grams(field.tare.value, unit()) : 0;
    return gross === null || tare === null || gross <= tare ? null : gross - tare;
  }

  function price() {
    return field.price_kind.value === "posted" ? fen() : null;
  }

  function tell() {
    const grams_ = weighed(), yuan = net.querySelector("[data-yuan]"), board = form.querySelector("[data-board]");
    net.hidden = grams_ === null;
    board.textContent = fen() === null ? "" : `${(fen() / 100).toFixed(2)} ¥/kg`;
    form.querySelector("[data-contract]").hidden = field.price_kind.value !== "contract";
    field.told.value = price() ?? "";
    if (grams_ === null) return;
    net.querySelector("[data-kilos]").textContent = plain(grams_, 3);
    net.querySelector("[data-jin]").textContent = plain(grams_ * 2, 3);
    yuan.hidden = price() === null;
    if (price() !== null) yuan.querySelector("b").textContent = (Math.floor((grams_ * price() + 500) / 1000) / 100).toFixed(2);
  }

  const LASTING = new Set(["variety", "grade", "harvest_date", "unit", "price_kind", "contract", "contract_price", "no_certificate"]);

  function clear() {
    for (const each of form.querySelectorAll("input, select, textarea")) {
      if (!each.name || LASTING.has(each.name) || each.name === "csrfmiddlewaretoken") continue;
      each.value = "";
    }
    for (const more of form.querySelectorAll("details")) more.open = false;
    choose(null);
    search.value = "";
    offer();
  }

  // A slip that was refused, back in the form.
  function fill(values) {
    clear();
    for (const [name, value] of values) {
      const each = field[name];
      if (each && name !== "csrfmiddlewaretoken") each.value = value;
    }
    const card = sellers.find(card => card.key === who.value);
    if (card) choose(card);
    const block = values.find(([name]) => name === "block");
    if (block && field.block) field.block.value = block[1];
    for (const more of form.querySelectorAll("details")) more.open = [...more.querySelectorAll("input")].some(each => each.value);
    askCertificate();
    tell();
    form.scrollIntoView({ block: "start" });
  }

  try { if (localStorage.getItem(UNIT)) field.unit.value = localStorage.getItem(UNIT); } catch { /* private window */ }
  form.addEventListener("change", () => { try { localStorage.setItem(UNIT, unit()); } catch { /* private window */ } });
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  search.addEventListener("input", offer);
  chosen.querySelector("[data-again]").addEventListener("click", () => { choose(null); search.focus(); });
  choose(sellers.find(card => card.key === who.value) ?? null);
  if (!seller) search.value = who.value;

  return { form, clear, fill, summary: () => ({ who: seller?.name ?? "", kilos: weighed() === null ? "" : plain(weighed(), 3) }), ready: () => Boolean(seller) && weighed() !== null && Boolean(field.variety.value) && !lacksNumber(), point: () => (!seller ? search : weighed() === null ? field.gross : lacksNumber() ? field.certificate : field.gross).focus() };
}
