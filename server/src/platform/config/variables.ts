/** One variable of the environment: its sentence is printed into docs/config.md. */
export interface Variable<T> {
  readonly name: string
  readonly sentence: string
  readonly secret: boolean
  readonly shown: string
  /** Returns the value, or throws an Error whose message says what is expected. */
  readonly read: (text: string | undefined) => T
}

interface Plain<T> {
  sentence: string
  secret?: boolean
  default: T
}

export function text(name: string, plain: Plain<string>): Variable<string> {
  return variable(name, plain, (value) => value)
}

export function integer(name: string, plain: Plain<number> & { min: number; max: number }): Variable<number> {
  return variable(name, plain, (value) => {
    const number = Number(value)
    if (!Number.isInteger(number) || number < plain.min || number > plain.max) {
      throw new Error(`expected a whole number from ${plain.min} to ${plain.max}`)
    }
    return number
  })
}

export function choice<const T extends string>(
  name: string,
  plain: { sentence: string; default: NoInfer<T>; values: readonly T[] },
): Variable<T> {
  return variable(name, plain, (value) => {
    const found = plain.values.find((known) => known === value)
    if (found === undefined) throw new Error(`expected one of ${plain.values.join(', ')}`)
    return found
  })
}

/** A comma-separated list of words from a fixed set. */
export function choices<const T extends string>(
  name: string,
  plain: { sentence: string; default: readonly NoInfer<T>[]; values: readonly T[] },
): Variable<readonly T[]> {
  return variable(name, plain, (value) => {
    const words = value.split(',').map((word) => word.trim())
    return words.map((word) => {
      const found = plain.values.find((known) => known === word)
      if (found === undefined) throw new Error(`expected words from ${plain.values.join(', ')}`)
      return found
    })
  })
}

export function address(name: string, plain: Plain<string>): Variable<string> {
  return variable(name, plain, (value) => {
    if (value !== '' && !URL.canParse(value)) throw new Error('expected an address such as https://parta.example')
    return value
  })
}

function variable<T>(
  name: string,
  plain: { sentence: string; secret?: boolean; default: T },
  parse: (value: string) => T,
): Variable<T> {
  return {
    name,
    sentence: plain.sentence,
    secret: plain.secret ?? false,
    shown: Array.isArray(plain.default) ? plain.default.join(',') : String(plain.default),
    read: (value) => (value === undefined || value === '' ? plain.default : parse(value)),
  }
}
