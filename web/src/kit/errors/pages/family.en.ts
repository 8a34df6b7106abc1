import type { FamilyCode } from '../page-errors.ts'
import { type Sentence, whole } from '../sentence.ts'

export const en: Readonly<Record<FamilyCode, Sentence>> = {
  'family.full': (d) =>
    `The child has ${whole(d, 'max') ?? 4} adults already, which is as many as the platform allows. An administrator of the school may allow more.`,
  'family.ownChild':
    'This link is for parents, and the child is signed in. A parent opens it on a phone of their own: parent and child need different numbers.',
  'family.linkByAdult': 'Under 14 the family link is made by the class teacher or an administrator of the school.',
  'family.reportByAdult':
    'Under 14 this is reported by the other parent or the class teacher. Tell an adult whom you trust.',
  'family.suspended':
    'You cannot apply until the school has decided on the report about this adult. Ask an administrator.',
  'family.caseUnknown': 'There is no such record.',
  'family.caseDecided': 'This report was already decided.',
  'family.caseOwn': 'Nobody decides about himself: another administrator does.',
}
