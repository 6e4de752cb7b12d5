import type Database from "better-sqlite3";
import type { Cell } from "../../../shared/answers.ts";
import { UnsafeSqlError } from "../../ports.ts";
import { SQLITE_FUNCTIONS } from "../guard/sqlite-functions.ts";
import type { ReadableRoots } from "./sqlite-roots.ts";

/** An instruction of a program, as EXPLAIN lists it. */
interface Instruction {
  readonly opcode: string;
  readonly p1: number;
  readonly p2: number;
  readonly p3: number;
  readonly p4: string | null;
}

/**
 * Instructions of programs that read. Those that write (`Insert`, `IdxInsert`, `Delete`) are among them because intermediate results are
 * written too, to tables of the statement's own; only `OpenWrite` could lead them to another table, and it is not here.
 */
const OPCODES: ReadonlySet<string> = new Set(
  `
  Init Goto Gosub Return InitCoroutine EndCoroutine Yield Halt HaltIfNull Integer Int64 Real String8 String Null SoftNull BeginSubrtn
  Blob Variable Move Copy SCopy IntCopy ResultRow Concat Add Subtract Multiply Divide Remainder CollSeq BitAnd BitOr ShiftLeft
  ShiftRight AddImm MustBeInt RealAffinity Cast Eq Ne Lt Le Gt Ge ElseEq Permutation Compare Jump And Or IsTrue Not BitNot Once If
  IfNot IsType IsNull NotNull ZeroOrNull IfNullRow Column TypeCheck Affinity MakeRecord Count Transaction OpenRead ReopenIdx OpenDup
  OpenEphemeral OpenAutoindex SorterOpen SequenceTest OpenPseudo Close SeekLT SeekLE SeekGE SeekGT SeekScan SeekHit IfNotOpen
  IfNoHope NoConflict NotFound Found SeekRowid NotExists Sequence NewRowid Insert Delete ResetCount SorterCompare SorterData RowData
  RowCell Rowid NullRow SeekEnd Last IfSizeBetween SorterSort Sort Rewind IfEmpty SorterNext Prev Next SorterInsert IdxInsert
  IdxDelete DeferredSeek IdxRowid FinishSeek IdxLE IdxGT IdxLT IdxGE ResetSorter RowSetAdd RowSetRead RowSetTest IfPos OffsetLimit
  IfNotZero DecrJumpZero AggInverse AggStep AggStep1 AggValue AggFinal VOpen VFilter VColumn VNext VInitIn PureFunc Function ClrSubtype
  GetSubtype SetSubtype FilterAdd Filter Trace CursorHint ReleaseReg Noop Explain Abortable
  `
    .split(/\s+/)
    .filter(Boolean),
);

const FUNCTION_CALLS = /^(PureFunc|Function|AggStep1?|AggInverse|AggValue|AggFinal)$/;
/** Opened by name of a module and not by page. */
const VIRTUAL_TABLE = "VOpen";

/** The engine's own verdict: throws an {@link UnsafeSqlError} when the compiled program would touch anything but the roots. */
export function checkProgram(
  db: Database.Database,
  { sql, parameters, tableFunctions }: { sql: string; parameters: readonly Cell[]; tableFunctions: boolean },
  roots: ReadableRoots,
): void {
  const program = db.prepare<unknown[], Instruction>(`EXPLAIN ${sql}`).all(...parameters);
  const opened = new Map<number, number[]>();
  for (const instruction of program) {
    checkInstruction(instruction, tableFunctions, roots);
    if (instruction.opcode === "OpenRead" || instruction.opcode === "ReopenIdx")
      opened.set(instruction.p1, [...(opened.get(instruction.p1) ?? []), instruction.p2]);
  }
  for (const { opcode, p1, p2 } of program)
    if (opcode === "Column")
      for (const root of opened.get(p1) ?? [])
        if (!roots.mayRead(root, p2)) throw new UnsafeSqlError("the SQL would read a column outside the catalog");
}

function checkInstruction({ opcode, p2, p3, p4 }: Instruction, tableFunctions: boolean, roots: ReadableRoots): void {
  if (!OPCODES.has(opcode)) throw new UnsafeSqlError("the SQL would do more than read");
  if (opcode === VIRTUAL_TABLE && !tableFunctions) throw new UnsafeSqlError("the SQL would read a virtual table");
  // The third operand is the database: 0 is the file, 1 what is temporary.
  if ((opcode === "OpenRead" || opcode === "ReopenIdx") && !(p3 === 0 && roots.has(p2)))
    throw new UnsafeSqlError("the SQL would read a table outside the catalog");
  if (FUNCTION_CALLS.test(opcode) && !SQLITE_FUNCTIONS.has((p4 ?? "").replace(/\(-?\d+\)$/, "").toLowerCase()))
    throw new UnsafeSqlError("the SQL would call a function that is not allowed");
}
