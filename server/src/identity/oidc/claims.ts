import type { Reader } from '../../platform/db/database.ts'
import type { PersonFacts } from '../profiles/profiles.store.ts'

/** Roles of a profile in one organisation, told by the domain that knows them. */
export interface OrganisationRoles {
  id: string
  name: string
  roles: string[]
}

export type RolesOf = (reader: Reader, profileId: string) => Promise<OrganisationRoles[]>

/** Namespaced, because no standard claim says which role somebody has where. */
export const ROLES_CLAIM = 'urn:parta:roles'

/** Which claims a scope stands for; nothing else ever leaves. */
export const CLAIMS_OF_SCOPE = {
  openid: ['sub', 'acr', 'amr'],
  profile: ['name', 'family_name', 'given_name', 'middle_name'],
  birthdate: ['birthdate'],
  roles: [ROLES_CLAIM],
}

/** What is known of a person in the words of OpenID Connect; the library hands on what the scopes name. */
export function claimsOf(person: PersonFacts, roles: readonly OrganisationRoles[]): Record<string, unknown> {
  const { surname, name, patronymic, birthDate } = person
  return {
    name: [surname, name, patronymic].filter((word) => word !== '').join(' '),
    family_name: surname,
    given_name: name,
    ...(patronymic === '' ? {} : { middle_name: patronymic }),
    birthdate: birthDate,
    [ROLES_CLAIM]: roles,
  }
}
