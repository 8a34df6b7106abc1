/** Types of organisations (ORG-16). */
export const COMMUNITY_TYPES = [
  'school',
  'kindergarten',
  'college',
  'university',
  'training',
  'extra',
  'authority',
] as const
export type CommunityType = (typeof COMMUNITY_TYPES)[number]

/** Roles of all types; which of them exist in a type and how they are called there: `ROLES_OF_TYPE`. */
export const ROLES = ['administrator', 'lead', 'staff', 'pupil', 'parent', 'external'] as const
export type Role = (typeof ROLES)[number]

/** Russian abbreviation of the type as the documents use it. */
export const TYPE_ABBREVIATIONS: Readonly<Record<CommunityType, string>> = {
  school: 'ОО',
  kindergarten: 'ДОО',
  college: 'СПО',
  university: 'ВПО',
  training: 'ДПО',
  extra: 'ОДО',
  authority: 'ОУО',
}

/**
 * The normative role sets (STR-02 … STR-05), in their order. «Родитель» is a role of its own in kindergartens; in the
 * other types a parent is attached to a child (reading A-05), so `parent` is not in their list of roles to give.
 */
export const ROLES_OF_TYPE: Readonly<Record<CommunityType, readonly Role[]>> = {
  school: ['administrator', 'lead', 'staff', 'pupil'],
  college: ['administrator', 'lead', 'staff', 'pupil'],
  university: ['administrator', 'lead', 'staff', 'pupil'],
  training: ['administrator', 'lead', 'staff', 'pupil'],
  extra: ['administrator', 'lead', 'staff', 'pupil'],
  kindergarten: ['administrator', 'lead', 'staff', 'parent'],
  authority: ['administrator', 'lead', 'staff', 'external'],
}

/** Roles that carry the mark of a verified person (VER-03) and see the staff channel (reading A-22). */
export function isStaffRole(role: Role): boolean {
  return role === 'staff' || role === 'lead' || role === 'administrator'
}

/** Roles of the staff for which people apply; that of an administrator is given. */
export function isAppliedStaffRole(role: Role): boolean {
  return isStaffRole(role) && role !== 'administrator'
}
