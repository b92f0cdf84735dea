// What a chosen file is, by its first bytes and not by its name; for JPEG and PNG also how large.

const HEIC = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"];

export async function inspect(file) {
  const bytes = new Uint8Array(await file.slice(0, 524288).arrayBuffer());
  const view = new DataView(bytes.buffer);
  if (bytes.length < 12) return {kind: "other", side: 0};
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return {kind: "jpeg", side: jpegSide(view)};
  if (view.getUint32(0) === 0x89504e47) return {kind: "png", side: Math.max(view.getUint32(16), view.getUint32(20))};
  if (text(bytes, 4, 8) === "ftyp" && HEIC.includes(text(bytes, 8, 12))) return {kind: "heic", side: 0};
  return {kind: "other", side: 0};
}

const text = (bytes, from, to) => String.fromCharCode(...bytes.slice(from, to));

// Walks the markers to the frame header; 0 where it lies beyond what was read
function jpegSide(view) {
  let place = 2;
  while (place + 9 < view.byteLength && view.getUint8(place) === 0xff) {
    const marker = view.getUint8(place + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return Math.max(view.getUint16(place + 5), view.getUint16(place + 7));
    place += 2 + view.getUint16(place + 2);
  }
  return 0;
}
