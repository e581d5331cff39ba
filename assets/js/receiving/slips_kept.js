// What was weighed and not yet taken by the server, in this browser's own database: it outlives a reload and a dead battery.
const NAME = "lilian-receiving", STORE = "slips";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function done(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const whole = database.transaction(STORE, mode), asked = act(whole.objectStore(STORE));
      whole.oncomplete = () => resolve(asked.result);
      whole.onabort = whole.onerror = () => reject(whole.error);
    });
  } finally {
    database.close();
  }
}

export const keep = slip => done("readwrite", store => store.put(slip));
export const forget = key => done("readwrite", store => store.delete(key));
export const kept = async () => (await done("readonly", store => store.getAll())).sort((a, b) => a.at.localeCompare(b.at));
