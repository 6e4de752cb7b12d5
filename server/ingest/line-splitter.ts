const NEWLINE = 0x0a;

/** Receives whole runs of lines, and learns of each line that was too long to keep. */
export interface LineSink {
  /** One or more lines, newlines between them, in one piece. */
  lines(block: Buffer): void;
  tooLong(): void;
}

export interface LineSplitter {
  push(chunk: Buffer): void;
  /** A last line without its newline counts as one. */
  end(): void;
}

/**
 * Cuts chunks of bytes at line ends and hands them on in large blocks. Holds at most one unfinished line of `maxBytes`;
 * a longer one is reported once and skipped to its end.
 */
export function createLineSplitter(maxBytes: number, sink: LineSink): LineSplitter {
  let pieces: Buffer[] = [];
  let held = 0;
  let skipping = false;

  const hold = (tail: Buffer) => {
    if (tail.length === 0) return;
    if (held + tail.length <= maxBytes) {
      pieces.push(tail);
      held += tail.length;
      return;
    }
    skipping = true;
    pieces = [];
    held = 0;
    sink.tooLong();
  };

  const flush = (block: Buffer) => {
    const whole = pieces.length === 0 ? block : Buffer.concat([...pieces, block]);
    pieces = [];
    held = 0;
    if (whole.length > 0) sink.lines(whole);
  };

  return {
    push(chunk) {
      let rest = chunk;
      if (skipping) {
        const end = rest.indexOf(NEWLINE);
        if (end < 0) return;
        skipping = false;
        rest = rest.subarray(end + 1);
      }
      const last = rest.lastIndexOf(NEWLINE);
      if (last >= 0) flush(rest.subarray(0, last));
      hold(last < 0 ? rest : rest.subarray(last + 1));
    },
    end() {
      if (!skipping) flush(Buffer.alloc(0));
    },
  };
}
