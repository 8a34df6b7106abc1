import type { NameParts } from '#contract/identity/names.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'

/*
 * Letters of the languages in which people here are called, each with one accent at most, hyphen, apostrophe, dot and
 * space. Whatever could pass for the mark of a verified person is thereby impossible (VER-07): emoji, ticks, invisible
 * signs and towers of accents, but also letters of the same alphabets that nobody is called by: historic ones such as
 * «ѵ», which is a tick, clicks such as «ǃ», numerals such as «Ⅴ», letters in circles and letters set small or high.
 */
const CYRILLIC = '\\u0400-\\u045F\\u048A-\\u052F'
const LATIN = 'A-Za-zÀ-ÖØ-öø-ÿĀ-ňŊ-žƏəƠơƯưǍ-ǜǞ-ǣǦ-ǰǴǵǸ-țȞȟȦ-ȳḀ-ẙẠ-ỹ'
/** Those that make no letter of their own with every vowel: acute, macron, breve, diaeresis, caron. */
const ACCENT = '[\\u0301\\u0304\\u0306\\u0308\\u030C]?'
const LETTER = `[${CYRILLIC}${LATIN}]${ACCENT}`
const NAME = new RegExp(`^${LETTER}(?:${LETTER}|['’.\\- ])*$`, 'u')

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
