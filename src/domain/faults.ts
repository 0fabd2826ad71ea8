/**
 * What can go wrong, in one table: a code for machines, and the sysexits number the command ends with.
 * An expected answer (a refused recipient, an unreadable article) is a value, never a Fault.
 */
export const faults = {
  usage: 64,
  "bad-data": 65,
  "nothing-usable": 65,
  "no-input": 66,
  "service-refused": 69,
  "ledger-out-of-balance": 70,
  bug: 70,
  "cannot-write": 73,
  "store-damaged": 74,
  busy: 75,
  "more-to-do": 75,
  config: 78,
  "template-broken": 78,
  "store-newer": 78,
} as const satisfies Record<string, number>;

export type FaultCode = keyof typeof faults;

/** A failure with a place in the table. `message` says what was expected, what came, where, and what to do next. */
export class Fault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "Fault";
    this.code = code;
  }

  /** The process exit status, by BSD sysexits(3). */
  get exitCode(): number {
    return faults[this.code];
  }
}

/** The words of anything thrown, for a message that carries it on. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
