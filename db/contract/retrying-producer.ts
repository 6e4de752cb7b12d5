import { openSqliteLog } from "../log/sqlite-log.ts";
import { newEvent } from "./fixtures.ts";

/**
 * Process of the kill test: appends batches from a number on, a few at a time, and says each number that is acknowledged. It is
 * started again with the first number that was not, and so repeats what was in doubt.
 */
async function produce(file: string, first: number): Promise<void> {
  const log = await openSqliteLog({ file, now: Date.now, ballastBytes: 0, minFreeBytes: 0 });
  let next = first;
  const lane = async (): Promise<void> => {
    for (;;) {
      const size = 1 + (next % 40);
      const from = next;
      next += size;
      const ids = Array.from({ length: size }, (_, index) => from + index);
      await log.append(
        ids.map((id) => newEvent({ id: String(id) })),
        1,
      );
      // A pipe is written synchronously: what is said here has left the process.
      process.stdout.write(`${ids.join("\n")}\n`);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

await produce(process.argv[2] ?? "", Number(process.argv[3]));
