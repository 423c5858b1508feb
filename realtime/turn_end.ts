/**
 * What runs things at the end of this turn of the event loop, in the order in which they were asked for. `schedule` is asked
 * once a turn, however much is to be run: a thousand sockets that get the same event cost one immediate, not a thousand.
 */
export function atTurnEnd(schedule: (run: () => void) => void): (run: () => void) => void {
  let due: (() => void)[] = [];
  const runAll = () => {
    const runs = due;
    due = [];
    for (const run of runs) run();
  };
  return (run) => {
    if (due.push(run) === 1) schedule(runAll);
  };
}
