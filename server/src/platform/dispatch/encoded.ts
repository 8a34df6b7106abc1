/** Pieces of a JSON text, one behind the other; a buffer holds UTF-8. */
export type Pieces = readonly (string | Buffer)[]

/**
 * An answer, or a part of one, that is JSON already: nothing walks through it again on its way out. Whoever makes one
 * names every property himself, since nothing is cut from it; tests compare it with its schema.
 */
export class Encoded<T> {
  readonly pieces: Pieces

  constructor(pieces: Pieces) {
    this.pieces = pieces
  }

  get json(): string {
    return this.pieces.map((piece) => (typeof piece === 'string' ? piece : piece.toString('utf8'))).join('')
  }

  /** The value itself, for whoever does not know of this class. */
  toJSON(): T {
    return JSON.parse(this.json) as T
  }
}

/** The JSON of an answer. */
export function jsonOf(output: unknown): string {
  return output instanceof Encoded ? output.json : JSON.stringify(output)
}
