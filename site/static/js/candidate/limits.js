// The limits of the catalogue and the thresholds of hints, as the page's <main> carries them: {uploadsMost: 4, …}.
export const limitsOf = (main) => Object.fromEntries(Object.entries(main.dataset).map(([name, value]) => [name, Number(value)]));
