// Pictures that were chosen and have not reached the server: in this browser's database, so that a page that dies loses
// none. A browser without one, or a full one, only means that they must be chosen again.

const STORE = "pictures";

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("kaoji", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, {keyPath: "key"});
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      // Whoever signs out deletes the database: nothing here may hold it
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
  });
}

async function done(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

// A record: {key, owner, step, file}
export const keep = (record) => done("readwrite", (store) => store.put(record));

export const letGo = (key) => done("readwrite", (store) => store.delete(key));

export async function keptOf(owner, step) {
  const all = await done("readonly", (store) => store.getAll());
  return all.filter((record) => record.owner === owner && record.step === step);
}
