/**
 * What the log of administrative acts knows, by words that never change their meaning: a row that was written stays as it
 * is. The first word is what was acted upon.
 */
export const ACTS = [
  'request.moved',
  'administrator.replaced',
  'administrator.began',
  'administrator.ended',
  'operator.appointed',
  'organisation.changed',
  'organisation.logoSet',
  'organisation.logoRemoved',
  'organisation.suspended',
  'organisation.resumed',
  'organisation.quotasSet',
  'banner.shown',
  'banner.ended',
  'unit.created',
  'unit.renamed',
  'unit.archived',
  'unit.restored',
  'unit.placed',
  'channel.reactionsChosen',
  'rollover.applied',
  'rollover.cancelled',
  'rollover.undone',
  'link.created',
  'link.revoked',
  'application.approved',
  'application.rejected',
  'application.undone',
  'roster.applied',
  'roster.cancelled',
  'roster.undone',
  'roster.erased',
  'member.removed',
  'member.roleChanged',
  'member.photoTaken',
  'dialogueRules.changed',
  'privacyLimit.changed',
  'retention.changed',
  'delegation.given',
  'delegation.taken',
  'card.printed',
  'card.revoked',
  'card.unlocked',
  'pupil.added',
  'classDevice.added',
  'classDevice.removed',
  'invitation.sent',
  'invitation.revoked',
  'familyLink.made',
  'familyLimit.changed',
  'adult.removed',
  'adult.reported',
  'adult.suspended',
  'familyCase.restored',
  'familyCase.removed',
  'consent.recorded',
  'consent.withdrawn',
  'ticket.assigned',
  'ticket.confirmed',
  'ticket.refused',
  'account.merged',
  'system.registered',
  'system.secretRotated',
  'system.removed',
  'child.read',
] as const
export type Act = (typeof ACTS)[number]

/** Kinds of things that an act names by id. People are named by pseudonyms and stand apart. */
export const OBJECT_KINDS = [
  'community',
  'request',
  'unit',
  'channel',
  'link',
  'application',
  'card',
  'classDevice',
  'invitation',
  'roster',
  'rollover',
  'familyCase',
  'ticket',
  'system',
] as const
export type ObjectKind = (typeof OBJECT_KINDS)[number]

/** Facts that may stand before and after an act: words of the product, names of organisations, units and systems, numbers; nothing of a person. */
export const FACTS = [
  'state',
  'name',
  'unitName',
  'grade',
  'role',
  'under14',
  'from14',
  'widest',
  'months',
  'adultsMax',
  'megabytesMax',
  'smsMax',
  'textVersion',
  'count',
  'kind',
  'renewed',
  'data',
] as const
export type Fact = (typeof FACTS)[number]
export type FactValue = string | number | boolean
export type Facts = Readonly<Partial<Record<Fact, FactValue>>>

/** What of a child somebody of the staff has read. */
export const CHILD_DATA = ['birthDate', 'family', 'email', 'ticket'] as const
export type ChildDatum = (typeof CHILD_DATA)[number]
