import type { NameParts } from '#contract/identity/names.ts'
import { cleanName } from '../../identity/index.ts'
import { foldName } from '../memberships/visible-members.store.ts'
import { LOOKALIKE_LETTERS } from './lookalike-letters.ts'

export type NameTrouble = 'nameMissing' | 'nameOdd' | 'namePartsMany' | 'severalPeople'
export type NamesRead = { names: NameParts; trouble: NameTrouble | null } | { names: null; trouble: NameTrouble }

/** Words of Turkic patronymics, which stand apart from the name of the father. */
const PATRONYMIC_WORD = /^(оглы|оглу|кызы|кизи|улы|уулу|заде)$/iu
const PATRONYMIC = /(вич|вна|ична|инична|вны|оглы|кызы|улы)$/iu

/** Letters that a keyboard has left in Latin among Cyrillic ones, in Cyrillic. */
function unmix(word: string): string {
  if (!/\p{Script=Cyrillic}/u.test(word) || !/[a-z]/i.test(word)) return word
  return word.replace(/[a-z]/gi, (sign) => {
    const same = LOOKALIKE_LETTERS[sign.toLowerCase()]
    if (same === undefined) return sign
    return sign === sign.toLowerCase() ? same : same.toUpperCase()
  })
}

/** A word that is all capitals or all small, as names are written. */
function recase(word: string): string {
  if (word.length < 2 || (word !== word.toUpperCase() && word !== word.toLowerCase())) return word
  return word
    .toLowerCase()
    .replace(/(^|[-'’])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

const wordsOf = (text: string): string[] =>
  text
    .replace(/\s*[-‐‑–—]\s*/gu, '-')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => recase(unmix(word)))

function checked(surname: string, name: string, patronymic: string): NamesRead {
  const parts = [cleanName(surname, false), cleanName(name, false), cleanName(patronymic, true)]
  if (parts.includes(null)) return { names: null, trouble: surname === '' || name === '' ? 'nameMissing' : 'nameOdd' }
  const names = { surname: parts[0]!, name: parts[1]!, patronymic: parts[2]! }
  const isInitial = /^\p{L}\.?$/u.test(names.name)
  return { names, trouble: isInitial ? 'nameOdd' : null }
}

/** «Фамилия Имя Отчество» in one cell; the surname stands first unless only the last word can be none but a surname. */
export function readFullName(text: string): NamesRead {
  const clean = text.replace(/^\s*\d+[.)]\s*/u, '').replace(/\([^)]*\)/gu, ' ')
  if (/[\n;,]/u.test(clean.trim())) return { names: null, trouble: 'severalPeople' }
  const words = wordsOf(clean)
  if (words.length === 0) return { names: null, trouble: 'nameMissing' }
  if (words.length === 1) return { names: null, trouble: 'nameOdd' }
  const last = words.at(-1)!
  if (words.length === 4 && PATRONYMIC_WORD.test(last)) {
    return checked(words[0]!, words[1]!, `${words[2]} ${last.toLowerCase()}`)
  }
  // «Иван Петрович Сидоров»: the patronymic in the middle shows that the surname is the last.
  if (words.length === 3 && PATRONYMIC.test(words[1]!) && !PATRONYMIC.test(last)) {
    return checked(last, words[0]!, words[1]!)
  }
  const read = checked(words[0]!, words[1]!, words.slice(2).join(' '))
  return read.names !== null && words.length > 3 ? { names: read.names, trouble: 'namePartsMany' } : read
}

/** Names that stand in columns of their own. */
export function readNameParts(parts: NameParts): NamesRead {
  const [surname, name, patronymic] = [parts.surname, parts.name, parts.patronymic].map((text) =>
    wordsOf(text).join(' '),
  )
  // The name and the patronymic together in one column.
  const words = name!.split(' ')
  if (patronymic === '' && words.length === 2 && PATRONYMIC.test(words[1]!))
    return checked(surname!, words[0]!, words[1]!)
  return checked(surname!, name!, patronymic!)
}

/** A name by which people are compared: lower case, ё as е, hyphens without spaces, nothing but letters and hyphens. */
export function nameKey(text: string): string {
  return foldName(text)
    .replace(/\s*[-‐‑–—]\s*/gu, '-')
    .replace(/[^\p{L}\- ]/gu, '')
    .trim()
}
