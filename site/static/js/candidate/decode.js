// Opens a picture the right way up. Browsers differ in which of their two ways turns photos by their EXIF mark, so a
// built-in picture of 2×1 points, marked to be turned, is opened first to find out.

const PROBE = "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////wAALCAABAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABkQAAEFAAAAAAAAAAAAAAAAAAMAATNysf/aAAgBAQAAPwBQYB1bF//Z";
// Beyond this side a phone may run out of memory: the browser shrinks while it decodes.
const LARGE = 4096;
let order = null;

// Each way gives {source, width, height, free}, or rejects
const byBitmap = async (blob, side, most) => {
  const options = {imageOrientation: "from-image"};
  if (side > LARGE) Object.assign(options, {resizeWidth: most, resizeQuality: "high"});
  const bitmap = await createImageBitmap(blob, options);
  return {source: bitmap, width: bitmap.width, height: bitmap.height, free: () => bitmap.close()};
};

const byImage = async (blob) => {
  const url = URL.createObjectURL(blob);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch (error) {
    URL.revokeObjectURL(url);
    throw error;
  }
  return {source: image, width: image.naturalWidth, height: image.naturalHeight, free: () => URL.revokeObjectURL(url)};
};

async function isUpright(way) {
  try {
    const blob = new Blob([Uint8Array.from(atob(PROBE), (letter) => letter.charCodeAt(0))], {type: "image/jpeg"});
    const picture = await way(blob, 0, 0);
    picture.free();
    return picture.height > picture.width;
  } catch (error) {
    return false;
  }
}

// The ways worth trying, best first; Apple's own decoder is the safe one there
export function ways() {
  if (!order) {
    const apple = /iP(hone|ad|od)|Macintosh.*Version\/.*Safari/.test(navigator.userAgent);
    order = (async () => {
      const found = [];
      for (const way of apple ? [byImage, byBitmap] : [byBitmap, byImage]) if (await isUpright(way)) found.push(way);
      return found.length ? found : [byImage];
    })();
  }
  return order;
}
