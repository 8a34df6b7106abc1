/** The parts of a person's name; the patronymic may be empty and is never derived (ACC-02). */
export interface NameParts {
  surname: string
  name: string
  patronymic: string
}

/** The name of whoever has had his account deleted (IDN-24), so that no list and no sentence is left with a hole. */
export const GONE_NAME = 'Удалённый профиль'

/**
 * The name that others see (reading A-06): staff by name and patronymic, pupils and parents by name and surname.
 * Staff without a patronymic are shown like everybody else.
 */
export function displayName(person: NameParts & { staff: boolean }): string {
  if (person.staff && person.patronymic !== '') return `${person.name} ${person.patronymic}`
  return `${person.name} ${person.surname}`.trim()
}

/**
 * What others are given of a name: the patronymic belongs to whoever holds a role of staff somewhere (reading A-06).
 * Those who decide on people are given whole names.
 */
export function shownNames({ surname, name, patronymic, staff }: NameParts & { staff: boolean }): NameParts {
  return { surname, name, patronymic: staff ? patronymic : '' }
}

/** Surname first, for lists that are sorted by it. */
export function fullName(person: NameParts): string {
  return [person.surname, person.name, person.patronymic].filter((part) => part !== '').join(' ')
}

/** Two letters for a picture that is not there. */
export function initials(person: NameParts): string {
  return `${person.name.slice(0, 1)}${person.surname.slice(0, 1)}`.toLocaleUpperCase('ru')
}
