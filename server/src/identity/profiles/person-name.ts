import type { NameParts } from '#contract/identity/names.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'

// Cyrillic and Latin letters, hyphen, apostrophe, dot and space. Signs that can pass for the mark of a verified
// person, invisible characters and emoji are thereby impossible (VER-07).
const NAME = /^[\p{Script=Cyrillic}\p{Script=Latin}][\p{Script=Cyrillic}\p{Script=Latin}\p{M}'’.\- ]*$/u

/** A name in one form (NFC, single spaces), or null when it is none. An empty one is allowed where the caller says so. */
export function cleanName(text: string, mayBeEmpty: boolean): string | null {
  const clean = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (clean === '') return mayBeEmpty ? '' : null
  if ([...clean].length > NAME_LENGTH_MAX || !NAME.test(clean)) return null
  // One word mixes no alphabets: «Аnna» with a Cyrillic first letter passes for somebody else.
  const mixed = clean.split(/[ -]/u).some((word) => /\p{Script=Cyrillic}/u.test(word) && /\p{Script=Latin}/u.test(word))
  return mixed ? null : clean
}

/** The parts of a name in one form; only the patronymic may be empty. `refuse` is told which part is no name. */
export function cleanNames(names: NameParts, refuse: (field: keyof NameParts) => never): NameParts {
  return {
    surname: cleanName(names.surname, false) ?? refuse('surname'),
    name: cleanName(names.name, false) ?? refuse('name'),
    patronymic: cleanName(names.patronymic, true) ?? refuse('patronymic'),
  }
}
