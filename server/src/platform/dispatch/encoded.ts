/**
 * An answer, or a part of one, that is JSON already: nothing walks through it again on its way out. Whoever makes one
 * names every property himself, since nothing is cut from it; tests compare it with its schema.
 */
export class Encoded<T> {
  readonly json: string

  constructor(json: string) {
    this.json = json
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
