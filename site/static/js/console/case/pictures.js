// The pictures of a round as loaded images. Links live 60 seconds: everything is fetched at once, and a link that
// came too late is asked for again by `renew` (which answers with fresh pictures).
export function gallery(found, parts, renew) {
  const shots = parts.flatMap((part, index) => part.uploads.map((id, place) => ({
    id,
    part: index,
    place: place + 1,
    of: part.uploads.length,
    ...found.pictures[id],
  })));
  const loads = new Map();
  let renewal = null;
  const freshLinks = () => {
    renewal = renewal || renew().finally(() => { renewal = null; });
    return renewal;
  };

  async function fetched(shot) {
    if (!shot.url) return null;
    const first = await loaded(shot.url);
    if (first) return first;
    const pictures = await freshLinks().catch(() => null);
    return pictures && pictures[shot.id] ? loaded(pictures[shot.id].url) : null;
  }

  // One picture as an <img>, or null when it cannot be had.
  function picture(shot) {
    if (!loads.has(shot.id)) {
      loads.set(shot.id, fetched(shot).then((image) => {
        if (!image) loads.delete(shot.id);
        return image;
      }));
    }
    return loads.get(shot.id);
  }

  return { shots, picture, preload: () => shots.forEach(picture) };
}

function loaded(url) {
  return new Promise((resolve) => {
    const image = new Image();
    image.draggable = false;
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    image.src = url;
  });
}
