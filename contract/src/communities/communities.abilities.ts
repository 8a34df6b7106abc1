import type { Grant } from './communities.ts'
import { type CommunityType, isStaffRole, ROLES_OF_TYPE, type Role } from './types.ts'

export interface CommunityAbilities {
  manageUnits: boolean
  manageLinks: boolean
  decideApplications: boolean
  /** Of pupils and parents of the own units only (reading A-18). */
  decideUnitApplications: boolean
  manageMembers: boolean
  seeAllMembers: boolean
  createChats: boolean
  manageDialogueRules: boolean
  writeInChannels: boolean
  /** On the page of the organisation (ORG-15). */
  publish: boolean
  manageOrganisation: boolean
  manageAdministrators: boolean
  viewAudit: boolean
}

/** What the holder of `grants` may do in a community. */
export function communityAbilities(membership: { grants: readonly Grant[] }): CommunityAbilities {
  const has = (grant: Grant) => membership.grants.includes(grant)
  return {
    manageUnits: has('units.manage'),
    manageLinks: has('links.manage'),
    decideApplications: has('applications.decide'),
    decideUnitApplications: has('applications.decideUnit'),
    manageMembers: has('members.manage'),
    seeAllMembers: has('members.view'),
    createChats: has('chats.create'),
    manageDialogueRules: has('dialogueRules.manage'),
    writeInChannels: has('channels.post'),
    publish: has('page.post'),
    manageOrganisation: has('organisation.manage'),
    manageAdministrators: has('administrators.manage'),
    viewAudit: has('audit.view'),
  }
}

const ADMINISTRATOR: readonly Grant[] = [
  'units.manage',
  'links.manage',
  'applications.decide',
  'members.manage',
  'members.view',
  'chats.create',
  'dialogueRules.manage',
  'channels.post',
  'page.post',
  'organisation.manage',
  'administrators.manage',
  'audit.view',
]

/** Rights that a role gives when the organisation has not changed them. */
export function defaultGrants(role: Role): readonly Grant[] {
  if (role === 'administrator') return ADMINISTRATOR
  if (isStaffRole(role)) return ['members.view', 'chats.create']
  return ['chats.create']
}

/** Whose applications leads of units may decide on: never those of the staff (reading A-18). */
export const DELEGATED_ROLES: readonly Role[] = ['pupil', 'parent']

/** Whether anybody applies to a community of this type whose application could be left to a lead. */
export function canDelegate(type: CommunityType): boolean {
  return linkRoles(type).some((role) => DELEGATED_ROLES.includes(role))
}

/** Roles for which an invitation link may be made in a community of this type; `parent` there needs a child. */
export function linkRoles(type: CommunityType): readonly Role[] {
  const roles = ROLES_OF_TYPE[type].filter((role) => role !== 'administrator')
  return roles.includes('parent') || type === 'authority' ? roles : [...roles, 'parent']
}
