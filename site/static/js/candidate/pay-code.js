// What stands beside a code: its picture, and how long it still works by the server's clock.

// As a blob: the page's policy forbids data: addresses
export function pictureOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], {type: "image/png"}));
}

// Goes on while the element is on the page
export function countdown(element, until, now) {
  const seconds = Math.max(0, Math.ceil((until - now()) / 1000));
  element.textContent = seconds ? `还剩 ${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒` : "已到时间";
  if (seconds && (element.isConnected || !element.dataset.begun)) setTimeout(() => countdown(element, until, now), 1000);
  element.dataset.begun = "";
}
