// Waits until nothing has been asked for a moment, then does the last thing asked.

const CALM = 300;

// `work` gets isLast(): whether nothing was asked since
export function later(work) {
  let turn = 0;
  let timer = 0;
  return () => {
    turn += 1;
    const mine = turn;
    clearTimeout(timer);
    timer = setTimeout(() => work(() => mine === turn), CALM);
  };
}
