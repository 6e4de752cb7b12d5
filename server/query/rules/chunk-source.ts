import type { Chunk } from "./chunks.ts";
import type { Lexicon } from "./lexicon.ts";
import { TimeReader } from "./time.ts";
import type { Token } from "./token.ts";
import { expanded, spelled } from "./token-spelling.ts";
import { tokenize } from "./tokens.ts";

/** A question in tokens, and the chunks that were cut from it so far. */
export class ChunkSource {
  readonly lexicon: Lexicon;
  readonly tokens: readonly Token[];
  readonly stems: readonly string[];
  readonly words: readonly string[];
  readonly times: TimeReader;
  /** Epoch ms. */
  readonly asOf: number;
  readonly chunks: Chunk[] = [];

  constructor(question: string, lexicon: Lexicon, asOf: number) {
    this.lexicon = lexicon;
    this.tokens = spelled(expanded(tokenize(question), lexicon), lexicon);
    this.stems = this.tokens.map((token) => (token.kind === "quoted" ? "" : token.stem));
    this.words = this.tokens.map(({ text }) => text);
    this.asOf = asOf;
    this.times = new TimeReader(this.tokens, asOf);
  }

  text(index: number): string {
    return this.tokens[index]?.text ?? "";
  }

  push(chunk: Chunk): void {
    this.chunks.push(chunk);
  }

  textOf(from: number, to: number): string {
    return this.tokens
      .slice(from, to)
      .map(({ raw }) => raw)
      .join(" ");
  }

  phraseOf(index: number, length: number): string {
    const part = this.tokens.slice(index, index + length);
    // "a / over b": a sign only separates.
    const signed = length > 1 && this.tokens[index]?.raw === "/";
    return signed || part.length < length || part.some(({ kind }) => kind !== "word" && kind !== "number")
      ? ""
      : part.map(({ text }) => text).join(" ");
  }
}
