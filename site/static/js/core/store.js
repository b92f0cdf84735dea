// Browser storage under one prefix. A full or forbidden store must never stop a page.

const PREFIX = "kaoji:";

function area(kind) {
  return {
    get(key) {
      try {
        return JSON.parse(window[kind].getItem(PREFIX + key));
      } catch (error) {
        return null;
      }
    },
    set(key, value) {
      try {
        window[kind].setItem(PREFIX + key, JSON.stringify(value));
        return true;
      } catch (error) {
        return false;
      }
    },
    drop(key) {
      try {
        window[kind].removeItem(PREFIX + key);
      } catch (error) {
        // nothing was kept
      }
    },
    keys(start) {
      try {
        return Object.keys(window[kind]).filter((key) => key.startsWith(PREFIX + start)).map((key) => key.slice(PREFIX.length));
      } catch (error) {
        return [];
      }
    },
    wipe(start) {
      for (const key of this.keys(start)) this.drop(key);
    },
  };
}

export const device = area("localStorage");

export const tab = area("sessionStorage");

// Nothing of the person stays on this device, pictures on their way included
export function forget() {
  device.wipe("");
  tab.wipe("");
  try {
    indexedDB.deleteDatabase("kaoji");
  } catch (error) {
    // none was kept
  }
}
